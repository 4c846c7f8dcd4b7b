import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { CaseView } from '@shared/contract/views'
import { fixExit } from '../../../electron/hosts/cli/commands/takeFix'
import { runCommand } from '../../../electron/hosts/cli/host'
import { temporaryFolder } from '../../support/temporaryFolder'

interface Said {
  readonly code: number
  readonly data: Pick<CaseView, 'fixes'> & { readonly case: CaseView['case']; readonly step: string }
}

/** One run of the command line against the demo company, on a folder of its own. */
async function runFlow(answers: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<Said> {
  const folder = temporaryFolder()
  const file = join(folder, 'answers.json')
  writeFileSync(file, JSON.stringify(answers))
  const out: string[] = []
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0), vi.spyOn(process.stderr, 'write').mockImplementation(() => true)]
  const restore = (): void => {
    for (const spy of spies) spy.mockRestore()
  }
  onTestFinished(restore)
  const code = await runCommand(['run', 'email-taken-on-invite', '--demo', '--json', '--data', join(folder, 'data'), '--answers', file, ...words], '')
  restore()
  return { code, data: JSON.parse(out.join('') || '{}') as Said['data'] }
}

const dara = { address: 'dispatch@harbourpine.example', 'was-dismissed': 'yes', 'hire-again': 'done', 'who-hires': 'calledBack', hired: 'yes' }

describe('run', () => {
  it('changes nothing that was not approved by name', async () => {
    const { code, data } = await runFlow({ ...dara, 'hire-by-hand': 'failed', 'to-admin': 'sent' })
    expect([data.fixes, code]).toEqual([[], 1])
  })

  it('changes and proves what was approved, and ends with 0', async () => {
    const { code, data } = await runFlow(dara, '--approve', 'reinstate,dismiss')
    expect(data.fixes).toMatchObject([{ fix: 'reinstate', stage: 'verified' }])
    expect([data.case.outcome, code]).toEqual(['solved', 0])
  })

  it('knows no fix by another name', async () => {
    expect((await runFlow(dara, '--approve', 'reinstate,everything')).code).toBe(4)
  })
})

describe('the exit code', () => {
  const view = (fixes: readonly (readonly [string, string])[], outcome?: string): CaseView => ({ fixes: fixes.map(([fix, stage]) => ({ fix, stage })), case: { outcome } }) as unknown as CaseView
  it.each([
    [[['dismiss', 'verified']], 'solved', 0], [[['dismiss', 'verified']], 'handedOver', 0], [[['dismiss', 'verified']], 'notSolved', undefined], [[['dismiss', 'verified']], undefined, undefined],
    [[['dismiss', 'notVerified']], 'solved', 2], [[['dismiss', 'intended']], undefined, 2], [[['dismiss', 'failed']], 'solved', 2], [[['dismiss', 'verified'], ['invite', 'unknown']], 'solved', 2],
    [[['notify-admin', 'unknown']], 'solved', undefined], [[['notify-admin', 'failed']], 'solved', 2], [[], 'solved', undefined],
  ] as const)('of %j, ended %s, is %s', (fixes, outcome, code) => {
    expect(fixExit(view(fixes, outcome))).toBe(code)
  })
})
