import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { runCheck } from '../../../electron/core/checks/runCheck'
import type { PortalApi, PortalLogEntry } from '../../../electron/core/ports'
import { AppFailure, errorCodes } from '@shared/contract/appError'
import { factDefinition, isFactName } from '@shared/domain/facts'
import { checkContext } from '../../support/portal/checkParts'
import { fixedApi, portalUser } from '../../support/portal/portalParts'

const address = 'cleo.marsh@harbourpine.example'
const facts = { 'person.address': address, 'person.id': '27' }
const now = Date.UTC(2026, 9, 14, 10, 42, 7)
const minute = 60_000
const over = (answers: Partial<PortalApi>, parts: object = {}) => {
  const api = fixedApi(answers)
  return checkContext({ api, facts, now: () => now, ...parts })
}

describe('the rights of a connection', () => {
  const rights = (isAdmin: boolean, ...scopes: readonly string[]) => runCheck('connection-rights', over({ rights: () => Promise.resolve({ owner: { id: '4', isAdmin, name: 'Noa Linden' }, scopes }) }))

  test.each([
    [true, ['user', 'im', 'main'], 'ok/admin', { 'rights.person': 'admin', 'rights.lookUp': 'full', 'rights.notify': 'yes' }],
    [false, ['user'], 'ok/full', { 'rights.person': 'member', 'rights.lookUp': 'full', 'rights.notify': 'no' }],
    [true, ['user_basic'], 'ok/noLogins', { 'rights.person': 'admin', 'rights.lookUp': 'noLogins', 'rights.notify': 'no' }],
    [false, ['im', 'user_brief'], 'problem/noAddresses', { 'rights.person': 'member', 'rights.lookUp': 'noAddresses', 'rights.notify': 'yes' }],
    [true, ['main', 'department'], 'problem/none', { 'rights.person': 'admin', 'rights.lookUp': 'none', 'rights.notify': 'no' }],
    [false, [], 'problem/none', { 'rights.person': 'member', 'rights.lookUp': 'none', 'rights.notify': 'no' }],
  ])('administrator %s, scopes %j: %s', async (isAdmin, scopes, expected, values) => {
    const outcome = await rights(isAdmin, ...scopes)

    expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
    expect(outcome.values).toEqual(values)
  })

  test('the fullest right to look people up counts, in whatever order they come', () => {
    const kinds = ['user_brief', 'user_basic', 'user'] as const
    const words = { user: 'full', user_basic: 'noLogins', user_brief: 'noAddresses' }
    return fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(['user_brief', 'user_basic', 'user', 'im', 'user.userfield', 'department']), async (scopes) => {
        const fullest = kinds.findLast((kind) => scopes.includes(kind))
        expect((await rights(false, ...scopes)).values['rights.lookUp']).toBe(fullest === undefined ? 'none' : words[fullest])
      }),
    )
  })

  test('are shown by the names of the scopes; what the portal made up is counted only', async () => {
    expect((await rights(true, 'im', 'q8f2k7m1z0w5e9r3t6y4', 'user', 'placement')).evidence).toEqual(['profile → ADMIN true', 'scope → user, im · 2 more'])
    expect((await rights(false)).evidence).toEqual(['profile → ADMIN false', 'scope → none that counts here'])
  })

  test('are not known where the question fails', async () => {
    const broken = over({ rights: () => Promise.reject(new AppFailure('timeout')) })

    expect(await runCheck('connection-rights', broken)).toMatchObject({ result: 'unknown', reason: 'timedOut', values: {} })
  })
})

describe('the kind of account', () => {
  const kind = (userType: string | undefined) => runCheck('person-type', withUser(userType))
  const withUser = (userType: string | undefined) => over({ usersByAddress: () => Promise.resolve([portalUser({ userType })]) })

  test.each([
    ['employee', 'ok/employee', 'employee'],
    [' Employee ', 'ok/employee', 'employee'],
    ['EXTRANET', 'problem/extranet', 'extranet'],
    ['email', 'problem/email', 'email'],
    ['collaber', 'problem/other', 'other'],
    ['bot', 'problem/other', 'other'],
    ['something from tomorrow', 'problem/other', 'other'],
  ])('%j is %s', async (told, expected, type) => {
    const outcome = await kind(told)

    expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
    expect(outcome.values).toEqual({ 'person.type': type })
    expect(outcome.evidence).toEqual([`user.get {"=EMAIL":"cleo.m…@harbourpine.example"} → 1 row · USER_TYPE ${type}`])
  })

  test.each([undefined, '', '  '])('%j is not known, and never a problem', async (told) => {
    expect(await kind(told)).toMatchObject({ result: 'unknown', reason: 'hidden', values: {}, evidence: [expect.stringContaining('USER_TYPE not told')] })
  })

  test('is told of one person alone', async () => {
    const people = (count: number) => over({ usersByAddress: () => Promise.resolve(Array.from({ length: count }, (_, index) => portalUser({ id: String(index + 1) }))) })

    expect(await runCheck('person-type', people(0))).toMatchObject({ result: 'notRun', reason: 'noneFound', values: {} })
    expect(await runCheck('person-type', people(2))).toMatchObject({ result: 'unknown', reason: 'severalFound', values: {} })
  })
})

/** Newest first, as the portal answers; so many minutes ago. */
const entry = (auditType: string, minutesAgo: number, method?: string): PortalLogEntry => ({ at: now - minutesAgo * minute, auditType, userId: '27', method })
const withLog = (...entries: readonly PortalLogEntry[]) => over({ eventLog: () => Promise.resolve(entries) })

describe('the last logins', () => {
  test.each<[string, readonly PortalLogEntry[], string, object]>([
    ['one that worked', [entry('USER_AUTHORIZE', 5, 'password')], 'ok/succeeded', { 'log.logins': 'succeeded' }],
    ['one that worked after failed ones', [entry('USER_AUTHORIZE', 5), entry('USER_LOGIN', 7), entry('USER_LOGIN', 9)], 'ok/succeeded', { 'log.logins': 'succeeded', 'log.lastFailure': now - 7 * minute }],
    ['one at Bitrix24 Network', [entry('USER_AUTHORIZE', 5, 'external')], 'ok/succeededAtNetwork', { 'log.logins': 'succeeded' }],
    ['failed ones after one that worked', [entry('USER_LOGIN', 2), entry('USER_LOGIN', 3), entry('USER_AUTHORIZE', 60, 'external')], 'problem/failed', { 'log.logins': 'failed', 'log.lastFailure': now - 2 * minute }],
    ['failed ones alone', [entry('USER_LOGIN', 2)], 'problem/failed', { 'log.logins': 'failed', 'log.lastFailure': now - 2 * minute }],
    ['a block, and a failed one after it', [entry('USER_LOGIN', 2), entry('USER_BLOCKED', 4), entry('USER_LOGIN', 4)], 'problem/blocked', { 'log.logins': 'blocked', 'log.lastFailure': now - 2 * minute }],
    ['a block that is over', [entry('USER_AUTHORIZE', 1), entry('USER_BLOCKED', 4)], 'ok/succeeded', { 'log.logins': 'succeeded', 'log.lastFailure': now - 4 * minute }],
    ['nothing', [], 'unknown/none', { 'log.logins': 'none' }],
    ['apps alone', [entry('USER_AUTHORIZE', 1, 'rest'), entry('USER_AUTHORIZE', 2, 'appPassword')], 'unknown/none', { 'log.logins': 'none' }],
    ['an app between failed ones', [entry('USER_AUTHORIZE', 1, 'rest'), entry('USER_LOGIN', 2)], 'problem/failed', { 'log.logins': 'failed', 'log.lastFailure': now - 2 * minute }],
    ['apps without end', Array.from({ length: 50 }, (_, index) => entry('USER_AUTHORIZE', index, 'rest')), 'unknown/onlyApps', {}],
  ])('%s', async (_what, entries, expected, values) => {
    const outcome = await runCheck('recent-logins', withLog(...entries))

    expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
    expect(outcome.values).toEqual(values)
  })

  test('are a problem only where a failure or a block is the newest thing that a person did', () => {
    const anEntry = fc.record({ auditType: fc.constantFrom('USER_AUTHORIZE', 'USER_LOGIN', 'USER_BLOCKED'), minutesAgo: fc.nat(40_000), method: fc.constantFrom(undefined, 'external', 'password', 'rest', 'appPassword') })
    return fc.assert(
      fc.asyncProperty(fc.array(anEntry, { maxLength: 12 }), async (given) => {
        const entries = given.map(({ auditType, minutesAgo, method }) => entry(auditType, minutesAgo, method)).sort((one, other) => other.at - one.at)
        const newest = entries.find(({ auditType, method }) => auditType !== 'USER_AUTHORIZE' || (method !== 'rest' && method !== 'appPassword'))
        const outcome = await runCheck('recent-logins', withLog(...entries))

        expect(outcome.result === 'problem').toBe(newest !== undefined && newest.auditType !== 'USER_AUTHORIZE')
        expect(outcome.values['log.lastFailure']).toBe(entries.find(({ auditType }) => auditType !== 'USER_AUTHORIZE')?.at)
      }),
    )
  })

  test('are asked for once: one person, three kinds, thirty days, one page', async () => {
    const eventLog = vi.fn<PortalApi['eventLog']>(() => Promise.resolve([]))
    await runCheck('recent-logins', over({ eventLog }))

    expect(eventLog).toHaveBeenCalledTimes(1)
    expect(eventLog.mock.calls[0]?.[0]).toEqual({ userId: '27', auditTypes: ['USER_AUTHORIZE', 'USER_LOGIN', 'USER_BLOCKED'], since: now - 30 * 24 * 60 * minute, limit: 50 })
  })

  test('count what failed since, and show no more than kinds and times', async () => {
    // What a careless port might let through
    const wordy = { ...entry('USER_LOGIN', 2), remoteAddr: '203.0.113.7', userAgent: 'Mozilla/5.0' }
    const outcome = await runCheck('recent-logins', withLog(wordy, entry('USER_BLOCKED', 3), entry('USER_LOGIN', 4), entry('USER_AUTHORIZE', 60, 'password'), entry('USER_LOGIN', 61)))

    expect(outcome).toMatchObject({ words: { count: 2, lastLoginAt: now - 60 * minute }, numbers: { failed: 2 } })
    expect(outcome.evidence).toEqual([
      'main.eventlog.list {"userId":27,"auditTypeId":"USER_AUTHORIZE|USER_LOGIN|USER_BLOCKED","timestampX":">=2026-09-14"} → 5 entries',
      'last USER_AUTHORIZE 2026-10-14T09:42:07Z',
      'last USER_LOGIN 2026-10-14T10:40:07Z',
    ])
    expect(JSON.stringify(outcome)).not.toMatch(/203\.0\.113|Mozilla/)
  })

  test.each([
    ['scopeMissing', 'noScope'],
    ['noRights', 'notAdministrator'],
    ['subscriptionNeeded', 'notOnPlan'],
    ['notFound', 'noLog'],
  ] as const)('%s of the log is %s, told with what the portal said', async (code, reason) => {
    const refused = over({ eventLog: () => Promise.reject(new AppFailure(code, { details: { status: 403, portalCode: 'SOME_CODE' } })) })
    const outcome = await runCheck('recent-logins', refused)

    expect(outcome).toMatchObject({ result: 'unknown', reason, values: {} })
    expect(outcome.evidence).toEqual([expect.stringMatching(/→ 403 SOME_CODE$/)])
  })

  test.each(errorCodes)('%s is never a problem, and gives no fact', async (code) => {
    const outcome = await runCheck('recent-logins', over({ eventLog: () => Promise.reject(new AppFailure(code)) }))

    expect(['unknown', 'notRun']).toContain(outcome.result)
    expect(outcome.values).toEqual({})
  })
})

test('facts about rights, kinds and logins name nobody: they may stand in the envelope', () => {
  for (const fact of ['rights.person', 'rights.lookUp', 'rights.notify', 'person.type', 'log.logins', 'log.lastFailure']) {
    expect(isFactName(fact) && !factDefinition(fact).personal && Number.isFinite(factDefinition(fact).freshForMs), fact).toBe(true)
  }
})
