import { describe, expect, it } from 'vitest'
import type { CaseEvent, EventName } from '@shared/domain/events'
import type { CaseId, WriterId } from '@shared/domain/ids'
import { entriesOf } from '@shared/flows/entries'

const writer = '00000000-0000-4000-8000-000000000001' as WriterId

function event(seq: number, kind: string, own: Partial<CaseEvent> = {}): CaseEvent {
  return {
    name: `${writer}:${seq}`, caseId: '00000000-0000-4000-8000-000000000002' as CaseId, writerId: writer, seq, lamport: seq, at: seq * 1000, kind, kindVersion: 1, role: 'agent',
    flow: { id: 'small', version: 1, step: 'here' }, supersedes: [], open: {}, personal: {}, blanked: [], subjectId: undefined, hash: '', ...own,
  }
}
const answer = (seq: number, value: string, supersedes: readonly number[] = []): CaseEvent =>
  event(seq, 'answerGiven', { open: { fact: 'login.way', visit: 1, value }, supersedes: supersedes.map((one): EventName => `${writer}:${one}`) })
const seqs = (events: readonly CaseEvent[]): readonly string[] => entriesOf(events).map((entry) => entry.event.split(':')[1]!)

describe('entries of a case', () => {
  it('leaves out what a live event supersedes', () => {
    expect(seqs([answer(1, 'social'), answer(2, 'password', [1])])).toEqual(['2'])
  })

  it('brings an answer back when what superseded it is superseded itself', () => {
    const withdrawn = event(3, 'answerWithdrawn', { open: { visit: 1 }, supersedes: [`${writer}:2`] })
    expect(seqs([answer(1, 'social'), answer(2, 'password', [1]), withdrawn])).toEqual(['1'])
  })

  it('does not believe an event that supersedes itself or something later', () => {
    expect(seqs([answer(1, 'social', [1, 2]), answer(2, 'password')])).toEqual(['1', '2'])
  })

  it('reads a closed fact from the open part and a personal one from the personal part', () => {
    const entries = entriesOf([
      event(1, 'factGiven', { open: { fact: 'person.address', giver: 'paste' }, personal: { value: 'cleo@harbourpine.example' } }),
      event(2, 'factGiven', { open: { fact: 'login.way', giver: 'file', value: 'social' } }),
    ])
    expect(entries).toMatchObject([{ type: 'fact', fact: 'person.address', value: 'cleo@harbourpine.example', giver: 'paste' }, { type: 'fact', fact: 'login.way', value: 'social', giver: 'file' }])
  })

  it('drops an entry whose personal value was erased', () => {
    expect(seqs([event(1, 'answerGiven', { open: { fact: 'person.address', visit: 1 }, blanked: ['value'] })])).toEqual([])
  })

  it('joins what a check gave from both parts, and keeps nothing that the check may not give', () => {
    const [entry] = entriesOf([
      event(1, 'checkFinished', {
        open: { check: 'person-by-address', result: 'ok', reason: 'one', tookMs: 12, visit: 2, values: { 'person.found': 'one', 'rest.health': 'blocked' }, numbers: {} },
        personal: { needs: { 'person.address': 'cleo@harbourpine.example' }, values: { 'person.name': 'Cleo Marsh' } },
      }),
    ])
    expect(entry).toMatchObject({ type: 'check', visit: 2, needs: { 'person.address': 'cleo@harbourpine.example' }, gives: { 'person.found': 'one', 'person.name': 'Cleo Marsh' } })
    expect(entry).not.toHaveProperty(['gives', 'rest.health'])
  })

  it('lets no file play a check', () => {
    expect(seqs([event(1, 'factGiven', { open: { fact: 'person.found', giver: 'file', value: 'one' } })])).toEqual([])
  })

  it('takes "I am not sure" for a text from the open part', () => {
    expect(entriesOf([event(1, 'answerGiven', { open: { fact: 'portal.host', visit: 1, value: 'unsure' } })])).toMatchObject([{ type: 'answer', value: 'unsure' }])
  })

  it('reads advice, hand-overs and entered flows', () => {
    const entries = entriesOf([
      event(1, 'adviceTried', { open: { visit: 1, result: 'failed' } }),
      event(2, 'handedOver', { open: { visit: 1, to: 'support', result: 'sent', by: 'copied' } }),
      event(3, 'flowEntered', { open: { flow: 'other', flowVersion: 4 } }),
    ])
    expect(entries).toMatchObject([{ type: 'advice', result: 'failed' }, { type: 'handOver', to: 'support', result: 'sent' }, { type: 'flowEntered', flow: 'other', version: 4 }])
  })

  it('reads a fix from its intent to what the re-check saw; a lost answer changes nothing', () => {
    const entries = entriesOf([
      event(1, 'fixIntended', { open: { fix: 'invite', visit: 1 }, personal: { needs: { 'person.address': 'cleo@harbourpine.example' }, before: { 'person.address': 'x' } } }),
      event(2, 'fixAnswered', { open: { fix: 'invite', visit: 1, answer: 'unconfirmed', reason: 'timeout', tookMs: 9 } }),
      event(3, 'fixAnswered', { open: { fix: 'invite', visit: 1, answer: 'accepted', reason: 'accepted', tookMs: 9 } }),
      event(4, 'fixVerified', { open: { fix: 'invite', visit: 1, result: 'unknown' } }),
      event(5, 'fixAnswered', { open: { fix: 'invite', visit: 1, answer: 'refused', reason: 'noRights', tookMs: 9 } }),
      event(6, 'fixNotRun', { open: { fix: 'invite', visit: 1, result: 'skipped', reason: 'needsAdministrator' } }),
    ])
    expect(entries.map((entry) => (entry.type === 'fix' ? entry.result : entry.type))).toEqual(['intended', 'answered', 'unknown', 'failed', 'skipped'])
    expect(entries[0]).toMatchObject({ fix: 'invite', needs: { 'person.address': 'cleo@harbourpine.example' } })
  })

  it('lets nothing take back what was sent to a portal', () => {
    const fixed = event(1, 'fixVerified', { open: { fix: 'invite', visit: 1, result: 'verified' } })
    const withdrawn = event(2, 'answerWithdrawn', { open: { visit: 1 }, supersedes: [`${writer}:1`] })
    expect(seqs([fixed, withdrawn])).toEqual(['1'])
  })

  it.each([
    ['an unknown kind', event(1, 'teleported', { open: { visit: 1 } })],
    ['a newer version of a kind', event(1, 'adviceTried', { kindVersion: 2, open: { visit: 1, result: 'done' } })],
    ['a value outside the closed list', answer(1, 'carrier-pigeon')],
    ['an unknown fact', event(1, 'answerGiven', { open: { fact: 'no.such', visit: 1, value: 'yes' } })],
    ['no step', event(1, 'adviceTried', { flow: { id: 'small', version: 1 }, open: { visit: 1, result: 'done' } })],
    ['an open part of nonsense', event(1, 'checkFinished', { open: { check: ['x'] } })],
  ])('ignores %s', (_, one) => {
    expect(entriesOf([one])).toEqual([])
  })
})
