import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { OperatingTime } from '../../electron/demo-portal/operatingTime'
import type { DemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { call, callAsApp, openPortal, tokensOf } from '../support/demoPortal/callPortal'
import { callRest3, refusalOf } from '../support/demoPortal/callRest3'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const [minuteMs, hourMs] = [60_000, 3_600_000]

async function rootStatus(portal: DemoPortal): Promise<number> {
  return (await fetch(`${portal.url}/`)).status
}

/** The status of a call that comes from another address of this machine. */
function statusFrom(localAddress: string, url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { localAddress }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    }).on('error', reject).end()
  })
}

describe('limits of requests', () => {
  it.each([
    ['standard', 50, 2],
    ['enterprise', 250, 5],
  ] as const)('%s lets %i calls through at once and %i more a second', async (limits, threshold, perSecond) => {
    let nowMs = startedAtMs
    const portal = await openPortal({ limits, now: () => nowMs })
    const admitted = async (calls: number): Promise<number> => {
      let count = 0
      for (let index = 0; index < calls; index += 1) {
        const { status, body } = await call(portal.webhook, 'server.time')
        if (status === 200) count += 1
        else expect([status, body.error]).toEqual([503, 'QUERY_LIMIT_EXCEEDED'])
      }
      return count
    }
    expect(await admitted(threshold + 5)).toBe(threshold)
    nowMs += 1000
    expect(await admitted(perSecond + 3)).toBe(perSecond)
    nowMs += hourMs
    expect(await admitted(threshold + 1)).toBe(threshold)
  })

  it('a batch is one call; webhooks, the application and REST 3.0 share the count; the page is free', async () => {
    const portal = await openPortal({ limits: 'standard', now: () => startedAtMs })
    const { access_token: auth } = await tokensOf(portal, 1)
    const cmd = Object.fromEntries([...Array(50).keys()].map((index) => [`c${index}`, 'server.time']))
    for (let index = 0; index < 50; index += 1) {
      const { status } = await (index % 3 === 2 ? callAsApp(portal, auth, 'batch', { cmd }) : call(index % 3 === 1 ? portal.webhook : portal.adminWebhook, 'batch', { cmd }))
      expect(status).toBe(200)
    }
    for (const webhook of [portal.webhook, portal.adminWebhook]) expect((await call(webhook, 'profile')).status).toBe(503)
    const ofRest3 = await callRest3(portal.adminWebhook, 'main.eventlog.list')
    expect([refusalOf(ofRest3), ofRest3.body.error?.message]).toEqual([[429, 'RATELIMITEXCEPTION'], 'Too many requests'])
    expect((await callAsApp(portal, auth, 'profile')).status).toBe(503)
    expect(await rootStatus(portal)).toBe(200)
  })

  it('each source address has a count of its own', async () => {
    const portal = await openPortal({ limits: 'standard', now: () => startedAtMs })
    const url = `${portal.webhook}server.time`
    for (let index = 0; index < 50; index += 1) expect(await statusFrom('127.0.0.1', url)).toBe(200)
    expect(await statusFrom('127.0.0.1', url)).toBe(503)
    expect(await statusFrom('127.0.0.2', url)).toBe(200)
  })

  it('are off unless asked for', async () => {
    const portal = await openPortal({ now: () => startedAtMs })
    for (let index = 0; index < 300; index += 1) expect((await call(portal.webhook, 'server.time')).status).toBe(200)
    portal.spendOperating('server.time', 10_000)
    expect((await call(portal.webhook, 'server.time')).status).toBe(200)
  })
})

describe('operating time', () => {
  it('is kept in ten baskets of a minute, and the oldest is emptied first', () => {
    const time = new OperatingTime(480)
    const at = (minutes: number): number => startedAtMs + minutes * minuteMs
    expect(time.charge('m', 300, at(0))).toEqual({ seconds: 300, resetAtMs: at(10) })
    expect(time.charge('m', 100, at(0.9))).toEqual({ seconds: 400, resetAtMs: at(10) })
    expect(time.isBlocked('m', at(1))).toBe(false)
    expect(time.charge('m', 80, at(3))).toEqual({ seconds: 480, resetAtMs: at(10) })
    expect(time.isBlocked('m', at(9.99))).toBe(true)
    expect(time.isBlocked('another', at(3))).toBe(false)
    expect(time.isBlocked('m', at(10))).toBe(false)
    // what was spent in the fourth minute counts until the thirteenth is over
    expect(time.charge('m', 1, at(10))).toEqual({ seconds: 81, resetAtMs: at(13) })
    expect(time.charge('m', 0, at(13))).toEqual({ seconds: 1, resetAtMs: at(20) })
  })

  it('used up, blocks one method of one caller with 429 until the told second', async () => {
    let nowMs = startedAtMs
    const portal = await openPortal({ limits: 'enterprise', now: () => nowMs })
    portal.spendOperating('user.get', 479)
    nowMs += 2 * minuteMs
    const last = await call(portal.webhook, 'user.get')
    expect(last.status).toBe(200)
    expect(last.body.time['operating']).toBeGreaterThan(479)
    expect(last.body.time['operating_reset_at']).toBe((startedAtMs + 10 * minuteMs) / 1000)
    portal.spendOperating('user.get', 1)
    const blocked = await call(portal.webhook, 'user.get')
    expect([blocked.status, blocked.body]).toEqual([429, { error: 'OPERATION_TIME_LIMIT', error_description: 'Method is blocked due to operation time limit.' }])
    const inBatch = await call(portal.webhook, 'batch', { cmd: { a: 'user.get', b: 'user.current' } })
    expect(inBatch.body.result).toMatchObject({ result: { b: { ID: '4' } }, result_error: { a: { error: 'OPERATION_TIME_LIMIT' } } })
    expect((await call(portal.adminWebhook, 'user.get')).status).toBe(200)
    nowMs = startedAtMs + 10 * minuteMs - 1
    expect((await call(portal.webhook, 'user.get')).status).toBe(429)
    nowMs += 1
    expect((await call(portal.webhook, 'user.get')).status).toBe(200)
  })

  it('never blocks a batch: its commands are charged each for itself', async () => {
    const portal = await openPortal({ limits: 'enterprise', now: () => startedAtMs })
    const { body } = await call(portal.webhook, 'batch', { cmd: { a: 'user.get' } })
    expect(body.time['operating']).toBe(0)
    const { result_time: times } = body.result as { readonly result_time: { readonly a: { readonly operating: number } } }
    expect(times.a.operating).toBeGreaterThan(0)
  })
})

describe('on-premise', () => {
  it('operating time is neither limited nor told, in no time block', async () => {
    const portal = await openPortal({ onPremise: true, limits: 'enterprise', now: () => startedAtMs })
    for (const [method, ownerId] of [['user.get', 4], ['main.eventlog.list', 1]] as const) portal.spendOperating(method, 10_000, ownerId)
    const alone = await call(portal.webhook, 'user.get')
    const inBatch = await call<{ readonly result_time: { readonly a: object } }>(portal.webhook, 'batch', { cmd: { a: 'user.get' } })
    const rest3 = [await callRest3(portal.adminWebhook, 'main.eventlog.list'), await callRest3(portal.adminWebhook, 'batch', [{ method: 'main.eventlog.list', query: {} }])]
    for (const time of [alone.body.time, inBatch.body.time, inBatch.body.result.result_time.a, ...rest3.map(({ body }) => body.time ?? {})]) {
      expect(Object.keys(time).sort()).toEqual(['date_finish', 'date_start', 'duration', 'finish', 'processing', 'start'])
    }
  })
})

describe('the time block', () => {
  type Times = Readonly<Record<'start' | 'finish' | 'duration' | 'processing' | 'operating', number>>

  it('is measured: the method within the request, commands one behind the other', async () => {
    const portal = await openPortal({ people: 3000, now: () => startedAtMs })
    const { body } = await call(portal.webhook, 'batch', { cmd: { a: 'user.get?filter[%25NAME]=a', b: 'server.time' } })
    const outer = body.time as Times
    const { a, b } = (body.result as { readonly result_time: { readonly a: Times; readonly b: Times } }).result_time
    for (const { start, finish, duration, processing } of [outer, a, b]) {
      expect(finish).toBeCloseTo(start + duration, 5)
      expect(processing).toBeGreaterThan(0)
      expect(processing).toBeLessThanOrEqual(duration)
    }
    expect(a.processing).toBeGreaterThan(b.processing)
    expect(outer.processing).toBeGreaterThanOrEqual(a.processing + b.processing)
    expect(b.start).toBeGreaterThanOrEqual(a.start)
    expect(a.operating).toBe(a.processing)
  })

  it('a wait on the way counts for the request and not for the method', async () => {
    const portal = await openPortal({ faults: ['slow=30'], now: () => startedAtMs })
    const { duration, processing } = (await call(portal.webhook, 'server.time')).body.time as Times
    // timers may be a little early
    expect(duration - processing).toBeGreaterThanOrEqual(0.025)
  })
})
