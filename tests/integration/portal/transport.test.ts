import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createSendRequest, type SendRequest } from '../../../electron/adapters/portal/httpRequest'
import { createLimiter } from '../../../electron/adapters/portal/limiter'
import { isDeliveryUnknown } from '../../../electron/adapters/portal/portalErrors'
import { portalMethods, type PortalMethod } from '../../../electron/adapters/portal/portalMethods'
import { callTo, shownOf, webhookSecret } from '../../support/portal/clientParts'
import { fakeTime, settled } from '../../support/portal/fakeTime'
import { failureOf, until } from '../../support/portal/portalParts'
import { cutOff, json, page, refusal, reset, result, scriptedHost, silence, type Step } from '../../support/portal/scriptedHost'

const writes = (Object.keys(portalMethods) as PortalMethod[]).filter((method) => portalMethods[method].class === 'write')
const limited = refusal(503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests')

describe('what is sent', () => {
  test('a classic call is a POST of JSON to the path of the webhook', async () => {
    const host = await scriptedHost([result(true)])
    await callTo(host.origin).call('user.get', { FILTER: { ID: '7' } })

    expect(host.seen[0]).toMatchObject({ method: 'POST', path: `/rest/1/${webhookSecret}/user.get.json`, body: '{"FILTER":{"ID":"7"}}' })
    expect(host.seen[0]?.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json', 'user-agent': 'latchkey/0.0.0-test' })
  })

  test('a call of REST 3.0 goes to its own path, and its refusals and results are read', async () => {
    const host = await scriptedHost([result({ items: [] }), json(403, { error: { code: 'BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION', message: 'x' } })])
    const { call } = callTo(host.origin)

    await expect(call('main.eventlog.list', { pagination: { limit: 1 } })).resolves.toEqual({ items: [] })
    expect(host.seen[0]).toMatchObject({ method: 'POST', path: `/rest/api/1/${webhookSecret}/main.eventlog.list`, body: '{"pagination":{"limit":1}}' })
    await expect(call('main.eventlog.list', {})).rejects.toMatchObject({ code: 'noRights' })
  })

  test('what is too large is not sent', async () => {
    const host = await scriptedHost([result(true)])
    await expect(callTo(host.origin).call('user.get', { x: 'ж'.repeat(200_000) })).rejects.toMatchObject({ code: 'tooLarge' })
    expect(host.seen).toHaveLength(0)
  })

  test('reads share a connection; a write has its own, because a kept one may be dying', async () => {
    const host = await scriptedHost([result(true)])
    const { call } = callTo(host.origin)
    await call('profile', {})
    await call('user.update', {})
    await call('scope', {})
    await call('user.update', {})

    expect(new Set(host.seen.map(({ socket }) => socket)).size).toBe(3)
    expect(host.seen[2]?.socket).toBe(host.seen[0]?.socket)
  })
})

describe('a read', () => {
  test.each([
    ['a broken connection', reset, 3],
    ['an answer that breaks off', cutOff, 3],
    ['QUERY_LIMIT_EXCEEDED', limited, 3],
    ['an error of the portal’s own', refusal(500, 'INTERNAL_SERVER_ERROR'), 2],
    ['a page with 502', page(502), 2],
    ['a refusal', refusal(400, 'ERROR_CORE', 'x'), 1],
    ['OVERLOAD_LIMIT', refusal(503, 'OVERLOAD_LIMIT'), 1],
    ['a page with 200', page(200), 1],
    ['a redirect', ((_request, response) => response.writeHead(302, { Location: '/auth/' }).end()) satisfies Step, 1],
    ['an answer without a result', json(200, {}), 1],
  ] as const)('after %s is sent as often as that can help', async (_what, step, times) => {
    const host = await scriptedHost([step])
    const { call, waits } = callTo(host.origin)
    await failureOf(call('user.get', {}))

    expect(host.seen).toHaveLength(times)
    expect(waits).toEqual([400, 800].slice(0, times - 1))
  })

  test('goes on after what was only a moment', async () => {
    const host = await scriptedHost([reset, limited, result(7)])
    const { call, outcomes, log } = callTo(host.origin)

    await expect(call('user.get', {})).resolves.toBe(7)
    expect(outcomes).toEqual([['ok', undefined]])
    expect(log.lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['methodFailed', 'methodFailed', 'methodAnswered'])
  })
})

describe('a write', () => {
  const unknownEnds: readonly (readonly [string, Step, string])[] = [
    ['a broken connection', reset, 'network'],
    ['an answer that breaks off', cutOff, 'network'],
    ['no answer in time', silence, 'timeout'],
    ['an error of the portal’s own', refusal(500, 'INTERNAL_SERVER_ERROR'), 'portalError'],
    ['an unknown error with 500', refusal(500, 'SOMETHING'), 'portalError'],
    ['a page with 502', page(502), 'portalError'],
    ['a page with 200', page(200), 'notBitrix'],
    ['a page with 403', page(403), 'notBitrix'],
    ['cut JSON', (_request, response) => response.end('{"result":{"I'), 'badAnswerFromPortal'],
    ['nothing', (_request, response) => response.end(), 'badAnswerFromPortal'],
    ['a wrong packing', (_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('plain'), 'badAnswerFromPortal'],
    ['too much', (_request, response) => response.end(gzipSync(Buffer.alloc(10)).toString('latin1').padEnd(6_000_000, 'x')), 'badAnswerFromPortal'],
  ]
  test.each(unknownEnds)('after %s is not sent again, and nobody knows whether it was carried out', async (_what, step, code) => {
    const host = await scriptedHost([step])
    const { call, waits } = callTo(host.origin, { timeoutMs: code === 'timeout' ? 200 : 15_000 })
    const failure = await failureOf(call('user.add', { EMAIL: 'new@acme.example' }))

    expect(failure).toMatchObject({ code, retry: 'no' })
    expect(isDeliveryUnknown(failure)).toBe(true)
    expect(host.seen).toHaveLength(1)
    expect(waits).toEqual([])
  })

  test.each([
    ['a refusal', refusal(400, 'ERROR_ARGUMENT', 'wrong_email'), 'addressBad'],
    ['a code nobody knows', refusal(400, 'SOMETHING'), 'portalError'],
    ['OVERLOAD_LIMIT', refusal(503, 'OVERLOAD_LIMIT'), 'portalBlocked'],
    ['PORTAL_DELETED with 500', refusal(500, 'PORTAL_DELETED'), 'portalGone'],
    ['a dead webhook', refusal(401, 'INVALID_CREDENTIALS'), 'webhookDead'],
    ['a redirect', ((_request, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end()) satisfies Step, 'portalRenamed'],
    ['a proxy’s question', json(407, {}), 'proxy'],
    ['a network’s question', page(511), 'captivePortal'],
  ] as const)('after %s is not sent again, and certainly was not carried out', async (_what, step, code) => {
    const host = await scriptedHost([step])
    const failure = await failureOf(callTo(host.origin).call('user.add', {}))

    expect(failure.code).toBe(code)
    expect(isDeliveryUnknown(failure)).toBe(false)
    expect(host.seen).toHaveLength(1)
  })

  test.each(writes)('%s is never sent a second time when its answer is lost', async (method) => {
    const host = await scriptedHost([reset, result(1)])
    expect(isDeliveryUnknown(await failureOf(callTo(host.origin).call(method, {})))).toBe(true)
    expect(host.seen).toHaveLength(1)
  })

  test('that was refused before its turn is sent again', async () => {
    const host = await scriptedHost([limited, limited, result(41)])
    const { call, waits } = callTo(host.origin)

    await expect(call('user.add', {})).resolves.toBe(41)
    expect(waits).toEqual([400, 800])
  })

  test('that found nobody listening was not sent, and is tried again', async () => {
    const host = await scriptedHost([result(41)])
    const real = createSendRequest()
    let attempts = 0
    // A portal that is just being started: at first nobody listens
    const send: SendRequest = (request) => real({ ...request, url: (attempts += 1) < 3 ? request.url.replace(host.host, '127.0.0.1:1') : request.url })
    const { call, waits } = callTo(host.origin, { send })

    await expect(call('user.add', {})).resolves.toBe(41)
    expect(host.seen).toHaveLength(1)
    expect(waits).toEqual([400, 800])
  })

  test('to a port where nobody listens ends in a failure that knows it was not sent', async () => {
    const failure = await failureOf(callTo('http://127.0.0.1:1').call('user.add', {}))
    expect(failure).toMatchObject({ code: 'network', retry: 'now', details: { cause: 'ECONNREFUSED' } })
    expect(isDeliveryUnknown(failure)).toBe(false)
  })
})

describe('a signal', () => {
  const ends = async (step: Step, act: (parts: { readonly host: Awaited<ReturnType<typeof scriptedHost>>; readonly abort: AbortController }) => Promise<void>, method: PortalMethod = 'profile') => {
    const host = await scriptedHost([step])
    const abort = new AbortController()
    const { call, outcomes } = callTo(host.origin)
    const end = failureOf(call(method, {}, { signal: abort.signal }))
    await act({ host, abort })
    const failure = await end
    expect(failure.code).toBe('cancelled')
    expect(outcomes).toEqual([['cancelled', undefined]])
    return { failure, host }
  }

  test('that fired before sends nothing', async () => {
    const host = await scriptedHost([result(1)])
    await expect(callTo(host.origin).call('profile', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
    expect(host.seen).toHaveLength(0)
  })

  test('ends a request that waits for its answer, and the portal sees it go', async () => {
    const gone = Promise.withResolvers<undefined>()
    const { host } = await ends(
      (request) => void request.socket.once('close', () => gone.resolve(undefined)),
      async ({ host: asked, abort }) => {
        await until(() => asked.seen.length > 0)
        abort.abort()
      },
    )
    await gone.promise
    expect(host.seen).toHaveLength(1)
  })

  test('ends the reading of an answer', async () => {
    const begun = Promise.withResolvers<undefined>()
    await ends(
      (_request, response) => void response.write('{"result":', () => begun.resolve(undefined)),
      async ({ abort }) => {
        await begun.promise
        abort.abort()
      },
    )
  })

  test('after a write has left says that nobody knows its end', async () => {
    const { failure } = await ends(silence, async ({ host, abort }) => {
      await until(() => host.seen.length > 0)
      abort.abort()
    }, 'user.update')
    expect(isDeliveryUnknown(failure)).toBe(true)
  })

  test('ends the waiting between two attempts', async () => {
    const host = await scriptedHost([reset])
    const time = fakeTime()
    const abort = new AbortController()
    const sleep = (ms: number, signal?: AbortSignal): Promise<void> => time.sleep(ms, signal)
    const end = failureOf(callTo(host.origin, { sleep }).call('profile', {}, { signal: abort.signal }))
    await until(() => time.sleeping() > 0)
    abort.abort()
    // What a sleep of another make rejects with is not the caller's concern
    expect(['cancelled', 'internal']).toContain((await end).code)
    expect(host.seen).toHaveLength(1)
  })

  test('ends the waiting for a turn, and gives the place back', async () => {
    const host = await scriptedHost([result(1)])
    const time = fakeTime()
    const limiter = createLimiter({ sleep: time.sleep, now: time.now })
    limiter.fill()
    const { call } = callTo(host.origin, { limiter })
    const abort = new AbortController()
    const cancelled = failureOf(call('profile', {}, { signal: abort.signal }))
    const other = call('scope', {})
    await until(() => time.sleeping() > 0)
    abort.abort()

    expect((await cancelled).code).toBe('cancelled')
    await time.pass(500)
    await expect(other).resolves.toBe(1)
    expect(time.elapsed()).toBe(500)
    expect(host.seen).toHaveLength(1)
  })
})

describe('the portal’s limits', () => {
  test('QUERY_LIMIT_EXCEEDED fills the bucket for all who talk to that portal', async () => {
    const host = await scriptedHost([limited, result(1)])
    const time = fakeTime()
    const limiter = createLimiter({ sleep: time.sleep, now: time.now })
    const first = callTo(host.origin, { limiter }).call('profile', {})
    await until(() => time.sleeping() > 0)
    const second = callTo(host.origin, { limiter }).call('scope', {})
    await settled()
    expect(host.seen).toHaveLength(1)
    await time.pass(500)
    await expect(first).resolves.toBe(1)
    await time.pass(500)
    await expect(second).resolves.toBe(1)
  })

  test('a queue longer than the patience refuses with the seconds, sends nothing and is no answer of the portal’s', async () => {
    const host = await scriptedHost([result(1)])
    const time = fakeTime()
    const limiter = createLimiter({ sleep: time.sleep, now: time.now })
    limiter.fill()
    const { call } = callTo(host.origin, { limiter })

    await expect(call('profile', {}, { patienceMs: 400 })).rejects.toMatchObject({ code: 'rateLimited', details: { seconds: 1, by: 'limiter' } })
    expect(host.seen).toHaveLength(0)
    const patient = call('profile', {}, { patienceMs: 600 })
    await time.pass(600)
    await expect(patient).resolves.toBe(1)
  })

  const spent = (seconds: number, resetInSeconds: number): Step => result(1, { time: { start: 1_760_000_000, finish: 1_760_000_001.5, operating: seconds, operating_reset_at: 1_760_000_001.5 + resetInSeconds } })
  const overTime = refusal(429, 'OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.')

  test('a method whose work is used up is not asked at all: refused with the seconds, or waited for', async () => {
    const host = await scriptedHost([spent(476, 30), result(2)])
    const time = fakeTime()
    const { call, waits } = callTo(host.origin, { steadyNow: time.now })
    await call('user.get', {})

    await expect(call('user.get', {})).rejects.toMatchObject({ code: 'overloaded', retry: 'later', details: { seconds: 30, by: 'budget' } })
    expect(host.seen).toHaveLength(1)
    await expect(call('user.search', {})).resolves.toBe(2)
    await time.pass(25_000)
    await expect(call('user.get', {})).resolves.toBe(2)
    expect(waits).toEqual([5000])
  })

  test('OPERATION_TIME_LIMIT is waited out where there is patience for it, also before a write', async () => {
    for (const method of ['user.get', 'user.update'] as const) {
      const host = await scriptedHost([spent(100, 40), overTime, result(3)])
      const { call, waits } = callTo(host.origin, { steadyNow: () => 0 })
      await call(method, {})
      await expect(call(method, {}, { patienceMs: 60_000 })).resolves.toBe(3)
      expect(waits).toEqual([40_000])
    }
  })

  test('OPERATION_TIME_LIMIT fails at once where there is not', async () => {
    const host = await scriptedHost([overTime])
    const { call, waits } = callTo(host.origin, { steadyNow: () => 0 })
    await expect(call('user.get', {})).rejects.toMatchObject({ code: 'overloaded', details: { portalCode: 'OPERATION_TIME_LIMIT', seconds: 60 } })
    // Known now: the next call does not ask
    await expect(call('user.get', {})).rejects.toMatchObject({ code: 'overloaded', details: { seconds: 60, by: 'budget' } })
    expect(host.seen).toHaveLength(1)
    expect(waits).toEqual([])
  })

  test('a batch is charged by its commands', async () => {
    const host = await scriptedHost([result({ result: { a: [] }, result_error: { b: { error: 'OPERATION_TIME_LIMIT' } }, result_time: { a: { finish: 1000, operating: 479, operating_reset_at: 1030 } } })])
    const { call } = callTo(host.origin, { steadyNow: () => 0 })
    await call('batch', { cmd: { a: 'user.get?x=1', b: 'user.search' } })

    await expect(call('user.get', {})).rejects.toMatchObject({ details: { seconds: 30 } })
    await expect(call('user.search', {})).rejects.toMatchObject({ details: { seconds: 60 } })
    await expect(call('batch', { cmd: { a: 'user.search' } })).rejects.toMatchObject({ details: { seconds: 60 } })
    await expect(call('profile', {})).resolves.toBeDefined()
  })
})

test('the end of each call is told once, with the host of a renamed portal', async () => {
  const host = await scriptedHost([reset, result(1), (_request, response) => response.writeHead(301, { Location: 'http://127.0.0.1:2/x' }).end(), refusal(401, 'NO_AUTH_FOUND')])
  const { call, outcomes } = callTo(host.origin)
  await call('profile', {})
  await failureOf(call('profile', {}))
  await failureOf(call('profile', {}))

  expect(outcomes).toEqual([['ok', undefined], ['portalRenamed', '127.0.0.1:2'], ['webhookDead', undefined]])
})

test('params that are no JSON are a mistake of this app, told without them', async () => {
  const host = await scriptedHost([result(1)])
  const circle: Record<string, unknown> = { secret: webhookSecret }
  circle['self'] = circle
  const failure = await failureOf(callTo(host.origin).call('profile', circle))
  expect(failure.code).toBe('internal')
  expect(shownOf(failure)).not.toContain(webhookSecret)
})
