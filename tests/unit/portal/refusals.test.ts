import { describe, expect, test } from 'vitest'
import { isDeliveryUnknown } from '../../../electron/adapters/portal/portalErrors'
import type { PortalMethod } from '../../../electron/adapters/portal/portalMethods'
import { readAnswer, type Asked, type PortalAnswer } from '../../../electron/adapters/portal/readAnswer'
import { refusalIn } from '../../../electron/adapters/portal/refusal'
import { authRefusals, restRefusals } from '../../../electron/adapters/portal/refusalTable'
import type { AppFailure, ErrorCode } from '@shared/contract/appError'
import { shownOf } from '../../support/portal/clientParts'
import { thrownBy } from '../../support/portal/thrownBy'

const secret = 's3cr3ts3cr3ts3cr3t00'
const asked = (parts: Partial<Asked> = {}): Asked => ({ method: 'user.get', kind: 'webhook', host: 'acme.bitrix24.example', isLoopback: false, holdsSecret: (text) => text.toLowerCase().includes(secret), ...parts })
const answerOf = (parts: Partial<PortalAnswer>): PortalAnswer => ({ status: 200, location: undefined, text: '', ...parts })
const refusal = (error: unknown, status = 400, description: unknown = 'words', parts: Partial<Asked> = {}): AppFailure =>
  thrownBy(() => readAnswer(answerOf({ status, text: JSON.stringify({ error, error_description: description }) }), asked(parts)))

const v3 = (name: string): string => `BITRIX_REST_V3_EXCEPTION_${name}EXCEPTION`
type Row = readonly [portalCode: string, status: number, code: ErrorCode, retry: 'now' | 'later' | 'no', isUnsettled?: 'unsettled']
/** The tables of bitrix24.md §1.4, §2.7, §2.8, §2.11 and §2.13, written down a second time. */
const table: readonly Row[] = [
  ['INTERNAL_SERVER_ERROR', 500, 'portalError', 'later', 'unsettled'],
  ['ERROR_UNEXPECTED_ANSWER', 500, 'portalError', 'later', 'unsettled'],
  ['QUERY_LIMIT_EXCEEDED', 503, 'rateLimited', 'later'],
  ['OPERATION_TIME_LIMIT', 429, 'overloaded', 'later'],
  ['OVERLOAD_LIMIT', 503, 'portalBlocked', 'no'],
  ['OVERLOAD_LIMIT', 401, 'portalBlocked', 'no'],
  ['ERROR_BATCH_METHOD_NOT_ALLOWED', 405, 'portalError', 'no'],
  ['ERROR_BATCH_LENGTH_EXCEEDED', 400, 'portalError', 'no'],
  ['NO_AUTH_FOUND', 401, 'webhookDead', 'no'],
  ['INVALID_REQUEST', 400, 'webhookInsecure', 'no'],
  ['ACCESS_DENIED', 403, 'noRights', 'no'],
  ['ACCESS_DENIED', 400, 'noRights', 'no'],
  ['INVALID_CREDENTIALS', 403, 'webhookDead', 'no'],
  ['INVALID_CREDENTIALS', 401, 'webhookDead', 'no'],
  ['insufficient_scope', 403, 'scopeMissing', 'no'],
  ['insufficient_scope', 401, 'scopeMissing', 'no'],
  ['invalid_scope', 400, 'scopeMissing', 'no'],
  ['expired_token', 401, 'tokenExpired', 'no'],
  ['invalid_token', 401, 'tokenExpired', 'no'],
  ['user_access_error', 403, 'noRights', 'no'],
  ['PORTAL_DELETED', 500, 'portalGone', 'no'],
  ['PORTAL_DELETED', 410, 'portalGone', 'no'],
  ['PORTAL_DELETED', 403, 'portalGone', 'no'],
  ['ERROR_MANIFEST_IS_NOT_AVAILABLE', 404, 'notFound', 'no'],
  ['ERROR_METHOD_NOT_FOUND', 404, 'notFound', 'no'],
  ['authorization_error', 401, 'webhookDead', 'no'],
  ['APPLICATION_NOT_FOUND', 401, 'appRemoved', 'no'],
  ['ERROR_OAUTH', 401, 'appRemoved', 'no'],
  ['NOT_INSTALLED', 401, 'appRemoved', 'no'],
  ['WRONG_CLIENT', 200, 'appRemoved', 'no'],
  ['invalid_client', 401, 'appRemoved', 'no'],
  ['PAYMENT_REQUIRED', 401, 'subscriptionNeeded', 'no'],
  ['METHOD_CONFIRM_WAITING', 401, 'confirmationAwaited', 'later'],
  ['METHOD_CONFIRM_DENIED', 403, 'confirmationAwaited', 'no'],
  ['ALLOWED_ONLY_INTRANET_USER', 403, 'noRights', 'no'],
  ['ACCESS_ERROR', 403, 'noRights', 'no'],
  ['WRONG_AUTH_TYPE', 403, 'noRights', 'no'],
  ['INVALID_ARG_VALUE', 400, 'portalError', 'no'],
  ['ERROR_CORE', 400, 'portalError', 'no'],
  ['ERROR_ARGUMENT', 400, 'portalError', 'no'],
  ['ERROR_NOT_FOUND', 400, 'notFound', 'no'],
  ['ERROR_ENTITY_NOT_FOUND', 400, 'notFound', 'no'],
  ['INTERNAL_WRONG_TRANSPORT', 500, 'portalError', 'later', 'unsettled'],
  ['INTERNAL_WRONG_HANDLER_CLASS', 500, 'portalError', 'later', 'unsettled'],
  ['WRONG_ENCODING', 200, 'portalError', 'later', 'unsettled'],
  ['100', 400, 'portalError', 'no'],
  // REST 3.0; the first is documented nowhere, the official SDK's tests name it
  [v3('RATELIMIT'), 429, 'rateLimited', 'later'],
  [v3('VALIDATION_REQUESTVALIDATION'), 400, 'portalError', 'no'],
  [v3('VALIDATION_DTOVALIDATION'), 400, 'portalError', 'no'],
  [v3('INVALIDJSON'), 400, 'portalError', 'no'],
  [v3('UNKNOWNDTOPROPERTY'), 400, 'portalError', 'no'],
  [v3('UNKNOWNFILTEROPERATOR'), 400, 'portalError', 'no'],
  [v3('INVALIDFILTER'), 400, 'portalError', 'no'],
  [v3('INVALIDSELECT'), 400, 'portalError', 'no'],
  [v3('INVALIDPAGINATION'), 400, 'portalError', 'no'],
  [v3('ENTITYNOTFOUND'), 400, 'notFound', 'no'],
  [v3('METHODNOTFOUND'), 404, 'notFound', 'no'],
  [v3('ACCESSDENIED'), 403, 'noRights', 'no'],
  [v3('ACCESSDENIED'), 401, 'noRights', 'no'],
  [v3('INSUFFICIENTSCOPE'), 403, 'scopeMissing', 'no'],
  [v3('IDEMPOTENCYKEYREUSED'), 422, 'portalError', 'no'],
  [v3('INVALIDIDEMPOTENCYKEY'), 400, 'portalError', 'no'],
  ['BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION', 400, 'portalError', 'no'],
  // user.add, im.*, the invitation controller
  ['ERROR_GROUPID', 400, 'portalError', 'no'],
  ['ERROR_NO_GROUP', 400, 'portalError', 'no'],
  ['USER_ID_EMPTY', 400, 'portalError', 'no'],
  ['ID_EMPTY', 400, 'portalError', 'no'],
  ['CHAT_ID', 400, 'portalError', 'no'],
  ['MESSAGE_EMPTY', 400, 'portalError', 'no'],
  ['ATTACH_OVERSIZE', 400, 'portalError', 'no'],
  ['ATTACH_ERROR', 400, 'portalError', 'no'],
  ['USER_NOT_FOUND', 400, 'notFound', 'no'],
  ['USER_NOT_EXISTS', 400, 'notFound', 'no'],
  ['INTRANET_CONTROLLER_INVITE_NO_USER_ID', 400, 'portalError', 'no'],
  ['INTRANET_CONTROLLER_INVITE_USER_NOT_FOUND', 400, 'notFound', 'no'],
  ['INTRANET_CONTROLLER_INVITE_FAILED', 400, 'portalError', 'no'],
  ['INTRANET_CONTROLLER_INVITE_DELETE_FAILED', 400, 'portalError', 'no'],
  ['INTRANET_CONTROLLER_INVITE_NO_PERMISSIONS', 400, 'noRights', 'no'],
]
const rows = table.map(([portalCode, status, code, retry, isUnsettled = 'settled']) => [portalCode, status, code, retry, isUnsettled] as const)

describe('a refusal', () => {
  test.each(rows)('%s with %i is %s, to be tried %s', (portalCode, status, code, retry) => {
    expect(refusal(portalCode, status)).toMatchObject({ code, retry, details: { portalCode: portalCode.toUpperCase(), status } })
  })

  test.each(rows)('%s is the same in any case, with any status, in both envelopes and inside `result`', (portalCode, _status, code, retry) => {
    for (const status of [200, 400, 401, 403, 500, 503]) {
      for (const spelling of [portalCode.toLowerCase(), portalCode.toUpperCase(), ` ${portalCode} `]) {
        expect(refusal(spelling, status)).toMatchObject({ code, retry })
        for (const body of [{ error: { code: spelling, message: 'words' } }, { result: { error: spelling, error_description: 'words' } }]) {
          expect(thrownBy(() => readAnswer(answerOf({ status, text: JSON.stringify(body) }), asked()))).toMatchObject({ code, retry })
        }
      }
    }
  })

  test.each(rows)('%s with %i tells whether a write was carried out (%s, %s, %s)', (portalCode, status, _code, _retry, isUnsettled) => {
    expect(isDeliveryUnknown(refusal(portalCode, status, 'words', { method: 'tasks.task.add' }))).toBe(isUnsettled === 'unsettled')
    expect(isDeliveryUnknown(refusal(portalCode, status, 'words', { method: 'user.get' }))).toBe(false)
  })

  test('every code of the table is in this test', () => {
    expect([...restRefusals.keys()].sort()).toEqual([...new Set(rows.map(([portalCode]) => portalCode.toUpperCase()))].sort())
  })

  test('for an application says that the connection ran out where it says of a webhook that it is dead', () => {
    for (const portalCode of ['NO_AUTH_FOUND', 'INVALID_CREDENTIALS', 'authorization_error']) expect(refusal(portalCode, 401, '', { kind: 'app' }).code).toBe('tokenExpired')
    expect(refusal('SOMETHING_NEW', 401, '', { kind: 'app' }).code).toBe('tokenExpired')
    expect(refusal('ACCESS_DENIED', 403, '', { kind: 'app' }).code).toBe('noRights')
  })

  test.each([
    [400, 'portalError', 'no'],
    [401, 'webhookDead', 'no'],
    [402, 'subscriptionNeeded', 'no'],
    [403, 'noRights', 'no'],
    [404, 'notFound', 'no'],
    [405, 'portalError', 'no'],
    [410, 'portalGone', 'no'],
    [422, 'portalError', 'no'],
    [429, 'rateLimited', 'later'],
    [500, 'portalError', 'later'],
    [503, 'portalError', 'later'],
  ] as const)('with an unknown code goes by its status %i: %s, to be tried %s', (status, code, retry) => {
    expect(refusal('SOMETHING_NEW', status)).toMatchObject({ code, retry, details: { status } })
    expect(thrownBy(() => readAnswer(answerOf({ status, text: '' }), asked()))).toMatchObject({ code, retry })
    // A refusal in JSON was not carried out; the portal's own stumbling, and an answer that cannot be read, may have been
    expect(isDeliveryUnknown(refusal('SOMETHING_NEW', status, '', { method: 'user.add' }))).toBe(status >= 500)
    expect(isDeliveryUnknown(thrownBy(() => readAnswer(answerOf({ status, text: '' }), asked({ method: 'user.add' }))))).toBe(status !== 429)
  })

  test('for want of a plan is told from one for want of rights, in the languages of the portal', () => {
    for (const words of ['REST can be used on a commercial plan only.', 'REST доступен только на коммерческих тарифах', 'Nur in kostenpflichtigen Tarifen']) {
      expect(refusal('ACCESS_DENIED', 403, words).code).toBe('subscriptionNeeded')
    }
    expect(refusal('ACCESS_DENIED', 403, 'Access denied!').code).toBe('noRights')
  })

  test.each(['0', '', 0, null, false])('with the code %j is none where there is a result', (error) => {
    expect(readAnswer(answerOf({ text: JSON.stringify({ error, result: [1] }) }), asked()).result).toEqual([1])
  })

  test.each(['0', '', 0, null, false])('with the code %j and no result goes by its status', (error) => {
    expect(refusal(error, 403).code).toBe('noRights')
    expect(refusal(error, 200).code).toBe('badAnswerFromPortal')
  })

  test('with a status of refusal is one, whatever it calls its result', () => {
    expect(thrownBy(() => readAnswer(answerOf({ status: 403, text: '{"result":[1]}' }), asked())).code).toBe('noRights')
  })

  test('an entry of a batch is read by the same table', () => {
    expect(refusalIn({ error: 'insufficient_scope', error_description: 'x' }, { method: 'user.get', status: 200 })?.failure.code).toBe('scopeMissing')
    expect(refusalIn({ ID: '1' }, { method: 'user.get', status: 200 })).toBeUndefined()
  })
})

describe('the words that decide', () => {
  const texts: readonly (readonly [method: PortalMethod, error: string, text: string, code: ErrorCode, token: string | undefined])[] = [
    ['user.add', 'ERROR_ARGUMENT', 'wrong_email', 'addressBad', 'wrong_email'],
    ['user.add', 'ERROR_ARGUMENT', 'Wrong_Email<br>', 'addressBad', 'wrong_email'],
    ['user.add', 'ERROR_ARGUMENT', 'user_count_exceeded', 'userLimit', 'user_count_exceeded'],
    ['user.add', 'ERROR_ARGUMENT', 'no_extranet_field', 'portalError', 'no_extranet_field'],
    ['user.add', 'ERROR_ARGUMENT', 'no_sonet_group_for_extranet', 'portalError', 'no_sonet_group_for_extranet'],
    ['user.add', 'ERROR_ARGUMENT', 'invalid_type_field', 'portalError', 'invalid_type_field'],
    ['user.add', 'ERROR_ARGUMENT', 'A user with this email already exists', 'addressTaken', 'otherText'],
    ['user.add', 'ERROR_ARGUMENT', 'Пользователь с таким e-mail\nуже существует<br>', 'addressTaken', 'otherText'],
    ['user.add', 'ERROR_ARGUMENT', '', 'portalError', undefined],
    ['user.add', 'ERROR_ARGUMENT', '<br/>', 'portalError', undefined],
    ['user.update', 'ERROR_ARGUMENT', 'whatever', 'portalError', 'otherText'],
    ['user.add', 'ERROR_CORE', 'access_denied', 'noRights', 'access_denied'],
    ['user.update', 'ERROR_CORE', 'access_denied<br>', 'noRights', 'access_denied'],
    ['user.update', 'ERROR_CORE', 'Diese Adresse ist vergeben.<br>', 'portalError', 'otherText'],
    ['user.update', 'ERROR_CORE', 'constructor', 'portalError', 'otherText'],
    ['user.add', 'ERROR_CORE', '__proto__', 'portalError', 'otherText'],
  ]
  test.each(texts)('%s: %s %j is %s', (method, error, text, code, token) => {
    const failure = refusal(error, 400, text, { method })
    expect(failure).toMatchObject({ code, retry: 'no' })
    expect(failure.details?.['token']).toBe(token)
  })

  test.each([null, 42, [], {}, ['wrong_email']])('a text that is none, %j, decides nothing', (description) => {
    expect(refusal('ERROR_ARGUMENT', 400, description, { method: 'user.add' }).code).toBe('portalError')
  })

  test('leave a mark and are never kept', () => {
    const first = refusal('ACCESS_DENIED', 403, `Denied for ${secret}`)
    expect(first.details?.['words']).toMatch(/^[0-9a-f]{12}$/)
    expect(refusal('ACCESS_DENIED', 403, `Denied for ${secret}`).details).toEqual(first.details)
    expect(refusal('ACCESS_DENIED', 403, 'Other words').details).not.toEqual(first.details)
    expect(shownOf(first)).not.toContain(secret)
  })

  test('a code that echoes the secret does not carry it', () => {
    for (const code of [secret, secret.toUpperCase(), `ERROR_${secret}`]) expect(shownOf(refusal(code))).not.toMatch(new RegExp(secret, 'i'))
  })
})

test('a code of the authorisation server never means a dead webhook', () => {
  expect([...authRefusals.values()].map(({ failure }) => failure)).not.toContain('webhookDead')
  expect([...authRefusals.keys()].every((code) => code === code.toUpperCase())).toBe(true)
})
