import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPhoneNumber } from '@shared/domain/address/phoneNumber'

describe('a phone number', () => {
  test.each(['+44 7700 900171', '07700 900171', '(020) 7946 0018', '+49 (0)30 901820', '+7 (495) 000-00-00', '030/90-18-20', '+1.202.555.0123', ' 447700900171 ', '+44 7700–900171'])('is %j', (given) => {
    expect(isPhoneNumber(given)).toBe(true)
  })

  test.each(['', '+', '123456', '1234567890123456', 'cleo.marsh@harbourpine.example', '4477009@00171', '20 Nov 2026 10 15', '192.168.0.1:8080', '+44 7700 900171 (mobile)', '++447700900171'])('is not %j', (given) => {
    expect(isPhoneNumber(given)).toBe(false)
  })

  test('is one however its groups are parted', () => {
    const digits = fc.stringMatching(/^[0-9]{7,15}$/)
    const parting = fc.constantFrom('', ' ', '-', '.', '/')
    fc.assert(fc.property(digits, parting, fc.boolean(), (number, sign, isInternational) => isPhoneNumber(`${isInternational ? '+' : ''}${(number.match(/.{1,3}/g) ?? []).join(sign)}`)))
  })

  test('has no letter and no at sign', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => !isPhoneNumber(text) || !/[\p{L}@]/u.test(text)), { numRuns: 1000 })
    fc.assert(fc.property(fc.stringMatching(/^\+?[0-9 ]{7,15}$/), fc.constantFrom('@', 'a', 'ж'), (text, sign) => !isPhoneNumber(`${text}${sign}`)))
  })
})
