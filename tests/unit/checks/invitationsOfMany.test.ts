import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { invitedPerson } from '../../../electron/core/checks/invitedPeople'
import { runCheck } from '../../../electron/core/checks/runCheck'
import type { PersonRecord, PortalUser } from '../../../electron/core/ports'
import { checkContext } from '../../support/portal/checkParts'
import { fixedApi, portalUser } from '../../support/portal/portalParts'

const accepted = (user: PortalUser): PersonRecord => ({ users: [user], invitation: { pending: [], accepted: [user.id] } })
const pending = (user: PortalUser): PersonRecord => ({ users: [user], invitation: { pending: [user.id], accepted: [] } })
const nobody: PersonRecord = { users: [], invitation: { pending: [], accepted: [] } }
const [ben, dara] = [portalUser({ id: '8', active: true }), portalUser({ id: '31', active: false })]
const asked = (list: string, records: readonly PersonRecord[]) => runCheck('invitations-of-many', checkContext({ api: fixedApi({ peopleByAddresses: () => Promise.resolve(records) }), facts: { 'people.addresses': list } }))
const list = (count: number): string => Array.from({ length: count }, (_, index) => `person.number.${index}@harbourpine.example`).join('\n')

describe('the invitations of many', () => {
  test.each([
    ['all are open', [pending(ben), pending(ben)], 'ok', 'allPending', { 'many.state': 'allPending', 'many.pending': 2, 'many.accepted': 0, 'many.missing': 0, 'many.dismissed': 0 }],
    ['some are', [pending(ben), accepted(ben), accepted(dara), nobody], 'ok', 'somePending', { 'many.state': 'somePending', 'many.pending': 1, 'many.accepted': 1, 'many.missing': 1, 'many.dismissed': 1 }],
    ['none is', [accepted(ben), pending(dara)], 'problem', 'nonePending', { 'many.state': 'nonePending', 'many.pending': 0, 'many.accepted': 1, 'many.missing': 0, 'many.dismissed': 0 }],
    ['one, and of another it is not told', [pending(ben), { users: [{ ...ben, lastLogin: 'never' }], invitation: undefined }], 'ok', 'somePending', { 'many.state': 'somePending', 'many.pending': 1, 'many.accepted': 0, 'many.missing': 0, 'many.dismissed': 0 }],
    ['it is not told of any', [{ users: [{ ...ben, lastLogin: 'never' }], invitation: undefined }], 'unknown', 'filterIgnored', {}],
  ] as const)('when %s', async (_, records, result, reason, values) => {
    const outcome = await asked(list(records.length), records)

    expect(outcome).toMatchObject({ result, reason, words: { count: records.length } })
    expect(outcome.values).toEqual(values)
  })

  test.each([['no address at all', 'the new ones', 'noAddress'], ['more than sixty', list(61), 'tooMany']])('%s: nobody is looked up', async (_, text, reason) => {
    expect(await runCheck('invitations-of-many', checkContext({ api: fixedApi({}), facts: { 'people.addresses': text } }))).toMatchObject({ result: 'problem', reason, values: { 'many.state': 'badList' } })
  })

  test('the evidence shortens addresses and says which lines were not read; the words name them', async () => {
    const outcome = await asked(`${list(7)}\nthe new ones`, Array.from({ length: 7 }, () => pending(ben)))
    const evidence = outcome.evidence.join('\n')

    expect(evidence).toContain('pending 7')
    expect(evidence).toContain('and 2 more')
    expect(evidence).toContain('lines without a readable address → 8')
    expect(evidence).not.toContain('person.number.0@')
    expect(outcome.words).toMatchObject({ pending: 7, broken: 1, pendingPeople: list(7).replaceAll('\n', ', ') })
  })

  test('nobody is looked up from the employee’s door', async () => {
    expect(await runCheck('invitations-of-many', checkContext({ api: fixedApi({}), door: 'employee', facts: { 'people.addresses': list(2) } }))).toMatchObject({ result: 'notRun', reason: 'employeeDoor', evidence: [] })
  })
})

test('an invitation is open only where the portal puts the one holder into that set, and into no other', () => {
  const flag = fc.constantFrom(true, false, undefined)
  const lastLogin = fc.constantFrom<PortalUser['lastLogin']>('never', 5, undefined)
  const user = fc.record({ id: fc.constantFrom<string>('8', '9'), active: flag, lastLogin })
  const set = fc.uniqueArray(fc.constantFrom<string>('8', '9'))
  fc.assert(
    fc.property(fc.uniqueArray(user, { selector: ({ id }) => id }), fc.option(fc.record({ pending: set, accepted: set }), { nil: undefined }), (users, invitation) => {
      const { state, user: found } = invitedPerson('ben@x.example', { users: users.map((own) => portalUser(own)), invitation })
      if (users.length === 0) expect(state).toBe('missing')
      if (users.length > 1) expect(state).toBe('unclear')
      if (state === 'pending' || state === 'awaitingApproval') {
        const [{ id } = { id: '' }] = users
        expect([users.length, invitation?.pending.includes(id), invitation?.accepted.includes(id), found.active === false]).toEqual([1, true, false, state === 'awaitingApproval'])
      }
    }),
    { numRuns: 500 },
  )
})
