import { connect } from 'node:net'
import type { Result } from '@shared/contract/appError'
import { caseIdSchema } from '@shared/domain/ids'
import { afterEach, describe, expect, it } from 'vitest'
import { startHostUnderTest, type HostUnderTest } from '../../support/browserHost'
import { ask } from '../../support/rawHttp'

let host: HostUnderTest | undefined
afterEach(async () => {
  await host?.stop()
  host = undefined
})
const minutes = (count: number): number => count * 60_000
const caseId = caseIdSchema.parse('00000000-0000-4000-8000-000000000001')

describe('The event stream', () => {
  it('greets, then carries every event by its type', async () => {
    host = await startHostUnderTest()
    const events = await host.listenToEvents(await host.signIn())
    expect(events.status).toBe(200)
    await events.until('event: hello\ndata: {}\n\n')
    host.publish({ type: 'caseChanged', data: { caseId, revision: 7 } })
    host.publish({ type: 'closing', data: { reason: 'quit' } })
    expect(await events.until('"quit"}\n\n')).toBe(`event: hello\ndata: {}\n\nevent: caseChanged\ndata: {"caseId":"${caseId}","revision":7}\n\nevent: closing\ndata: {"reason":"quit"}\n\n`)
    events.leave()
  })

  it('never breaks a line of its data, whatever the text holds', async () => {
    host = await startHostUnderTest()
    const events = await host.listenToEvents(await host.signIn())
    host.publish({ type: 'jobProgressed', data: { jobId: 'a\n\nevent: closing\ndata: {}\r\u2028', job: 'verifyLog', done: 1 } })
    const text = await events.until('"done":1}\n\n')
    expect(text.split('\n').filter((line) => line.startsWith('event:'))).toEqual(['event: hello', 'event: jobProgressed'])
    events.leave()
  })

  it('reaches every open page', async () => {
    host = await startHostUnderTest()
    const cookie = await host.signIn()
    const pages = [await host.listenToEvents(cookie), await host.listenToEvents(cookie)]
    host.publish({ type: 'closing', data: { reason: 'idle' } })
    for (const page of pages) {
      await page.until('event: closing')
      page.leave()
    }
  })

  it('beats, so that a dead connection is noticed', async () => {
    host = await startHostUnderTest({ limits: { heartbeatMs: 10 } })
    const events = await host.listenToEvents(await host.signIn())
    await events.until(': beat\n\n: beat\n\n')
    events.leave()
  })

  it('lets go of a page that left', async () => {
    host = await startHostUnderTest()
    const made = host
    const events = await made.listenToEvents(await made.signIn())
    await events.until('hello')
    expect(made.server.idleMs()).toBe(0)
    expect(made.listeners()).toBe(1)
    events.leave()
    await expect.poll(() => made.listeners()).toBe(0)
    await expect.poll(() => {
      made.clock.advance(1)
      return made.server.idleMs()
    }).toBeGreaterThan(0)
  })
})

describe('A page that stopped reading', () => {
  it('is let go before what it left unread fills the memory', async () => {
    host = await startHostUnderTest()
    const made = host
    const events = await made.listenToEvents(await made.signIn())
    await events.until('hello')
    let sent = 0
    // Nothing is read while this runs.
    while (made.listeners() > 0 && sent < 200_000) {
      made.publish({ type: 'jobProgressed', data: { jobId: 'x'.repeat(64), job: 'verifyLog', done: sent } })
      sent += 1
      if (sent % 20_000 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(made.listeners()).toBe(0)
    events.leave()
  })
})

describe('6B-14: how long nobody has used it', () => {
  it('counts from the last request that was let in', async () => {
    host = await startHostUnderTest()
    const cookie = await host.signIn()
    host.clock.advance(minutes(29))
    expect(host.server.idleMs()).toBe(minutes(29))
    await host.call(cookie, { method: 'app.state', params: {} })
    expect(host.server.idleMs()).toBe(0)
    host.clock.advance(minutes(30))
    expect(host.server.idleMs()).toBe(minutes(30))
  })

  it('is not reset by somebody who is kept out', async () => {
    host = await startHostUnderTest()
    host.clock.advance(minutes(30))
    await ask(host.port, 'GET', '/', [['Host', 'evil.test']])
    await host.call('app_session_1=x', { method: 'app.state', params: {} })
    expect(host.server.idleMs()).toBe(minutes(30))
  })

  it('is nothing while a page listens', async () => {
    host = await startHostUnderTest()
    const events = await host.listenToEvents(await host.signIn())
    await events.until('hello')
    host.clock.advance(minutes(600))
    expect(host.server.idleMs()).toBe(0)
    events.leave()
  })

  it('is nothing while a call is under way', async () => {
    let answer: (result: Result<unknown>) => void = () => undefined
    let arrived = (): void => undefined
    const called = new Promise<void>((resolve) => (arrived = resolve))
    host = await startHostUnderTest({
      answer: () =>
        new Promise((resolve) => {
          answer = resolve
          arrived()
        }),
    })
    const call = host.call(await host.signIn(), { method: 'checks.run', params: {} })
    await called
    host.clock.advance(minutes(31))
    expect(host.server.idleMs()).toBe(0)
    answer({ ok: true, value: {} })
    await call
    expect(host.server.idleMs()).toBe(0)
  })
})

describe('6B-14: closing', () => {
  const refuses = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy()
        resolve(false)
      })
      socket.on('error', () => resolve(true))
    })

  it('ends the event streams, cuts hanging sockets, and the port refuses', async () => {
    host = await startHostUnderTest()
    const { port } = host
    const events = await host.listenToEvents(await host.signIn())
    await events.until('hello')
    const hanging = connect(port, '127.0.0.1', () => hanging.write('GET / HTTP/1.1\r\nHost: 127'))
    hanging.on('error', () => undefined)
    await new Promise((resolve) => hanging.once('connect', resolve))
    const cut = new Promise((resolve) => hanging.once('close', resolve))
    expect(await refuses(port)).toBe(false)

    await host.server.close()
    await Promise.all([events.ended, cut])
    expect(await refuses(port)).toBe(true)
  })

  it('lets an answer under way go out first', async () => {
    const made = await startHostUnderTest({ limits: { closeGraceMs: 5_000 }, answer: () => new Promise((resolve) => setImmediate(() => {
      void made.server.close()
      resolve({ ok: true, value: {} })
    })) })
    host = made
    const answer = await made.call(await made.signIn(), { method: 'app.quit', params: {} })
    expect(answer.status).toBe(200)
    await made.server.close()
    expect(await refuses(made.port)).toBe(true)
  })

  it('can be asked for twice, and before anything was opened', async () => {
    host = await startHostUnderTest()
    await Promise.all([host.server.close(), host.server.close()])
    await host.server.close()
  })

  it('says goodbye before the stream ends', async () => {
    host = await startHostUnderTest()
    const events = await host.listenToEvents(await host.signIn())
    await events.until('hello')
    host.publish({ type: 'closing', data: { reason: 'signal' } })
    await host.server.close()
    expect(await events.until('closing')).toContain('event: closing\ndata: {"reason":"signal"}\n\n')
  })
})
