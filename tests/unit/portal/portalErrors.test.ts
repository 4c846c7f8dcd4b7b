import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostOf, readAnswer, transportFailure, type PortalAnswer } from '../../../electron/adapters/portal/portalErrors'
import { readMethodInfo, readProfile, readScope, readServerTime, readUser, readUsers } from '../../../electron/adapters/portal/responseSchemas'
import { AppFailure } from '@shared/contract/appError'
import { everythingOf } from '../../support/portal/portalParts'

const secret = 's3cr3ts3cr3ts3cr3t00'
const answer = (parts: Partial<PortalAnswer>): PortalAnswer => ({ status: 200, location: undefined, text: '', ...parts })
const readOf = (parts: Partial<PortalAnswer>): unknown => readAnswer(answer(parts), secret, 'acme.bitrix24.example')
const failureIn = (action: () => unknown): AppFailure => {
  try {
    action()
  } catch (error) {
    if (error instanceof AppFailure) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
const refusal = (error: unknown, status = 400, description = 'words'): AppFailure => failureIn(() => readOf({ status, text: JSON.stringify({ error, error_description: description }) }))

describe('a refusal', () => {
  test.each([
    ['QUERY_LIMIT_EXCEEDED', 'rateLimited'],
    ['OPERATION_TIME_LIMIT', 'overloaded'],
    ['OVERLOAD_LIMIT', 'portalBlocked'],
    ['NO_AUTH_FOUND', 'webhookDead'],
    ['INVALID_CREDENTIALS', 'webhookDead'],
    ['authorization_error', 'webhookDead'],
    ['APPLICATION_NOT_FOUND', 'webhookDead'],
    ['expired_token', 'tokenExpired'],
    ['invalid_token', 'tokenExpired'],
    ['insufficient_scope', 'scopeMissing'],
    ['ACCESS_DENIED', 'noRights'],
    ['user_access_error', 'noRights'],
    ['METHOD_CONFIRM_WAITING', 'noRights'],
    ['PORTAL_DELETED', 'portalGone'],
    ['PAYMENT_REQUIRED', 'subscriptionNeeded'],
    ['ERROR_METHOD_NOT_FOUND', 'notFound'],
    ['INVALID_REQUEST', 'webhookInsecure'],
    ['INTERNAL_SERVER_ERROR', 'portalError'],
    ['ERROR_UNEXPECTED_ANSWER', 'portalError'],
    ['ERROR_CORE', 'portalError'],
    ['100', 'portalError'],
  ])('%s is %s, in any case and with any status', (code, expected) => {
    for (const status of [200, 400]) {
      expect(refusal(code, status).code).toBe(expected)
      expect(refusal(code.toLowerCase(), status).code).toBe(expected)
      expect(refusal(code.toUpperCase(), status).code).toBe(expected)
    }
  })

  test.each([
    [401, 'webhookDead'],
    [402, 'subscriptionNeeded'],
    [403, 'noRights'],
    [404, 'notFound'],
    [410, 'portalGone'],
    [429, 'rateLimited'],
    [500, 'portalError'],
  ])('with an unknown code goes by its status %i: %s', (status, expected) => {
    expect(refusal('SOMETHING_NEW', status).code).toBe(expected)
    expect(failureIn(() => readOf({ status, text: '' })).code).toBe(expected)
  })

  test('for want of a plan is told from one for want of rights, in the languages of the portal', () => {
    for (const words of ['REST can be used on a commercial plan only.', 'REST доступен только на коммерческих тарифах', 'Nur in kostenpflichtigen Tarifen']) {
      expect(refusal('ACCESS_DENIED', 403, words).code).toBe('subscriptionNeeded')
    }
    expect(refusal('ACCESS_DENIED', 403, 'Access denied!').code).toBe('noRights')
  })

  test('keeps a mark of its words and never the words', () => {
    const first = refusal('ACCESS_DENIED', 403, `Denied for ${secret}`)
    expect(first.details?.['words']).toMatch(/^[0-9a-f]{12}$/)
    expect(refusal('ACCESS_DENIED', 403, `Denied for ${secret}`).details).toEqual(first.details)
    expect(refusal('ACCESS_DENIED', 403, 'Other words').details).not.toEqual(first.details)
    expect(everythingOf(first)).not.toContain(secret)
  })

  test('inside `result` counts', () => {
    expect(failureIn(() => readOf({ text: JSON.stringify({ result: { error: 'insufficient_scope', error_description: 'x' } }) })).code).toBe('scopeMissing')
  })

  test('of REST 3.0 counts', () => {
    expect(failureIn(() => readOf({ status: 403, text: JSON.stringify({ error: { code: 'BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION', message: 'x' } }) })).code).toBe('noRights')
  })

  test.each(['0', '', 0, null, false])('with the code %j is none where there is a result', (error) => {
    expect(readOf({ text: JSON.stringify({ error, result: [1] }) })).toEqual([1])
  })

  test('echoing the secret as its code does not carry it', () => {
    for (const code of [secret, secret.toUpperCase(), `ERROR_${secret}`]) expect(everythingOf(refusal(code))).not.toMatch(new RegExp(secret, 'i'))
  })
})

describe('an answer that is none', () => {
  test.each([
    [200, '<!DOCTYPE html><p>login</p>', 'notBitrix'],
    [404, '<html></html>', 'notBitrix'],
    [502, '<html></html>', 'portalError'],
    [200, '{"result": {"ID"', 'badAnswerFromPortal'],
    [200, '', 'badAnswerFromPortal'],
    [200, 'null', 'badAnswerFromPortal'],
    [200, '[]', 'badAnswerFromPortal'],
    [200, '{}', 'badAnswerFromPortal'],
    [200, '"text"', 'badAnswerFromPortal'],
    [407, '', 'proxy'],
    [302, '', 'notBitrix'],
  ])('%i %j is %s', (status, text, code) => {
    expect(failureIn(() => readOf({ status, text })).code).toBe(code)
  })

  test('a byte order mark, or two, is forgiven', () => {
    expect(readOf({ text: '\uFEFF{"result":true}' })).toBe(true)
    expect(readOf({ text: '\uFEFF\uFEFF {"result":true}' })).toBe(true)
  })

  test('nesting without end is a bad answer', () => {
    expect(failureIn(() => readOf({ text: '{"result":'.repeat(200_000) })).code).toBe('badAnswerFromPortal')
  })

  test.each([
    ['https://new.bitrix24.example/rest/1/abc/profile', 'portalRenamed', 'new.bitrix24.example'],
    [`https://new.bitrix24.example/?back=${secret}`, 'portalRenamed', 'new.bitrix24.example'],
    [`https://${secret}.example/`, 'portalRenamed', undefined],
    [`https://${secret.toUpperCase()}.example/`, 'portalRenamed', undefined],
    ['https://acme.bitrix24.example/login/', 'notBitrix', undefined],
    ['/auth/', 'notBitrix', undefined],
    ['javascript:alert(1)', 'notBitrix', undefined],
    ['https://', 'notBitrix', undefined],
  ])('a redirect to %s is %s', (location, code, movedTo) => {
    const failure = failureIn(() => readOf({ status: 302, location }))
    expect(failure.code).toBe(code)
    expect(failure.details?.['movedTo']).toBe(movedTo)
    expect(everythingOf(failure)).not.toMatch(new RegExp(secret, 'i'))
  })

  test('a host is taken from an absolute web address only', () => {
    expect(hostOf(undefined)).toBeUndefined()
    expect(hostOf('mailto:a@b.example')).toBeUndefined()
    expect(hostOf('https://a.example:444/x')).toBe('a.example:444')
  })
})

describe('no answer', () => {
  test.each([
    ['ENOTFOUND', true, 'hostNotFound'],
    ['ENOTFOUND', false, 'network'],
    ['EAI_AGAIN', true, 'network'],
    ['ECONNREFUSED', true, 'network'],
    ['ECONNRESET', true, 'network'],
    ['ENETUNREACH', true, 'network'],
    ['ETIMEDOUT', true, 'timeout'],
    ['CERT_HAS_EXPIRED', true, 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', true, 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', true, 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', true, 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', true, 'tls'],
    ['EPROTO', true, 'tls'],
    ['HPE_INVALID_CONSTANT', true, 'notBitrix'],
    ['Z_DATA_ERROR', true, 'badAnswerFromPortal'],
    ['ERR_BAD_RESPONSE', true, 'network'],
  ])('%s (network there: %s) is %s', (code, isOnline, expected) => {
    const foreign = Object.assign(new Error(`connect to https://x/rest/1/${secret}/`), { code, config: { url: secret } })
    const failure = transportFailure(foreign, () => isOnline)
    expect(failure).toMatchObject({ code: expected, details: { cause: code } })
    expect(everythingOf(failure)).not.toContain(secret)
  })

  test.each([undefined, null, 'text', new Error(secret), { code: secret }, { code: 42 }])('an error of another kind is a network failure', (foreign) => {
    const failure = transportFailure(foreign, () => true)
    expect(failure.code).toBe('network')
    expect(everythingOf(failure)).not.toContain(secret)
  })
})

describe('two thousand hostile answers', () => {
  const nasty = fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, '', '0', 'Y', 'N', '27', '2026-10-01T12:00:00+00:00', '0000-00-00T00:00:00+00:00', {}, [], [[]], secret, { error: secret }, 'а'.repeat(300), '\u0000')
  const keys = fc.constantFrom('result', 'error', 'error_description', 'total', 'next', 'time', 'ID', 'ACTIVE', 'ADMIN', 'NAME', 'LAST_NAME', 'EMAIL', 'LAST_LOGIN', 'DATE_REGISTER', 'UF_DEPARTMENT', 'isExisting', '__proto__', 'constructor', 'toString', 'code', 'message')
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, nasty, fc.dictionary(keys, tie('tree'), { maxKeys: 6 }), fc.array(tie('tree'), { maxLength: 4 })),
  }))
  const body = fc.oneof(fc.record({ result: tree }).map((value) => JSON.stringify(value)), fc.dictionary(keys, tree, { maxKeys: 6 }).map((value) => JSON.stringify(value)), fc.string({ maxLength: 60 }), fc.json())
  const readers = { readProfile, readScope, readServerTime, readMethodInfo, readUser, readUsers }

  test.each(Object.entries(readers))('%s ends in a value or in an AppFailure without the secret', (_name, reader) => {
    fc.assert(
      fc.property(body, fc.constantFrom(200, 200, 200, 302, 400, 401, 403, 500, 503), fc.option(fc.webUrl(), { nil: undefined }), (text, status, location) => {
        try {
          reader(readOf({ text, status, location }))
        } catch (error) {
          expect(error).toBeInstanceOf(AppFailure)
          expect(everythingOf(error)).not.toContain(secret)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
