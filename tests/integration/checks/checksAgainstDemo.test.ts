import { describe, expect, test } from 'vitest'
import { runCheck } from '../../../electron/core/checks/runCheck'
import type { CheckName } from '@shared/domain/checks'
import { checkContext, demoContext } from '../../support/portal/checkParts'
import { connectToDemo, secretOf, timeoutFor, until } from '../../support/portal/portalParts'
import { truth, truthAbout, wrongPasswordVariants, type Condition } from '../../support/demoPortal/truth'

const aboutAccounts = ['account-active', 'invitation-accepted', 'ever-logged-in'] as const

/** What the three account checks must find out about each condition. */
const findings: Readonly<Record<Condition, Readonly<Record<(typeof aboutAccounts)[number], string>>>> = {
  invitationPending: { 'account-active': 'ok/active', 'invitation-accepted': 'problem/pending', 'ever-logged-in': 'problem/never' },
  awaitingApproval: { 'account-active': 'problem/notYetApproved', 'invitation-accepted': 'problem/awaitingApproval', 'ever-logged-in': 'problem/never' },
  dismissed: { 'account-active': 'problem/dismissed', 'invitation-accepted': 'ok/accepted', 'ever-logged-in': 'ok/loggedIn' },
  neverLoggedIn: { 'account-active': 'ok/active', 'invitation-accepted': 'ok/accepted', 'ever-logged-in': 'problem/never' },
  healthy: { 'account-active': 'ok/active', 'invitation-accepted': 'ok/accepted', 'ever-logged-in': 'ok/loggedIn' },
}

describe.each(truth.filter((person) => person.sharesAddress !== true))('$name ($condition)', ({ id, name, email, condition }) => {
  test('is found and told apart from every other condition, with one look-up for all checks', async () => {
    const setup = await connectToDemo()
    const context = demoContext(setup, { facts: { 'person.address': email } })

    const found = await runCheck('person-by-address', context)
    const outcomes = await Promise.all(aboutAccounts.map((check) => runCheck(check, context)))

    expect(found).toMatchObject({ result: 'ok', reason: 'one', values: { 'person.found': 'one', 'person.id': String(id), 'person.name': name } })
    expect(Object.fromEntries(aboutAccounts.map((check, index) => [check, `${outcomes[index]!.result}/${outcomes[index]!.reason}`]))).toEqual(findings[condition])
    const asked = setup.portal.requests().map((request) => request.method)
    expect(asked.filter((method) => method === 'user.get')).toHaveLength(1)
    expect(asked.filter((method) => method === 'user.search')).toHaveLength(2)
    const told = JSON.stringify([found, ...outcomes].map((outcome) => outcome.evidence))
    expect(told).not.toContain(email)
    expect(told).not.toContain(secretOf(setup.portal.webhook))
  })
})

test('who waits for approval is not called dismissed', async () => {
  const setup = await connectToDemo()
  const context = demoContext(setup, { facts: { 'person.address': truthAbout(wrongPasswordVariants.awaitingApproval).email } })

  const active = await runCheck('account-active', context)
  const invitation = await runCheck('invitation-accepted', context)

  expect(active.values).toEqual({ 'person.active': 'no' })
  expect(invitation.values).toMatchObject({ 'person.invitation': 'awaitingApproval' })
})

test('an address nobody holds is none, and the account checks do not run', async () => {
  const setup = await connectToDemo()
  const context = demoContext(setup, { facts: { 'person.address': 'nobody@harbourpine.example' } })

  expect(await runCheck('person-by-address', context)).toMatchObject({ result: 'problem', reason: 'none', values: { 'person.found': 'none' } })
  for (const check of [...aboutAccounts, 'last-login-moved'] as const) expect(await runCheck(check, context)).toMatchObject({ result: 'notRun', reason: 'noneFound', values: {} })
})

test('an address that two hold is several, and the account checks do not guess', async () => {
  const setup = await connectToDemo()
  const context = demoContext(setup, { facts: { 'person.address': 'front.desk@harbourpine.example' } })

  expect(await runCheck('person-by-address', context)).toMatchObject({ result: 'problem', reason: 'several', values: { 'person.found': 'several' }, words: { count: 2 } })
  for (const check of [...aboutAccounts, 'last-login-moved'] as const) expect(await runCheck(check, context)).toMatchObject({ result: 'unknown', reason: 'severalFound', values: {} })
})

test('a login after the case was opened proves it, an older one proves nothing', async () => {
  const startedAt = Date.UTC(2026, 9, 1, 12)
  let now = startedAt
  const setup = await connectToDemo({ now: () => now })
  const facts = { 'person.address': truthAbout('Ben Harrow').email }

  const before = await runCheck('last-login-moved', demoContext(setup, { facts, caseOpenedAt: startedAt }))
  now += 60_000
  setup.portal.signIn(8)
  const after = await runCheck('last-login-moved', demoContext(setup, { facts, caseOpenedAt: startedAt }))

  expect(before).toMatchObject({ result: 'unknown', reason: 'notYet', values: {} })
  expect(after).toMatchObject({ result: 'ok', reason: 'moved', values: { 'login.works': 'yes' }, words: { lastLoginAt: startedAt + 60_000 } })
})

test('a portal that answers is reachable, and its REST accepts', async () => {
  const setup = await connectToDemo()

  expect(await runCheck('portal-reachable', demoContext(setup))).toMatchObject({ result: 'ok', reason: 'answers', values: { 'portal.reachable': 'yes' } })
  expect(await runCheck('rest-health', demoContext(setup))).toMatchObject({ result: 'ok', reason: 'accepts', values: { 'rest.health': 'fine' }, evidence: ['profile → answered', 'scope → answered', 'server.time → answered'] })
})

test('the clock of the portal is compared with this one', async () => {
  const setup = await connectToDemo()

  expect(await runCheck('clock-against-server', demoContext(setup))).toMatchObject({ result: 'ok', reason: 'right', values: { 'clock.skew': 'fine' } })
  setup.portal.setFault('clock-skew=600')
  const wrong = await runCheck('clock-against-server', demoContext(setup))
  expect(wrong).toMatchObject({ result: 'problem', reason: 'wrong', values: { 'clock.skew': 'wrong' }, words: { direction: 'behind' } })
  expect(Math.abs(Number(wrong.values['clock.skewSeconds']) + 600)).toBeLessThanOrEqual(1)
})

/** Every check under every fault that changes what it hears. */
const portalWide: readonly [fault: string, check: CheckName, expected: string, facts: object][] = [
  ['portal-blocked', 'rest-health', 'problem/blocked', { 'rest.health': 'blocked' }],
  ['overload', 'rest-health', 'problem/blocked', { 'rest.health': 'blocked' }],
  ['rest-paid-only', 'rest-health', 'problem/subscription', { 'rest.health': 'refused' }],
  ['webhook-dead', 'rest-health', 'problem/webhookDead', { 'rest.health': 'refused' }],
  ['rate-limit', 'rest-health', 'unknown/limited', { 'rest.health': 'limited' }],
  ['operating-limit', 'rest-health', 'unknown/limited', { 'rest.health': 'limited' }],
  ['operating-limit=scope', 'rest-health', 'unknown/limited', { 'rest.health': 'limited' }],
  ['reset', 'rest-health', 'unknown/unreachable', { 'rest.health': 'unreachable' }],
  ['time-out', 'rest-health', 'unknown/unreachable', { 'rest.health': 'unreachable' }],
  ['result-holds-error', 'rest-health', 'problem/refused', { 'rest.health': 'refused' }],
  ['renamed', 'rest-health', 'unknown/unreachable', { 'rest.health': 'unreachable' }],
  ['html-200', 'rest-health', 'unknown/unreadable', {}],
  ['html-502', 'rest-health', 'unknown/unreadable', {}],
  ['500', 'rest-health', 'unknown/unreadable', {}],
  ['truncated', 'rest-health', 'unknown/unreadable', {}],
  ['truncated=1', 'rest-health', 'unknown/unreadable', {}],
  ['bom', 'rest-health', 'ok/accepts', { 'rest.health': 'fine' }],
  ['unknown-fields', 'rest-health', 'ok/accepts', { 'rest.health': 'fine' }],
  ['missing-total', 'rest-health', 'ok/accepts', { 'rest.health': 'fine' }],
  ['scope-missing', 'rest-health', 'ok/accepts', { 'rest.health': 'fine' }],
  ['clock-skew', 'rest-health', 'ok/accepts', { 'rest.health': 'fine' }],
  ['slow=10', 'rest-health', 'ok/accepts', { 'rest.health': 'fine' }],

  ['portal-blocked', 'portal-reachable', 'ok/answers', { 'portal.reachable': 'yes' }],
  ['overload', 'portal-reachable', 'problem/noAnswer', { 'portal.reachable': 'no' }],
  ['reset', 'portal-reachable', 'problem/noAnswer', { 'portal.reachable': 'no' }],
  ['time-out', 'portal-reachable', 'problem/noAnswer', { 'portal.reachable': 'no' }],
  ['renamed', 'portal-reachable', 'problem/renamed', { 'portal.reachable': 'renamed', 'portal.movedTo': expect.stringMatching(/^localhost:\d+$/) as string }],
  ['html-502', 'portal-reachable', 'problem/noAnswer', { 'portal.reachable': 'no' }],
  ['slow=10', 'portal-reachable', 'ok/answers', { 'portal.reachable': 'yes' }],
]
test.each(portalWide)('with %s, %s says %s', async (fault, check, expected, values) => {
  const setup = await connectToDemo({ faults: [fault], client: timeoutFor(fault) })

  const outcome = await runCheck(check, demoContext(setup))

  expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
  expect(outcome.values).toEqual(values)
  expect(JSON.stringify(outcome)).not.toContain(secretOf(setup.portal.webhook))
})

const generally: Readonly<Record<string, string>> = {
  reset: 'unknown/offline',
  'time-out': 'unknown/timedOut',
  '500': 'unknown/unreadable',
  'html-200': 'unknown/unreadable',
  'html-502': 'unknown/unreadable',
  truncated: 'unknown/unreadable',
  'rate-limit': 'unknown/rateLimited',
  'operating-limit': 'unknown/rateLimited',
  overload: 'unknown/portalBlocked',
  'portal-blocked': 'unknown/portalBlocked',
  'rest-paid-only': 'unknown/portalRefused',
  'webhook-dead': 'unknown/portalRefused',
  renamed: 'unknown/portalRefused',
  'result-holds-error': 'unknown/needsScope',
}
const askers = ['clock-against-server', 'person-by-address', 'account-active', 'invitation-accepted', 'ever-logged-in', 'last-login-moved'] as const
test.each(Object.entries(generally).flatMap(([fault, expected]) => askers.map((check) => [fault, check, expected] as const)))('with %s, %s gives no fact and says %s', async (fault, check, expected) => {
  const setup = await connectToDemo({ faults: [fault], client: timeoutFor(fault) })
  const context = demoContext(setup, { facts: { 'person.address': truthAbout('Cleo Marsh').email } })

  const outcome = await runCheck(check, context)

  expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
  expect(outcome.values).toEqual({})
  expect(JSON.stringify(outcome)).not.toContain(secretOf(setup.portal.webhook))
})

const harmless = ['bom', 'missing-total', 'unknown-fields', 'slow=10', 'clock-skew=5']
test.each(harmless)('with %s the account checks find out the same', async (fault) => {
  const setup = await connectToDemo({ faults: [fault] })
  const context = demoContext(setup, { facts: { 'person.address': truthAbout('Cleo Marsh').email } })

  for (const check of aboutAccounts) {
    const outcome = await runCheck(check, context)
    expect(`${outcome.result}/${outcome.reason}`).toBe(findings.invitationPending[check])
  }
})

test('a missing scope is told, not guessed around', async () => {
  const setup = await connectToDemo({ faults: ['scope-missing'] })
  const context = demoContext(setup, { facts: { 'person.address': truthAbout('Cleo Marsh').email } })

  expect(await runCheck('person-by-address', context)).toMatchObject({ result: 'unknown', reason: 'needsScope' })
})

test('a reduced scope hides the last login: hidden is not never', async () => {
  const setup = await connectToDemo({ faults: ['scope-reduced'] })
  const context = demoContext(setup, { facts: { 'person.address': truthAbout('Cleo Marsh').email } })

  expect(await runCheck('ever-logged-in', context)).toMatchObject({ result: 'unknown', reason: 'hidden', values: {} })
  expect(await runCheck('last-login-moved', context)).toMatchObject({ result: 'unknown', reason: 'hidden', values: {} })
})

describe('the employee’s door', () => {
  test.each(['person-by-address', ...aboutAccounts, 'last-login-moved'] as const)('%s asks nothing of the portal, also where a connection exists', async (check) => {
    const setup = await connectToDemo()
    const context = demoContext(setup, { door: 'employee', facts: { 'person.address': truthAbout('Cleo Marsh').email } })

    expect(await runCheck(check, context)).toMatchObject({ result: 'notRun', reason: 'employeeDoor', values: {}, evidence: [] })
    expect(setup.portal.requests()).toHaveLength(0)
  })

  test('a check about the portal runs', async () => {
    const setup = await connectToDemo()

    expect(await runCheck('rest-health', demoContext(setup, { door: 'employee' }))).toMatchObject({ result: 'ok' })
  })
})

describe('limits and ends', () => {
  test('a limit ends the check and its request', async () => {
    const setup = await connectToDemo({ faults: ['time-out'] })
    const context = demoContext(setup, { facts: { 'person.address': 'cleo.marsh@harbourpine.example' } })

    const outcomes = await Promise.all([runCheck('person-by-address', context, 50), runCheck('clock-against-server', context, 50)])

    for (const outcome of outcomes) expect(outcome).toMatchObject({ result: 'unknown', reason: 'timedOut', values: {} })
    await until(() => setup.log.lines.filter((line) => line.includes('cancelled')).length === 2)
  })

  test('a person who skips ends it at once', async () => {
    const setup = await connectToDemo({ faults: ['time-out'] })
    const abort = new AbortController()
    const running = runCheck('rest-health', demoContext(setup, { signal: abort.signal }))
    abort.abort()

    expect(await running).toMatchObject({ result: 'notRun', reason: 'skippedByPerson' })
  })

  test('without a connection nothing is tried', async () => {
    const context = checkContext({ facts: { 'person.address': 'cleo.marsh@harbourpine.example' } })

    for (const check of ['rest-health', 'clock-against-server', 'person-by-address'] as const) expect(await runCheck(check, context)).toMatchObject({ result: 'notRun', reason: 'needsConnection' })
  })
})
