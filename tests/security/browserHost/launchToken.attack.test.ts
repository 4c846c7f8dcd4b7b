import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startHostUnderTest, tokenOf, type HostUnderTest } from '../../support/browserHost'
import { ask } from '../../support/rawHttp'

let host: HostUnderTest
beforeEach(async () => {
  host = await startHostUnderTest()
})
afterEach(() => host.stop())
const state = { method: 'app.state', params: {} }

describe('6B-2: a stolen or guessed link', () => {
  it('opened a second time puts everybody out, the event stream too', async () => {
    const token = tokenOf(host.server.launchUrl())
    const first = await host.redeem(token)
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    expect((await host.call(cookie, state)).status).toBe(200)
    const events = await host.listenToEvents(cookie)
    await events.until('event: hello')

    const second = await host.redeem(token)
    expect(second.status).toBe(401)
    expect(JSON.parse(second.body)).toMatchObject({ ok: false, error: { code: 'linkUsed' } })
    expect(second.headers['set-cookie']).toBeUndefined()
    await events.ended
    expect((await host.call(cookie, state)).status).toBe(401)
  })

  it('opens nothing after a minute', async () => {
    const token = tokenOf(host.server.launchUrl())
    host.clock.advance(60_000)
    expect((await host.redeem(token)).status).toBe(401)
  })

  it.each(['', 'x', 'x'.repeat(43)])('opens nothing as %j, and leaves those who are in alone', async (token) => {
    const cookie = await host.signIn()
    const answer = await host.redeem(token)
    expect(answer.status).toBe(401)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect((await host.call(cookie, state)).status).toBe(200)
  })

  it.each(['null', '{}', '[]', '"x"', '{"token":1}', '{"token":null}', '{"token":"x","more":1}', `{"token":"${'x'.repeat(257)}"}`, '{"__proto__":{"token":"x"}}', '{', ''])(
    'is not even looked at as %s',
    async (text) => {
      const answer = await ask(host.port, 'POST', '/session', host.headers({ 'Content-Length': String(text.length) }), text)
      expect(answer.status).toBe(400)
    },
  )

  it('is written into no log line', async () => {
    const token = tokenOf(host.server.launchUrl())
    await host.redeem(token)
    await host.redeem(token)
    await host.redeem('wrong-token-of-somebody')
    const log = JSON.stringify(host.log.lines)
    expect(log).toContain('tokenRefused')
    expect(log).not.toContain(token)
    expect(log).not.toContain('wrong-token')
  })

  it('cannot be handed over in the address: a query opens nothing', async () => {
    const token = tokenOf(host.server.launchUrl())
    const answer = await ask(host.port, 'GET', `/?token=${token}`, host.headers({ Origin: undefined, 'Content-Type': undefined, 'X-App-Request': undefined }))
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect((await ask(host.port, 'GET', `/session?token=${token}`, host.headers())).status).toBe(404)
    expect((await host.redeem(token)).status).toBe(200)
  })
})

describe('6B-13: guessing', () => {
  it('ends the app at the tenth failed token, and nobody gets in meanwhile', async () => {
    const cookie = await host.signIn()
    for (let i = 0; i < 9; i += 1) expect((await host.redeem(`guess-${i}`)).status).toBe(401)
    expect(host.seen.lockedOut).toBe(0)
    expect((await host.call(cookie, state)).status).toBe(200)
    const right = tokenOf(host.server.launchUrl())
    expect((await host.redeem('guess-9')).status).toBe(401)
    expect(host.seen.lockedOut).toBe(1)
    expect((await host.redeem(right)).status).toBe(401)
    expect((await host.call(cookie, state)).status).toBe(401)
  })
})
