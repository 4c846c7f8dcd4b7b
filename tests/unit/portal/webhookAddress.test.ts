import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseWebhookAddress } from '../../../electron/adapters/portal/webhookAddress'
import { AppFailure } from '@shared/contract/appError'
import { everythingOf } from '../../support/portal/portalParts'
import { thrownBy } from '../../support/portal/thrownBy'

const secret = 'q1w2e3r4t5y6u7i8'
const parse = (webhook: string, allowLoopback = false) => parseWebhookAddress(webhook, { allowLoopback })

describe('a webhook address', () => {
  test.each([
    `https://acme.bitrix24.example/rest/7/${secret}/`,
    `https://acme.bitrix24.example/rest/7/${secret}`,
    `https://acme.bitrix24.example/rest/7/${secret}/profile`,
    `https://acme.bitrix24.example/rest/7/${secret}/user.get.json`,
    `https://acme.bitrix24.example/rest/7/${secret}/user.get.json?start=0`,
    `https://acme.bitrix24.example//rest//7/${secret}//`,
    `https://acme.bitrix24.example/rest/api/7/${secret}/`,
    `  <https://acme.bitrix24.example/rest/7/${secret}/>\n`,
    `"https://ACME.bitrix24.example/rest/7/${secret}/",`,
    `acme.bitrix24.example/rest/7/${secret}/`,
  ])('is read as %s', (webhook) => {
    expect(parse(webhook)).toEqual({ origin: 'https://acme.bitrix24.example', host: 'acme.bitrix24.example', userId: '7', secret, isLoopback: false })
  })

  test('keeps an unusual port', () => {
    expect(parse(`https://portal.example:8443/rest/1/${secret}/`)).toMatchObject({ origin: 'https://portal.example:8443', host: 'portal.example:8443' })
  })

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    [`ftp://acme.example/rest/7/${secret}/`, 'scheme'],
    [`https://user:pw@acme.example/rest/7/${secret}/`, 'credentials'],
    [`https:///rest/7/${secret}/`, 'host'],
    [`https://acme/rest/7/${secret}/`, 'host'],
    ['https://exa mple.com/rest', 'host'],
    ['https://acme.example/', 'path'],
    [`https://acme.example/rest/7/${secret}/user.get/more`, 'path'],
    [`https://acme.example/rest/7/${secret}/user get`, 'path'],
    [`https://acme.example/rest/ada/${secret}/`, 'userId'],
    [`https://acme.example/rest/0/${secret}/`, 'userId'],
    ['https://acme.example/rest/7/', 'secret'],
    ['https://acme.example/rest/7/short/', 'secret'],
    ['https://acme.example/rest/7/with-a-hyphen-inside/', 'secret'],
    [`https://acme.example/rest/7/${'a'.repeat(2000)}`, 'length'],
  ])('%j is malformed in its %s', (webhook, part) => {
    expect(thrownBy(() => parse(webhook))).toMatchObject({ code: 'webhookMalformed', details: { part } })
  })

  test('goes over plain http to the demo portal on loopback only, and only where that is allowed', () => {
    expect(parse(`http://127.0.0.1:5001/rest/4/${secret}/`, true)).toMatchObject({ isLoopback: true, host: '127.0.0.1:5001' })
    expect(parse(`http://[::1]:5001/rest/4/${secret}/`, true)).toMatchObject({ isLoopback: true })
    for (const [webhook, allow] of [
      [`http://127.0.0.1:5001/rest/4/${secret}/`, false],
      [`http://acme.bitrix24.example/rest/4/${secret}/`, true],
      [`http://127.0.0.1.evil.example/rest/4/${secret}/`, true],
      [`http://localhost.evil.example/rest/4/${secret}/`, true],
    ] as const) {
      expect(thrownBy(() => parse(webhook, allow))).toMatchObject({ code: 'webhookInsecure' })
    }
  })

  test('never repeats its value in the failure', () => {
    const parts = fc.constantFrom('https://', 'http://', 'ftp://', 'acme.example', '/rest/', '/7/', '/', secret, ' ', '@', '?x=', '#', '\\', '%', '\u0000', 'é')
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 9 }), (pieces) => {
        try {
          parse(pieces.join(''), true)
        } catch (error) {
          expect(error).toBeInstanceOf(AppFailure)
          expect(everythingOf(error)).not.toContain(secret)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
