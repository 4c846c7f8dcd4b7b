import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createLimiter, noLimiter, type Limiter } from '../../../electron/adapters/portal/limiter'
import { sleep } from '../../../electron/adapters/portal/sleep'
import type { AppFailure } from '@shared/contract/appError'
import { fakeTime, settled, type FakeTime } from '../../support/portal/fakeTime'

type Plan = 'standard' | 'enterprise'
function limiterAt(plan: Plan = 'standard'): { readonly limiter: Limiter; readonly time: FakeTime } {
  const time = fakeTime()
  return { time, limiter: createLimiter({ sleep: time.sleep, now: time.now, plan }) }
}

/** Asks for so many places; tells when each was given, or why not. */
function askFor(limiter: Limiter, time: FakeTime, count: number, turn?: Parameters<Limiter['take']>[0]): { readonly given: number[]; readonly refused: AppFailure[] } {
  const given: number[] = []
  const refused: AppFailure[] = []
  for (let index = 0; index < count; index += 1) {
    limiter.take(turn).then(
      () => given.push(time.elapsed()),
      (error: unknown) => refused.push(error as AppFailure),
    )
  }
  return { given, refused }
}

describe('the limiter', () => {
  test.each([
    ['standard', 50, 500],
    ['enterprise', 250, 200],
  ] as const)('on the plan %s lets %i through at once and spaces the rest by %i ms', async (plan, atOnce, spaceMs) => {
    const { limiter, time } = limiterAt(plan)
    const { given } = askFor(limiter, time, atOnce + 3)
    await time.passAll()

    expect(given).toEqual([...new Array<number>(atOnce).fill(0), spaceMs, 2 * spaceMs, 3 * spaceMs])
  })

  test('drains with time', async () => {
    const { limiter, time } = limiterAt()
    askFor(limiter, time, 50)
    await time.pass(5000)

    const { given } = askFor(limiter, time, 11)
    await time.passAll()
    expect(given).toEqual([...new Array<number>(10).fill(5000), 5500])
  })

  test('never holds less than nothing: an hour of rest gives fifty, not more', async () => {
    const { limiter, time } = limiterAt()
    await time.pass(3_600_000)

    const { given } = askFor(limiter, time, 51)
    await time.pass(1)
    expect(given).toHaveLength(50)
  })

  test('is full when the portal says so, and a full one is not made fuller', async () => {
    const { limiter, time } = limiterAt()
    limiter.fill()
    limiter.fill()
    const { given } = askFor(limiter, time, 2)
    await time.passAll()

    expect(given).toEqual([500, 1000])
  })

  test('refuses at once who would wait longer than its patience, and says how long', async () => {
    const { limiter, time } = limiterAt()
    askFor(limiter, time, 50)

    const { given, refused } = askFor(limiter, time, 4, { patienceMs: 1000 })
    await settled()
    expect(refused.map((failure) => [failure.code, failure.retry, failure.details?.['seconds']])).toEqual([['rateLimited', 'later', 2], ['rateLimited', 'later', 2]])
    await time.passAll()
    expect(given).toEqual([500, 1000])
  })

  test('refuses the waiting whose patience ends when the bucket is filled under them', async () => {
    const { limiter, time } = limiterAt()
    askFor(limiter, time, 50)
    const first = askFor(limiter, time, 3, { patienceMs: 1500 })
    await time.pass(900)
    limiter.fill()
    await time.passAll()

    expect(first.given).toEqual([500, 1400])
    expect(first.refused).toHaveLength(1)
  })

  test('a waiter that gives up gives its place to the next, and the last one leaves no timer', async () => {
    const { limiter, time } = limiterAt()
    askFor(limiter, time, 50)
    const abort = new AbortController()
    const gone = askFor(limiter, time, 3, { signal: abort.signal })
    const next = askFor(limiter, time, 1)
    await time.pass(100)
    abort.abort()
    await settled()

    expect(gone.refused.map((failure) => failure.code)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    await time.pass(400)
    expect(next.given).toEqual([500])
    const last = new AbortController()
    askFor(limiter, time, 1, { signal: last.signal })
    await settled()
    expect(time.sleeping()).toBe(1)
    last.abort()
    await settled()
    expect(time.sleeping()).toBe(0)
  })

  test('a signal that has fired takes no place', async () => {
    const { limiter, time } = limiterAt()
    await expect(limiter.take({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
    const { given } = askFor(limiter, time, 50)
    await settled()
    expect(given).toHaveLength(50)
  })

  test('lets nobody overtake, not even when a timer is late', async () => {
    const { limiter, time } = limiterAt()
    askFor(limiter, time, 50)
    const order: string[] = []
    void limiter.take().then(() => order.push('first'))
    await settled()
    time.set(600)
    void limiter.take().then(() => order.push('second'))
    await time.passAll()

    expect(order).toEqual(['first', 'second'])
  })

  test('goes by the plan it is given later', async () => {
    const { limiter, time } = limiterAt()
    askFor(limiter, time, 50)
    const { given } = askFor(limiter, time, 2)
    await time.pass(100)
    expect(given).toEqual([])
    limiter.setPlan('enterprise')
    await settled()
    expect(given).toEqual([100, 100])
  })

  test('a place that was given back is the next one to be taken', async () => {
    const { limiter, time } = limiterAt()
    askFor(limiter, time, 50)
    const { given } = askFor(limiter, time, 1)
    await settled()
    expect(given).toEqual([])
    limiter.giveBack()
    await settled()
    expect(given).toEqual([0])
  })

  test('a sleep that fails ends the waiting instead of asking for ever', async () => {
    const limiter = createLimiter({ sleep: () => Promise.reject(new Error('broken')), now: () => 0 })
    limiter.fill()
    await expect(limiter.take()).rejects.toMatchObject({ code: 'internal' })
    await expect(limiter.take()).rejects.toMatchObject({ code: 'internal' })
  })

  test('for a portal on this machine there is none', async () => {
    noLimiter.fill()
    noLimiter.setPlan('standard')
    noLimiter.giveBack()
    await expect(noLimiter.take({ patienceMs: 0 })).resolves.toBeUndefined()
  })
})

describe('whatever happens to the limiter', () => {
  const action = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('take' as const), share: fc.double({ min: 0, max: 1.6, noNaN: true }), patienceMs: fc.option(fc.integer({ min: 0, max: 40_000 }), { nil: undefined }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'fill' as const }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 30_000 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('setBack' as const), ms: fc.integer({ min: 1, max: 7_200_000 }) }) },
  )

  test.each([
    ['standard', 2, 50],
    ['enterprise', 5, 250],
  ] as const)('on the plan %s no window lets more through than the portal takes, in order, and everybody is answered', { timeout: 120_000 }, async (plan, drainPerSecond, threshold) => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
        const { limiter, time } = limiterAt(plan)
        const waiting = new Map<number, AbortController>()
        const given: { readonly place: number; readonly at: number; readonly late: number }[] = []
        let [places, answered] = [0, 0]
        for (const one of actions) {
          if (one.kind === 'take') {
            for (let index = 0; index < one.share * threshold; index += 1) {
              const place = places
              places += 1
              const abort = new AbortController()
              const askedAt = time.elapsed()
              waiting.set(place, abort)
              limiter
                .take({ signal: abort.signal, ...(one.patienceMs === undefined ? {} : { patienceMs: one.patienceMs }) })
                .then(() => given.push({ place, at: time.elapsed(), late: time.elapsed() - askedAt - (one.patienceMs ?? Number.POSITIVE_INFINITY) }), (error: unknown) => expect(['cancelled', 'rateLimited']).toContain((error as AppFailure).code))
                .finally(() => {
                  answered += 1
                  waiting.delete(place)
                })
            }
          } else if (one.kind === 'cancel') {
            for (const abort of [...waiting.values()].filter((_, index) => index % 10 < one.share * 10)) abort.abort()
          } else if (one.kind === 'fill') limiter.fill()
          else if (one.kind === 'setBack') time.set(-one.ms)
          else await time.pass(one.ms)
          await settled()
        }
        await time.passAll()

        expect(answered).toBe(places)
        expect(time.sleeping()).toBe(0)
        // One millisecond: a sleep is rounded up
        expect(Math.max(0, ...given.map(({ late }) => late))).toBeLessThanOrEqual(1)
        expect(given.map(({ place }) => place)).toEqual(given.map(({ place }) => place).sort((a, b) => a - b))
        for (const [first, { at: from }] of given.entries()) {
          for (let last = first; last < given.length; last += 1) {
            const seconds = ((given[last]?.at ?? 0) - from) / 1000
            // Not `expect`: it is asked for every pair
            if (last - first + 1 > threshold + drainPerSecond * seconds + 1e-6) throw new Error(`${last - first + 1} in ${seconds} s`)
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('sleep', () => {
  test('ends with its signal', async () => {
    const abort = new AbortController()
    const sleeping = sleep(3_600_000, abort.signal)
    abort.abort()

    await expect(sleeping).rejects.toMatchObject({ code: 'cancelled' })
    await expect(sleep(1, abort.signal)).rejects.toMatchObject({ code: 'cancelled' })
    await expect(sleep(0)).resolves.toBeUndefined()
  })

  test('of two months asks for no longer than a timer can wait: a longer one would end at once', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout')
    onTestFinished(() => timers.mockRestore())
    const abort = new AbortController()
    const sleeping = sleep(60 * 24 * 3_600_000, abort.signal)
    abort.abort()

    await expect(sleeping).rejects.toMatchObject({ code: 'cancelled' })
    expect(timers.mock.calls.map(([, ms]) => ms)).toContain(2 ** 31 - 1)
  })
})
