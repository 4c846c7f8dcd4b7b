import { describe, expect, test, vi } from 'vitest'
import { checkRunners } from '../../../electron/core/checks/checkRunners'
import { createPersonLookUp } from '../../../electron/core/checks/personLookUp'
import { runCheck } from '../../../electron/core/checks/runCheck'
import type { PortalApi } from '../../../electron/core/ports'
import { AppFailure, errorCodes } from '@shared/contract/appError'
import { checkDefinition, checkNames, checkReasons, generalReasons } from '@shared/domain/checks'
import { factDefinition, isFactName, type FactName, type FactValue } from '@shared/domain/facts'
import { checkContext } from '../../support/portal/checkParts'
import { fixedApi, portalUser } from '../../support/portal/portalParts'

/** Something fit for every fact that a check needs. */
const needed = (fact: FactName): FactValue => {
  const definition = factDefinition(fact)
  if (definition.type === 'closed') return definition.values[0] ?? ''
  if (definition.type !== 'text') return 0
  return definition.format === 'host' ? 'harbourpine.bitrix24.example' : 'cleo.marsh@harbourpine.example'
}
const facts = Object.fromEntries(checkNames.flatMap((name) => checkDefinition(name).needs).map((fact) => [fact, needed(fact)]))
const over = (api: PortalApi, parts: object = {}) => checkContext({ api, facts, ...parts })

test('every check of the registry has its code', () => {
  expect(Object.keys(checkRunners).sort()).toEqual([...checkNames].sort())
})

describe.each(checkNames)('%s', (name) => {
  const failing = (error: Error): PortalApi => {
    const fail = () => Promise.reject(error)
    return new Proxy(fixedApi({}), { get: (api, method) => (method === 'invitations' ? api.invitations : fail) })
  }
  const knownReasons = [...generalReasons, ...checkReasons[name]].map(String)

  test.each(errorCodes)('turns %s into a result with a reason that has a text', async (code) => {
    const api = failing(new AppFailure(code))
    const outcome = await runCheck(name, over(api, { reach: () => Promise.reject(new AppFailure(code)) }))

    expect(knownReasons).toContain(outcome.reason)
    if (checkDefinition(name).network) expect(outcome.result).not.toBe('ok')
    for (const [fact, value] of Object.entries(outcome.values)) {
      expect(checkDefinition(name).gives).toContain(fact)
      const definition = isFactName(fact) ? factDefinition(fact) : undefined
      if (definition?.type === 'closed') expect(definition.values).toContain(value)
    }
  })

  test('survives a mistake of its own', async () => {
    const broken = () => {
      throw new TypeError('x is not a function')
    }
    const outcome = await runCheck(name, over(failing(new TypeError('x is not a function')), { reach: broken, lookUp: { byAddress: broken, invitation: broken } }))

    if (checkDefinition(name).network && name !== 'rest-health') expect(outcome).toMatchObject({ result: 'unknown', reason: 'unreadable', values: {} })
    expect(knownReasons).toContain(outcome.reason)
  })

  test('does not run without the facts it needs', async () => {
    const outcome = await runCheck(name, checkContext({ api: fixedApi({}) , facts: {} }))

    if (checkDefinition(name).needs.length > 0) expect(outcome).toMatchObject({ result: 'notRun', reason: 'needsFact' })
    expect((await runCheck(name, checkContext({ facts: { 'person.address': '', 'portal.host': '' } }))).result).not.toBe('ok')
  })
})

test('a connection that may look nobody up is not asked to', async () => {
  for (const name of checkNames.filter((check) => checkDefinition(check).right === 'lookUp')) {
    expect(await runCheck(name, over(fixedApi({}), { canLookUp: false }))).toMatchObject({ result: 'notRun', reason: 'needsScope' })
  }
})

test('a run that was ended before it began asks nothing', async () => {
  expect(await runCheck('rest-health', over(fixedApi({}), { signal: AbortSignal.abort() }))).toMatchObject({ result: 'notRun', reason: 'skippedByPerson' })
})

test('the limit of the registry ends a check that hangs, and its request hears of it', async () => {
  vi.useFakeTimers()
  try {
    let heard: AbortSignal | undefined
    const api = fixedApi({
      serverTime: (options) => {
        heard = options?.signal
        return new Promise(() => undefined)
      },
    })
    const running = runCheck('clock-against-server', over(api))
    await vi.advanceTimersByTimeAsync(checkDefinition('clock-against-server').limitMs - 1)
    expect(heard?.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)

    expect(await running).toMatchObject({ result: 'unknown', reason: 'timedOut' })
    expect(heard?.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})

describe('the clock', () => {
  const at = Date.UTC(2026, 9, 1, 12)
  const skewed = async (aheadMs: number, tripMs = 0) => {
    let now = at + aheadMs
    const api = fixedApi({
      serverTime: () => {
        now += tripMs
        return Promise.resolve(at + tripMs / 2)
      },
    })
    return runCheck('clock-against-server', over(api, { now: () => now }))
  }

  test.each([
    [0, 0, 'right', 0],
    [30_000, 0, 'right', 30],
    [-30_000, 0, 'right', -30],
    [30_001, 0, 'wrong', 30],
    [-31_000, 0, 'wrong', -31],
    [33_000, 6000, 'right', 33],
    [34_000, 6000, 'wrong', 34],
    [600_000, 400, 'wrong', 600],
  ])('%i ms ahead, %i ms on the way: %s, %i s', async (aheadMs, tripMs, reason, seconds) => {
    expect(await skewed(aheadMs, tripMs)).toMatchObject({ reason, values: { 'clock.skewSeconds': seconds } })
  })
})

describe('REST health', () => {
  const health = (answers: Partial<PortalApi>) => runCheck('rest-health', over(fixedApi({ profile: () => Promise.resolve({ id: '4', isAdmin: false, name: '' }), scope: () => Promise.resolve([]), serverTime: () => Promise.resolve(0), ...answers })))
  const no = (code: ConstructorParameters<typeof AppFailure>[0], details = {}) => () => Promise.reject(new AppFailure(code, { details }))
  const denied = (words: string) => no('noRights', { portalCode: 'ACCESS_DENIED', words, status: 403 })

  test('three refusals in the same words are the security block', async () => {
    expect(await health({ profile: denied('a1'), scope: denied('a1'), serverTime: denied('a1') })).toMatchObject({ result: 'problem', reason: 'blocked', values: { 'rest.health': 'blocked' } })
    expect(await health({ profile: no('portalBlocked'), scope: no('portalBlocked'), serverTime: no('portalBlocked') })).toMatchObject({ reason: 'blocked' })
  })

  test('refusals in different words, or without the portal’s code, are not', async () => {
    expect(await health({ profile: denied('a1'), scope: denied('b2'), serverTime: denied('a1') })).toMatchObject({ reason: 'refused', values: { 'rest.health': 'refused' } })
    expect(await health({ profile: no('noRights'), scope: no('noRights'), serverTime: no('noRights') })).toMatchObject({ reason: 'refused' })
  })

  test('one refusal, or two, are not', async () => {
    expect(await health({ scope: no('portalBlocked') })).toMatchObject({ reason: 'refused', words: { count: 1 } })
    expect(await health({ scope: denied('a1'), serverTime: denied('a1') })).toMatchObject({ reason: 'refused', words: { count: 2 } })
  })

  test('shows every question with its answer', async () => {
    const { evidence } = await health({ scope: no('portalBlocked', { portalCode: 'OVERLOAD_LIMIT', status: 503 }) })

    expect(evidence).toEqual(['profile → answered', 'scope → 503 OVERLOAD_LIMIT', 'server.time → answered'])
  })
})

describe('an account', () => {
  const id = '27'
  const about = (user: Parameters<typeof portalUser>[0], sets: { readonly pending?: readonly string[]; readonly settled?: readonly string[] }) =>
    over(fixedApi({ usersByAddress: () => Promise.resolve([portalUser({ id, ...user })]), userIdsByInvitation: (_address, pending) => Promise.resolve((pending ? sets.pending : sets.settled) ?? []) }))

  test.each([
    ['drops the filter', { pending: [id], settled: [id] }],
    ['cannot read the filter', {}],
    ['mixes the sets', { pending: ['1', id], settled: ['1'] }],
  ])('whose portal %s has an unknown invitation', async (_what, sets) => {
    expect(await runCheck('invitation-accepted', about({ registered: 0 }, sets))).toMatchObject({ result: 'unknown', reason: 'filterIgnored', values: { 'person.registered': 0 } })
  })

  test('that is switched off is called dismissed only where that is certain', async () => {
    const reasonFor = async (user: object, sets: object) => (await runCheck('account-active', about({ active: false, ...user }, sets))).reason

    expect(await reasonFor({}, { settled: [id] })).toBe('dismissed')
    expect(await reasonFor({}, { pending: [id] })).toBe('notYetApproved')
    expect(await reasonFor({ lastLogin: 5 }, { pending: [id], settled: [id] })).toBe('dismissed')
    expect(await reasonFor({ lastLogin: 'never' }, { pending: [id], settled: [id] })).toBe('inactive')
    expect(await reasonFor({ lastLogin: undefined }, {})).toBe('inactive')
  })

  test('whose state the portal does not tell is unknown', async () => {
    expect(await runCheck('account-active', about({ active: undefined }, {}))).toMatchObject({ result: 'unknown', values: {} })
  })

  test('tells how many days ago it was invited', async () => {
    const day = 86_400_000
    const context = { ...about({ registered: 100 * day }, { pending: [id] }), now: () => 115.5 * day }

    expect(await runCheck('invitation-accepted', context)).toMatchObject({ reason: 'pending', words: { days: 15, registeredAt: 100 * day, name: 'Cleo Marsh', userId: id }, numbers: { days: 15 } })
  })

  test('shows its evidence with the address shortened', async () => {
    const { evidence } = await runCheck('ever-logged-in', about({}, {}))

    expect(evidence).toEqual(['user.get {"=EMAIL":"cleo.m…@harbourpine.example"} → 1 row · LAST_LOGIN empty'])
  })

  test('must have logged in since the case was opened; the portal counts whole seconds', async () => {
    for (const [lastLogin, reason] of [[4999, 'notYet'], [5000, 'moved'], [6000, 'moved']] as const) {
      expect((await runCheck('last-login-moved', { ...about({ lastLogin }, {}), caseOpenedAt: 5400 })).reason).toBe(reason)
    }
  })
})

describe('the shared look-up', () => {
  const address = 'cleo.marsh@harbourpine.example'

  test('asks once for all, in whatever case the address is written', async () => {
    const usersByAddress = vi.fn(() => Promise.resolve([portalUser()]))
    const lookUp = createPersonLookUp(fixedApi({ usersByAddress }))
    const { signal } = new AbortController()

    const answers = await Promise.all([lookUp.byAddress(address, signal), lookUp.byAddress(` ${address.toUpperCase()}`, signal), lookUp.byAddress(address, signal)])

    expect(usersByAddress).toHaveBeenCalledTimes(1)
    expect(answers[1]).toBe(answers[0])
  })

  test('goes on for the others when one gives up, and stops when all have', async () => {
    const signals: (AbortSignal | undefined)[] = []
    const lookUp = createPersonLookUp(
      fixedApi({
        usersByAddress: (_address, options) => {
          signals.push(options?.signal)
          return new Promise(() => undefined)
        },
      }),
    )
    const [first, second] = [new AbortController(), new AbortController()]
    const waiting = [lookUp.byAddress(address, first.signal), lookUp.byAddress(address, second.signal)]
    await Promise.resolve()
    first.abort()
    expect(signals[0]?.aborted).toBe(false)
    second.abort()

    expect(signals[0]?.aborted).toBe(true)
    for (const one of await Promise.allSettled(waiting)) expect(one).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } })
    void lookUp.byAddress(address, new AbortController().signal)
    await Promise.resolve()
    expect(signals).toHaveLength(2)
  })

  test('without a connection fails by name', async () => {
    await expect(createPersonLookUp(undefined).byAddress(address, new AbortController().signal)).rejects.toMatchObject({ code: 'notConnected' })
  })
})
