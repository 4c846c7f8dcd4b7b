import { describe, expect, it } from 'vitest'
import type { CompiledFlow } from '@shared/flows/schema'
import { shippedLibrary } from './flowSupport'
import { verdictTable } from './verdictTable'
import { lackOf } from './verdictRows/verdictRow'

const flowsHere = [...new Set(verdictTable.map(({ flow }) => flow))]
const flowNamed = (id: string): CompiledFlow => shippedLibrary.current(id)!

describe('the table verdict → step', () => {
  it.each(verdictTable.map((row) => [row.problem, row.kind, row.what, row] as const))('%s, %s: %s', (_, __, ___, row) => {
    expect(lackOf(row, flowNamed(row.flow)), `${row.flow}/${row.step}`).toEqual([])
  })

  it('has rows that say more than that there is a step', () => {
    expect(verdictTable.filter(({ verdict, mentions, runs, leadsTo, to }) => [verdict, mentions, runs, leadsTo, to].every((one) => one === undefined))).toEqual([])
  })

  it.each(flowsHere)('notices a step of %s that is gone, its words, its verdict and its ways', (id) => {
    const flow = flowNamed(id)
    for (const row of verdictTable.filter((one) => one.flow === id)) {
      const steps = Object.fromEntries(Object.entries(flow.steps).filter(([step]) => step !== row.step))
      expect(lackOf(row, { ...flow, steps }), row.what).toEqual([`the step ${row.step}`])
      const bare = { kind: 'end', outcome: 'solved', line: 1 } as const
      expect(lackOf(row, { ...flow, steps: { ...flow.steps, [row.step]: bare }, words: {} }).length, row.what).toBeGreaterThan(0)
    }
  })

  it('has the eleven problems, each with causes, fixes and pitfalls', () => {
    expect(new Set(verdictTable.map(({ problem, flow, kind }) => `${problem} ${flow} ${kind}`))).toEqual(
      new Set(['P1 wrong-password', 'P2 wrong-network-user', 'P8 mail-not-delivered', 'P9 lost-phone', 'P6 email-taken-on-invite', 'P7 mistyped-email', 'P10 reuse-dismissed-email', 'P3 social-link-conflict', 'P4 social-login-change', 'P5 email-taken-on-login-change', 'P11 delete-account'].flatMap((one) => ['cause', 'fix', 'pitfall'].map((kind) => `${one} ${kind}`))),
    )
  })

  it('tells nothing twice', () => {
    const told = verdictTable.map(({ flow, what, kind }) => `${flow} ${kind} ${what}`)
    expect(told.filter((one, index) => told.indexOf(one) !== index)).toEqual([])
  })

  it.each(flowsHere)('has a row for every verdict of %s, at every step that gives it', (id) => {
    const { steps, verdicts } = flowNamed(id)
    const given = Object.entries(steps).flatMap(([step, { verdict }]) => (verdict === undefined ? [] : [`${verdict} at ${step}`]))
    const told = verdictTable.flatMap(({ flow, step, verdict }) => (flow === id && verdict !== undefined ? [`${verdict} at ${step}`] : []))
    expect(given.filter((one) => !told.includes(one))).toEqual([])
    expect(new Set(given.map((one) => one.split(' ')[0]))).toEqual(new Set(verdicts))
  })
})
