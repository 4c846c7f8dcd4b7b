import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHostUnderTest, type HostUnderTest } from '../../support/browserHost'
import { ask, askRaw, statusOf } from '../../support/rawHttp'

let host: HostUnderTest
let cookie = ''
beforeAll(async () => {
  host = await startHostUnderTest()
  cookie = await host.signIn()
})
afterAll(() => host.stop())

const body = '{"method":"app.state","params":{}}'
const length = String(body.length)
type Changes = Parameters<HostUnderTest['headers']>[0]
const call = async (changes: Changes): Promise<number> => (await ask(host.port, 'POST', '/rpc', host.headers({ Cookie: cookie, 'Content-Length': length, ...changes }), body)).status
/** Every case also shows that nothing reached the core. */
const expectRefused = async (status: number, changes: Changes): Promise<void> => {
  const before = host.calls.length
  expect(await call(changes)).toBe(status)
  expect(host.calls.length).toBe(before)
}

it('lets the real page in, so that the refusals below mean something', async () => {
  expect(await call({})).toBe(200)
  expect(host.calls.at(-1)).toEqual({ method: 'app.state', params: {} })
})

describe('6B-5: a name that was made to point here (DNS rebinding)', () => {
  it('gets 421 although the browser calls the request same-origin and sends the cookie', async () => {
    const name = `evil.test:${host.port}`
    await expectRefused(421, { Host: name, Origin: `http://${name}` })
  })

  it.each(['localhost', '127.0.0.1.', '127.0.0.1.evil.test', '0.0.0.0', '[::1]', '127.1'])('gets 421 as %s', async (name) => {
    await expectRefused(421, { Host: `${name}:${host.port}` })
  })

  it('gets 421 on the page itself and no cookie', async () => {
    const answer = await ask(host.port, 'GET', '/', [['Host', `evil.test:${host.port}`]])
    expect(answer.status).toBe(421)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.body).not.toContain('<')
  })

  it('gets 421 with two Host headers, in either order', async () => {
    const ours = `127.0.0.1:${host.port}`
    await expectRefused(421, { Host: [ours, 'evil.test'] })
    await expectRefused(421, { Host: ['evil.test', ours] })
    await expectRefused(421, { Host: [ours, ours] })
  })

  it('gets 421 without Host, in old and in new HTTP', async () => {
    expect(statusOf(await askRaw(host.port, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'))).toBe(421)
    expect(statusOf(await askRaw(host.port, 'GET / HTTP/1.0\r\n\r\n'))).toBe(421)
  })

  it('cannot spend a launch token', async () => {
    const token = host.server.launchUrl().split('#')[1] ?? ''
    const text = JSON.stringify({ token })
    const answer = await ask(host.port, 'POST', '/session', host.headers({ Host: `evil.test:${host.port}`, 'Content-Length': String(text.length) }), text)
    expect(answer.status).toBe(421)
    expect((await host.redeem(token)).status).toBe(200)
  })
})

describe('6B-6, 6B-7: a page on another port, which browsers send our Strict cookie for', () => {
  it.each([
    ['another port', { Origin: 'http://127.0.0.1:1', 'Sec-Fetch-Site': 'same-site' }],
    ['another port that lies about its site', { Origin: 'http://127.0.0.1:1' }],
    ['another name', { Origin: 'http://evil.test', 'Sec-Fetch-Site': 'cross-site' }],
    ['a sandboxed frame', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['a form without Origin', { Origin: undefined, 'Sec-Fetch-Site': 'cross-site' }],
    ['a program without either', { Origin: undefined, 'Sec-Fetch-Site': undefined }],
    ['two Origins', { Origin: ['http://evil.test', 'http://127.0.0.1'] }],
  ])('is refused: %s', async (_who, changes) => {
    await expectRefused(403, changes)
  })

  it('cannot read the event stream or a download, which carry no Origin', async () => {
    for (const site of ['same-site', 'cross-site', 'none', undefined]) {
      for (const path of ['/events', `/download/${'x'.repeat(43)}`]) {
        const headers = host.headers({ Origin: undefined, 'Content-Type': undefined, 'X-App-Request': undefined, Cookie: cookie, 'Sec-Fetch-Site': site })
        expect((await ask(host.port, 'GET', path, headers)).status).toBe(403)
      }
    }
  })

  it('is refused with a form, whose type needs no preflight', async () => {
    await expectRefused(415, { 'Content-Type': 'text/plain' })
    await expectRefused(415, { 'Content-Type': 'application/x-www-form-urlencoded' })
    await expectRefused(403, { 'X-App-Request': undefined })
  })
})

describe('6B-4: without a session', () => {
  it.each(['', 'app_session_1=x', 'constructor=1', '__proto__=1'])('is refused with the cookie %j', async (other) => {
    await expectRefused(401, { Cookie: other })
  })

  it('is refused with the right value under the name of another port', async () => {
    await expectRefused(401, { Cookie: cookie.replace(/_\d+=/, '_1=') })
  })

  it('is refused with the cookie of an earlier run', async () => {
    const later = await startHostUnderTest()
    try {
      const stale = `app_session_${later.port}=${cookie.split('=')[1] ?? ''}`
      expect((await later.call(stale, { method: 'app.state', params: {} })).status).toBe(401)
    } finally {
      await later.stop()
    }
  })
})

describe('6B-9, 6B-8: a preflight', () => {
  it.each(['/', '/rpc', '/session', '/events', `/upload/${'x'.repeat(43)}`, '/unknown'])('is never granted for %s', async (path) => {
    const answer = await ask(host.port, 'OPTIONS', path, host.headers({ Origin: 'http://evil.test', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-app-request', 'Access-Control-Request-Private-Network': 'true' }))
    expect(answer.status).toBe(405)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('6B-10: WebSocket and tunnels', () => {
  it('closes an upgrade without a byte of an answer, from our own page with our own cookie too', async () => {
    const upgrade = (path: string): Promise<string> =>
      askRaw(host.port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nOrigin: ${host.origin}\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`)
    for (const path of ['/', '/events', '/rpc']) expect(await upgrade(path)).toBe('')
  })

  it('opens no tunnel', async () => {
    expect(await askRaw(host.port, `CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`)).toBe('')
  })

  it('still answers afterwards', async () => {
    expect(await call({})).toBe(200)
  })
})

describe('Requests that two readers would read differently', () => {
  it('refuses a length beside chunks', async () => {
    const before = host.calls.length
    const answer = await askRaw(host.port, `POST /rpc HTTP/1.1\r\n${host.headers({ Cookie: cookie, 'Content-Length': '4', 'Transfer-Encoding': 'chunked' }).map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n0\r\n\r\n`)
    expect(statusOf(answer)).toBe(400)
    expect(host.calls.length).toBe(before)
  })

  it('refuses a body on the page and the event stream', async () => {
    for (const path of ['/', '/events']) {
      const answer = await ask(host.port, 'GET', path, host.headers({ Origin: undefined, Cookie: cookie, 'Content-Length': '2' }), '{}')
      expect(answer.status).toBe(400)
    }
  })
})
