import { describe, expect, it } from 'vitest'
import { entriesOf } from '@shared/flows/entries'
import type { CaseEvent } from '@shared/domain/events'
import { flowOf, Log, solved, stop, walkOf } from './flowSupport'

const flow = flowOf({ send: { kind: 'fix', run: 'notify', next: { unknown: 'end', skipped: 'stop', else: 'stop' } }, end: solved, stop })
const at = { step: 'send' }
const notify = { fix: 'notify' }

describe('a fix of one request a person', () => {
  it('that came to everybody settles its step', () => {
    expect(walkOf(flow, new Log().fix(at, 'intended', notify).fix(at, 'answered', notify).fix(at, 'unknown', notify)).position.step).toBe('end')
  })

  it('that was left in the middle is looked at first', () => {
    expect(walkOf(flow, new Log().fix(at, 'intended', notify).fix(at, 'answered', notify)).position).toMatchObject({ step: 'send', fix: 'lookFirst' })
  })

  it('that never came to some is offered again for them, and its events belong to the way', () => {
    const log = new Log().fix(at, 'intended', notify).fix(at, 'answered', notify).fix(at, 'unknown', { ...notify, left: 26 })
    const walked = walkOf(flow, log)
    expect(walked.position).toMatchObject({ step: 'send', awaits: 'person', fix: 'ready' })
    expect(walked.unused).toEqual([])
    expect(walked.fixes).toMatchObject([{ result: 'unknown', used: true }])

    const rest = walkOf(flow, log.fix(at, 'intended', notify))
    expect(rest.position).toMatchObject({ step: 'send', fix: 'lookFirst' })
    const done = walkOf(flow, log.fix(at, 'unknown', notify))
    expect(done.position.step).toBe('end')
    expect(done.fixes.map(({ events }) => events.length)).toEqual([3, 2])
    expect(done.unused).toEqual([])
  })

  it('whose rest nobody wants is passed by', () => {
    const log = new Log().fix(at, 'intended', notify).fix(at, 'unknown', { ...notify, left: 1 }).fix(at, 'skipped', notify)
    expect(walkOf(flow, log).position.step).toBe('stop')
  })
})

describe('the events of such a run', () => {
  const event = (seq: number, kind: string, open: CaseEvent['open'], personal: CaseEvent['personal'] = {}): CaseEvent => ({
    name: `w:${seq}`, caseId: 'c' as never, writerId: 'w' as never, seq, lamport: seq, at: seq, kind, kindVersion: 1, role: 'admin',
    flow: { id: 'small', version: 1, step: 'send' }, supersedes: [], open: { fix: 'notify', visit: 1, ...open }, personal, blanked: [], subjectId: undefined, hash: '0',
  })

  it('whatever was said to one, the run goes on; its end says how many are left', () => {
    const part = (seq: number, answer: string) => event(seq, 'fixAnswered', { answer, reason: 'portal', tookMs: 1, part: seq }, { after: { [`user:${seq}`]: 'sent' } })
    const entries = entriesOf([event(1, 'fixIntended', {}), part(2, 'refused'), part(3, 'unconfirmed'), part(4, 'accepted'), event(5, 'fixAnswered', { answer: 'accepted', reason: 'portalBlocked', tookMs: 1 }), event(6, 'fixVerified', { result: 'unknown', reason: 'partly', left: 3 })])
    expect(entries.map((entry) => (entry.type === 'fix' ? [entry.result, entry.left] : []))).toEqual([['intended', undefined], ['answered', undefined], ['answered', undefined], ['answered', undefined], ['answered', undefined], ['unknown', 3]])
  })

  it('are as they were for every other fix', () => {
    expect(entriesOf([event(1, 'fixAnswered', { answer: 'refused', reason: 'noRights', tookMs: 1 }), event(2, 'fixAnswered', { answer: 'unconfirmed', reason: 'timeout', tookMs: 1 })])).toMatchObject([{ result: 'failed' }])
  })
})
