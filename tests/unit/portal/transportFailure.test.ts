import { describe, expect, test } from 'vitest'
import { deliveryUnknown, isDeliveryUnknown, portalFailure, withDetails } from '../../../electron/adapters/portal/portalErrors'
import { transportFailure } from '../../../electron/adapters/portal/transportFailure'
import { errorCodes } from '@shared/contract/appError'
import { shownOf } from '../../support/portal/clientParts'

const secret = 's3cr3ts3cr3ts3cr3t00'

describe('no answer', () => {
  test.each([
    ['ENOTFOUND', true, 'hostNotFound', 'now'],
    ['ENOTFOUND', false, 'network', 'now'],
    ['EAI_AGAIN', true, 'network', 'now'],
    ['ECONNREFUSED', true, 'network', 'now'],
    ['ECONNRESET', true, 'network', 'now'],
    ['ENETUNREACH', true, 'network', 'now'],
    ['EPIPE', true, 'network', 'now'],
    ['ETIMEDOUT', true, 'timeout', 'now'],
    ['CERT_HAS_EXPIRED', true, 'certificateDate', 'later'],
    ['CERT_NOT_YET_VALID', true, 'certificateDate', 'later'],
    ['UNABLE_TO_GET_ISSUER_CERT', true, 'tlsIntercepted', 'no'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', true, 'tlsIntercepted', 'no'],
    ['SELF_SIGNED_CERT_IN_CHAIN', true, 'tlsIntercepted', 'no'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', true, 'tlsIntercepted', 'no'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', true, 'tlsIntercepted', 'no'],
    ['UNABLE_TO_DECRYPT_CERT_SIGNATURE', true, 'tls', 'no'],
    ['CERT_REVOKED', true, 'tls', 'no'],
    ['CERT_UNTRUSTED', true, 'tls', 'no'],
    ['HOSTNAME_MISMATCH', true, 'tls', 'no'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', true, 'tls', 'no'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', true, 'tls', 'no'],
    ['EPROTO', true, 'tls', 'no'],
    ['HPE_INVALID_CONSTANT', true, 'notBitrix', 'no'],
    ['Z_DATA_ERROR', true, 'badAnswerFromPortal', 'now'],
    ['Z_BUF_ERROR', true, 'badAnswerFromPortal', 'now'],
    ['ERR_BAD_RESPONSE', true, 'network', 'now'],
  ])('%s (network there: %s) is %s, to be tried %s', (code, isOnline, expected, retry) => {
    const foreign = Object.assign(new Error(`connect to https://x/rest/1/${secret}/`), { code, config: { url: secret } })
    const failure = transportFailure(foreign, () => isOnline)
    expect(failure).toMatchObject({ code: expected, retry, details: { cause: code } })
    expect(failure.cause).toBeUndefined()
    expect(shownOf(failure)).not.toContain(secret)
  })

  test('before the portal was reached through a proxy is the proxy’s fault, a bad certificate is not', () => {
    const journey = { mayBeSent: false, isProxied: true }
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'ETIMEDOUT', undefined]) expect(transportFailure({ code }, () => true, journey).code).toBe('proxy')
    expect(transportFailure({ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, () => true, journey).code).toBe('tlsIntercepted')
    expect(transportFailure({ code: 'ECONNRESET' }, () => true, { mayBeSent: true, isProxied: true }).code).toBe('network')
  })

  test.each([undefined, null, 'text', new Error(secret), { code: secret }, { code: 42 }, { code: 'lower' }, { get code() { return undefined } }])('an error of another kind is a network failure', (foreign) => {
    const failure = transportFailure(foreign, () => true)
    expect(failure.code).toBe('network')
    expect(shownOf(failure)).not.toContain(secret)
  })
})

describe('a failure', () => {
  test('carries details only where there are some, and never a cause', () => {
    for (const code of errorCodes) {
      expect(portalFailure(code).details).toBeUndefined()
      expect(portalFailure(code, { status: 400 }).toAppError()).toMatchObject({ code, message: code, details: { status: 400 } })
      expect(portalFailure(code).cause).toBeUndefined()
    }
  })

  test('whose delivery is unknown is marked, keeps what it knows, and is not offered again', () => {
    const failure = deliveryUnknown(portalFailure('timeout', { cause: 'ETIMEDOUT' }))
    expect(failure).toMatchObject({ code: 'timeout', retry: 'no', details: { cause: 'ETIMEDOUT', delivery: 'unknown' } })
    expect(isDeliveryUnknown(failure)).toBe(true)
    expect(isDeliveryUnknown(withDetails(failure, { status: 500 }))).toBe(true)
    for (const other of [portalFailure('timeout'), new Error('x'), undefined, null, { details: { delivery: 'unknown' } }]) expect(isDeliveryUnknown(other)).toBe(false)
  })
})
