import { describe, expect, test } from 'vitest'
import { runCheck } from '../../../electron/core/checks/runCheck'
import { demoContext } from '../../support/portal/checkParts'
import { connectToDemo } from '../../support/portal/portalParts'
import { truth, type Condition } from '../../support/demoPortal/truth'

const record: Readonly<Record<Condition, readonly [string, string]>> = {
  invitationPending: ['ok/active', 'ok/pending'],
  awaitingApproval: ['problem/inactive', 'ok/awaitingApproval'],
  dismissed: ['problem/inactive', 'problem/dismissed'],
  neverLoggedIn: ['ok/active', 'problem/accepted'],
  healthy: ['ok/active', 'problem/accepted'],
}
const alone = truth.filter((person) => person.sharesAddress !== true)

describe.each(alone)('$name ($condition)', ({ id, email, condition }) => {
  test('is read by number, with the address the record holds, and the address says how an invitation stands', async () => {
    const context = demoContext(await connectToDemo(), { facts: { 'person.id': String(id), 'address.new': email } })
    const byId = await runCheck('account-by-id', context)
    const atNew = await runCheck('invitation-at-new', context)
    expect([`${byId.result}/${byId.reason}`, `${atNew.result}/${atNew.reason}`]).toEqual(record[condition])
    expect(byId.values).toEqual({ 'person.active': record[condition][0] === 'ok/active' ? 'yes' : 'no', 'person.contactAddress': email })
    expect(JSON.stringify([byId.evidence, atNew.evidence])).not.toContain(email)
  })
})

test('a number and an address that nobody has', async () => {
  const context = demoContext(await connectToDemo(), { facts: { 'person.id': '987654321', 'address.new': 'nobody@harbourpine.example' } })
  expect(await runCheck('account-by-id', context)).toMatchObject({ result: 'problem', reason: 'none', values: {} })
  expect(await runCheck('invitation-at-new', context)).toMatchObject({ result: 'problem', reason: 'none', values: { 'invite.state': 'none' } })
})

test('an address that two people have proves nothing', async () => {
  const context = demoContext(await connectToDemo(), { facts: { 'address.new': 'front.desk@harbourpine.example' } })
  expect(await runCheck('invitation-at-new', context)).toMatchObject({ result: 'unknown', reason: 'several', values: { 'invite.state': 'several' } })
})

test('a portal that cannot tell invited from accepted people is believed in neither', async () => {
  const context = demoContext(await connectToDemo(), { facts: { 'address.new': alone[0]!.email } })
  const deaf = { ...context, lookUp: { ...context.lookUp, invitation: () => Promise.resolve('filterIgnored' as const) } }
  expect(await runCheck('invitation-at-new', deaf)).toMatchObject({ result: 'unknown', reason: 'filterIgnored', values: {} })
})
