import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runCommand } from '../../../electron/hosts/cli/host'
import { temporaryFolder } from '../../support/temporaryFolder'

/** One command of the command line in this process; its standard output as JSON. */
async function latchkey(...words: readonly string[]): Promise<{ readonly code: number; readonly data: unknown; readonly said: string }> {
  const out: string[] = []
  const err: string[] = []
  const toOut = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  const toErr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  onTestFinished(() => {
    toOut.mockRestore()
    toErr.mockRestore()
  })
  const code = await runCommand([...words, '--json', '--data', temporaryFolder()], '')
  toOut.mockRestore()
  toErr.mockRestore()
  return { code, data: out.length === 0 ? undefined : (JSON.parse(out.join('')) as unknown), said: err.join('') }
}

const flowYaml = (next: string): string => `id: small
version: 1
start: try
verdicts: []
source: { page: test, checked: ${new Date().toISOString().slice(0, 10)}, owner: tests }
steps:
  # the proof
  try:
    kind: verify
    ask: login.works
    next: ${next}
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
  gone: { title: Gone }
`

describe('flows lint', () => {
  const folderWith = (next: string, words = wordsYaml.replace('  gone: { title: Gone }\n', '')): string => {
    const folder = temporaryFolder()
    for (const [language, text] of [['flow', flowYaml(next)], ['en', words], ['ru', words], ['de', words]] as const) {
      mkdirSync(join(folder, 'small', 'v1'), { recursive: true })
      writeFileSync(join(folder, 'small', 'v1', `${language}.yaml`), text)
    }
    return folder
  }
  type Found = { readonly findings: readonly { readonly rule: string; readonly file: string; readonly line: number; readonly text: string }[]; readonly unreadable?: string }

  it('ends with 0 where nothing is found', async () => {
    expect(await latchkey('flows', 'lint', '--flows', folderWith('{ yes: end, no: end, unknown: end }'))).toMatchObject({ code: 0, data: { findings: [] } })
  })

  it('ends with 1 and names file, line, rule and a sentence', async () => {
    const { code, data } = (await latchkey('flows', 'lint', '--flows', folderWith('{ yes: end, no: gone, unknown: end }', wordsYaml))) as { code: number; data: Found }
    expect(code).toBe(1)
    expect(data.findings).toContainEqual(expect.objectContaining({ rule: 'unknownStep', file: 'small/v1/flow.yaml', line: 8, text: 'There is no step “gone”.' }))
    expect(data.findings).toContainEqual(expect.objectContaining({ rule: 'textUnused', file: 'small/v1/en.yaml', line: 10 }))
  })

  it('ends with 1 for a file that is no flow, and says where', async () => {
    const { code, data } = (await latchkey('flows', 'lint', '--flows', folderWith('[ { when: 7 } ]'))) as { code: number; data: Found }
    expect(code).toBe(1)
    expect(data.unreadable).toMatch(/^small\/v1\/flow\.yaml:11/)
  })
})

describe('flows walk', () => {
  type Walked = { readonly complete: boolean; readonly memory: readonly { readonly flow: string; readonly edges: { readonly drawn: number; readonly taken: number; readonly missing: readonly string[] }; readonly stepsNeverReached: readonly string[]; readonly withoutOutcome: number }[] }

  it('takes every way of every flow in memory, and every state comes to an outcome', async () => {
    const { code, data } = (await latchkey('flows', 'walk')) as { code: number; data: Walked }
    for (const { flow, edges, stepsNeverReached, withoutOutcome } of data.memory) expect({ flow, missing: edges.missing, stepsNeverReached, withoutOutcome }).toEqual({ flow, missing: [], stepsNeverReached: [], withoutOutcome: 0 })
    expect({ code, complete: data.complete }).toEqual({ code: 0, complete: true })
  }, 240_000)

  it('refuses another peer than the demo company, and a flow that is not there', async () => {
    expect((await latchkey('flows', 'walk', '--against', 'production')).code).toBe(4)
    expect((await latchkey('flows', 'walk', '--flow', 'no-such-flow')).code).toBe(4)
  })
})

describe('flows diff', () => {
  it('says that a version is the same as itself', async () => {
    expect(await latchkey('flows', 'diff', 'wrong-password', '1', '1')).toMatchObject({ code: 0, data: { flow: 'wrong-password', changes: [] } })
  })

  it.each([['no version', ['wrong-password', '1']], ['no number', ['wrong-password', '1', 'x']], ['a version that does not ship', ['wrong-password', '1', '999']]])('ends with 4 for %s', async (_, words) => {
    expect((await latchkey('flows', 'diff', ...words)).code).toBe(4)
  })
})
