import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { AppFailure } from '@shared/contract/appError'
import { compileFlow } from '../../../electron/adapters/flowFiles/compileFlow'
import { compileFlows, compileResources } from '../../../electron/adapters/flowFiles/compileResources'
import { loadFlows } from '../../../electron/adapters/flowFiles/loadFlows'
import { FlowFileError } from '../../../electron/adapters/flowFiles/readYaml'
import { today } from './flowSupport'

const flowYaml = `id: small
version: 1
start: try
verdicts: []
source: { page: test, checked: ${today}, owner: tests }
steps:
  # the proof
  try:
    kind: verify
    ask: login.works
    next: { yes: end, no: end, unknown: end }
  end: { kind: end, outcome: solved }
`
const wordsYaml = `name: Small
summary: A small flow
verdicts: {}
steps:
  try:
    title: Works?
    options: { yes: "Yes", no: "No", unsure: "Not sure" }
    agent: { say: "Does it work?" }
  end: { title: Solved }
`
const compile = (flow = flowYaml, words = wordsYaml): ReturnType<typeof compileFlow> => compileFlow({ flow: { file: 'small/v1/flow.yaml', text: flow }, words: { en: { file: 'small/v1/en.yaml', text: words } } })
const errorOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof Error) return error.message
  }
  return 'no error'
}

const folders: string[] = []
const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-flows-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

describe('compiling one flow', () => {
  it('keeps the line of every step and reads yes and no as words', () => {
    const { flow } = compile()
    expect(Object.fromEntries(Object.entries(flow.steps).map(([id, step]) => [id, step.line]))).toEqual({ try: 8, end: 12 })
    expect(flow.steps['try']).toMatchObject({ next: { yes: 'end', no: 'end', unknown: 'end' } })
    expect(Object.keys(flow.words['en']?.steps['try']?.options ?? {})).toEqual(['yes', 'no', 'unsure'])
  })

  it('knows the lines of the words', () => {
    const { wordLine } = compile()
    expect(wordLine('en', ['steps', 'try', 'options', 'no'])).toEqual({ file: 'small/v1/en.yaml', line: 7 })
    expect(wordLine('en', ['steps', 'try', 'why'])).toEqual({ file: 'small/v1/en.yaml', line: 5 })
  })

  it.each([
    ['a key that is not known', flowYaml.replace('    ask: login.works\n', '    ask: login.works\n    aks: again\n'), 'small/v1/flow.yaml:11: steps.try.aks: unknown key'],
    ['a key that is not known, at the top', `${flowYaml}colour: red\n`, 'small/v1/flow.yaml:13: colour: unknown key'],
    ['a line that the author wrote', flowYaml.replace('outcome: solved', 'outcome: solved, line: 3'), 'small/v1/flow.yaml:12: steps.end.line: unknown key'],
    ['an outcome that is not one', flowYaml.replace('outcome: solved', 'outcome: fine'), 'small/v1/flow.yaml:12: steps.end.outcome'],
    ['a step of no kind', flowYaml.replace('kind: verify', 'kind: guess'), 'small/v1/flow.yaml:9: steps.try.kind'],
    ['a guard that is none', flowYaml.replace('next: { yes: end, no: end, unknown: end }', 'next:\n      - when: { fact: login.works, equals: yes }\n        to: end\n      - else: end'), 'small/v1/flow.yaml:12: steps.try.next.0.when'],
    ['the same step twice', `${flowYaml}  end: { kind: end, outcome: solved }\n`, 'small/v1/flow.yaml:13: '],
    ['broken YAML', flowYaml.replace('steps:', 'steps: ]'), 'small/v1/flow.yaml:6: '],
    ['a file of nothing', '', 'small/v1/flow.yaml:1: '],
    ['anchors and aliases', flowYaml.replace('{ kind: end, outcome: solved }', '&e { kind: end, outcome: solved }\n  stop: *e'), 'small/v1/flow.yaml:1: '],
  ])('names file and line for %s', (_, text, message) => {
    expect(errorOf(() => compile(text))).toContain(message)
    expect(() => compile(text)).toThrow(FlowFileError)
  })

  it.each([
    ['a key that is not known', wordsYaml.replace('title: Works?', 'titel: Works?'), 'small/v1/en.yaml:6: steps.try.titel: unknown key'],
    ['an empty text', wordsYaml.replace('Solved', '""'), 'small/v1/en.yaml:9: steps.end.title'],
    ['messages, which live in resources/messages', `messages: [Wrong]\n${wordsYaml}`, 'small/v1/en.yaml:1: messages: unknown key'],
  ])('names the word file and line for %s', (_, text, message) => {
    expect(errorOf(() => compile(flowYaml, text))).toContain(message)
  })

  it('refuses a flow without words', () => {
    expect(errorOf(() => compileFlow({ flow: { file: 'f.yaml', text: flowYaml }, words: {} }))).toContain('f.yaml:1: no word file')
  })

  it('hashes what was read: another word is another hash, another line end is not', () => {
    const { sha256 } = compile().flow
    expect(compile(flowYaml.replaceAll('\n', '\r\n')).flow.sha256).toBe(sha256)
    expect(compile(flowYaml, wordsYaml.replace('Solved', 'Solved.')).flow.sha256).not.toBe(sha256)
    expect(compile(flowYaml.replace('# the proof', '# a proof')).flow.sha256).not.toBe(sha256)
  })
})

describe('compiling the resources', () => {
  const messagesYaml = 'about: bitrix24\nelsewhere: wifi\nwords: {}\nproblems:\n  small: { name: Small, summary: Little, shown: [Something is wrong], told: [nothing works] }\n'
  const good = { 'messages/en.yaml': messagesYaml, 'flows/small/v1/flow.yaml': flowYaml, 'flows/small/v1/en.yaml': wordsYaml, 'flows/README.md': 'about', 'flows/released.json': '{}', 'docs/guide.md': '# Guide', 'docs/picture.png': 'x' }

  it('writes one file a version and the guides, in place of what was there', () => {
    const to = folderWith({ 'flows/old.v1.json': '{}', 'docs/old.md': '' })
    compileResources({ from: folderWith(good), to })
    expect(readdirSync(join(to, 'flows'))).toEqual(['small.v1.json'])
    expect(readdirSync(join(to, 'docs'))).toEqual(['guide.md'])
    const library = loadFlows(join(to, 'flows'))
    expect(library.current('small')).toEqual(compile().flow)
  })

  it('writes nothing and names every finding when the linter objects', () => {
    const to = folderWith({})
    const from = folderWith({ ...good, 'flows/small/v1/flow.yaml': flowYaml.replace('unknown: end', 'unknown: gone') })
    expect(errorOf(() => compileResources({ from, to }))).toContain('small/v1/flow.yaml:8 unknownStep (try) name=gone')
    expect(existsSync(join(to, 'flows'))).toBe(false)
  })

  it('refuses a released version that changed, naming the hash it has now', () => {
    const from = folderWith({ ...good, 'flows/released.json': JSON.stringify({ 'small/1': 'f'.repeat(64) }) })
    expect(errorOf(() => compileResources({ from, to: folderWith({}) }))).toContain(`releasedChanged name=small/1 released=${'f'.repeat(64)} now=${compile().flow.sha256}`)
  })

  it.each([
    ['an id that is not its folder\'s', { 'flows/small/v1/flow.yaml': flowYaml.replace('id: small', 'id: other') }, 'says other/1, its folder says small/1'],
    ['a folder that is no version', { 'flows/small/draft/flow.yaml': flowYaml }, 'a version folder is called v1'],
    ['a file that does not belong there', { 'flows/small/v1/notes.txt': 'x' }, 'small/v1/notes.txt:1'],
    ['a list of released versions that is none', { 'flows/released.json': '{"small":1}' }, 'released.json:1'],
  ])('refuses %s', (_, files, message) => {
    expect(errorOf(() => compileFlows(join(folderWith({ ...good, ...files }), 'flows'), today))).toContain(message)
  })
})

describe('loading the compiled flows', () => {
  const json = JSON.stringify(compile().flow)
  const codeOf = (folder: string): string | undefined => {
    try {
      loadFlows(folder)
    } catch (error) {
      if (error instanceof AppFailure) return error.code
      throw error
    }
    return undefined
  }

  it('answers by version, by newest, and with every flow once', () => {
    const second = JSON.stringify({ ...compile().flow, version: 2 })
    const library = loadFlows(folderWith({ 'small.v1.json': json, 'small.v2.json': second }))
    expect(library.get('small', 1)?.version).toBe(1)
    expect(library.current('small')?.version).toBe(2)
    expect(library.all().map((flow) => flow.version)).toEqual([2])
    expect(library.get('small', 3)).toBeUndefined()
    expect(library.current('other')).toBeUndefined()
  })

  it.each([
    ['no folder', join(tmpdir(), 'latchkey-no-such-folder')],
    ['an empty folder', undefined],
  ])('says flowsDamaged for %s', (_, folder) => {
    expect(codeOf(folder ?? folderWith({}))).toBe('flowsDamaged')
  })

  it.each([
    ['half a file', json.slice(0, 200)],
    ['a flow of another shape', json.replace('"start"', '"begin"')],
    ['another flow than its name says', json.replace('"id":"small"', '"id":"other"')],
  ])('says flowsDamaged for %s', (_, text) => {
    expect(codeOf(folderWith({ 'small.v1.json': text }))).toBe('flowsDamaged')
  })
})

describe('the build', () => {
  it('reads the sources through relative imports only, so that its configuration can load them', () => {
    const folder = 'electron/adapters/flowFiles'
    for (const file of ['compileResources.ts', 'compileFlow.ts', 'readFlowSources.ts', 'readYaml.ts', 'compiledFileName.ts']) expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/from '@shared/)
  })
})
