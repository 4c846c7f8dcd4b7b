import { describe, expect, test } from 'vitest'
import { deliveryUnknown, portalFailure } from '../../../electron/adapters/portal/portalErrors'
import { backOffMs, nextStep, type Attempts } from '../../../electron/adapters/portal/retryPolicy'
import { errorCodes, type AppFailure } from '@shared/contract/appError'

const attempts = (parts: Partial<Attempts> = {}): Attempts => ({ class: 'read', made: 1, portalErrors: 1, isRenewed: false, ...parts })
const rows: readonly (readonly [what: string, failure: AppFailure, read: string, write: string])[] = [
  ['a broken connection', portalFailure('network', { cause: 'ECONNRESET' }), 'backOff', 'backOff'],
  ['a refused connection', portalFailure('network', { cause: 'ECONNREFUSED' }), 'backOff', 'backOff'],
  ['QUERY_LIMIT_EXCEEDED', portalFailure('rateLimited', { portalCode: 'QUERY_LIMIT_EXCEEDED' }), 'backOff', 'backOff'],
  ['OPERATION_TIME_LIMIT', portalFailure('overloaded', { portalCode: 'OPERATION_TIME_LIMIT' }), 'resetWait', 'resetWait'],
  ['500', portalFailure('portalError', { status: 500 }), 'backOff', 'stop'],
  ['502', portalFailure('portalError', { status: 502, answer: 'html' }), 'backOff', 'stop'],
  ['ERROR_CORE', portalFailure('portalError', { status: 400 }), 'stop', 'stop'],
  ['expired_token', portalFailure('tokenExpired', { portalCode: 'EXPIRED_TOKEN' }), 'renew', 'renew'],
  ['invalid_token', portalFailure('tokenExpired', { portalCode: 'INVALID_TOKEN' }), 'renew', 'renew'],
  ['a token the authorisation server refused', portalFailure('tokenExpired', { portalCode: 'INVALID_GRANT' }), 'stop', 'stop'],
  ['its own impatience in the queue', portalFailure('rateLimited', { by: 'limiter', seconds: 20 }), 'stop', 'stop'],
  ['its own impatience with the budget', portalFailure('overloaded', { by: 'budget', seconds: 60 }), 'stop', 'stop'],
]

describe('after', () => {
  test.each(rows)('%s', (_what, failure, read, write) => {
    expect(nextStep(failure, attempts())).toBe(read)
    expect(nextStep(failure, attempts({ class: 'write' }))).toBe(write)
  })

  test('anything else there is no second time', () => {
    const repeatable = ['network', 'rateLimited', 'overloaded']
    for (const code of errorCodes) for (const kind of ['read', 'write'] as const) expect(nextStep(portalFailure(code), attempts({ class: kind })) !== 'stop').toBe(repeatable.includes(code))
  })

  test('three attempts there is no fourth, and a second error of the portal’s own is the last', () => {
    expect(nextStep(portalFailure('network'), attempts({ made: 2 }))).toBe('backOff')
    expect(nextStep(portalFailure('network'), attempts({ made: 3 }))).toBe('stop')
    expect(nextStep(portalFailure('portalError', { status: 500 }), attempts({ made: 2, portalErrors: 2 }))).toBe('stop')
  })

  test('a renewal there is no second one', () => {
    expect(nextStep(portalFailure('tokenExpired', { portalCode: 'EXPIRED_TOKEN' }), attempts({ isRenewed: true }))).toBe('stop')
  })

  test('a write that may have been carried out nothing is sent', () => {
    for (const code of errorCodes) expect(nextStep(deliveryUnknown(portalFailure(code, { status: 500, portalCode: 'EXPIRED_TOKEN' })), attempts({ class: 'write' }))).toBe('stop')
  })
})

test('the waits double, with a spread of a quarter to each side', () => {
  expect([1, 2, 3].map((count) => backOffMs(count, 0.5))).toEqual([400, 800, 1600])
  expect(backOffMs(1, 0)).toBe(300)
  expect(backOffMs(1, 1)).toBe(500)
})
