import { describe, expect, test } from 'vitest'
import { createLimiter } from '../../../electron/adapters/portal/limiter'
import { sleep } from '../../../electron/adapters/portal/sleep'

function limiterAt(start: number) {
  const time = { now: start }
  const waits: number[] = []
  const limiter = createLimiter({
    now: () => time.now,
    sleep: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
  })
  return { limiter, waits, time }
}

describe('the limiter', () => {
  test('lets fifty through at once and spaces the rest half a second apart', async () => {
    const { limiter, waits } = limiterAt(0)

    for (let count = 0; count < 53; count += 1) await limiter.take()

    expect(waits).toEqual([500, 1000, 1500])
  })

  test('drains two a second', async () => {
    const { limiter, waits, time } = limiterAt(0)
    for (let count = 0; count < 50; count += 1) await limiter.take()
    time.now += 5000

    for (let count = 0; count < 10; count += 1) await limiter.take()

    expect(waits).toEqual([])
    await limiter.take()
    expect(waits).toEqual([500])
  })

  test('is full when the portal says so', async () => {
    const { limiter, waits } = limiterAt(0)
    limiter.fill()

    await limiter.take()

    expect(waits).toEqual([500])
  })

  test('is not emptied by a clock that is set back', async () => {
    const { limiter, waits, time } = limiterAt(100_000)
    for (let count = 0; count < 50; count += 1) await limiter.take()
    time.now -= 90_000

    await limiter.take()
    time.now += 500
    await limiter.take()

    expect(waits).toEqual([500, 500])
  })

  test('gives a place back that was not waited for', async () => {
    const limiter = createLimiter({ now: () => 0, sleep: () => Promise.reject(new Error('cancelled')), threshold: 1 })
    await limiter.take()

    await expect(limiter.take()).rejects.toThrow('cancelled')
    await expect(limiter.take()).rejects.toThrow('cancelled')
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
})
