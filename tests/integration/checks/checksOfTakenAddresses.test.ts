import { describe, expect, test } from 'vitest'
import { createPersonLookUp } from '../../../electron/core/checks/personLookUp'
import { runCheck } from '../../../electron/core/checks/runCheck'
import { call } from '../../support/demoPortal/callPortal'
import { truth, type Condition } from '../../support/demoPortal/truth'
import { demoContext } from '../../support/portal/checkParts'
import { connectToDemo } from '../../support/portal/portalParts'

const newHolder: Readonly<Record<Condition, string>> = { invitationPending: 'invited', awaitingApproval: 'somebody', dismissed: 'somebody', neverLoggedIn: 'somebody', healthy: 'somebody' }
const invited: Readonly<Record<Condition, string>> = { invitationPending: 'pending', awaitingApproval: 'awaitingApproval', dismissed: 'dismissed', neverLoggedIn: 'accepted', healthy: 'accepted' }
const alone = truth.filter((person) => person.sharesAddress !== true)
const checks = ['new-address-on-portal', 'address-freed', 'invitation-out', 'new-address-holder'] as const

describe.each(alone)('the address of $name ($condition)', ({ email, condition }) => {
  test('is nobody’s to be given, is not free, and stands as its invitation does', async () => {
    const context = demoContext(await connectToDemo(), { facts: { 'person.address': email, 'address.new': email } })
    const [atNew, freed, out, holder] = await Promise.all(checks.map((check) => runCheck(check, context)))
    expect(atNew).toMatchObject({ result: 'problem', values: { 'address.newHolder': newHolder[condition] } })
    expect(freed).toMatchObject({ result: 'problem', reason: 'held', values: { 'address.freed': 'no' } })
    expect(out).toMatchObject({ reason: invited[condition], values: { 'invite.state': invited[condition] } })
    // An account in use may be the person's own: no trouble by itself
    expect(holder).toMatchObject({ result: invited[condition] === 'accepted' ? 'ok' : 'problem', reason: invited[condition], values: { 'invite.state': invited[condition] } })
    expect(JSON.stringify([atNew?.evidence, freed?.evidence, out?.evidence, holder?.evidence])).not.toContain(email)
  })
})

test('an address that nobody has', async () => {
  const facts = { 'person.address': 'nobody@harbourpine.example', 'address.new': 'nobody@harbourpine.example' }
  const context = demoContext(await connectToDemo(), { facts })
  const [atNew, freed, out, holder] = await Promise.all(checks.map((check) => runCheck(check, context)))
  expect(atNew).toMatchObject({ result: 'ok', reason: 'free', values: { 'address.newHolder': 'nobody' } })
  expect(freed).toMatchObject({ result: 'ok', reason: 'free', values: { 'address.freed': 'yes' } })
  expect(out).toMatchObject({ result: 'problem', reason: 'none', values: { 'invite.state': 'none' } })
  expect(holder).toMatchObject({ result: 'ok', reason: 'none', values: { 'invite.state': 'none' } })
})

test('an address that two people have is free for nobody', async () => {
  const facts = { 'person.address': 'front.desk@harbourpine.example', 'address.new': 'front.desk@harbourpine.example' }
  const context = demoContext(await connectToDemo(), { facts })
  expect(await runCheck('new-address-on-portal', context)).toMatchObject({ result: 'problem', reason: 'taken', values: { 'address.newHolder': 'somebody' } })
  expect(await runCheck('address-freed', context)).toMatchObject({ values: { 'address.freed': 'no' } })
  expect(await runCheck('invitation-out', context)).toMatchObject({ result: 'unknown', reason: 'several' })
  expect(await runCheck('new-address-holder', context)).toMatchObject({ result: 'unknown', reason: 'several', values: { 'invite.state': 'several' } })
})

test('a portal that cannot tell invited from accepted people: the address is taken, and no more is said', async () => {
  const context = demoContext(await connectToDemo(), { facts: { 'address.new': 'cleo.marsh@harbourpine.example' } })
  const deaf = { ...context, lookUp: { ...context.lookUp, invitation: () => Promise.resolve('filterIgnored' as const) } }
  expect(await runCheck('new-address-on-portal', deaf)).toMatchObject({ result: 'problem', reason: 'taken', values: { 'address.newHolder': 'somebody' } })
})

test('from the employee’s door nobody is looked up', async () => {
  const context = demoContext(await connectToDemo(), { door: 'employee', facts: { 'person.address': 'cleo.marsh@harbourpine.example', 'address.new': 'cleo.marsh@harbourpine.example' } })
  for (const check of checks) expect(await runCheck(check, context)).toMatchObject({ result: 'notRun', reason: 'employeeDoor', values: {} })
})

test('a freed address counts as free although it is a login still: the portal refuses the invitation, and no look-up shows it', async () => {
  const setup = await connectToDemo()
  const { adminWebhook } = setup.portal
  const address = 'ines.curlew@harbourpine.example'
  const context = demoContext(setup, { facts: { 'person.address': address } })
  await call(adminWebhook, 'user.update', { ID: 74, EMAIL: 'left.74@harbourpine.example' })

  expect(await runCheck('address-freed', { ...context, lookUp: createPersonLookUp(setup.api) })).toMatchObject({ result: 'ok', values: { 'address.freed': 'yes' } })
  const refused = await call(adminWebhook, 'user.add', { EMAIL: address, UF_DEPARTMENT: [1] })
  expect(refused.body).toMatchObject({ error: 'ERROR_ARGUMENT' })
  expect(await runCheck('invitation-out', { ...context, lookUp: createPersonLookUp(setup.api) })).toMatchObject({ values: { 'invite.state': 'none' } })
})
