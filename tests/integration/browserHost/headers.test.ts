import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../../electron/static/contentSecurityPolicy'
import { startHostUnderTest, tokenOf, type HostUnderTest } from '../../support/browserHost'
import { ask, type Answer } from '../../support/rawHttp'
import { exampleHash, examplePage } from '../../support/staticAttacks'

let host: HostUnderTest
let cookie = ''
beforeAll(async () => {
  host = await startHostUnderTest()
  cookie = await host.signIn()
})
afterAll(() => host.stop())

const plain = { Origin: undefined, 'Content-Type': undefined, 'X-App-Request': undefined }
const get = (path: string, changes: Parameters<HostUnderTest['headers']>[0] = {}): Promise<Answer> => ask(host.port, 'GET', path, host.headers({ ...plain, Cookie: cookie, ...changes }))
/** What Node adds to every answer; it says nothing of the app. */
const withoutTransport = (answer: Answer): Record<string, unknown> => {
  const { date, connection, 'keep-alive': keepAlive, ...rest } = answer.headers
  expect(date).toBeDefined()
  expect(typeof (connection ?? keepAlive)).toBe('string')
  return rest
}
const always = (): Record<string, string> => ({
  'content-security-policy': contentSecurityPolicy({ styleHashes: [exampleHash], dev: false }),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringMatching(/^(?:[a-z-]+=\(\), )+clipboard-write=\(self\)$/) as string,
})
const json = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'content-length': expect.any(String) as string }

describe('6B-11: exactly these headers', () => {
  it('on the page', async () => {
    for (const path of ['/', '/index.html', '/?a=1']) {
      const answer = await get(path)
      expect(answer.status).toBe(200)
      expect(answer.body).toBe(examplePage)
      expect(withoutTransport(answer)).toEqual({ ...always(), 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', etag: expect.any(String) as string, 'content-length': String(examplePage.length) })
    }
  })

  it('on a file whose name holds its hash', async () => {
    expect(withoutTransport(await get('/assets/main-4f2a9c1b.js'))).toEqual({ ...always(), 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'private, max-age=31536000, immutable', etag: expect.any(String) as string, 'content-length': expect.any(String) as string })
  })

  it('on another file, and on the answer that it has not changed', async () => {
    const answer = await get('/favicon.svg')
    const expected = { ...always(), 'content-type': 'image/svg+xml', 'cache-control': 'no-cache', etag: answer.headers.etag }
    expect(withoutTransport(answer)).toEqual({ ...expected, 'content-length': expect.any(String) as string })
    const same = await get('/favicon.svg', { 'If-None-Match': answer.headers.etag })
    expect([same.status, same.body]).toEqual([304, ''])
    expect(withoutTransport(same)).toEqual(expected)
  })

  it('never 304 for the page, which carries the policy', async () => {
    const { headers } = await get('/')
    expect((await get('/', { 'If-None-Match': headers.etag })).status).toBe(200)
  })

  it('on a call', async () => {
    const answer = await host.call(cookie, { method: 'app.state', params: {} })
    expect(answer.status).toBe(200)
    expect(withoutTransport(answer)).toEqual({ ...always(), ...json })
  })

  it('on a session', async () => {
    const answer = await host.redeem(tokenOf(host.server.launchUrl()))
    expect(answer.status).toBe(200)
    expect(withoutTransport(answer)).toEqual({ ...always(), ...json, 'set-cookie': [expect.stringMatching(new RegExp(`^app_session_${host.port}=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=/$`)) as string] })
  })

  it('on the event stream', async () => {
    const events = await host.listenToEvents(cookie)
    const { headers } = events.response
    events.leave()
    expect(withoutTransport({ status: 200, headers, body: '' })).toEqual({ ...always(), 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'transfer-encoding': 'chunked' })
  })

  it('on a download', async () => {
    const made = await host.tickets.saveText('message.txt', 'text')
    const answer = await get(`/download/${made.via === 'ticket' ? made.ticket : ''}`)
    expect(withoutTransport(answer)).toEqual({ ...always(), 'content-type': 'application/octet-stream', 'cache-control': 'no-store', 'content-disposition': `attachment; filename="message.txt"; filename*=UTF-8''message.txt`, 'content-length': '4' })
  })

  it.each([
    ['a wrong Host', 421, () => get('/', { Host: 'evil.test' }), {}],
    ['an unknown route', 404, () => get('/unknown'), {}],
    ['a wrong method', 405, () => get('/rpc'), { allow: 'POST' }],
    ['a preflight', 405, () => ask(host.port, 'OPTIONS', '/rpc', host.headers()), { allow: 'GET, POST, PUT' }],
    ['a foreign page', 403, () => get('/events', { 'Sec-Fetch-Site': 'cross-site' }), {}],
    ['a wrong type', 415, () => ask(host.port, 'POST', '/rpc', host.headers({ 'Content-Type': 'text/plain' })), {}],
    ['no session', 401, () => host.call('', {}), {}],
    ['a made-up ticket', 404, () => get(`/download/${'x'.repeat(43)}`), {}],
  ])('on the refusal of %s', async (_what, status, request, more) => {
    const answer = await request()
    expect(answer.status).toBe(status)
    expect(withoutTransport(answer)).toEqual({ ...always(), ...json, ...more })
    expect(JSON.parse(answer.body)).toEqual({ ok: false, error: { code: expect.any(String) as string, message: expect.any(String) as string, retry: 'no' } })
  })
})

describe('6B-9: no CORS', () => {
  it('on any route, with and without Origin, allowed or refused', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'OPTIONS', 'HEAD', 'DELETE']) {
      for (const path of ['/', '/favicon.svg', '/session', '/rpc', `/upload/${'x'.repeat(43)}`, `/download/${'x'.repeat(43)}`, '/unknown']) {
        for (const origin of [undefined, host.origin, 'http://evil.test', 'null']) {
          const { headers } = await ask(host.port, method, path, host.headers({ Origin: origin, Cookie: cookie, 'Content-Length': '0' }))
          expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
        }
      }
    }
  })
})
