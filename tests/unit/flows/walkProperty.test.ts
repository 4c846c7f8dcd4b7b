import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDefinition, checkNames, type CheckName } from '@shared/domain/checks'
import type { CaseEvent, EventName } from '@shared/domain/events'
import { factDefinition, factNames, type FactName, type FactValue } from '@shared/domain/facts'
import type { CaseId, WriterId } from '@shared/domain/ids'
import { doors } from '@shared/domain/stateWords'
import { walk } from '@shared/flows/engine'
import { entriesOf } from '@shared/flows/entries'
import type { Entry, Walk, WalkInput } from '@shared/flows/walkTypes'
import { minute, shippedLibrary, wrongPassword } from './flowSupport'

const steps = Object.keys(wrongPassword.steps)
const valueOf = (fact: FactName): fc.Arbitrary<FactValue> => {
  const definition = factDefinition(fact)
  if (definition.type === 'closed') return fc.constantFrom(...definition.values)
  return definition.type === 'text' ? fc.constantFrom('a@b.example', 'c@d.example', 'unsure') : fc.nat()
}
const place = fc.record({ flow: fc.constantFrom('wrong-password', 'elsewhere'), step: fc.constantFrom(...steps, 'gone'), visit: fc.integer({ min: 1, max: 3 }) })
const needsOf = (check: CheckName): fc.Arbitrary<Record<string, FactValue>> => fc.constantFrom<Record<string, FactValue>[]>({}, Object.fromEntries(checkDefinition(check).needs.map((fact) => [fact, 'a@b.example'])))
const givesOf = (check: CheckName): fc.Arbitrary<Record<string, FactValue>> => fc.subarray([...checkDefinition(check).gives] as FactName[]).chain((facts) => fc.tuple(...facts.map(valueOf)).map((values) => Object.fromEntries(facts.map((fact, index) => [fact, values[index]!]))))

type Unnamed = Entry extends infer E ? (E extends Entry ? Omit<E, 'event' | 'at'> : never) : never
const unnamed: fc.Arbitrary<Unnamed> = fc.oneof(
  fc.constantFrom(...factNames).chain((fact) => fc.record({ type: fc.constant('fact' as const), fact: fc.constant(fact), value: valueOf(fact), giver: fc.constantFrom(...factDefinition(fact).givers) })),
  fc.tuple(place, fc.constantFrom(...factNames)).chain(([at, fact]) => valueOf(fact).map((value) => ({ type: 'answer' as const, ...at, fact, value }))),
  // Answers that fit their step, so that walks get somewhere.
  place.chain((at) => {
    const step = wrongPassword.steps[at.step]
    const fact = (step?.kind === 'ask' ? step.fact : step?.kind === 'verify' ? step.ask : 'login.way') as FactName
    return valueOf(fact).map((value) => ({ type: 'answer' as const, ...at, flow: 'wrong-password', fact, value }))
  }),
  fc.tuple(place, fc.constantFrom(...checkNames)).chain(([at, check]) => fc.tuple(needsOf(check), givesOf(check)).map(([needs, gives]) => ({ type: 'check' as const, ...at, check, result: 'ok' as const, needs, gives }))),
  fc.tuple(place, fc.constantFrom('done' as const, 'failed' as const)).map(([at, result]) => ({ type: 'advice' as const, ...at, result })),
  fc.tuple(place, fc.constantFrom('sent' as const, 'answered' as const)).map(([at, result]) => ({ type: 'handOver' as const, ...at, to: 'admin' as const, result })),
  fc.constantFrom(1, 2).map((version) => ({ type: 'flowEntered' as const, flow: 'elsewhere', version })),
)
const log: fc.Arbitrary<readonly Entry[]> = fc.array(fc.tuple(unnamed, fc.nat(120)), { maxLength: 60 }).map((list) => list.map(([entry, minutes], index): Entry => ({ ...entry, event: `writer:${index + 1}`, at: minutes * minute })))
const input: fc.Arbitrary<WalkInput> = fc.record({ entries: log, door: fc.constantFrom(...doors), minutes: fc.nat(180) }).map(({ entries, door, minutes }) => ({ library: shippedLibrary, start: { flow: 'wrong-password', version: 1 }, entries, door, now: minutes * minute }))

const plain = (walked: Walk): unknown => ({ ...walked, facts: [...walked.facts], used: [...walked.used] })

describe('the walk over any log', () => {
  it('never throws, stops at a step of the flow, and gives the same answer twice', () => {
    fc.assert(
      fc.property(input, (one) => {
        const walked = walk(one)
        expect(wrongPassword.steps).toHaveProperty([walked.position.step])
        expect(walked.path.at(-1)).toMatchObject({ step: walked.position.step, visit: walked.position.visit, passedBy: 'position' })
        expect(walked.path.filter((item) => item.passedBy === 'position')).toHaveLength(1)
        expect(plain(walk(one))).toEqual(plain(walked))
      }),
      { numRuns: 300 },
    )
  })

  it('parts the log into what it used and what it did not', () => {
    fc.assert(
      fc.property(input, (one) => {
        const walked = walk(one)
        expect([...walked.used, ...walked.unused].sort()).toEqual(one.entries.map((entry) => entry.event).sort())
        for (const item of walked.path) for (const event of item.events) expect(walked.used.has(event)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('stands at the same place, by the same path, without what it did not use', () => {
    fc.assert(
      // All is fresh at 0: else an unused answer still keeps older checks from being redone.
      fc.property(input, (one) => {
        const walked = walk({ ...one, now: 0 })
        const kept = walk({ ...one, now: 0, entries: one.entries.filter((entry) => walked.used.has(entry.event)) })
        // A check that was run is known to have been run, met or not.
        expect(plain({ ...kept, unused: [], checksRun: walked.checksRun })).toEqual(plain({ ...walked, unused: [] }))
      }),
      { numRuns: 300 },
    )
  })

  it('comes back to the same place when an answer is added and taken back', () => {
    const writer = '00000000-0000-4000-8000-000000000001' as WriterId
    const events = fc.array(fc.tuple(fc.constantFrom(...steps), fc.constantFrom('password', 'social', 'unsure')), { maxLength: 20 })
    const eventOf = (seq: number, kind: string, step: string, open: CaseEvent['open'], supersedes: readonly EventName[] = []): CaseEvent => ({
      name: `${writer}:${seq}`, caseId: '00000000-0000-4000-8000-000000000002' as CaseId, writerId: writer, seq, lamport: seq, at: seq, kind, kindVersion: 1, role: 'agent',
      flow: { id: 'wrong-password', version: 1, step }, supersedes, open, personal: {}, blanked: [], subjectId: undefined, hash: '',
    })
    fc.assert(
      fc.property(events, fc.constantFrom(...steps), (list, step) => {
        const base = list.map(([at, value], index) => eventOf(index + 1, 'answerGiven', at, { fact: 'login.way', visit: 1, value }))
        const added = eventOf(base.length + 1, 'answerGiven', step, { fact: 'login.way', visit: 1, value: 'social' }, base.filter((one) => one.flow?.step === step).map((one) => one.name))
        const taken = eventOf(base.length + 2, 'answerWithdrawn', step, { visit: 1 }, [added.name])
        const run = (all: readonly CaseEvent[]): unknown => plain(walk({ library: shippedLibrary, start: { flow: 'wrong-password', version: 1 }, entries: entriesOf(all), door: 'agent', now: 0 }))
        expect(run([...base, added, taken])).toEqual(run(base))
      }),
    )
  })
})
