import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { AppFailure } from '@shared/contract/appError'
import { matchMessage } from '@shared/flows/match'
import { compileMessages } from '../../../../electron/adapters/flowFiles/compileMessages'
import { loadMessages } from '../../../../electron/adapters/flowFiles/loadMessages'
import { shippedContent, shippedMessages } from './messagesSupport'

const yaml = `about: bitrix24
elsewhere: wifi
words:
  not: not no
problems:
  gate-closed:
    name: The gate is closed
    summary: Somebody stands outside.
    shown:
      - The gate {name} is closed
    told:
      - <not> <not> inside
`
const folders: string[] = []
const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-messages-'))
  folders.push(folder)
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
const errorOf = (files: Readonly<Record<string, string>>): string => {
  try {
    compileMessages(folderWith(files))
  } catch (error) {
    if (error instanceof Error) return error.message
  }
  return 'no error'
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe('compiling the messages', () => {
  it('reads one file a language and a README beside them', () => {
    expect(Object.keys(compileMessages(folderWith({ 'en.yaml': yaml, 'de.yaml': yaml, 'README.md': 'about' })).languages)).toEqual(['de', 'en'])
  })

  it.each([
    ['a group that is not there', { 'en.yaml': yaml.replace('<not> <not>', '<never> <not>') }, 'messages/en.yaml:12: problems.gate-closed.told.0: no group of words called <never>'],
    ['a line that cannot be read', { 'en.yaml': yaml.replace('inside', '(inside)') }, 'messages/en.yaml:12: problems.gate-closed.told.0: cannot read "(inside)"'],
    ['a problem that another language has', { 'en.yaml': yaml, 'de.yaml': yaml.replace('gate-closed', 'gate-open') }, 'messages/de.yaml:5: problems.gate-closed: missing in this language'],
    ['a key that is not known', { 'en.yaml': yaml.replace('told:', 'hintz: []\n    told:') }, 'messages/en.yaml:11: problems.gate-closed.hintz: unknown key'],
    ['no message at all', { 'en.yaml': yaml.replace('\n      - The gate {name} is closed', ' []') }, 'messages/en.yaml:9: problems.gate-closed.shown'],
    ['another file', { 'en.yaml': yaml, 'notes.txt': '' }, 'messages/notes.txt:1'],
    ['an empty folder', {}, 'no file of messages'],
  ])('names file and line for %s', (_, files, message) => {
    expect(errorOf(files as unknown as Readonly<Record<string, string>>)).toContain(message)
  })
})

describe('loading the messages', () => {
  const codeOf = (text: string | undefined): string | undefined => {
    try {
      loadMessages(join(folderWith(text === undefined ? {} : { 'messages.json': text }), 'messages.json'))
    } catch (error) {
      if (error instanceof AppFailure) return error.code
      throw error
    }
    return undefined
  }

  it('answers as the sources do', () => {
    const folder = folderWith({ 'messages.json': JSON.stringify(shippedContent) })
    const text = 'Incorrect login or password'
    expect(matchMessage(text, loadMessages(join(folder, 'messages.json')))).toEqual(matchMessage(text, shippedMessages))
  })

  it.each([['no file', undefined], ['half a file', '{"languages":'], ['another shape', '{"languages":{"en":{}}}']])('says flowsDamaged for %s', (_, text) => {
    expect(codeOf(text)).toBe('flowsDamaged')
  })
})

describe('what the messages tell of a problem', () => {
  it('is there in every language, under its own name, also before it has a guide', () => {
    for (const problem of shippedMessages.problems) {
      for (const language of ['en', 'ru', 'de']) expect(shippedMessages.nameOf(problem, language)?.summary.length ?? 0, `${problem} in ${language}`).toBeGreaterThan(10)
      expect(shippedMessages.nameOf(problem, 'de')).not.toEqual(shippedMessages.nameOf(problem, 'en'))
    }
  })

  it('falls back to English, and is nothing for what is no problem', () => {
    expect(shippedMessages.nameOf('lost-phone', 'fr')).toEqual(shippedMessages.nameOf('lost-phone', 'en'))
    expect(shippedMessages.nameOf('weather', 'en')).toBeUndefined()
  })
})
