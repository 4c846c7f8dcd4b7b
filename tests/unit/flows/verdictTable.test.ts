import { describe, expect, it } from 'vitest'
import type { CompiledFlow } from '@shared/flows/schema'
import { shippedLibrary } from './flowSupport'
import { verdictTable } from './verdictTable'

const flowsHere = [...new Set(verdictTable.map(({ flow }) => flow))]
const flowNamed = (id: string): CompiledFlow => shippedLibrary.current(id)!

describe('the table verdict → step', () => {
  it.each(verdictTable.map((row) => [row.problem, row.kind, row.what, row] as const))('%s, %s: %s', (_, __, ___, { flow, step, verdict, mentions }) => {
    const found = flowNamed(flow).steps[step]
    expect(found, `${flow}/${step}`).toBeDefined()
    if (verdict !== undefined) expect(found?.verdict).toBe(verdict)
    if (mentions !== undefined) expect(JSON.stringify(flowNamed(flow).words['en']?.steps[step])).toMatch(mentions)
  })

  it('has the four problems, each with causes, fixes and pitfalls', () => {
    expect(new Set(verdictTable.map(({ problem, flow, kind }) => `${problem} ${flow} ${kind}`))).toEqual(
      new Set(['P1 wrong-password', 'P2 wrong-network-user', 'P8 mail-not-delivered', 'P9 lost-phone'].flatMap((one) => ['cause', 'fix', 'pitfall'].map((kind) => `${one} ${kind}`))),
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
