import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAuthorizationCode } from '../../../electron/adapters/portal/oauth/authorizationCode'
import { authorizeAddress } from '../../../electron/adapters/portal/oauth/authorizeAddress'
import { readTokens, type TokenQuestion } from '../../../electron/adapters/portal/oauth/tokenAnswer'
import type { PortalAnswer } from '../../../electron/adapters/portal/readAnswer'
import { AppFailure, type ErrorCode } from '@shared/contract/appError'
import { shownOf } from '../../support/portal/clientParts'
import { thrownBy } from '../../support/portal/thrownBy'

const code = 'c0d3c0d3c0d3c0d3c0d3'
const secret = 'cl13nts3cr3tcl13nts3cr3t'

describe('the address where a person lets the application in', () => {
  test('holds the client’s id and the state, and no way back', () => {
    expect(authorizeAddress('acme.bitrix24.example', 'local.5f0c', 'a b&c', { allowLoopback: false })).toBe('https://acme.bitrix24.example/oauth/authorize/?client_id=local.5f0c&state=a+b%26c')
    expect(authorizeAddress(' https://Acme.bitrix24.example/company/ ', ' local.5f0c ', '', { allowLoopback: false })).toBe('https://acme.bitrix24.example/oauth/authorize/?client_id=local.5f0c')
    expect(authorizeAddress('http://127.0.0.1:5001', 'local.1', 's', { allowLoopback: true })).toBe('http://127.0.0.1:5001/oauth/authorize/?client_id=local.1&state=s')
  })

  test.each(['', 'acme', 'http://acme.bitrix24.example', 'http://127.0.0.1:5001', 'https://a:b@acme.bitrix24.example', 'javascript:alert(1)', 'file:///etc/passwd', 'not a host', 'a'.repeat(3000)])('is not made for %.40s', (portal) => {
    expect(thrownBy(() => authorizeAddress(portal, 'local.1', 's', { allowLoopback: false })).code).toBe('hostNotFound')
  })

  test('wants an id', () => {
    for (const clientId of ['', '  ', 'x'.repeat(300)]) expect(thrownBy(() => authorizeAddress('acme.example', clientId, 's', { allowLoopback: false }))).toMatchObject({ code: 'badRequest', details: { field: 'clientId' } })
  })
})

describe('the code a person pastes', () => {
  test.each([
    [code, { code, state: undefined, portalHost: undefined }],
    [`  "${code}",\n`, { code, state: undefined, portalHost: undefined }],
    [`https://app.example/cb?code=${code}&state=xyz&domain=acme.bitrix24.example&member_id=1&scope=user&server_domain=evil.example`, { code, state: 'xyz', portalHost: 'acme.bitrix24.example' }],
    [`<https://app.example/cb?state=xyz&code=${code}>`, { code, state: 'xyz', portalHost: undefined }],
    [`?code=${code}&domain=ACME.bitrix24.example`, { code, state: undefined, portalHost: 'acme.bitrix24.example' }],
    [`code=${code}`, { code, state: undefined, portalHost: undefined }],
    [`https://app.example/?code=${code}&domain=not a host`, { code, state: undefined, portalHost: undefined }],
  ])('%j is read', (text, expected) => {
    expect(readAuthorizationCode(text)).toEqual(expected)
  })

  test.each([
    ['', 'codeExpired'],
    ['short', 'codeExpired'],
    [`https://app.example/?code=${code}%20${code}`, 'codeExpired'],
    [`https://app.example/?token=${code}`, 'codeExpired'],
    ['https://app.example/', 'codeExpired'],
    ['https://app.example/?error=access_denied&error_description=x', 'noRights'],
    ['https://app.example/?error=invalid_scope', 'scopeMissing'],
    [`https://app.example/?error=${code}`, 'codeExpired'],
    ['x'.repeat(100_000), 'codeExpired'],
  ])('%.60j is not: %s', (text, expected) => {
    const failure = thrownBy(() => readAuthorizationCode(text))
    expect(failure.code).toBe(expected)
    expect(shownOf(failure)).not.toContain(code)
  })
})

const now = Date.UTC(2026, 9, 1, 12)
const question = (parts: Partial<TokenQuestion> = {}): TokenQuestion => ({ grant: 'refresh_token', serverHost: 'oauth.bitrix.info', isLoopback: false, allowLoopback: false, now, holdsSecret: (text) => text.includes(secret), ...parts })
const good = { access_token: 'acc3ssacc3ssacc3ss', refresh_token: 'r3fr3shr3fr3shr3fr3sh', expires_in: 3600, client_endpoint: 'https://acme.bitrix24.example/rest/', server_endpoint: 'https://oauth.bitrix.info/rest/', domain: 'oauth.bitrix.info', member_id: 'a223c6b3710f85df22e9377d6c4f7553', scope: 'user', status: 'L' }
const answerOf = (parts: Partial<PortalAnswer>): PortalAnswer => ({ status: 200, location: undefined, text: '', ...parts })
const read = (body: unknown, status = 200, parts: Partial<TokenQuestion> = {}) => readTokens(answerOf({ status, text: JSON.stringify(body) }), question(parts))
const failureOf = (body: unknown, status = 200, parts: Partial<TokenQuestion> = {}): AppFailure => thrownBy(() => read(body, status, parts))

describe('a pair of tokens', () => {
  test('is read with its portal', () => {
    expect(read(good)).toEqual({
      tokens: { accessToken: good.access_token, refreshToken: good.refresh_token, expiresAt: now + 3_600_000, clientEndpoint: 'https://acme.bitrix24.example/rest/', memberId: good.member_id },
      portalHost: 'acme.bitrix24.example',
    })
  })

  test.each([
    [{}, 3600],
    [{ expires_in: '1800' }, 1800],
    [{ expires_in: 0, expires: 0 }, 3600],
    [{ expires_in: -5 }, 3600],
    [{ expires_in: null, expires: now / 1000 + 600 }, 600],
    [{ expires: now / 1000 - 600 }, 3600],
    [{ expires_in: 'soon', expires: {} }, 3600],
    [{ expires_in: 1e15 }, 366 * 24 * 3600],
  ])('that says %j of its end lasts %i seconds, and never none', (lifetime, seconds) => {
    expect(read({ ...good, expires_in: undefined, ...lifetime }).tokens.expiresAt).toBe(now + seconds * 1000)
  })

  test('without a member’s id is good too', () => {
    for (const member of [undefined, 7, '<b>', 'a'.repeat(200)]) expect(read({ ...good, member_id: member }).tokens.memberId).toBe('')
  })

  test.each([
    { client_endpoint: 'http://acme.bitrix24.example/rest/' },
    { client_endpoint: 'https://acme.bitrix24.example/other/' },
    { client_endpoint: 'https://acme.bitrix24.example/rest/?x=1' },
    { client_endpoint: 'https://user:pw@acme.bitrix24.example/rest/' },
    { client_endpoint: 'https://acme/rest/' },
    { client_endpoint: 'http://127.0.0.1:5001/rest/' },
    { client_endpoint: 'https://127.0.0.1/rest/' },
    { client_endpoint: 'no address' },
    { client_endpoint: undefined },
    { access_token: undefined },
    { access_token: '' },
    { access_token: 'with space inside' },
    { refresh_token: { toString: 'x' } },
    { refresh_token: 'x'.repeat(5000) },
  ])('with %.70j is refused', (parts) => {
    const failure = failureOf({ ...good, ...parts })
    expect(failure).toMatchObject({ code: 'badAnswerFromPortal', details: { by: 'authServer' } })
    expect(shownOf(failure)).not.toContain(good.access_token)
  })

  test('of the demo portal may lead to loopback where that is allowed', () => {
    expect(read({ ...good, client_endpoint: 'http://127.0.0.1:5001/rest' }, 200, { allowLoopback: true })).toMatchObject({ tokens: { clientEndpoint: 'http://127.0.0.1:5001/rest/' }, portalHost: '127.0.0.1:5001' })
    expect(failureOf({ ...good, client_endpoint: 'http://acme.bitrix24.example/rest/' }, 200, { allowLoopback: true }).code).toBe('badAnswerFromPortal')
  })
})

describe('the authorisation server’s refusal', () => {
  const rows: readonly (readonly [error: string, status: number, ofCode: ErrorCode, ofRefresh: ErrorCode])[] = [
    ['invalid_grant', 400, 'codeExpired', 'tokenExpired'],
    ['expired_token', 401, 'codeExpired', 'tokenExpired'],
    ['bad_verification_code', 400, 'codeExpired', 'codeExpired'],
    ['NO_AUTH_FOUND', 401, 'codeExpired', 'tokenExpired'],
    ['invalid_client', 401, 'appRemoved', 'appRemoved'],
    ['WRONG_CLIENT', 200, 'appRemoved', 'appRemoved'],
    ['NOT_INSTALLED', 401, 'appRemoved', 'appRemoved'],
    ['unauthorized_client', 400, 'appRemoved', 'appRemoved'],
    ['insufficient_scope', 403, 'scopeMissing', 'scopeMissing'],
    ['invalid_scope', 400, 'scopeMissing', 'scopeMissing'],
    ['access_denied', 403, 'noRights', 'noRights'],
    ['PAYMENT_REQUIRED', 401, 'subscriptionNeeded', 'subscriptionNeeded'],
    ['not_found', 404, 'portalGone', 'portalGone'],
    ['not_found', 400, 'portalGone', 'portalGone'],
    ['invalid_request', 400, 'portalError', 'portalError'],
    ['unsupported_grant_type', 400, 'portalError', 'portalError'],
    ['server_error', 500, 'portalError', 'portalError'],
    ['service_unavailable', 503, 'portalError', 'portalError'],
    ['gateway_timeout', 504, 'portalError', 'portalError'],
    ['unknown_error', 400, 'portalError', 'portalError'],
    ['unknown_auth_error', 401, 'portalError', 'portalError'],
    ['forbidden', 403, 'portalError', 'portalError'],
    ['slow_down', 429, 'rateLimited', 'rateLimited'],
  ]
  test.each(rows)('%s with %i is %s for a code and %s for a renewal; with 200 it is a refusal too', (error, status, ofCode, ofRefresh) => {
    for (const envelope of [{ error, error_description: secret }, { error: { code: error, message: secret } }]) {
      expect(failureOf(envelope, status, { grant: 'authorization_code' }).code).toBe(ofCode)
      expect(failureOf({ ...envelope, ...good }, status).code).toBe(ofRefresh)
      expect(failureOf({ ...good, ...envelope }, 200)).toBeInstanceOf(AppFailure)
      expect(shownOf(failureOf(envelope, status))).not.toContain(secret)
    }
  })

  test.each([
    [{ status: 200, text: '' }, 'badAnswerFromPortal'],
    [{ status: 200, text: 'ok' }, 'badAnswerFromPortal'],
    [{ status: 200, text: '[]' }, 'badAnswerFromPortal'],
    [{ status: 200, text: '{}' }, 'badAnswerFromPortal'],
    [{ status: 200, text: '<html>sign in</html>' }, 'badAnswerFromPortal'],
    [{ status: 404, text: '' }, 'portalError'],
    [{ status: 401, text: '{"x":1}' }, 'portalError'],
    [{ status: 502, text: '<html></html>' }, 'portalError'],
    [{ status: 407, text: '' }, 'proxy'],
    [{ status: 511, text: '<html></html>' }, 'captivePortal'],
    [{ status: 302, location: 'http://hotel.example/' }, 'captivePortal'],
    [{ status: 302, location: 'https://evil.example/' }, 'badAnswerFromPortal'],
    [{ status: 200, text: '\uFEFF{"error":"invalid_client"}' }, 'appRemoved'],
  ] as const)('or its nonsense %j is %s, and never sends the app to another portal', (parts, expected) => {
    const failure = thrownBy(() => readTokens(answerOf({ ...parts, date: 'Thu, 01 Oct 2026 12:00:00 GMT' }), question()))
    expect(failure).toMatchObject({ code: expected, details: { serverDate: now } })
    expect(failure.details).not.toHaveProperty('movedTo')
  })

  test('however it is written ends in tokens or in an AppFailure without a secret', () => {
    const keys = fc.constantFrom('error', 'access_token', 'refresh_token', 'client_endpoint', 'expires', 'expires_in', 'code', '__proto__', 'constructor')
    const value = fc.oneof(fc.constantFrom<unknown>(null, secret, good.access_token, good.client_endpoint, 0, -1, {}, [], { code: secret }), fc.string())
    fc.assert(
      fc.property(fc.dictionary(keys, value), fc.constantFrom(200, 400, 401, 500), fc.boolean(), (body, status, isPartlyGood) => {
        try {
          read(isPartlyGood ? { ...good, ...body } : body, status)
        } catch (error) {
          expect(error).toBeInstanceOf(AppFailure)
          for (const hidden of [secret, good.access_token]) expect(shownOf(error)).not.toContain(hidden)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
