import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moveWebhook } from '../../../electron/adapters/portal/moveWebhook'
import { parseWebhookAddress } from '../../../electron/adapters/portal/webhookAddress'
import { everythingOf } from '../../support/portal/portalParts'

const secret = 'q1w2e3r4t5y6u7i8o9p0'
const webhook = `https://old.bitrix24.example/rest/4/${secret}/profile.json`
const onThisMachine = `http://127.0.0.1:8123/rest/4/${secret}/`

describe('a webhook that moves', () => {
  test('is the same right at the new host, over https', () => {
    expect(moveWebhook(webhook, 'new.bitrix24.example')).toBe(`https://new.bitrix24.example/rest/4/${secret}/`)
    expect(moveWebhook(webhook, ' NEW.bitrix24.example:8443 ')).toBe(`https://new.bitrix24.example:8443/rest/4/${secret}/`)
    expect(moveWebhook(onThisMachine, 'new.bitrix24.example')).toBe(`https://new.bitrix24.example/rest/4/${secret}/`)
  })

  test('stays on this machine only where it was on it', () => {
    expect(moveWebhook(onThisMachine, '127.0.0.1:9000')).toBe(`http://127.0.0.1:9000/rest/4/${secret}/`)
    for (const host of ['127.0.0.1', '127.9.9.9:80', '[::1]', '127.1', '2130706433', '0x7f.1']) expect(() => moveWebhook(webhook, host)).toThrow('webhookMalformed')
  })

  test.each([
    '', ' ', 'new', 'localhost', 'new.example/rest/1/stolen/', 'new.example?x', 'new.example#x', 'user@new.example', 'user:word@new.example', 'http://new.example', 'https://new.example', '//new.example',
    'new.example\\@old.example', 'new example', 'new.example.', 'new.example:0443x', 'new.example:443', 'new..example', '..', 'new.example:99999', 'xn--', 'ｎｅｗ.example',
  ])('refuses %j as a host', (host) => {
    const moved = ((): unknown => {
      try {
        return moveWebhook(webhook, host)
      } catch (error) {
        return error
      }
    })()
    expect(moved).toMatchObject({ code: 'webhookMalformed', details: { part: 'host' } })
    expect(everythingOf(moved)).not.toContain(secret)
  })

  test('never leads to plain http on the network, nor elsewhere than was said', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webAuthority({ withPort: true, withUserInfo: true }), fc.domain()), fc.constantFrom(webhook, onThisMachine), (host, from) => {
        let moved: string
        try {
          moved = moveWebhook(from, host)
        } catch (error) {
          expect(everythingOf(error)).not.toContain(secret)
          return
        }
        const address = parseWebhookAddress(moved, { allowLoopback: true })
        expect(address).toMatchObject({ host: host.trim().toLowerCase(), userId: '4', secret })
        expect(moved.startsWith('https://') || address.isLoopback).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
