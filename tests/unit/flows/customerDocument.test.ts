import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { reachableFrom } from '@shared/flows/graph'
import { shipped } from './flowSupport'

interface Row {
  readonly section: string
  readonly says: string
  readonly flow: string
  readonly step: string
  readonly words: string
}
const text = readFileSync(resolve(import.meta.dirname, '../../../resources/docs/customer-document.md'), 'utf8')
const rows = text.split('\n').flatMap((line): readonly Row[] => {
  const cells = line.split('|').slice(1, -1).map((cell) => cell.trim())
  const [section = '', says = '', flow = '', step = '', words = ''] = cells
  return cells.length !== 5 || section === 'section' || /^-+$/.test(section) ? [] : [{ section, says, flow, step, words }]
})
const current = new Map(shipped.map((flow) => [flow.id, flow]))

describe('what the customer’s document advises', () => {
  it('covers each of the eleven sections', () => {
    expect(new Set(rows.map(({ section }) => section)).size).toBe(11)
    expect(new Set(rows.map(({ flow }) => flow)).size).toBe(11)
  })

  it.each(rows.map((row) => [`${row.section}: ${row.says}`, row] as const))('%s', (_, { flow: id, step, words }) => {
    const flow = current.get(id)
    expect(flow, id).toBeDefined()
    if (flow === undefined) return
    expect([...reachableFrom(flow, flow.start)], id).toContain(step)
    expect(words.length).toBeGreaterThan(10)
    expect(JSON.stringify(flow.words['en']?.steps[step])).toContain(JSON.stringify(words).slice(1, -1))
  })
})
