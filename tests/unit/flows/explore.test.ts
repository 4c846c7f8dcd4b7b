import { describe, expect, it } from 'vitest'
import { coverageOf, edgesDrawn, edgesTaken, pairsOf, type Edge } from '@shared/flows/coverage'
import { exploreFlow, exploreStates, type Exploration, type Transition, type World } from '@shared/flows/explore'
import { createFlowLibrary } from '@shared/flows/library'
import type { CompiledFlow } from '@shared/flows/schema'
import { planRuns } from '@shared/flows/walkPlan'
import { flowOf, Log, solved, stop, walkOf } from './flowSupport'

const explore = (...flows: readonly CompiledFlow[]): Exploration => exploreFlow(flows[0]!, createFlowLibrary(flows), 'agent')

describe('walking in memory', () => {
  it('takes every way, whatever a check can find', () => {
    const flow = flowOf({
      look: { kind: 'check', run: ['rest-health', 'account-active'], next: [{ when: { all: [{ fact: 'rest.health', is: 'fine' }, { fact: 'person.active', is: 'no' }] }, to: 'way' }, { when: { not: { known: 'rest.health' } }, to: 'stop' }, { else: 'end' }] },
      way: { kind: 'ask', fact: 'login.way', next: { password: 'end', social: 'stop', unsure: 'end' } },
      end: solved,
      stop,
    })
    const found = explore(flow)
    expect(coverageOf(edgesDrawn([flow]), found.edges).missing).toEqual([])
    expect(found.stuck).toEqual([])
    expect(found.outcomes).toMatchObject({ solved: 3, notSolved: 2 })
  })

  it('decides a finding only where a guard reads it: facts that nobody reads make no states', () => {
    const flow = (next: unknown): CompiledFlow => flowOf({ look: { kind: 'check', run: ['rest-health', 'account-active', 'address-syntax', 'person-by-address'], next }, end: solved, stop })
    expect(explore(flow([{ else: 'end' }])).states).toBe(2)
    expect(explore(flow([{ when: { fact: 'rest.health', is: 'blocked' }, to: 'stop' }, { else: 'end' }])).states).toBe(3)
  })

  it('reads later what an earlier check found', () => {
    const flow = flowOf({
      look: { kind: 'check', run: ['rest-health'], next: [{ else: 'way' }] },
      way: { kind: 'ask', fact: 'login.way', next: { else: 'again' } },
      again: { kind: 'check', run: ['rest-health'], next: [{ when: { fact: 'rest.health', is: 'blocked' }, to: 'stop' }, { else: 'end' }] },
      end: solved,
      stop,
    })
    expect(explore(flow).outcomes).toMatchObject({ solved: 1, notSolved: 1 })
  })

  it('never takes a way whose condition cannot come true', () => {
    const flow = flowOf({ look: { kind: 'check', run: ['account-active'], next: [{ when: { all: [{ fact: 'person.active', is: 'no' }, { fact: 'person.active', is: 'yes' }] }, to: 'stop' }, { else: 'end' }] }, end: solved, stop })
    expect(coverageOf(edgesDrawn([flow]), explore(flow).edges)).toEqual({ drawn: 2, taken: 1, missing: ['small/look|when 1'] })
  })

  it('walks into flows that are called and gone to, and back', () => {
    const helper = flowOf({ tip: { kind: 'advise', verdict: 'typo', next: { done: 'done', failed: { flow: 'third' } } }, done: solved }, { id: 'helper', verdicts: ['typo'] })
    const third = flowOf({ hand: { kind: 'handOver', to: 'support' } }, { id: 'third' })
    const flow = flowOf({ go: { kind: 'call', call: { flow: 'helper' }, next: { typo: 'end', else: 'stop' } }, end: solved, stop })
    const found = explore(flow, helper, third)
    expect([...found.edges].sort()).toEqual(['helper/tip|done', 'helper/tip|failed', 'small/go|typo'])
    expect([...found.taken]).toEqual(['go|typo'])
    expect(found.outcomes).toMatchObject({ solved: 1, handedOver: 1 })
  })

  it('names states from which no outcome can be reached', () => {
    const flow = flowOf({ way: { kind: 'ask', fact: 'login.way', next: { password: 'end', else: 'one' } }, one: { kind: 'advise', next: { else: 'two' } }, two: { kind: 'advise', next: { else: 'one' } }, end: solved })
    const found = exploreStates(flow, createFlowLibrary([flow]), { door: 'agent', isEnough: (_, states) => states > 40 })
    let step = found.next()
    while (step.done !== true) step = found.next()
    expect(step.value.stuck.length).toBeGreaterThan(0)
    expect(step.value.stuck.every((key) => /"(one|two)"/.test(key))).toBe(true)
  })

  it('takes a limit that is used up for a way of its own', () => {
    const flow = flowOf({ try: { kind: 'verify', ask: 'login.works', next: { yes: 'end', else: 'hand' } }, hand: { kind: 'handOver', to: 'admin', resume: 'try', limit: 1, over: 'stop' }, end: solved, stop })
    expect(coverageOf(edgesDrawn([flow]), explore(flow).edges)).toEqual({ drawn: 4, taken: 4, missing: [] })
  })
})

describe('planning runs', () => {
  const to = (name: string, edges: readonly Edge[]): Transition => ({ input: { type: 'advice', result: 'done' }, to: name, edges })
  const graph = new Map<string, readonly Transition[]>([
    ['root', [to('left', ['a']), to('right', ['b'])]],
    ['left', [to('root', ['c'])]],
    ['right', [to('end', ['d']), to('end', ['e'])]],
    ['end', []],
  ])

  it('goes on to the nearest edge that is missing before it begins anew', () => {
    const { runs, unreachable } = planRuns([{ name: 'start', explored: { root: 'root', graph } }], new Set(['a', 'b', 'c', 'd', 'e']))
    expect(runs.map((run) => run.edges)).toEqual([['a', 'c', 'b', 'd'], ['b', 'e']])
    expect(unreachable).toEqual([])
  })

  it('names what cannot be reached, and takes another start for what only that one reaches', () => {
    const other = new Map<string, readonly Transition[]>([['root', [to('end', ['z'])]], ['end', []]])
    const { runs, unreachable } = planRuns([{ name: 'one', explored: { root: 'root', graph } }, { name: 'two', explored: { root: 'root', graph: other } }], new Set(['a', 'z', 'nowhere']))
    expect(runs.map((run) => [run.start, run.edges])).toEqual([['one', ['a']], ['two', ['z']]])
    expect(unreachable).toEqual(['nowhere'])
  })

  it('plans over a world that answers in one way only', () => {
    const flow = flowOf({ look: { kind: 'check', run: ['rest-health'], next: [{ when: { fact: 'rest.health', is: 'blocked' }, to: 'stop' }, { else: 'end' }] }, end: solved, stop })
    const world: World = { checks: () => [{ type: 'checks', gives: { 'rest-health': { 'rest.health': 'blocked' } }, world: 'portal-blocked' }], values: () => [], texts: () => [], possible: () => true, textsDiffer: true }
    const exploring = exploreStates(flow, createFlowLibrary([flow]), { door: 'agent', world })
    let step = exploring.next()
    while (step.done !== true) step = exploring.next()
    const { runs, unreachable } = planRuns([{ name: 'agent', explored: step.value }], edgesDrawn([flow]))
    expect(runs).toEqual([{ start: 'agent', inputs: [{ type: 'checks', gives: { 'rest-health': { 'rest.health': 'blocked' } }, world: 'portal-blocked' }], edges: ['small/look|when 1'] }])
    expect(unreachable).toEqual(['small/look|else'])
  })
})

describe('edges', () => {
  it('of a path stand in order, and make pairs', () => {
    const flow = flowOf({ a: { kind: 'advise', next: { done: 'b', failed: 'stop' } }, b: { kind: 'advise', next: { else: 'end' } }, end: solved, stop })
    const edges = edgesTaken(walkOf(flow, new Log().advice({ step: 'a' }).advice({ step: 'b' })).path)
    expect(edges).toEqual(['small/a|done', 'small/b|else'])
    expect(pairsOf(edges)).toEqual(['small/a|done > small/b|else'])
  })
})
