import { describe, expect, test } from 'vitest'
import { runCheck } from '../../../electron/core/checks/runCheck'
import { demoPortalFaults, writeFaults } from '../../../electron/demo-portal/startDemoPortal'
import { checkContext, demoContext } from '../../support/portal/checkParts'
import { connectAsAdmin, connectToDemo, secretOf, timeoutFor, type PortalSetup } from '../../support/portal/portalParts'
import { truthAbout, truthWithId } from '../../support/demoPortal/truth'

const checks = ['connection-rights', 'person-type', 'recent-logins'] as const
type Check = (typeof checks)[number]

const ben = truthAbout('Ben Harrow')
const factsOf = ({ id, email }: { readonly id: number; readonly email: string }) => ({ 'person.id': String(id), 'person.address': email })
const contextOf = (setup: PortalSetup, person: { readonly id: number; readonly email: string } = ben, parts: object = {}) => demoContext(setup, { facts: factsOf(person), ...parts })
const told = ({ result, reason }: { readonly result: string; readonly reason: string }): string => `${result}/${reason}`
const asked = ({ portal }: PortalSetup): readonly string[] => portal.requests().map(({ method }) => method)

describe('the rights of a connection', () => {
  test('of the helpdesk and of the administrator', async () => {
    const [agent, admin] = [await connectToDemo(), await connectAsAdmin()]

    expect(await runCheck('connection-rights', contextOf(agent))).toMatchObject({
      result: 'ok', reason: 'full', values: { 'rights.person': 'member', 'rights.lookUp': 'full', 'rights.notify': 'no' }, evidence: ['profile → ADMIN false', 'scope → user'],
    })
    expect(await runCheck('connection-rights', contextOf(admin))).toMatchObject({
      result: 'ok', reason: 'admin', values: { 'rights.person': 'admin', 'rights.lookUp': 'full', 'rights.notify': 'yes' }, evidence: ['profile → ADMIN true', 'scope → user, department, im, main, intranet, mail, task, crm'],
    })
    expect([...asked(admin)].sort()).toEqual(['batch', 'profile', 'scope'])
  })

  test.each([
    ['scope-reduced', 'ok/noLogins', 'noLogins'],
    ['scope-reduced=user_brief', 'problem/noAddresses', 'noAddresses'],
    ['scope-missing', 'problem/none', 'none'],
  ])('with %s: %s', async (fault, expected, lookUp) => {
    const outcome = await runCheck('connection-rights', contextOf(await connectToDemo({ faults: [fault] })))

    expect(told(outcome)).toBe(expected)
    expect(outcome.values).toMatchObject({ 'rights.person': 'member', 'rights.lookUp': lookUp })
  })

  test('need no right to look people up', async () => {
    expect(told(await runCheck('connection-rights', contextOf(await connectToDemo({ scopes: [] }), ben, { canLookUp: false })))).toBe('problem/none')
  })
})

describe('the kind of account', () => {
  test('of an employee and of a guest from outside', async () => {
    const setup = await connectAsAdmin()
    const outcomes = await Promise.all([ben, truthWithId(87)].map((person) => runCheck('person-type', contextOf(setup, person))))

    expect(outcomes.map(({ values }) => values)).toEqual([{ 'person.type': 'employee' }, { 'person.type': 'extranet' }])
    expect(outcomes.map(told)).toEqual(['ok/employee', 'problem/extranet'])
  })

  test('asks nothing more where the record was just read', async () => {
    const setup = await connectToDemo()
    const context = contextOf(setup)
    await runCheck('person-by-address', context)
    const before = asked(setup).length

    expect(told(await runCheck('person-type', context))).toBe('ok/employee')
    expect(before).toBeGreaterThan(0)
    expect(asked(setup)).toHaveLength(before)
  })

  test('of nobody and of two is not told', async () => {
    const setup = await connectToDemo()

    expect(told(await runCheck('person-type', contextOf(setup, { id: 0, email: 'nobody@harbourpine.example' })))).toBe('notRun/noneFound')
    expect(told(await runCheck('person-type', contextOf(setup, truthAbout('Pia Plover'))))).toBe('unknown/severalFound')
  })
})

describe('the last logins', () => {
  const startedAt = Date.UTC(2026, 9, 14, 10, 42, 7)
  const hour = 3_600_000

  test('on one’s own server: failed, blocked, worked, none', async () => {
    const setup = await connectAsAdmin({ onPremise: true, now: () => startedAt })
    const at = (name: string) => runCheck('recent-logins', contextOf(setup, truthAbout(name), { now: () => startedAt }))

    expect(await at('Ben Harrow')).toMatchObject({ result: 'problem', reason: 'failed', values: { 'log.logins': 'failed', 'log.lastFailure': startedAt - 0.4 * hour }, words: { count: 3 } })
    expect(await at('Ivo Tern')).toMatchObject({ result: 'problem', reason: 'blocked', values: { 'log.logins': 'blocked' }, words: { count: 2 } })
    expect(await at('Hana Lark')).toMatchObject({ result: 'ok', reason: 'succeeded', values: { 'log.logins': 'succeeded' }, words: { lastLoginAt: startedAt - 20 * hour } })
    expect(await at('Cleo Marsh')).toMatchObject({ result: 'unknown', reason: 'none', values: { 'log.logins': 'none' } })
    expect(asked(setup)).toEqual(['main.eventlog.list', 'main.eventlog.list', 'main.eventlog.list', 'main.eventlog.list'])
  })

  test('that worked after failed ones are no problem any more, and when the last one failed is still told', async () => {
    let now = startedAt
    const setup = await connectAsAdmin({ onPremise: true, now: () => now })
    const look = () => runCheck('recent-logins', contextOf(setup, ben, { now: () => now }))

    const before = await look()
    now += 60_000
    setup.portal.signIn(ben.id)
    const after = await look()

    expect(before.reason).toBe('failed')
    expect(after).toMatchObject({ result: 'ok', reason: 'succeeded', values: { 'log.logins': 'succeeded', 'log.lastFailure': before.values['log.lastFailure'] }, words: { count: 0, lastLoginAt: startedAt + 60_000 } })
  })

  test('in the cloud show no failed one, and say so', async () => {
    const setup = await connectAsAdmin({ now: () => startedAt })
    const outcome = await runCheck('recent-logins', contextOf(setup, ben, { now: () => startedAt }))

    expect(outcome).toMatchObject({ result: 'ok', reason: 'succeededAtNetwork', values: { 'log.logins': 'succeeded' } })
    expect(outcome.values).not.toHaveProperty('log.lastFailure')
  })

  test('hold no address of a machine, no browser and no secret', async () => {
    const setup = await connectAsAdmin({ onPremise: true })
    const outcome = JSON.stringify(await runCheck('recent-logins', contextOf(setup)))

    expect(outcome).toContain('last USER_LOGIN')
    expect(outcome).not.toMatch(/\d+\.\d+\.\d+\.\d+|mozilla|user-?agent/i)
    expect(outcome).not.toContain(setup.secret)
  })

  test.each<[string, () => Promise<PortalSetup>, string]>([
    ['without the scope', () => connectToDemo(), 'unknown/noScope'],
    ['for who is no administrator', () => connectToDemo({ scopes: ['user', 'main'] }), 'unknown/notAdministrator'],
    ['whose scope was taken away', () => connectAsAdmin({ faults: ['scope-missing=main'] }), 'unknown/noScope'],
    ['of a plan without it', () => connectAsAdmin({ faults: ['rest-paid-only'] }), 'unknown/notOnPlan'],
  ])('%s are not known, and nothing is wrong', async (_what, connect, expected) => {
    const outcome = await runCheck('recent-logins', contextOf(await connect()))

    expect(told(outcome)).toBe(expected)
    expect(outcome.values).toEqual({})
    expect(outcome.evidence[0]).toMatch(/^main\.eventlog\.list .* → 403 /)
  })

  test('wait for the number of the person', async () => {
    const setup = await connectAsAdmin()

    expect(told(await runCheck('recent-logins', demoContext(setup, { facts: { 'person.address': ben.email } })))).toBe('notRun/needsFact')
    expect(asked(setup)).toEqual([])
  })
})

/** What each check finds out where nothing is wrong with the portal: the administrator's connection, Ben on his company's own server. */
const usual: Readonly<Record<Check, string>> = { 'connection-rights': 'ok/admin', 'person-type': 'ok/employee', 'recent-logins': 'problem/failed' }
const same = (word: string): Readonly<Record<Check, string>> => ({ 'connection-rights': word, 'person-type': word, 'recent-logins': word })

/** Every fault of the portal. What it changes ends in "not known" and gives no fact; what it does not change leaves all as it is. */
const underFault: Readonly<Record<string, { readonly set?: string; readonly ends: Readonly<Record<Check, string>> }>> = {
  ...Object.fromEntries(writeFaults.map((fault) => [fault, { ends: usual }])),
  slow: { set: 'slow=10', ends: usual },
  reset: { ends: same('unknown/offline') },
  'time-out': { ends: same('unknown/timedOut') },
  'captive-portal': { set: 'captive-portal=511', ends: same('unknown/offline') },
  renamed: { ends: same('unknown/portalRefused') },
  'html-502': { ends: same('unknown/unreadable') },
  'html-200': { ends: same('unknown/unreadable') },
  'reset-midway': { ends: same('unknown/offline') },
  drip: { set: 'drip=20', ends: same('unknown/timedOut') },
  'gzip-broken': { ends: same('unknown/unreadable') },
  '500': { ends: same('unknown/unreadable') },
  'rate-limit': { ends: same('unknown/rateLimited') },
  overload: { ends: same('unknown/portalBlocked') },
  'portal-blocked': { ends: same('unknown/portalBlocked') },
  'rest-paid-only': { ends: { ...same('unknown/portalRefused'), 'recent-logins': 'unknown/notOnPlan' } },
  'webhook-dead': { ends: same('unknown/portalRefused') },
  'token-expired': { ends: usual },
  'operating-limit': { ends: same('unknown/rateLimited') },
  'localised-error': { ends: same('unknown/unreadable') },
  // What the connection may do is then what it finds out, and no failure
  'scope-missing': { ends: { ...usual, 'connection-rights': 'problem/none', 'person-type': 'unknown/needsScope' } },
  'scope-reduced': { ends: { ...usual, 'connection-rights': 'ok/noLogins' } },
  'clock-skew': { ends: usual },
  'result-holds-error': { ends: { ...same('unknown/needsScope'), 'recent-logins': 'unknown/noScope' } },
  'missing-total': { ends: usual },
  'unknown-fields': { ends: usual },
  truncated: { ends: same('unknown/unreadable') },
  bom: { ends: usual },
  'wrong-encoding': { ends: usual },
}

test('every fault of the portal has a row', () => {
  expect(Object.keys(underFault).sort()).toEqual([...demoPortalFaults].sort())
})

describe.each(Object.entries(underFault))('with %s', (fault, { set = fault, ends }) => {
  test.each(checks)('%s ends as it should', async (check) => {
    const setup = await connectAsAdmin({ onPremise: true, faults: [set], client: timeoutFor(fault) })
    const outcome = await runCheck(check, contextOf(setup))

    expect(told(outcome)).toBe(ends[check])
    if (ends[check].startsWith('unknown/')) expect(outcome.values).toEqual({})
    expect(JSON.stringify(outcome)).not.toContain(setup.secret)
    expect(JSON.stringify(outcome)).not.toContain(ben.email)
  })
})

describe('where nothing may be asked', () => {
  test.each(checks)('%s asks nothing of the portal from the employee’s door, also where a connection exists', async (check) => {
    const setup = await connectAsAdmin()

    expect(await runCheck(check, contextOf(setup, ben, { door: 'employee' }))).toMatchObject({ result: 'notRun', reason: 'employeeDoor', values: {}, evidence: [] })
    expect(asked(setup)).toEqual([])
  })

  test.each(checks)('%s needs a connection', async (check) => {
    expect(told(await runCheck(check, checkContext({ facts: factsOf(ben) })))).toBe('notRun/needsConnection')
  })

  test.each(['person-type', 'recent-logins'] as const)('%s asks nothing through a connection that may look nobody up', async (check) => {
    const setup = await connectAsAdmin()

    expect(told(await runCheck(check, contextOf(setup, ben, { canLookUp: false })))).toBe('notRun/needsScope')
    expect(asked(setup)).toEqual([])
  })
})

test('a limit ends each of them', async () => {
  const setup = await connectAsAdmin({ faults: ['time-out'] })

  for (const outcome of await Promise.all(checks.map((check) => runCheck(check, contextOf(setup), 50)))) expect(outcome).toMatchObject({ result: 'unknown', reason: 'timedOut', values: {} })
  expect(setup.log.lines.join('\n')).not.toContain(secretOf(setup.portal.adminWebhook))
})
