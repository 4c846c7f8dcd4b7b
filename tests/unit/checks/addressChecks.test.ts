import { describe, expect, test } from 'vitest'
import { createPortalDomains } from '../../../electron/core/checks/portalDomains'
import { runCheck } from '../../../electron/core/checks/runCheck'
import type { PortalApi, PortalUser } from '../../../electron/core/ports'
import { AppFailure, type ErrorCode } from '@shared/contract/appError'
import { checkContext } from '../../support/portal/checkParts'
import { fixedApi, portalUser } from '../../support/portal/portalParts'

const address = (given: string) => checkContext({ door: 'employee', facts: { 'person.address': given } })

describe('address-syntax', () => {
  test.each([
    ['cleo@harbourpine.example', 'fine'], ['cleo@müller.example', 'otherLetters'], ['cleo', 'noAt'], ['cleo@@firm.net', 'severalAt'], ['cleo @firm.net', 'space'], ['cleo@firm.net.', 'dots'], ['cleo..marsh@firm.net', 'dots'], ['cleo@firm,net', 'comma'],
    ['cleo@firm', 'noDomain'], ['cle\u200Bo@firm.net', 'invisible'], ['cleo\uFF20firm.net', 'fullWidth'], ['cle\u043E@firm.net', 'lookalike'], ['сдущ"пьфшдюсщь', 'wrongLayout'], ['cleo;marsh@firm.net', 'broken'],
  ])('says of %j: %s', async (given, reason) => {
    expect((await runCheck('address-syntax', address(given))).reason).toBe(reason)
  })

  test.each([
    ['сдущ"пьфшдюсщь', 'cleo@gmail.com'], ['cleo@@firm.net', 'cleo@firm.net'], ['cleo@firm,net', 'cleo@firm.net'], ['cleo@firm..net', 'cleo@firm.net'], ['Cleo <cleo@firm.net>', 'cleo@firm.net'], ['mailto:cleo@firm.net', 'cleo@firm.net'],
  ])('offers for %j the address %s', async (given, suggestion) => {
    expect(await runCheck('address-syntax', address(given))).toMatchObject({ result: 'problem', values: { 'address.suggestion': suggestion }, words: { suggestion } })
  })

  test('names a domain as mail servers know it', async () => {
    const { words, evidence } = await runCheck('address-syntax', address('cleo@müller.example'))

    expect(words).toMatchObject({ ascii: 'xn--mller-kva.example' })
    expect(evidence).toEqual(['address → fine · xn--mller-kva.example'])
  })
})

describe('address-spelling', () => {
  test.each([
    ['cleo.marsh@gmail.com', 'ok/fine', { 'address.spelling': 'fine', 'address.kind': 'person' }],
    ['info@firm.net', 'ok/role', { 'address.spelling': 'fine', 'address.kind': 'role' }],
    ['cleo.marsh@gmial.com', 'problem/typo', { 'address.spelling': 'typo', 'address.kind': 'person', 'address.suggestion': 'cleo.marsh@gmail.com' }],
    ['cleo.marsh@mailinator.com', 'problem/disposable', { 'address.spelling': 'disposable', 'address.kind': 'person' }],
    ['cleo marsh', 'unknown/notWhole', {}],
  ])('says of %s: %s', async (given, expected, values) => {
    const outcome = await runCheck('address-spelling', address(given))

    expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
    expect(outcome.values).toEqual(values)
    expect(outcome.evidence.join(' ')).not.toContain('cleo.marsh@')
  })
})

describe('portal-address', () => {
  test.each([
    ['harbourpine.bitrix24.de', 'ok/fine', { 'portal.spelling': 'fine' }],
    ['crm.harbourpine.com', 'ok/ownDomain', { 'portal.spelling': 'fine' }],
    ['harbourpine.bitrx24.com', 'problem/mistyped', { 'portal.spelling': 'nearMiss', 'portal.suggestion': 'harbourpine.bitrix24.com' }],
    ['bitrix24.net', 'problem/network', { 'portal.spelling': 'network' }],
    ['harbourpine', 'problem/broken', { 'portal.spelling': 'broken' }],
    ['unsure', 'notRun/needsFact', {}],
  ])('says of %s: %s', async (host, expected, values) => {
    const outcome = await runCheck('portal-address', checkContext({ door: 'employee', facts: { 'portal.host': host } }))

    expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
    expect(outcome.values).toEqual(values)
  })
})

describe('portal-reachable', () => {
  const reached = (code: ErrorCode, details: Record<string, string> = {}) => runCheck('portal-reachable', checkContext({ facts: { 'portal.host': 'harbourpine.bitrix24.de' }, reach: () => Promise.reject(new AppFailure(code, { details })) }))

  test.each([
    ['hostNotFound', 'problem/noSuchHost', { 'portal.reachable': 'no' }],
    ['tls', 'problem/certificate', { 'portal.reachable': 'no' }],
    ['certificateDate', 'problem/certificateDate', {}],
    ['tlsIntercepted', 'unknown/intercepted', {}],
    ['captivePortal', 'unknown/captivePortal', {}],
    ['proxy', 'unknown/proxy', {}],
    ['portalGone', 'problem/gone', { 'portal.reachable': 'no' }],
    ['timeout', 'problem/noAnswer', { 'portal.reachable': 'no' }],
    ['portalRenamed', 'problem/renamed', { 'portal.reachable': 'renamed' }],
  ] as const)('says of %s: %s', async (code, expected, values) => {
    const outcome = await reached(code)

    expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
    expect(outcome.values).toEqual(values)
  })

  test('gives the new address, however it hears of it', async () => {
    const moved = { reason: 'renamed', values: { 'portal.reachable': 'renamed', 'portal.movedTo': 'pine.bitrix24.de' }, words: { movedTo: 'pine.bitrix24.de' } }

    expect(await reached('portalRenamed', { movedTo: 'pine.bitrix24.de' })).toMatchObject(moved)
    expect(await runCheck('portal-reachable', checkContext({ facts: { 'portal.host': 'a.bitrix24.de' }, reach: () => Promise.resolve({ answer: 'renamed', movedTo: 'pine.bitrix24.de', tookMs: 3 }) }))).toMatchObject(moved)
  })

  test('a computer without a way out says nothing about the portal', async () => {
    expect(await reached('network', { cause: 'ENETUNREACH' })).toMatchObject({ result: 'unknown', reason: 'offline', values: {} })
  })

  test('asks for nothing where the person does not know the portal', async () => {
    expect(await runCheck('portal-reachable', checkContext({ facts: { 'portal.host': 'unsure' } }))).toMatchObject({ result: 'notRun', reason: 'needsFact' })
  })
})

describe('address-on-portal', () => {
  const staff = (email: string, index: number): PortalUser => portalUser({ id: String(index + 1), name: `Person ${index}`, email })
  const everybody = [...Array.from({ length: 60 }, (_, index) => staff(`person${index}@harbourpine.com`, index)), staff('vera@oakridge.net', 80), staff('office@harbourpine.com', 81), portalUser({ id: '99', name: 'Cleo Marsh', email: 'cleo.marsh@harbourpine.com' })]

  interface Portal {
    readonly api: PortalApi
    readonly asked: string[]
  }
  function portalOf(people: readonly PortalUser[]): Portal {
    const asked: string[] = []
    const api = fixedApi({
      usersByAddress: (wanted) => Promise.resolve(people.filter(({ email }) => email?.toLowerCase() === wanted.toLowerCase())),
      usersWithAddressLike: (text) => {
        asked.push(`like ${text}`)
        return Promise.resolve(people.filter(({ email }) => email?.includes(text)).slice(0, 50))
      },
      searchUsers: (text) => {
        asked.push(`named ${text}`)
        return Promise.resolve(people.filter(({ name }) => text.split(' ').some((word) => name.includes(word))))
      },
      people: async function* () {
        for (let from = 0; from < people.length; from += 50) {
          asked.push(`page ${from}`)
          yield await Promise.resolve(people.slice(from, from + 50))
        }
      },
    })
    return { api, asked }
  }
  const run = (given: string, { people = everybody, name }: { readonly people?: readonly PortalUser[]; readonly name?: string } = {}) =>
    runCheck('address-on-portal', checkContext({ api: portalOf(people).api, facts: { 'person.address': given, ...(name === undefined ? {} : { 'person.name': name }) } }))

  test.each([
    ['Cleo.Marsh@harbourpine.com', 'ok/held', { 'address.onPortal': 'used', 'person.nearMiss': 'none' }],
    ['wanda@harbourpine.com', 'ok/used', { 'address.onPortal': 'used', 'person.nearMiss': 'none' }],
    ['wanda@elsewhere.org', 'ok/unused', { 'address.onPortal': 'unused', 'person.nearMiss': 'none' }],
    ['wanda@harbuorpine.com', 'problem/nearDomain', { 'address.onPortal': 'nearMiss', 'address.portalSuggestion': 'wanda@harbourpine.com', 'person.nearMiss': 'none' }],
    ['cleo.marsh@gmail.com', 'problem/nearPerson', { 'address.onPortal': 'unused', 'person.nearMiss': 'one', 'person.nearAddress': 'cleo.marsh@harbourpine.com' }],
    ['celo.marsh@harbourpine.com', 'problem/nearPerson', { 'address.onPortal': 'used', 'person.nearMiss': 'one', 'person.nearAddress': 'cleo.marsh@harbourpine.com' }],
    ['cleo.mash@harbourpine.com', 'problem/nearPerson', { 'address.onPortal': 'used', 'person.nearMiss': 'one', 'person.nearAddress': 'cleo.marsh@harbourpine.com' }],
    ['cleo.marsh+bitrix@harbourpine.com', 'problem/nearPerson', { 'address.onPortal': 'used', 'person.nearMiss': 'one', 'person.nearAddress': 'cleo.marsh@harbourpine.com' }],
    ['cleo.marsh@harbourpine.de', 'problem/nearPerson', { 'address.onPortal': 'nearMiss', 'address.portalSuggestion': 'cleo.marsh@harbourpine.com', 'person.nearMiss': 'one', 'person.nearAddress': 'cleo.marsh@harbourpine.com' }],
    ['info@elsewhere.org', 'ok/unused', { 'address.onPortal': 'unused', 'person.nearMiss': 'none' }],
    ['officce@elsewhere.org', 'ok/unused', { 'address.onPortal': 'unused', 'person.nearMiss': 'none' }],
    ['nonsense', 'unknown/notWhole', {}],
  ])('says of %s: %s', async (given, expected, values) => {
    const outcome = await run(given)

    expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
    expect(outcome.values).toEqual(values)
    expect(outcome.evidence.join('\n')).not.toMatch(/cleo\.marsh@|wanda@/)
  })

  test('finds a person by name at quite another address', async () => {
    expect(await run('cm77@elsewhere.org', { name: 'Marsh, Cleo' })).toMatchObject({ reason: 'nearPerson', values: { 'person.nearAddress': 'cleo.marsh@harbourpine.com' }, words: { name: 'Cleo Marsh' } })
  })

  test('of several near ones, names none', async () => {
    const people = [...everybody, portalUser({ id: '98', name: 'Cleo Marsh', email: 'cleo.marsh@oakridge.net' })]
    const outcome = await run('cleo.marsh@gmail.com', { people })

    expect(outcome).toMatchObject({ reason: 'nearPeople', values: { 'person.nearMiss': 'several' }, words: { count: 2 } })
    expect(outcome.values).not.toHaveProperty(['person.nearAddress'])
  })

  test('a portal too large to be read whole is not said to lack a domain', async () => {
    const people = Array.from({ length: 2600 }, (_, index) => staff(`person${index}@harbourpine.com`, index))
    const portal = portalOf(people)
    const outcome = await runCheck('address-on-portal', checkContext({ api: portal.api, facts: { 'person.address': 'wanda@elsewhere.org' } }))

    expect(outcome).toMatchObject({ result: 'unknown', reason: 'notSeen', values: { 'person.nearMiss': 'none' }, numbers: { people: 2500 } })
    expect(outcome.values).not.toHaveProperty(['address.onPortal'])
    expect(portal.asked.filter((one) => one.startsWith('page'))).toHaveLength(50)
  })

  test('the domains are read once for a connection, and again after ten minutes', async () => {
    let now = 0
    const domains = createPortalDomains({ now: () => now })
    const portal = portalOf(everybody)
    const again = (given: string) => runCheck('address-on-portal', checkContext({ api: portal.api, domains, facts: { 'person.address': given } }))
    const pages = () => portal.asked.filter((one) => one.startsWith('page')).length
    await again('wanda@harbourpine.com')
    now = 599_999
    await again('wilma@elsewhere.org')
    expect(pages()).toBe(2)
    now = 600_000
    await again('wilma@elsewhere.org')
    expect(pages()).toBe(4)
  })

  test('asks at most four short questions about people', async () => {
    const portal = portalOf(everybody)
    await runCheck('address-on-portal', checkContext({ api: portal.api, facts: { 'person.address': 'a.very.long-winded_mailbox.name@elsewhere.org', 'person.name': 'Ann Other' } }))

    expect(portal.asked.filter((one) => !one.startsWith('page')).length).toBeLessThanOrEqual(4)
  })

  test('from the employee’s door asks nothing at all', async () => {
    expect(await runCheck('address-on-portal', checkContext({ door: 'employee', api: fixedApi({}), facts: { 'person.address': 'wanda@harbourpine.com' } }))).toMatchObject({ result: 'notRun', reason: 'employeeDoor', values: {}, evidence: [] })
  })

  test('a failing portal gives no fact', async () => {
    const { api } = portalOf(everybody)
    const failing: PortalApi = { ...api, usersWithAddressLike: () => Promise.reject(new AppFailure('rateLimited')) }

    expect(await runCheck('address-on-portal', checkContext({ api: failing, facts: { 'person.address': 'wanda@harbourpine.com' } }))).toMatchObject({ result: 'unknown', reason: 'rateLimited', values: {} })
  })
})
