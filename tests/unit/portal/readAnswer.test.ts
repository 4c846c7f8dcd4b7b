import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDeliveryUnknown } from '../../../electron/adapters/portal/portalErrors'
import { readAnswer, serverDateOf, type Asked, type PortalAnswer } from '../../../electron/adapters/portal/readAnswer'
import { hostOf } from '../../../electron/adapters/portal/redirect'
import { AppFailure } from '@shared/contract/appError'
import { shownOf } from '../../support/portal/clientParts'
import { thrownBy } from '../../support/portal/thrownBy'

const secret = 's3cr3ts3cr3ts3cr3t00'
const asked = (parts: Partial<Asked> = {}): Asked => ({ method: 'user.get', kind: 'webhook', host: 'acme.bitrix24.example', isLoopback: false, holdsSecret: (text) => text.toLowerCase().includes(secret), ...parts })
const read = (parts: Partial<PortalAnswer>, of: Partial<Asked> = {}): unknown => readAnswer({ status: 200, location: undefined, text: '', ...parts }, asked(of)).result
const failureOf = (parts: Partial<PortalAnswer>, of: Partial<Asked> = {}): AppFailure => thrownBy(() => read(parts, of))

describe('an answer that is none', () => {
  test.each([
    [200, '<!DOCTYPE html><p>login</p>', 'notBitrix', true],
    [404, '<html></html>', 'notBitrix', true],
    [502, '<html></html>', 'portalError', true],
    [503, '<html></html>', 'portalError', true],
    [200, '{"result": {"ID"', 'badAnswerFromPortal', true],
    [200, '', 'badAnswerFromPortal', true],
    [200, 'null', 'badAnswerFromPortal', true],
    [200, '[]', 'badAnswerFromPortal', true],
    [200, '{}', 'badAnswerFromPortal', true],
    [200, '"text"', 'badAnswerFromPortal', true],
    [200, 'Fatal error: out of memory', 'badAnswerFromPortal', true],
    [500, 'Fatal error: out of memory', 'portalError', true],
    [400, '{"error":', 'portalError', true],
    [407, '', 'proxy', false],
    [511, '<html>Please sign in</html>', 'captivePortal', false],
    [302, '', 'notBitrix', false],
  ] as const)('%i %j is %s, and leaves a write unknown: %s', (status, text, code, isUnknown) => {
    expect(failureOf({ status, text }).code).toBe(code)
    expect(isDeliveryUnknown(failureOf({ status, text }))).toBe(false)
    const ofWrite = failureOf({ status, text }, { method: 'user.add' })
    expect(ofWrite.code).toBe(code)
    expect(isDeliveryUnknown(ofWrite)).toBe(isUnknown)
    if (isUnknown) expect(ofWrite.retry).toBe('no')
  })

  test('a byte order mark, or two, is forgiven', () => {
    expect(read({ text: '\uFEFF{"result":true}' })).toBe(true)
    expect(read({ text: '\uFEFF\uFEFF {"result":true}' })).toBe(true)
  })

  test('nesting without end is a bad answer, whole or broken; what only looks nested is not', () => {
    const deep = (levels: number): string => `{"result":${'['.repeat(levels)}${']'.repeat(levels)}}`
    expect(failureOf({ text: '{"result":'.repeat(200_000) }).code).toBe('badAnswerFromPortal')
    expect(failureOf({ text: deep(200_000) }).code).toBe('badAnswerFromPortal')
    expect(failureOf({ text: deep(100) }).code).toBe('badAnswerFromPortal')
    expect(read({ text: deep(99) })).toBeDefined()
    const braces = `{[\\"{[`.repeat(1000)
    expect(read({ text: `{"result":"${braces}"}` })).toBe(braces.replaceAll('\\"', '"'))
    expect(read({ text: `{"result":[${new Array(500).fill('{"a":[1]}').join(',')}]}` })).toHaveLength(500)
  })

  test('keys of every object’s ancestor are fields like any other', () => {
    expect(failureOf({ text: '{"__proto__":{"result":1}}' }).code).toBe('badAnswerFromPortal')
    expect(failureOf({ text: '{"constructor":1,"toString":2}' }).code).toBe('badAnswerFromPortal')
    expect(read({ text: '{"__proto__":{"error":"ACCESS_DENIED"},"result":1}' })).toBe(1)
    expect(read({ text: '{"result":{"__proto__":{"error":"ACCESS_DENIED"}}}' })).toBeDefined()
    expect({}).not.toHaveProperty('error')
  })
})

describe('a redirect', () => {
  test.each([
    ['https://new.bitrix24.example/rest/1/abc/profile', 'portalRenamed', 'new.bitrix24.example'],
    [' https://new.bitrix24.example/', 'portalRenamed', 'new.bitrix24.example'],
    ['https://intranet.acme.example:8443/', 'portalRenamed', 'intranet.acme.example:8443'],
    [`https://new.bitrix24.example/?back=${secret}`, 'portalRenamed', 'new.bitrix24.example'],
    [`https://${secret}.example/`, 'portalRenamed', undefined],
    [`https://${secret.toUpperCase()}.example/`, 'portalRenamed', undefined],
    ['http://newname.bitrix24.com/rest/', 'portalRenamed', undefined],
    ['http://hotel.example/login', 'captivePortal', undefined],
    ['http://10.0.0.1/guest', 'captivePortal', undefined],
    ['https://auth2.bitrix24.net/oauth/', 'badAnswerFromPortal', undefined],
    ['http://www.bitrix24.net/', 'badAnswerFromPortal', undefined],
    ['https://acme.bitrix24.example/login/', 'notBitrix', undefined],
    ['http://acme.bitrix24.example/login/', 'notBitrix', undefined],
    ['/auth/', 'notBitrix', undefined],
    ['//evil.example/', 'notBitrix', undefined],
    ['javascript:alert(1)', 'notBitrix', undefined],
    ['https://', 'notBitrix', undefined],
    ['https://a b/', 'notBitrix', undefined],
  ])('to %s is %s', (location, code, movedTo) => {
    for (const status of [301, 302, 303, 307, 308]) {
      const failure = failureOf({ status, location })
      expect(failure.code).toBe(code)
      expect(failure.details?.['movedTo']).toBe(movedTo)
      expect(shownOf(failure)).not.toMatch(new RegExp(secret, 'i'))
      expect(isDeliveryUnknown(failureOf({ status, location }, { method: 'user.add' }))).toBe(false)
    }
  })

  test('on this very machine may name plain http: that is the demo portal', () => {
    expect(failureOf({ status: 302, location: 'http://127.0.0.1:5002/rest/' }, { host: '127.0.0.1:5001', isLoopback: true })).toMatchObject({ code: 'portalRenamed', details: { movedTo: '127.0.0.1:5002' } })
  })

  test('a host is taken from an absolute web address only', () => {
    expect(hostOf(undefined)).toBeUndefined()
    expect(hostOf('mailto:a@b.example')).toBeUndefined()
    expect(hostOf('https://a.example:444/x')).toBe('a.example:444')
    expect(hostOf(`https://${'a'.repeat(5000)}.example`)).toBeUndefined()
  })
})

describe('a page in place of an answer', () => {
  const form = (action: string, input = '<input type="password">'): string => `<!doctype html><FORM method=post action="${action}">${input}</form>`
  test.each([
    [form('http://hotel.example/login'), 'captivePortal'],
    [form('https://hotel.example/login', "<input TYPE = 'password'>"), 'captivePortal'],
    ['<html><meta http-equiv="refresh" content="0; url=http://10.1.1.1/guest"></html>', 'captivePortal'],
    ['<html><meta content="0;URL=http://10.1.1.1/guest" http-equiv=refresh></html>', 'captivePortal'],
    // The portal's own sign-in, Bitrix24's, a search field of a parked name, a page that leads on over https: no captive network
    [form('/login/'), 'notBitrix'],
    [form('https://acme.bitrix24.example/login/'), 'notBitrix'],
    [form('https://auth2.bitrix24.net/'), 'notBitrix'],
    [form('https://search.example/', '<input type="text">'), 'notBitrix'],
    ['<html><meta http-equiv="refresh" content="0; url=https://shop.example/"></html>', 'notBitrix'],
    ['<html><meta name="a" content="url=http://shop.example/"></html>', 'notBitrix'],
    ['<form'.repeat(100_000), 'notBitrix'],
    [`<meta ${'http-equiv '.repeat(50_000)}`, 'notBitrix'],
  ])('%.60s is %s', (text, code) => {
    const startedAt = performance.now()
    expect(failureOf({ text })).toMatchObject({ code, details: { answer: 'html' } })
    // Far beyond what it takes, far below what a backtracking pattern would
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })

  test('of a refused request is no sign of a network that wants a sign-in', () => {
    expect(failureOf({ status: 403, text: form('http://hotel.example/login') }).code).toBe('notBitrix')
  })
})

describe('the server’s clock', () => {
  test.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
    ['Thu, 01 Oct 2026 12:00:00 GMT', Date.UTC(2026, 9, 1, 12)],
    ['Thu, 01 Oct 2026 12:00:00 +0300', undefined],
    ['Thu, 99 Oct 2026 12:00:00 GMT', undefined],
    ['2026-10-01T12:00:00Z', undefined],
    ['1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %s', (date, time) => {
    expect(serverDateOf({ date })).toBe(time)
  })

  test('is told with every refusal, so that it can be compared where REST refuses', () => {
    const date = 'Thu, 01 Oct 2026 12:00:00 GMT'
    for (const answer of [{ status: 401, text: '{"error":"NO_AUTH_FOUND"}' }, { status: 302, location: '/auth/' }, { status: 502, text: '<html>' }, { text: '' }]) {
      expect(failureOf({ ...answer, date }).details?.['serverDate']).toBe(Date.UTC(2026, 9, 1, 12))
    }
    expect(failureOf({ text: '' }).details).not.toHaveProperty('serverDate')
  })
})

describe('three thousand hostile answers', () => {
  const nasty = fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, '', '0', 'Y', '2026-10-01T12:00:00+00:00', {}, [], [[]], secret, { error: secret }, { code: secret, message: secret }, 'а'.repeat(300), '\u0000')
  const keys = fc.constantFrom('result', 'error', 'error_description', 'code', 'message', 'time', 'ID', '__proto__', 'constructor', 'toString', 'hasOwnProperty')
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, nasty, fc.dictionary(keys, tie('tree'), { maxKeys: 6 }), fc.array(tie('tree'), { maxLength: 4 })),
  }))
  const body = fc.oneof(fc.dictionary(keys, tree, { maxKeys: 6 }).map((value) => JSON.stringify(value)), fc.string({ maxLength: 60 }), fc.json(), fc.string({ maxLength: 40 }).map((text) => `<form action=${text}${secret}><input type=password>`))

  test('each ends in a result or in an AppFailure without the secret', () => {
    fc.assert(
      fc.property(body, fc.constantFrom(200, 200, 200, 302, 400, 401, 403, 500, 503, 511), fc.option(fc.webUrl(), { nil: undefined }), fc.constantFrom('user.get', 'user.add', 'main.eventlog.list' as const), (text, status, location, method) => {
        try {
          read({ text, status, location }, { method })
        } catch (error) {
          expect(error).toBeInstanceOf(AppFailure)
          expect(shownOf(error)).not.toContain(secret)
          expect(isDeliveryUnknown(error) && method !== 'user.add').toBe(false)
        }
      }),
      { numRuns: 3000 },
    )
    // Ten seconds were seen beside a busy build
  }, 60_000)
})
