import { describe, expect, it } from 'vitest'
import { AppFailure } from '@shared/contract/appError'
import type { CaseEvent, EventName } from '@shared/domain/events'
import type { CaseId, WriterId } from '@shared/domain/ids'
import { createFlowLibrary } from '@shared/flows/library'
import type { CompiledFlow } from '@shared/flows/schema'
import { followUps, replayCase, type Replay } from '../../../electron/core/cases/replayCase'
import { flowOf, solved, stop } from '../flows/flowSupport'

const writer = '00000000-0000-4000-8000-000000000001' as WriterId
let seq = 0
const event = (kind: string, open: CaseEvent['open'], own: Partial<CaseEvent> = {}): CaseEvent => {
  seq += 1
  return { name: `${writer}:${seq}`, caseId: '00000000-0000-4000-8000-000000000002' as CaseId, writerId: writer, seq, lamport: seq, at: seq, kind, kindVersion: 1, role: 'agent', flow: undefined, supersedes: [], open, personal: {}, blanked: [], subjectId: undefined, hash: '', ...own }
}
const opened = (flow: string, flowVersion: number): CaseEvent => event('caseOpened', { door: 'agent', entry: 'menu', flow, flowVersion, language: 'en', demo: false })
const entered = (flow: string, flowVersion: number, supersedes: readonly EventName[] = []): CaseEvent => event('flowEntered', { flow, flowVersion }, { supersedes })
const answer = (flow: string, version: number, step: string, value: string): CaseEvent => event('answerGiven', { fact: 'login.way', visit: 1, value }, { flow: { id: flow, version, step } })

const helper = (version: number, step = 'ask'): CompiledFlow => flowOf({ [step]: { kind: 'ask', fact: 'login.way', next: { else: 'done' } }, done: solved }, { id: 'helper', version })
const main = (version: number): CompiledFlow => flowOf({ go: { kind: 'call', call: { flow: 'helper' }, next: { else: 'end' } }, end: version === 1 ? stop : solved }, { id: 'main', version })
const replay = (events: readonly CaseEvent[], ...flows: readonly CompiledFlow[]): Replay => replayCase(events, createFlowLibrary(flows), 0)
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run()
  } catch (error) {
    return error instanceof AppFailure ? error.code : 'other'
  }
  return undefined
}

describe('versions of a case', () => {
  it('stay as they were when newer ones ship beside them', () => {
    const events = [opened('main', 1), entered('helper', 1)]
    const { walk, canContinue, versions } = replay(events, main(1), main(2), helper(1), helper(2, 'other'))
    expect(walk.position).toMatchObject({ flow: 'helper', version: 1, step: 'ask' })
    expect(canContinue).toBe(true)
    expect(versions.map(({ flow, version }) => `${flow}/${version}`)).toEqual(['main/1', 'helper/1'])
    expect(replay([...events, answer('helper', 1, 'ask', 'social')], main(1), main(2), helper(1), helper(2)).outcome).toBe('notSolved')
  })

  it('are recorded when the walk enters a flow, and only once', () => {
    const library = createFlowLibrary([main(1), helper(1), helper(2)])
    const first = opened('main', 1)
    const open = { kind: 'caseOpened', open: first.open, personal: {} } as unknown as Parameters<typeof followUps>[1][number]
    expect(followUps([], [open], library, 'agent', 0)).toEqual([{ kind: 'flowEntered', open: { flow: 'helper', flowVersion: 2 }, personal: {} }])
    expect(followUps([first, entered('helper', 1)], [], library, 'agent', 0)).toEqual([])
  })

  it('open for reading where a called flow’s version does not ship, and write nothing of their own then', () => {
    const events = [opened('main', 1), entered('helper', 1)]
    const { canContinue, walk } = replay(events, main(1), helper(2, 'other'))
    expect(canContinue).toBe(false)
    expect(walk.position).toMatchObject({ flow: 'helper', version: 2, step: 'other' })
    expect(followUps(events, [], createFlowLibrary([main(1), helper(2, 'other')]), 'agent', 0)).toEqual([])
  })

  it('go on with the current one once that is recorded in its place', () => {
    const before = entered('helper', 1)
    const called = replay([opened('main', 1), before, entered('helper', 2, [before.name])], main(1), helper(2, 'other'))
    expect([called.canContinue, called.walk.position.version]).toEqual([true, 2])
    const own = replay([opened('main', 1), entered('main', 2), entered('helper', 1)], main(2), helper(1))
    expect([own.canContinue, own.versions[0]]).toEqual([true, expect.objectContaining({ flow: 'main', version: 2 })])
  })

  it('say flowNotFound where no version of a flow ships', () => {
    expect(codeOf(() => replay([opened('main', 1)], helper(1)))).toBe('flowNotFound')
    expect(codeOf(() => replay([opened('main', 1), entered('helper', 1)], main(1)))).toBe('flowNotFound')
  })
})

describe('time', () => {
  it('a hand-over with a way back leaves the case waiting, and its answer opens it again', () => {
    const flow = flowOf({ hand: { kind: 'handOver', to: 'admin', resume: 'way' }, way: { kind: 'ask', fact: 'login.way', next: { else: 'end' } }, end: solved }, { id: 'main' })
    const handed = (result: string): CaseEvent => event('handedOver', { visit: 1, to: 'admin', result }, { flow: { id: 'main', version: 1, step: 'hand' } })
    const sent = [opened('main', 1), handed('sent')]
    expect(replay(sent, flow)).toMatchObject({ state: 'waiting', waitingFor: 'admin' })
    expect(replay([...sent, handed('answered')], flow)).toMatchObject({ state: 'open', waitingFor: undefined, walk: { position: { step: 'way' } } })
  })
})
