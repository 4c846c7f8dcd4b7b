import { describe, expect, test } from 'vitest'
import { appAccess } from '../../../electron/adapters/portal/oauth/appAccess'
import { createTokenClient } from '../../../electron/adapters/portal/oauth/tokenClient'
import { isDeliveryUnknown } from '../../../electron/adapters/portal/portalErrors'
import { shownOf } from '../../support/portal/clientParts'
import { appOn, credentials, oauthHost, tokenClientOf } from '../../support/portal/oauthHost'
import { failureOf, recordingLog, until } from '../../support/portal/portalParts'
import { json, page, refusal, reset, result, scriptedHost, silence, type Step } from '../../support/portal/scriptedHost'
import { thrownBy } from '../../support/portal/thrownBy'

const code = 'c0d3c0d3c0d3c0d3c0d3'
const authOf = (body: string): unknown => (JSON.parse(body) as { readonly auth?: unknown }).auth
const formOf = (body: string): unknown => Object.fromEntries(new URLSearchParams(body))

describe('a code', () => {
  test('is exchanged by a form, and nothing of it is in an address', async () => {
    const host = await oauthHost()
    const tokens = await tokenClientOf(host).exchangeCode(credentials, ` ${code}\n`)

    expect(tokens).toMatchObject({ ...host.pairOf(2), clientEndpoint: `${host.origin}/rest/`, memberId: 'a223c6b3710f85df' })
    expect(tokens.expiresAt - Date.now()).toBeGreaterThan(3_500_000)
    expect(host.seen).toHaveLength(1)
    expect(host.seen[0]).toMatchObject({ method: 'POST', path: '/oauth/token/' })
    expect(host.seen[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(formOf(host.seen[0]?.body ?? '')).toEqual({ grant_type: 'authorization_code', client_id: credentials.clientId, client_secret: credentials.clientSecret, code })
  })

  test('may be the whole address; whoever that names, the client secret goes to the server this app knows', async () => {
    const host = await oauthHost()
    const evil = await scriptedHost([result(1)])
    const address = `https://app.example/?code=${code}&state=s1&domain=${host.host}&server_domain=${evil.host}&client_endpoint=${evil.origin}`

    await expect(tokenClientOf(host).exchangeCode(credentials, address, { state: 's1' })).resolves.toMatchObject(host.pairOf(2))
    expect(evil.seen).toHaveLength(0)
  })

  test('of another portal than the one meant is not used', async () => {
    const host = await oauthHost()
    for (const [address, portalHost] of [[`https://app.example/?code=${code}&domain=other.bitrix24.example`, undefined], [code, 'other.bitrix24.example']] as const) {
      const failure = await failureOf(tokenClientOf(host).exchangeCode(credentials, address, portalHost === undefined ? {} : { portalHost }))
      expect(failure).toMatchObject({ code: 'badAnswerFromPortal', details: { reason: 'otherPortal' } })
    }
    await expect(tokenClientOf(host).exchangeCode(credentials, code, { portalHost: host.host.toUpperCase() })).resolves.toBeDefined()
  })

  test('with another state, or none to read, is not even sent', async () => {
    const host = await oauthHost()
    await expect(tokenClientOf(host).exchangeCode(credentials, `https://app.example/?code=${code}&state=theirs`, { state: 'ours' })).rejects.toMatchObject({ code: 'codeExpired', details: { reason: 'otherState' } })
    await expect(tokenClientOf(host).exchangeCode(credentials, 'my code is somewhere else')).rejects.toMatchObject({ code: 'codeExpired', details: { reason: 'unreadable' } })
    expect(host.seen).toHaveLength(0)
  })

  test.each([
    ['an old code', refusal(400, 'invalid_grant'), 'codeExpired'],
    ['a wrong client', refusal(200, 'WRONG_CLIENT'), 'appRemoved'],
    ['a page', page(200), 'badAnswerFromPortal'],
    ['502', page(502), 'portalError'],
    ['a broken connection', reset, 'network'],
    ['silence', silence, 'timeout'],
  ] as const)('met with %s is asked for once', async (_what, step, expected) => {
    const host = await oauthHost()
    host.answerTokens(step)
    const log = recordingLog()
    const failure = await failureOf(tokenClientOf(host, log, expected === 'timeout' ? { timeoutMs: 200 } : {}).exchangeCode(credentials, code))

    expect(failure.code).toBe(expected)
    expect(host.seen).toHaveLength(1)
    expect(log.lines).toHaveLength(1)
  })

  test('ends with its signal', async () => {
    const host = await oauthHost()
    host.answerTokens(silence)
    const abort = new AbortController()
    const end = failureOf(tokenClientOf(host).exchangeCode(credentials, code, { signal: abort.signal }))
    await until(() => host.seen.length > 0)
    abort.abort()
    expect((await end).code).toBe('cancelled')
  })
})

test('the authorisation server is the official one, or one on loopback where that is allowed', () => {
  const of = (authServer: string, allowLoopback: boolean) => () => createTokenClient({ send: () => Promise.reject(new Error('unused')), clock: { now: () => 0 }, log: recordingLog(), userAgent: '', timeoutMs: 1, authServer, allowLoopback })
  for (const [server, allow] of [['http://oauth.bitrix.info', true], ['http://127.0.0.1:5001', false], ['https://127.0.0.1:5001', false], ['nonsense', true], ['https://a:b@oauth.bitrix.info', true], ['http://localhost:5001', true]] as const) {
    expect(thrownBy(of(server, allow)).code).toBe('badArguments')
  }
  expect(of('http://127.0.0.1:5001', true)()).toBeDefined()
  expect(of('https://oauth.bitrix.info', false)()).toBeDefined()
})

describe('a call of an application', () => {
  test('carries the token in its body, never in the address', async () => {
    const host = await oauthHost()
    const { call } = appOn(host)
    await call('user.get', { FILTER: { ID: '7' }, auth: 'whatever came from outside' })
    await call('main.eventlog.list', {})

    expect(host.seen.map(({ path }) => path)).toEqual(['/rest/user.get.json', '/rest/api/main.eventlog.list'])
    expect(host.seen.map(({ body }) => authOf(body))).toEqual([host.tokens.accessToken, host.tokens.accessToken])
    expect(host.seen.map(({ headers }) => JSON.stringify(headers)).join('')).not.toContain(host.tokens.accessToken)
  })

  test('is not made for a token without a safe portal', () => {
    for (const clientEndpoint of ['http://acme.bitrix24.example/rest/', 'nonsense', 'http://127.0.0.1:5001/rest/']) {
      expect(thrownBy(() => appAccess({ credentials, tokens: { accessToken: 'a', refreshToken: 'b', expiresAt: 0, clientEndpoint, memberId: '' }, tokenClient: { exchangeCode: () => Promise.reject(new Error('unused')), refresh: () => Promise.reject(new Error('unused')) }, allowLoopback: false, log: recordingLog(), onTokens: () => undefined })).code).toBe('tokenExpired')
    }
  })

  test('does not renew because a clock says so: only the portal does', async () => {
    const host = await oauthHost()
    await appOn(host, { tokens: { ...host.tokens, expiresAt: 1 } }).call('profile', {})
    expect(host.asked()).toHaveLength(0)
  })
})

describe('a token that ran out', () => {
  test.each(['expired_token', 'invalid_token'])('(%s) is renewed, kept, and the call sent once more', async (error) => {
    const host = await oauthHost()
    let refusals = 0
    host.answerCalls((request, response) => ((refusals += 1) === 1 ? refusal(401, error) : result(true))(request, response))
    const { call, kept, waits } = appOn(host)

    await expect(call('profile', {})).resolves.toBe(true)
    expect(formOf(host.asked()[0]?.body ?? '')).toEqual({ grant_type: 'refresh_token', client_id: credentials.clientId, client_secret: credentials.clientSecret, refresh_token: host.tokens.refreshToken })
    expect(host.called().map(({ body }) => authOf(body))).toEqual([host.tokens.accessToken, host.pairOf(2).accessToken])
    // Handed over before the first call with it
    expect(kept).toMatchObject([{ ...host.pairOf(2), callsBefore: 1 }])
    expect(waits).toEqual([])
  })

  test('is renewed before a write is sent again: the first one was refused', async () => {
    const host = await oauthHost()
    host.expire()
    await expect(appOn(host).call('user.add', {})).resolves.toBe(true)
    expect(host.called()).toHaveLength(2)
  })

  test('is renewed once for all who meet its end together, and for who was under way meanwhile', async () => {
    const host = await oauthHost()
    host.expire()
    const held: (() => void)[] = []
    host.answerCalls((request, response) => {
      const isOld = authOf(request.body) === host.tokens.accessToken
      // The last refusal comes when the renewal is long over
      if (isOld && request.path.includes('scope')) held.push(() => refusal(401, 'expired_token')(request, response))
      else (isOld ? refusal(401, 'expired_token') : result(true))(request, response)
    })
    const { call, kept } = appOn(host)
    const late = call('scope', {})
    await until(() => held.length === 1)
    const together = await Promise.all(['profile', 'user.get', 'user.search', 'user.current', 'server.time'].map((method) => call(method as 'profile', {})))
    for (const release of held) release()

    expect(together).toEqual([true, true, true, true, true])
    await expect(late).resolves.toBe(true)
    expect(host.asked()).toHaveLength(1)
    expect(kept).toHaveLength(1)
    expect(held).toHaveLength(1)
  })

  test('holds a new call back until the pair is there', async () => {
    const host = await oauthHost()
    host.expire()
    const release = Promise.withResolvers<undefined>()
    host.answerTokens((request, response) => {
      void release.promise.then(() => {
        host.answerTokens(undefined)
        json(200, { access_token: host.pairOf(9).accessToken, refresh_token: host.pairOf(9).refreshToken, client_endpoint: `${host.origin}/rest/` })(request, response)
      })
    })
    const { call } = appOn(host)
    const first = call('profile', {})
    await until(() => host.asked().length === 1)
    const second = call('scope', {})
    release.resolve(undefined)
    await expect(Promise.all([first, second])).resolves.toEqual([true, true])

    expect(host.called().map(({ body }) => authOf(body))).toEqual([host.tokens.accessToken, host.pairOf(9).accessToken, host.pairOf(9).accessToken])
  })

  test('and whose successor is refused too ends in tokenExpired after exactly one renewal and one repetition', async () => {
    const host = await oauthHost()
    host.answerCalls(refusal(401, 'expired_token'))
    const failure = await failureOf(appOn(host).call('profile', {}))

    expect(failure).toMatchObject({ code: 'tokenExpired', retry: 'no', details: { portalCode: 'EXPIRED_TOKEN' } })
    expect(host.called()).toHaveLength(2)
    expect(host.asked()).toHaveLength(1)
  })

  test('may be met after a moment’s trouble, and trouble after it, within the same call', async () => {
    const host = await oauthHost()
    const script: Step[] = [reset, refusal(401, 'expired_token'), refusal(503, 'QUERY_LIMIT_EXCEEDED'), result('there')]
    host.answerCalls((request, response) => script[Math.min(host.called().length, script.length) - 1]?.(request, response))
    await expect(appOn(host).call('profile', {})).resolves.toBe('there')
  })

  test.each([
    ['access_denied', 403, 'noRights'],
    ['user_access_error', 403, 'noRights'],
    ['insufficient_scope', 401, 'scopeMissing'],
    ['NO_AUTH_FOUND', 401, 'tokenExpired'],
    ['authorization_error', 401, 'tokenExpired'],
    ['APPLICATION_NOT_FOUND', 401, 'appRemoved'],
    ['PAYMENT_REQUIRED', 401, 'subscriptionNeeded'],
    ['SOMETHING_NEW', 401, 'tokenExpired'],
  ])('is not what %s with %i says: no renewal', async (error, status, expected) => {
    const host = await oauthHost()
    host.answerCalls(refusal(status, error))
    await expect(appOn(host).call('profile', {})).rejects.toMatchObject({ code: expected })
    expect(host.asked()).toHaveLength(0)
    expect(host.called()).toHaveLength(1)
  })

  test('that the authorisation server will not renew is asked about once, whoever calls later', async () => {
    const host = await oauthHost()
    host.expire()
    host.answerTokens(refusal(400, 'invalid_grant'))
    const { call } = appOn(host)

    for (let count = 0; count < 3; count += 1) await expect(call('profile', {})).rejects.toMatchObject({ code: 'tokenExpired', details: { portalCode: 'INVALID_GRANT' } })
    expect(host.asked()).toHaveLength(1)
  })

  test('is asked about again where the authorisation server only stumbled, and a write then was not sent', async () => {
    const host = await oauthHost()
    host.expire()
    host.answerTokens(page(502))
    const { call, kept } = appOn(host)
    const failure = await failureOf(call('user.add', {}))
    expect(failure.code).toBe('portalError')
    expect(isDeliveryUnknown(failure)).toBe(false)
    expect(host.called()).toHaveLength(1)

    host.answerTokens(undefined)
    await expect(call('user.add', {})).resolves.toBe(true)
    expect(kept).toHaveLength(1)
  })

  test('is renewed for the others when one caller gives up', async () => {
    const host = await oauthHost()
    host.expire()
    const release = Promise.withResolvers<undefined>()
    host.answerTokens((request, response) => {
      void release.promise.then(() => json(200, { access_token: host.pairOf(7).accessToken, refresh_token: host.pairOf(7).refreshToken, client_endpoint: `${host.origin}/rest/` })(request, response))
    })
    const { call, kept } = appOn(host)
    const abort = new AbortController()
    const impatient = failureOf(call('profile', {}, { signal: abort.signal }))
    const patient = call('scope', {})
    await until(() => host.asked().length === 1 && host.called().length === 2)
    abort.abort()
    expect((await impatient).code).toBe('cancelled')
    release.resolve(undefined)

    await expect(patient).resolves.toBe(true)
    expect(kept).toHaveLength(1)
  })

  test('is good even when nobody could keep its successor', async () => {
    const host = await oauthHost()
    host.expire()
    const { call, log } = appOn(host, {
      onTokens: () => {
        throw new Error(`the keychain says no to ${host.pairOf(2).accessToken}`)
      },
    })
    await expect(call('profile', {})).resolves.toBe(true)
    expect(log.lines.join('\n')).toContain('tokensNotKept')
    expect(log.lines.join('\n')).not.toContain('acc3ss')
  })

  test('of a renamed portal is renewed, and goes nowhere a person has not confirmed', async () => {
    const host = await oauthHost()
    const elsewhere = await scriptedHost([result('elsewhere')])
    host.expire()
    host.answerTokens(json(200, { access_token: host.pairOf(8).accessToken, refresh_token: host.pairOf(8).refreshToken, client_endpoint: `${elsewhere.origin}/rest/` }))
    const { call, kept } = appOn(host)

    await expect(call('profile', {})).resolves.toBe(true)
    expect(kept).toMatchObject([{ ...host.pairOf(8), clientEndpoint: `${host.origin}/rest/`, memberId: host.tokens.memberId }])
    expect(elsewhere.seen).toHaveLength(0)
  })
})

test('no object of an application shows its secrets', async () => {
  const host = await oauthHost()
  const log = recordingLog()
  const tokenClient = tokenClientOf(host, log)
  const access = appAccess({ credentials, tokens: host.tokens, tokenClient, allowLoopback: true, log, onTokens: () => undefined })
  for (const secret of [host.tokens.accessToken, host.tokens.refreshToken, credentials.clientSecret]) {
    expect(shownOf([access, tokenClient, appOn(host).call])).not.toContain(secret)
    expect(access.holdsSecret(`x${secret.toUpperCase()}y`)).toBe(true)
  }
  expect(access.holdsSecret('nothing of it')).toBe(false)
})
