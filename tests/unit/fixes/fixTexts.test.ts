import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixes, fixLabels, fixNames, fixNotes, fixNotRunReasons, fixProofs, type FixDefinition } from '@shared/domain/fixes'

interface FixTexts {
  readonly fixes: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly fixWords: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}
const texts = JSON.parse(readFileSync(join(import.meta.dirname, '../../../shared/locales/en.json'), 'utf8')) as FixTexts

describe('the texts of fixes', () => {
  it.each(fixNames)('%s has its title, what it does, what is agreed to, and how it is taken back', (fix) => {
    const definition: FixDefinition = fixes[fix]
    const own = texts.fixes[fix] ?? {}
    expect(Object.keys(own).toSorted()).toEqual(['confirm', 'does', 'title', ...(definition.undo === undefined ? [] : ['undo']), ...(fix === 'notify-admin' ? ['message'] : [])].toSorted())
    for (const text of Object.values(own)) expect(text).toMatch(/\S/)
    expect(own['confirm']?.match(/\{(\w+)\}/g)).toEqual(['{account}'])
  })

  it.each([['notes', fixNotes], ['proofs', fixProofs], ['reasons', fixNotRunReasons], ['labels', fixLabels]] as const)('%s are there, each one, and no others', (area, words) => {
    expect(Object.keys(texts.fixWords[area] ?? {}).toSorted()).toEqual([...words].toSorted())
  })

  it('name no fix that does not exist', () => {
    expect(Object.keys(texts.fixes)).toEqual(fixNames)
  })
})
