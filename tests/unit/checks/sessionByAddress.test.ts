import { describe, expect, test } from 'vitest'
import { runCheck } from '../../../electron/core/checks/runCheck'
import type { PortalApi, PortalUser } from '../../../electron/core/ports'
import { checkContext } from '../../support/portal/checkParts'
import { fixedApi, portalUser } from '../../support/portal/portalParts'

const shown = 'cleo.marsh@harbourpine.example'
const knows = (users: readonly PortalUser[], pending: readonly string[]): PortalApi =>
  fixedApi({ personByAddress: () => Promise.resolve({ users, invitation: { pending, accepted: users.map(({ id }) => id).filter((id) => !pending.includes(id)) } }) })
const asked = (api: PortalApi, address = shown) => runCheck('session-by-address', checkContext({ api, facts: { 'session.address': address } }))

describe('the profile that the message names', () => {
  test.each([
    ['active', true, [], 'ok', { 'session.found': 'one', 'session.active': 'yes', 'session.invitation': 'accepted' }],
    ['pending', true, ['27'], 'problem', { 'session.found': 'one', 'session.active': 'yes', 'session.invitation': 'pending' }],
    ['awaitingApproval', false, ['27'], 'problem', { 'session.found': 'one', 'session.active': 'no', 'session.invitation': 'awaitingApproval' }],
    ['dismissed', false, [], 'problem', { 'session.found': 'one', 'session.active': 'no', 'session.invitation': 'accepted' }],
  ] as const)('is %s', async (reason, active, pending, result, values) => {
    const outcome = await asked(knows([portalUser({ active })], pending))

    expect(outcome).toMatchObject({ result, reason })
    expect(outcome.values).toEqual(values)
    expect(outcome.evidence).toHaveLength(2)
    expect(outcome.evidence.join(' ')).not.toContain('cleo.marsh@')
  })

  test('is dismissed or active where the portal does not tell invitations, and says nothing of one', async () => {
    const silent = (active: boolean) => fixedApi({ personByAddress: () => Promise.resolve({ users: [portalUser({ active })], invitation: undefined }) })

    expect((await asked(silent(false))).values).toEqual({ 'session.found': 'one', 'session.active': 'no' })
    expect((await asked(silent(true))).values).toEqual({ 'session.found': 'one', 'session.active': 'yes' })
  })

  test('is nobody’s, or several people’s', async () => {
    expect(await asked(knows([], []))).toMatchObject({ reason: 'none', values: { 'session.found': 'none' } })
    expect(await asked(knows([portalUser(), portalUser({ id: '28' })], []))).toMatchObject({ reason: 'several', values: { 'session.found': 'several' } })
  })
})

test.each(['person-by-address', 'account-active', 'invitation-accepted', 'ever-logged-in', 'last-login-moved', 'address-on-portal', 'session-by-address'] as const)('%s looks nobody up by a phone number', async (check) => {
  const facts = { 'person.address': '+44 7700 900171', 'session.address': '07700 900171' }

  expect(await runCheck(check, checkContext({ api: fixedApi({}), facts }))).toMatchObject({ result: 'notRun', reason: 'phoneNumber', values: {}, evidence: [] })
})

test('a phone number is no mistyped address, and its digits are not in the evidence', async () => {
  const outcome = await runCheck('address-syntax', checkContext({ door: 'employee', facts: { 'person.address': '+44 7700 900171' } }))

  expect(outcome).toMatchObject({ result: 'ok', reason: 'phone', values: { 'address.shape': 'phone' } })
  expect(outcome.evidence).toEqual(['address → phone number'])
})
