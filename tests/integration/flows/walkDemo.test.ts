import { expect, it, vi } from 'vitest'
import { runCommand } from '../../../electron/hosts/cli/host'
import { demoPortalFaults } from '../../../electron/demo-portal/startDemoPortal'
import { checkNames } from '@shared/domain/checks'
import { fixes, fixResultsOf } from '@shared/domain/fixes'
import { temporaryFolder } from '../../support/temporaryFolder'

interface Walked {
  readonly complete: boolean
  readonly demo: {
    readonly flows: readonly { readonly flow: string; readonly runs: number; readonly fixes: Readonly<Record<string, number>>; readonly coverage: { readonly drawn: number; readonly taken: number; readonly missing: readonly string[] } }[]
    readonly checks: readonly { readonly check: string; readonly fault: string; readonly problem?: string; readonly reason: string; readonly tookMs: number }[]
  }
}

async function walked(flow: string): Promise<{ readonly code: number; readonly walk: Walked }> {
  const out: string[] = []
  const toOut = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  const code = await runCommand(['flows', 'walk', '--against', 'demo', '--flow', flow, '--json', '--data', temporaryFolder()], '').finally(() => toOut.mockRestore())
  return { code, walk: JSON.parse(out.join('')) as Walked }
}

it('wrong-password against the demo company: every way is really taken, and every check ends under every fault', { timeout: 280_000 }, async () => {
  const { code, walk: { complete, demo } } = await walked('wrong-password')
  expect(demo.flows.map(({ flow, coverage }) => [flow, coverage.missing])).toEqual([['wrong-password', []]])
  // Few runs: each takes several edges.
  expect(demo.flows[0]!.runs).toBeLessThan(demo.flows[0]!.coverage.drawn)
  expect(demo.checks.filter(({ problem }) => problem !== undefined)).toEqual([])
  expect(demo.checks).toHaveLength(checkNames.length * (demoPortalFaults.length + 1))
  expect({ code, complete }).toEqual({ code: 0, complete: true })
})

it('delete-account against the demo company: every way is really taken, and its fix ends in every way it can', { timeout: 280_000 }, async () => {
  const { code, walk: { complete, demo } } = await walked('delete-account')
  expect(demo.flows.map(({ flow, coverage }) => [flow, coverage.missing])).toEqual([['delete-account', []]])
  // As the case logs have it: really sent, or not run and said why.
  expect(Object.keys(demo.flows[0]!.fixes).sort()).toEqual(fixResultsOf(fixes.dismiss).map((result) => `dismiss ${result}`).sort())
  expect({ code, complete }).toEqual({ code: 0, complete: true })
})
