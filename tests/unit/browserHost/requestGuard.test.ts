import { maxRequestBytes, maxUploadBytes } from '@shared/contract/events'
import { describe, expect, it } from 'vitest'
import { guard, type GuardRequest, type GuardWorld } from '../../../electron/hosts/browser/security/requestGuard'

const port = 40123
const ticket = 'T'.repeat(43)
const world: GuardWorld = { port, isStatic: (path) => ['/', '/index.html', '/assets/main.js'].includes(path), isSession: (values) => values.includes('good') }

const rpc: GuardRequest = {
  method: 'POST',
  target: '/rpc',
  hosts: [`127.0.0.1:${port}`],
  headers: { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', 'content-length': '2', 'x-app-request': '1', cookie: `app_session_${port}=good` },
}
const get = (target: string): GuardRequest => ({ method: 'GET', target, hosts: rpc.hosts, headers: { 'sec-fetch-site': 'same-origin', cookie: rpc.headers['cookie'] } })
const withHeaders = (request: GuardRequest, headers: Record<string, string | undefined>): GuardRequest => ({ ...request, headers: { ...request.headers, ...headers } })
const statusOf = (request: GuardRequest): number => {
  const verdict = guard(request, world)
  return verdict.pass ? 200 : verdict.status
}

describe('What the door lets in', () => {
  it.each([
    ['the page', get('/'), { name: 'static', path: '/' }],
    ['the page with a query', get('/?a=1'), { name: 'static', path: '/' }],
    ['a file of the page', get('/assets/main.js'), { name: 'static', path: '/assets/main.js' }],
    ['the launch token', { ...rpc, target: '/session' }, { name: 'session' }],
    ['a call', rpc, { name: 'rpc' }],
    ['the event stream', get('/events'), { name: 'events' }],
    ['an upload', { ...rpc, method: 'PUT', target: `/upload/${ticket}` }, { name: 'upload', ticket }],
    ['a download', get(`/download/${ticket}`), { name: 'download', ticket }],
  ])('lets in %s', (_what, request, route) => {
    expect(guard(request, world)).toEqual({ pass: true, route })
  })

  it('lets anybody have the page itself: an address that was typed, a redirect file, a link on another site', () => {
    for (const site of [undefined, 'none', 'cross-site', 'same-site']) expect(statusOf({ ...get('/'), headers: { 'sec-fetch-site': site } })).toBe(200)
  })

  it('needs no session for the launch token', () => {
    expect(statusOf(withHeaders({ ...rpc, target: '/session' }, { cookie: undefined }))).toBe(200)
  })

  it('takes a body without a length, which is counted as it comes', () => {
    expect(statusOf(withHeaders(rpc, { 'content-length': undefined, 'transfer-encoding': 'chunked' }))).toBe(200)
  })
})

describe('6B-5: Host', () => {
  it.each([
    ['none', []],
    ['empty', ['']],
    ['localhost', [`localhost:${port}`]],
    ['without port', ['127.0.0.1']],
    ['other port', [`127.0.0.1:${port + 1}`]],
    ['longer port', [`127.0.0.1:${port}0`]],
    ['trailing dot', [`127.0.0.1.:${port}`]],
    ['our address as a prefix', [`127.0.0.1.evil.test:${port}`]],
    ['our address as a user', [`127.0.0.1:${port}@evil.test`]],
    ['another loopback address', [`127.0.0.2:${port}`]],
    ['another way to write it', [`2130706433:${port}`]],
    ['IPv6', [`[::1]:${port}`]],
    ['a rebound name', [`evil.test:${port}`]],
    ['ours twice', [`127.0.0.1:${port}`, `127.0.0.1:${port}`]],
    ['ours first, another second', [`127.0.0.1:${port}`, 'evil.test']],
  ])('refuses %s with 421 on every route', (_what, hosts) => {
    for (const request of [get('/'), rpc, get('/events'), get('/unknown'), { ...rpc, method: 'OPTIONS' }]) {
      expect(guard({ ...request, hosts }, world)).toEqual({ pass: false, status: 421, code: 'notAllowed' })
    }
  })
})

describe('6B-8: routes and methods', () => {
  it.each(['/unknown', '', 'rpc', '/rpc/', '/RPC', '/rpc?x=1', '//rpc', '/session/', '/events?x', '/upload', '/upload/', '/upload/short', `/upload/${ticket}/x`, `/upload/${ticket}?x`, `/download/${'x'.repeat(65)}`, '/download/../rpc', `http://127.0.0.1:${port}/rpc`, '*'])(
    'knows no route %j',
    (target) => {
      expect(statusOf({ ...rpc, target })).toBe(404)
      expect(statusOf({ ...get('/'), target })).toBe(404)
    },
  )

  it.each([
    ['/', 'GET'], ['/assets/main.js', 'GET'], ['/session', 'POST'], ['/rpc', 'POST'], ['/events', 'GET'], [`/upload/${ticket}`, 'PUT'], [`/download/${ticket}`, 'GET'],
  ])('takes %s by %s and by nothing else', (target, allow) => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'get', ''].filter((one) => one !== allow)) {
      expect(guard({ ...rpc, method, target }, world)).toEqual({ pass: false, status: 405, code: 'unknownMethod', allow })
    }
  })

  it('grants no preflight, on any route', () => {
    for (const target of ['/', '/rpc', '/session', '/events', '/unknown', '*']) expect(statusOf({ ...rpc, method: 'OPTIONS', target })).toBe(405)
  })
})

describe('6B-7: Fetch metadata', () => {
  it.each([undefined, 'none', 'same-site', 'cross-site', 'Same-Origin', 'same-origin, same-origin', ''])('refuses Sec-Fetch-Site %j on every route behind the page', (site) => {
    for (const request of [rpc, { ...rpc, target: '/session' }, { ...rpc, method: 'PUT', target: `/upload/${ticket}` }, get('/events'), get(`/download/${ticket}`)]) {
      expect(statusOf(withHeaders(request, { 'sec-fetch-site': site }))).toBe(403)
    }
  })
})

describe('6B-6: Origin', () => {
  const foreign = ['null', '', `http://localhost:${port}`, `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`, `http://127.0.0.1:${port}/`, `http://127.0.0.1:${port}.evil.test`, `http://127.0.0.1:${port}, http://127.0.0.1:${port}`, 'http://evil.test']

  it.each([undefined, ...foreign])('refuses a change from %j', (origin) => {
    for (const request of [rpc, { ...rpc, target: '/session' }, { ...rpc, method: 'PUT', target: `/upload/${ticket}` }]) {
      expect(statusOf(withHeaders(request, { origin }))).toBe(403)
    }
  })

  it.each(foreign)('refuses to read for %j, though a browser sends no Origin there', (origin) => {
    expect(statusOf(withHeaders(get('/events'), { origin }))).toBe(403)
    expect(statusOf(withHeaders(get(`/download/${ticket}`), { origin }))).toBe(403)
  })
})

describe('6B-8: shape', () => {
  it.each([undefined, '', '0', 'true', '1, 1'])('refuses a change whose own header is %j', (value) => {
    expect(statusOf(withHeaders(rpc, { 'x-app-request': value }))).toBe(403)
    expect(statusOf(withHeaders({ ...rpc, method: 'PUT', target: `/upload/${ticket}` }, { 'x-app-request': value }))).toBe(403)
  })

  it.each([undefined, '', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json', 'application/jsonp', 'application/json; charset=utf-16', 'application/json, text/plain'])(
    'refuses a call of type %j',
    (type) => {
      expect(statusOf(withHeaders(rpc, { 'content-type': type }))).toBe(415)
      expect(statusOf(withHeaders({ ...rpc, target: '/session' }, { 'content-type': type }))).toBe(415)
    },
  )

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset=UTF-8'])('takes a call of type %j', (type) => {
    expect(statusOf(withHeaders(rpc, { 'content-type': type }))).toBe(200)
  })

  it('refuses a compressed body, whose size nobody knows', () => {
    expect(statusOf(withHeaders(rpc, { 'content-encoding': 'gzip' }))).toBe(415)
  })

  it('holds every route to its own size', () => {
    const sized = (target: string, method: string, size: number): number => statusOf(withHeaders({ ...rpc, target, method }, { 'content-length': String(size) }))
    expect([sized('/rpc', 'POST', maxRequestBytes), sized('/rpc', 'POST', maxRequestBytes + 1)]).toEqual([200, 413])
    expect([sized('/session', 'POST', 1024), sized('/session', 'POST', 1025)]).toEqual([200, 413])
    expect([sized(`/upload/${ticket}`, 'PUT', maxUploadBytes), sized(`/upload/${ticket}`, 'PUT', maxUploadBytes + 1)]).toEqual([200, 413])
    expect(statusOf(withHeaders(rpc, { 'content-length': 'many' }))).toBe(413)
  })

  it('refuses a body where none belongs', () => {
    for (const target of ['/', '/events', `/download/${ticket}`]) {
      expect(statusOf(withHeaders(get(target), { 'content-length': '1' }))).toBe(400)
      expect(statusOf(withHeaders(get(target), { 'transfer-encoding': 'chunked' }))).toBe(400)
    }
  })
})

describe('6B-4: session', () => {
  it.each([undefined, '', `app_session_${port}=`, `app_session_${port}=bad`, 'app_session_40124=good', 'app_session=good', `xapp_session_${port}=good`, `app_session_${port} =good`, `app_session_${port}=good2`, `x=app_session_${port}=good`])(
    'refuses the cookie %j',
    (cookie) => {
      for (const request of [rpc, get('/events'), get(`/download/${ticket}`), { ...rpc, method: 'PUT', target: `/upload/${ticket}` }]) {
        expect(guard(withHeaders(request, { cookie }), world)).toEqual({ pass: false, status: 401, code: 'notSignedIn' })
      }
    },
  )

  it('finds the session among the cookies of other ports and beside a planted one of our name', () => {
    expect(statusOf(withHeaders(rpc, { cookie: `a=1; app_session_${port}=planted; app_session_${port}=good; app_session_1=x` }))).toBe(200)
  })
})

describe('The order of the door', () => {
  it('refuses by the first reason, however many there are', () => {
    const faults: readonly [number, (request: GuardRequest) => GuardRequest][] = [
      [421, (request) => ({ ...request, hosts: ['evil.test'] })],
      [405, (request) => ({ ...request, method: 'DELETE' })],
      [403, (request) => withHeaders(request, { 'sec-fetch-site': 'cross-site' })],
      [403, (request) => withHeaders(request, { origin: 'http://evil.test' })],
      [415, (request) => withHeaders(request, { 'content-type': 'text/plain' })],
      [413, (request) => withHeaders(request, { 'content-length': '9999999999' })],
      [401, (request) => withHeaders(request, { cookie: undefined })],
    ]
    faults.forEach(([status], first) => {
      const request = faults.slice(first).reduce((made, [, spoil]) => spoil(made), rpc)
      expect(statusOf(request)).toBe(status)
    })
  })

  it('does not tell a stranger whether a session is open', () => {
    let asked = 0
    const watching: GuardWorld = { ...world, isSession: () => (asked += 1) > 0 }
    guard(withHeaders(rpc, { origin: 'http://evil.test' }), watching)
    guard({ ...rpc, hosts: ['evil.test'] }, watching)
    guard(withHeaders(get('/events'), { 'sec-fetch-site': 'same-site' }), watching)
    expect(asked).toBe(0)
    guard(rpc, watching)
    expect(asked).toBe(1)
  })
})
