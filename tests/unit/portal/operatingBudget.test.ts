import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createOperatingBudget } from '../../../electron/adapters/portal/operatingBudget'
import { chargedMethods, operatingTimes, refusedForTime } from '../../../electron/adapters/portal/operatingTimes'
import { fakeTime } from '../../support/portal/fakeTime'

describe('the work a method may cost', () => {
  test('blocks five seconds before the limit, for that method alone, until the reset', async () => {
    const time = fakeTime()
    const budget = createOperatingBudget(time.now)
    budget.note([{ method: 'user.get', seconds: 474.9, resetInMs: 30_000 }])
    expect(budget.waitMs(['user.get'])).toBe(0)
    budget.note([{ method: 'user.get', seconds: 475, resetInMs: 30_000 }])
    expect(budget.waitMs(['user.get'])).toBe(30_000)
    expect(budget.waitMs(['user.search'])).toBe(0)
    expect(budget.waitMs(['user.search', 'user.get'])).toBe(30_000)
    expect(budget.waitMs([])).toBe(0)

    await time.pass(29_999)
    expect(budget.waitMs(['user.get'])).toBe(1)
    await time.pass(1)
    expect(budget.waitMs(['user.get'])).toBe(0)
  })

  test('is free again when a later answer says so', () => {
    const budget = createOperatingBudget(() => 0)
    budget.note([{ method: 'user.get', seconds: 479, resetInMs: 30_000 }])
    budget.note([{ method: 'user.get', seconds: 400, resetInMs: 30_000 }])
    expect(budget.waitMs(['user.get'])).toBe(0)
  })

  test('after OPERATION_TIME_LIMIT waits for the reset that was named last, else for one basket of a minute', async () => {
    const time = fakeTime()
    const budget = createOperatingBudget(time.now)
    budget.note([{ method: 'user.get', seconds: 100, resetInMs: 30_000 }])
    await time.pass(10_000)
    budget.used(['user.get', 'user.search'])

    expect(budget.waitMs(['user.get'])).toBe(20_000)
    expect(budget.waitMs(['user.search'])).toBe(60_000)
    await time.pass(60_000)
    budget.used(['user.get'])
    expect(budget.waitMs(['user.get'])).toBe(60_000)
  })

  test('is not asked about twice: what was waited for is over', () => {
    const budget = createOperatingBudget(() => 0)
    budget.used(['user.get', 'user.search'])
    budget.rested(['user.get'])
    expect([budget.waitMs(['user.get']), budget.waitMs(['user.search'])]).toEqual([0, 60_000])
  })

  test('never waits longer than the window, and a clock that is set back neither shortens nor stretches that', () => {
    fc.assert(
      fc.property(fc.double(), fc.option(fc.double(), { nil: undefined }), fc.integer({ min: -1e9, max: 1e9 }), (seconds, resetInMs, jump) => {
        let at = 1e10
        const budget = createOperatingBudget(() => at)
        budget.note([{ method: 'user.get', seconds, resetInMs }])
        at += jump
        const waitMs = budget.waitMs(['user.get'])
        expect(waitMs).toBeGreaterThanOrEqual(0)
        expect(waitMs).toBeLessThanOrEqual(600_000)
      }),
      { examples: [[475, Number.NaN, 0]] },
    )
  })
})

describe('what an answer tells of it', () => {
  const time = { start: 1_760_000_000.1, finish: 1_760_000_001.5, operating: 12.5, operating_reset_at: 1_760_000_031 }
  const told = (method: string, params: Readonly<Record<string, unknown>>, parts: { readonly result?: unknown; readonly time?: unknown; readonly serverDate?: number }) =>
    operatingTimes(method, params, { result: undefined, time: undefined, serverDate: undefined, ...parts })

  test('the reset is counted from the server’s own finish, else from its Date, else it is not known', () => {
    expect(told('user.get', {}, { time })).toEqual([{ method: 'user.get', seconds: 12.5, resetInMs: 29_500 }])
    expect(told('user.get', {}, { time: { ...time, finish: undefined }, serverDate: 1_760_000_000_000 })).toEqual([{ method: 'user.get', seconds: 12.5, resetInMs: 31_000 }])
    expect(told('user.get', {}, { time: { operating: 1, operating_reset_at: 1 } })).toEqual([{ method: 'user.get', seconds: 1, resetInMs: undefined }])
    expect(told('user.get', {}, { time: { operating: 1 } })).toEqual([{ method: 'user.get', seconds: 1, resetInMs: undefined }])
  })

  test.each([undefined, null, 1, 'x', [], {}, { operating: 'x' }, { operating: -1 }, { operating: Number.NaN }])('nothing is told by %j', (block) => {
    expect(told('user.get', {}, { time: block })).toEqual([])
  })

  test('a batch is charged by its commands, each for itself', () => {
    const params = { halt: 0, cmd: { a: 'user.get?FILTER[ID]=1', b: 'user.search', c: 'user.get', d: 7 } }
    expect(chargedMethods('batch', params)).toEqual(['user.get', 'user.search'])
    expect(chargedMethods('batch', {})).toEqual([])
    expect(chargedMethods('profile', {})).toEqual(['profile'])
    expect(told('batch', params, { time: { operating: 400 }, result: { result_time: { a: time, b: { ...time, operating: 3 } } } }).map(({ method, seconds }) => [method, seconds])).toEqual([['user.get', 12.5], ['user.search', 3]])
    for (const result of [undefined, [], { result_time: [] }, { result_time: 1 }]) expect(told('batch', params, { result })).toEqual([])
  })

  test('a command of a batch that was refused for its time is noticed', () => {
    const params = { cmd: { a: 'user.get?x=1', b: 'user.search' } }
    expect(refusedForTime('batch', params, { result_error: { b: { error: 'operation_time_limit' }, a: { error: 'ACCESS_DENIED' } } })).toEqual(['user.search'])
    for (const result of [undefined, {}, { result_error: [] }, { result_error: { b: null } }, { result_error: { b: { error: 1 } } }]) expect(refusedForTime('batch', params, result)).toEqual([])
    expect(refusedForTime('user.get', params, { result_error: { b: { error: 'OPERATION_TIME_LIMIT' } } })).toEqual([])
  })
})
