import { describe, expect, it } from 'vitest'
import type { DemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { askForTokens, call, callAsApp, openPortal, read, tokensOf } from '../support/demoPortal/callPortal'
import type { TokenBody } from '../support/demoPortal/callPortal'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const [secondMs, hourMs, dayMs] = [1000, 3_600_000, 86_400_000]
const [adminId, agentId, dismissedId] = [1, 4, 31]

/** A portal whose clock stands still until it is moved. */
async function openWithClock(options: Parameters<typeof openPortal>[0] = {}): Promise<{ readonly portal: DemoPortal; readonly pass: (ms: number) => void }> {
  let nowMs = startedAtMs
  return { portal: await openPortal({ ...options, now: () => nowMs }), pass: (ms) => (nowMs += ms) }
}

const refresh = (portal: DemoPortal, refreshToken: string): ReturnType<typeof askForTokens> => askForTokens(portal, { grant_type: 'refresh_token', refresh_token: refreshToken })

async function codeFor(portal: DemoPortal, access: string, method = 'profile'): Promise<readonly [number, string | undefined]> {
  const { status, body } = await callAsApp(portal, access, method)
  return [status, body.error]
}

describe('tokens', () => {
  it('the application has credentials of the documented form, new at each start', async () => {
    const [first, second] = [await openPortal(), await openPortal()]
    expect(first.app.clientId).toMatch(/^local\.[0-9a-f]+$/)
    expect(first.app.clientSecret.length).toBeGreaterThanOrEqual(32)
    expect(first.app.clientId).not.toBe(second.app.clientId)
    expect(first.app.clientSecret).not.toBe(second.app.clientSecret)
  })

  it.each(['GET', 'POST'])('a code gives a pair by %s', async (method) => {
    const portal = await openPortal()
    const params = new URLSearchParams({ grant_type: 'authorization_code', client_id: portal.app.clientId, client_secret: portal.app.clientSecret, code: portal.authorizeCode(adminId) })
    const response = await (method === 'GET' ? fetch(`${portal.app.tokenUrl}?${params.toString()}`) : fetch(portal.app.tokenUrl, { method, body: params }))
    expect(response.status).toBe(200)
    const body = (await response.json()) as TokenBody
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[a-z0-9]{32}$/) as unknown,
      refresh_token: expect.stringMatching(/^[a-z0-9]{32}$/) as unknown,
      expires_in: 3600,
      client_endpoint: `${portal.url}/rest/`,
      server_endpoint: `${portal.url}/rest/`,
      domain: new URL(portal.url).host,
      member_id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      scope: 'app',
      status: 'L',
    })
    expect((await call(body['client_endpoint'] as string, 'profile', { auth: body.access_token })).body.result).toMatchObject({ ID: '1', NAME: 'Ada' })
  })

  it('a refresh changes both tokens, says when and for whom, and makes the old ones useless', async () => {
    const { portal, pass } = await openWithClock()
    const first = await tokensOf(portal, agentId)
    pass(10 * secondMs)
    const { status, body: second } = await refresh(portal, first.refresh_token)
    expect(status).toBe(200)
    expect(second).toMatchObject({ expires_in: 3600, expires: (startedAtMs + 10 * secondMs + hourMs) / secondMs, user_id: agentId, member_id: first['member_id'] })
    expect(new Set([first.access_token, first.refresh_token, second.access_token, second.refresh_token]).size).toBe(4)
    expect(await codeFor(portal, second.access_token)).toEqual([200, undefined])
    expect(await codeFor(portal, first.access_token)).toEqual([401, 'expired_token'])
    expect(await refresh(portal, first.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('a code lives thirty seconds and works once', async () => {
    const { portal, pass } = await openWithClock()
    const exchange = (code: string): ReturnType<typeof askForTokens> => askForTokens(portal, { grant_type: 'authorization_code', code })
    const [inTime, late] = [portal.authorizeCode(agentId), portal.authorizeCode(agentId)]
    pass(30 * secondMs - 1)
    expect((await exchange(inTime)).status).toBe(200)
    expect(await exchange(inTime)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    pass(1)
    expect(await exchange(late)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(await exchange('neverwas')).toMatchObject({ status: 400, body: { error: 'bad_verification_code' } })
  })

  it('an access token lives an hour, a refresh token 180 days', async () => {
    const { portal, pass } = await openWithClock()
    const first = await tokensOf(portal, agentId)
    pass(hourMs - 1)
    expect(await codeFor(portal, first.access_token)).toEqual([200, undefined])
    pass(1)
    expect(await codeFor(portal, first.access_token)).toEqual([401, 'expired_token'])
    pass(180 * dayMs - hourMs - 1)
    const { status, body: second } = await refresh(portal, first.refresh_token)
    expect(status).toBe(200)
    pass(180 * dayMs)
    expect(await refresh(portal, second.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it.each([
    ['no grant type', { grant_type: '' }, 400, 'invalid_request'],
    ['another grant type', { grant_type: 'password' }, 400, 'invalid_request'],
    ['no code', { grant_type: 'authorization_code' }, 400, 'invalid_request'],
    ['no refresh token', { grant_type: 'refresh_token' }, 400, 'invalid_request'],
    ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_grant'],
    ['no application', { client_id: '' }, 400, 'invalid_request'],
    ['no secret', { client_secret: '' }, 400, 'invalid_request'],
    ['another application', { client_id: 'local.00' }, 200, 'WRONG_CLIENT'],
    ['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client'],
    ['more scopes than the application has', { grant_type: 'refresh_token', refresh_token: 'x', scope: 'user,telephony' }, 400, 'invalid_scope'],
  ])('%s is refused', async (_name, params, status, error) => {
    const reply = await askForTokens(await openPortal(), params)
    expect(reply).toEqual({ status, body: { error, error_description: expect.stringMatching(/\S/) as unknown } })
  })

  it('refuses broken JSON and answers nothing else under /oauth', async () => {
    const portal = await openPortal()
    const broken = await fetch(portal.app.tokenUrl, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{' })
    expect([broken.status, await broken.json()]).toMatchObject([400, { error: 'invalid_request' }])
    expect((await fetch(`${portal.url}/oauth/`)).status).toBe(404)
    expect((await fetch(`${portal.url}/oauth/token/more`)).status).toBe(404)
    expect((await fetch(`${portal.url}//OAuth//token`)).status).toBe(400)
  })

  it('counts no limit and no request of REST', async () => {
    const portal = await openPortal({ limits: 'standard', now: () => startedAtMs, faults: ['rate-limit'] })
    for (let index = 0; index < 60; index += 1) expect((await tokensOf(portal, agentId)).error).toBeUndefined()
    expect(portal.requests()).toEqual([])
  })
})

describe('an application that is gone', () => {
  it.each([
    ['removed', (portal: DemoPortal) => portal.app.removeApp(), 'APPLICATION_NOT_FOUND', [401, 'invalid_client']],
    ['not installed', (portal: DemoPortal) => portal.app.uninstall(), 'ERROR_OAUTH', [401, 'NOT_INSTALLED']],
    ['not paid for', (portal: DemoPortal) => portal.app.endSubscription(), 'PAYMENT_REQUIRED', [401, 'PAYMENT_REQUIRED']],
  ] as const)('%s: its tokens are refused and not refreshed', async (_name, end, restError, tokenError) => {
    const portal = await openPortal()
    const tokens = await tokensOf(portal, agentId)
    end(portal)
    expect(await codeFor(portal, tokens.access_token)).toEqual([401, restError])
    const { status, body } = await refresh(portal, tokens.refresh_token)
    expect([status, body.error]).toEqual(tokenError)
    expect((await fetch(`${portal.app.authorizeUrl}?client_id=${portal.app.clientId}`)).status).toBe(403)
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
  })
})

describe('calls with a token', () => {
  it.each([
    ['the query', (url: string, auth: string) => fetch(`${url}/rest/user.current?auth=${auth}`)],
    ['a form', (url: string, auth: string) => fetch(`${url}/rest/user.current`, { method: 'POST', body: new URLSearchParams({ auth }) })],
    ['JSON', (url: string, auth: string) => fetch(`${url}/rest/user.current.json`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ auth }) })],
    ['a path with two slashes', (url: string, auth: string) => fetch(`${url}/rest//user.current?auth=${auth}`)],
  ])('take it from %s', async (_name, send) => {
    const portal = await openPortal()
    const { access_token: auth } = await tokensOf(portal, agentId)
    const { status, body } = await read(await send(portal.url, auth))
    expect([status, body.result]).toMatchObject([200, { ID: '4' }])
  })

  it('take it from nowhere else', async () => {
    const portal = await openPortal()
    const { access_token: auth } = await tokensOf(portal, agentId)
    for (const headers of [{ Authorization: `Bearer ${auth}` }, { auth }, { Cookie: `auth=${auth}` }]) {
      const { status, body } = await read(await fetch(`${portal.url}/rest/profile`, { headers: new Headers(Object.entries(headers)) }))
      expect([status, body.error]).toEqual([401, 'NO_AUTH_FOUND'])
    }
    expect((await callAsApp(portal, '', 'profile')).body.error).toBe('NO_AUTH_FOUND')
    expect((await call(`${portal.url}/rest/`, 'profile', { AUTH: auth })).body.error).toBe('NO_AUTH_FOUND')
  })

  it('know unknown tokens, missing scopes, unknown methods and people who were dismissed', async () => {
    const portal = await openPortal({ app: { scopes: ['im'] } })
    const { access_token: auth } = await tokensOf(portal, agentId)
    expect(await codeFor(portal, 'x'.repeat(32))).toEqual([401, 'invalid_token'])
    const { status, body } = await callAsApp(portal, auth, 'user.get')
    expect([status, body]).toEqual([401, { error: 'insufficient_scope', error_description: 'The request requires higher privileges than provided by the access token' }])
    expect(await codeFor(portal, auth, 'no.such.method')).toEqual([404, 'ERROR_METHOD_NOT_FOUND'])
    expect((await callAsApp(portal, auth, 'scope')).body.result).toEqual(['im'])
    expect(await codeFor(portal, (await tokensOf(portal, dismissedId)).access_token)).toEqual([401, 'authorization_error'])
  })

  it('run in batches, and the token is no filter', async () => {
    const portal = await openPortal()
    const { access_token: auth } = await tokensOf(portal, agentId)
    const everybody = (await call(portal.webhook, 'user.get')).body.total
    const { body } = await callAsApp(portal, auth, 'batch', { cmd: { me: 'profile', all: 'user.get?select[]=ID' } })
    expect(body.result).toMatchObject({ result: { me: { ID: '4' } }, result_total: { all: everybody }, result_error: [] })
    expect((await callAsApp(portal, auth, 'user.get')).body.total).toBe(everybody)
  })

  it('are called expired while the helper says so, and good after a refresh', async () => {
    const portal = await openPortal()
    const first = await tokensOf(portal, agentId)
    portal.app.expireTokens()
    expect(await codeFor(portal, first.access_token)).toEqual([401, 'expired_token'])
    const { body: second } = await refresh(portal, first.refresh_token)
    expect(await codeFor(portal, second.access_token)).toEqual([200, undefined])
  })
})

describe('the fault token-expired', () => {
  it('ends for a token that was refreshed under it, and leaves webhooks alone', async () => {
    const portal = await openPortal()
    const before = await refresh(portal, (await tokensOf(portal, agentId)).refresh_token)
    portal.setFault('token-expired')
    const { access_token: stale, refresh_token: good } = before.body
    expect(await codeFor(portal, stale)).toEqual([401, 'expired_token'])
    expect(await codeFor(portal, (await tokensOf(portal, agentId)).access_token)).toEqual([401, 'expired_token'])
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
    const { body: renewed } = await refresh(portal, good)
    expect(await codeFor(portal, renewed.access_token)).toEqual([200, undefined])
    // set anew, it begins anew
    portal.setFault('token-expired')
    expect(await codeFor(portal, renewed.access_token)).toEqual([401, 'expired_token'])
    portal.clearFaults()
    expect(await codeFor(portal, renewed.access_token)).toEqual([200, undefined])
  })

  it('counted, it lasts through a refresh; calls by webhook do not count', async () => {
    const portal = await openPortal({ faults: ['token-expired=2'] })
    const first = await tokensOf(portal, agentId)
    await call(portal.webhook, 'profile')
    expect(await codeFor(portal, first.access_token)).toEqual([401, 'expired_token'])
    const { body: second } = await refresh(portal, first.refresh_token)
    expect(await codeFor(portal, second.access_token)).toEqual([401, 'expired_token'])
    expect(await codeFor(portal, second.access_token)).toEqual([200, undefined])
  })
})

describe('the page that lets an application in', () => {
  const hop = (location: string): Promise<Response> => fetch(location, { redirect: 'manual' })

  it('asks who you are and sends the browser back with what is documented', async () => {
    const portal = await openPortal({ app: { redirectUri: 'https://app.example/back?kept=1', scopes: ['user', 'im'] } })
    const page = await (await hop(`${portal.app.authorizeUrl}?client_id=${portal.app.clientId}&state=a%26b`)).text()
    const choices = [...page.matchAll(/href="([^"]+)">([^<]+)</g)].map(([, href = '', name = '']) => ({ href: href.replaceAll('&amp;', '&'), name }))
    expect(choices.map(({ name }) => name)).toEqual(['Noa Linden', 'Ada Quill'])
    const back = await hop(new URL(choices[0]!.href, portal.app.authorizeUrl).href)
    expect(back.status).toBe(302)
    const location = new URL(back.headers.get('location') ?? '')
    const { host } = new URL(portal.url)
    const { code, ...rest } = Object.fromEntries(location.searchParams)
    expect(`${location.origin}${location.pathname}`).toBe('https://app.example/back')
    expect(rest).toEqual({ kept: '1', state: 'a&b', domain: host, member_id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown, scope: 'user,im', server_domain: host })
    const { body } = await askForTokens(portal, { grant_type: 'authorization_code', code: code ?? '' })
    expect((await callAsApp(portal, body.access_token, 'profile')).body.result).toMatchObject({ NAME: 'Noa' })
  })

  it('shows the code where there is nowhere to send it', async () => {
    const portal = await openPortal()
    const page = await (await hop(`${portal.app.authorizeUrl}?client_id=${portal.app.clientId}&user_id=4`)).text()
    const [, code = ''] = /<code>([a-z0-9]+)<\/code>/.exec(page) ?? []
    expect((await askForTokens(portal, { grant_type: 'authorization_code', code })).status).toBe(200)
  })

  it.each(['', '?client_id=local.00', '?client_id[]=x', '?client_id=%3Cscript%3E'])('shows its own page for an unknown application: %s', async (query) => {
    const portal = await openPortal()
    const response = await hop(`${portal.app.authorizeUrl}${query}`)
    expect([response.status, response.headers.get('location'), response.headers.get('content-type')]).toEqual([403, null, 'text/html; charset=utf-8'])
    expect(await response.text()).not.toContain('<script>')
  })

  it('writes what it was sent as text', async () => {
    const portal = await openPortal()
    const page = await (await hop(`${portal.app.authorizeUrl}?client_id=${portal.app.clientId}&state=%22%3E%3Cscript%3E`)).text()
    expect(page).not.toContain('<script>')
  })

  it('lets nobody in who was dismissed', async () => {
    const portal = await openPortal({ app: { redirectUri: 'https://app.example/' } })
    const response = await hop(`${portal.app.authorizeUrl}?client_id=${portal.app.clientId}&user_id=${dismissedId}`)
    expect([response.status, response.headers.get('location')]).toEqual([200, null])
  })
})
