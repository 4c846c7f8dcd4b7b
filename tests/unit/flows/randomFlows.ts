import fc from 'fast-check'
import type { CheckName } from '@shared/domain/checks'
import { factDefinition, type FactName, type FactValue } from '@shared/domain/facts'
import type { CompiledFlow } from '@shared/flows/schema'
import { flowOf } from './flowSupport'

/* Flows that the linter would take, made at random: every way leads forward, except for rings with a limit. */

const closedFacts = ['login.way', 'login.everWorked', 'login.rightPage', 'login.typing', 'recovery.state'] as const satisfies readonly FactName[]
const valuesOf = (fact: FactName): readonly string[] => {
  const definition = factDefinition(fact)
  return definition.type === 'closed' ? definition.values : []
}
const checks: readonly CheckName[] = ['rest-health', 'address-syntax', 'account-active']
const guards = [{ fact: 'rest.health', is: 'blocked' }, { known: 'person.active' }, { not: { fact: 'address.shape', is: 'fine' } }, { any: [{ fact: 'login.way', is: 'social' }, { fact: 'person.active', in: ['no'] }] }, { all: [{ known: 'login.way' }, { not: { known: 'rest.health' } }] }]
const fixNames = ['mend', 'invite', 'notify', 'look']

type Plain = Readonly<Record<string, unknown>>

const nameOf = (index: number): string => `s${index}`

/** The step at `index` of `count`; the last one is an end. `callable`: a flow it may call. */
function stepAt(index: number, count: number, callable: string | undefined): fc.Arbitrary<Plain> {
  if (index >= count - 1) return fc.constantFrom<Plain[]>({ kind: 'end', outcome: 'solved' }, { kind: 'end', outcome: 'notSolved' })
  const later = fc.integer({ min: index + 1, max: count - 1 }).map(nameOf)
  const mapOf = (results: readonly string[]): fc.Arbitrary<Plain> => fc.tuple(...results.map(() => later)).map((targets) => Object.fromEntries(results.map((result, at) => [result, targets[at]])))
  const kinds: fc.Arbitrary<Plain>[] = [
    fc.constantFrom(...closedFacts).chain((fact) => fc.tuple(mapOf(valuesOf(fact)), fc.boolean()).map(([next, again]) => ({ kind: 'ask', fact, next, ...(again ? { again } : {}) }))),
    later.map((to) => ({ kind: 'ask', fact: 'person.address', next: { else: to } })),
    fc.tuple(fc.subarray([...checks], { minLength: 1 }), fc.array(fc.tuple(fc.constantFrom<Plain[]>(...guards), later), { maxLength: 3 }), later).map(([run, ways, end]) => ({ kind: 'check', run, next: [...ways.map(([when, to]) => ({ when, to })), { else: end }] })),
    fc.tuple(mapOf(['done', 'failed']), fc.constantFrom(undefined, 'found'), fc.constantFrom(undefined, ['admin'])).map(([next, verdict, doors]) => ({ kind: 'advise', next, ...(verdict === undefined ? {} : { verdict }), ...(doors === undefined ? {} : { for: doors }) })),
    fc.tuple(fc.constantFrom(...fixNames), mapOf(['verified', 'notVerified', 'else'])).map(([run, next]) => ({ kind: 'fix', run, next })),
    mapOf(['yes', 'no', 'unknown']).map((next) => ({ kind: 'verify', run: 'last-login-moved', ask: 'login.works', next })),
    // A ring: the answer leads on at an earlier step, as often as the limit says.
    fc.tuple(fc.integer({ min: 0, max: index }).map(nameOf), fc.integer({ min: 1, max: 3 }), later).map(([resume, limit, over]) => ({ kind: 'handOver', to: 'admin', resume, limit, over })),
    fc.constant({ kind: 'handOver', to: 'support' }),
  ]
  if (callable !== undefined) kinds.push(mapOf(['found', 'else']).map((next) => ({ kind: 'call', call: { flow: callable }, next })), fc.constant({ kind: 'advise', next: { done: { flow: callable }, failed: { flow: callable } } }))
  return fc.oneof(...kinds)
}

const flowArbitrary = (id: string, callable: string | undefined): fc.Arbitrary<CompiledFlow> =>
  fc.integer({ min: 2, max: 9 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => stepAt(index, count, callable))).map((steps) => flowOf(Object.fromEntries(steps.map((step, index) => [nameOf(index), step])), { id, verdicts: ['found'] })))

/** Three flows, each of which may call or go to the next. The first is where a case begins. */
export const flowsArbitrary: fc.Arbitrary<readonly CompiledFlow[]> = fc.tuple(flowArbitrary('one', 'two'), flowArbitrary('two', 'three'), flowArbitrary('three', undefined))

/** Numbers that choose among what may come next, and now and then say: go back, or change an earlier answer. */
export const choicesArbitrary = fc.array(fc.record({ pick: fc.nat(), kind: fc.constantFrom('on', 'on', 'on', 'on', 'back', 'change') }), { minLength: 1, maxLength: 80 })
export type Choice = { readonly pick: number; readonly kind: string }

/** What a check finds, by the same numbers. */
export function findingOf(check: CheckName, pick: number): Readonly<Record<string, FactValue>> {
  const findings: Readonly<Partial<Record<CheckName, readonly Readonly<Record<string, FactValue>>[]>>> = {
    'rest-health': [{}, { 'rest.health': 'fine' }, { 'rest.health': 'blocked' }],
    'address-syntax': [{ 'address.shape': 'fine' }, { 'address.shape': 'broken' }],
    'account-active': [{}, { 'person.active': 'yes' }, { 'person.active': 'no' }],
    'last-login-moved': [{}, { 'login.works': 'yes' }],
  }
  const list = findings[check] ?? [{}]
  return list[pick % list.length] ?? {}
}
