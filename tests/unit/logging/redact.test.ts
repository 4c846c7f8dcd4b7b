import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../../electron/adapters/logging/redact'
import { patternRules } from '../../../electron/adapters/logging/redactRules'

const redactor = createRedactor({ homeFolder: '/home/wren', userName: 'wren' })
const windows = createRedactor({ homeFolder: String.raw`C:\Users\Kaia Wren`, userName: 'Kaia Wren' })
const written = (value: unknown): string => JSON.stringify(redactor.value(value))

describe('by pattern', () => {
  test.each([
    ['https://acme.bitrix24.com/rest/1/q1w2e3r4t5y6u7i8/profile', 'q1w2e3r4t5y6u7i8'],
    ['https://acme.bitrix24.com/rest/1/onlyletters/profile', 'onlyletters'],
    [String.raw`https:\/\/acme.bitrix24.com\/rest\/1\/onlyletters\/`, 'onlyletters'],
    ['%2Frest%2F1%2Fonlyletters%2F', 'onlyletters'],
    ['POST /rest/api/7/onlyletters/ failed', 'onlyletters'],
    ['connect ECONNREFUSED for q1w2e3r4t5y6u7i8', 'q1w2e3r4t5y6u7i8'],
    ['auth=abcdef&x=1', 'abcdef'],
    ['access_token: abc', 'abc'],
    ['"client_secret":"abc"', 'abc'],
    ['https://x.example/?code=abc', 'abc'],
    ['Bearer abcdefgh', 'abcdefgh'],
    ['eyJhbGci.eyJzdWIi.c2ln', 'eyJhbGci'],
    ['https://ada:geheim@acme.example/', 'geheim'],
    ['user cleo.marsh@harbourpine.example not found', 'cleo.marsh'],
    ['user cleo.marsh%40harbourpine.example not found', 'cleo.marsh'],
    ['иван@пример.рф', 'иван'],
    ['call +44 7700 900108', '7700'],
    ['password is Summer2024!', 'Summer2024'],
    ['code a1b2-c3d4', 'a1b2-c3d4'],
    ['one-time code 483920', '483920'],
    ['ENOENT /home/wren/notes.txt', 'wren'],
    ['ENOENT /home/somebodyelse/notes.txt', 'somebodyelse'],
    ['ENOENT /Users/somebodyelse/notes.txt', 'somebodyelse'],
    [String.raw`C:\Users\somebodyelse\notes.txt`, 'somebodyelse'],
    ['started by wren.', 'wren'],
    ['Zx9Yw8Vu7Ts6Rq5Po4Nm3Zx9_Yw8-Vu7Ts6', 'Zx9Yw8'],
  ])('%s is written without %s', (text, secret) => {
    expect(redactor.text(text)).not.toContain(secret)
  })

  test('a folder with a space in the user’s name goes too, in both spellings', () => {
    expect(windows.text(String.raw`open C:\Users\Kaia Wren\AppData\latchkey.db`)).not.toMatch(/kaia|wren/i)
    expect(windows.text(String.raw`open C:\\Users\\Kaia Wren\\AppData`)).not.toMatch(/kaia|wren/i)
    expect(windows.text('open c:/users/kaia wren/AppData')).not.toMatch(/kaia|wren/i)
  })

  test.each([
    'methodFailed',
    'user.get',
    'clock-against-server',
    'databaseFromFutureError',
    'ECONNREFUSED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'unsafe-link',
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    'harbourpine.bitrix24.example',
    '2026-10-01T12:00:00.000Z',
    'checks.run took 41 ms',
    'at portalFailure (portalErrors.ts:71:10)',
    'wrenches and screws',
  ])('%s is written as it is', (text) => {
    expect(redactor.text(text)).toBe(text)
  })

  test('a secret that the end of the reading cuts in half is not written', () => {
    // Long addresses shrink to a word each, so that what stands at the cut is still written
    const addresses = `${'a'.repeat(60)}@${'b'.repeat(130)}.example `.repeat(40)
    const text = `${addresses.slice(0, 7990).replace(/\S*$/u, '').padEnd(7990)}q1w2e3r4t5y6u7i8q1w2e3r4t5y6u7i8`
    expect(redactor.text(text).length).toBeLessThan(1000)
    expect(redactor.text(text)).not.toContain('q1w2')
    expect(redactor.text('word '.repeat(5000)).length).toBeLessThanOrEqual(1001)
  })

  test.each(patternRules)('the rule $name takes no more than a linear time', ({ pattern }) => {
    for (const piece of ['a', '1', ' ', '-', '/', '@', '%2F', 'rest/1/', '://', 'auth=', 'eyJ', 'eyJ.', '+1', '+1 ', 'bearer ', '/home/', 'a1b2-']) {
      expect(piece.repeat(Math.ceil(300_000 / piece.length)).replace(pattern, '')).toBeDefined()
    }
  })
})

describe('by key', () => {
  test.each(['password', 'Password', 'user_password', 'newPassword', 'webhook', 'access_token', 'X-Auth-Token', 'Authorization', 'cookie', 'sessionId', 'apiKey', 'key', 'email', 'personEmail', 'address', 'phone', 'userName', 'operator', 'name', 'body', 'response', 'headers', 'url', 'otp'])('%s is withheld whatever it holds', (key) => {
    expect(redactor.value({ [key]: 'plain' })).toEqual({ [key]: '[withheld]' })
    expect(redactor.value({ [key]: 483_920 })).toEqual({ [key]: '[withheld]' })
    expect(redactor.value({ [key]: { deep: ['plain'] } })).toEqual({ [key]: '[withheld]' })
  })

  test('what a log is for stays readable', () => {
    const fields = { method: 'user.get', code: 'network', portalCode: 'OVERLOAD_LIMIT', attempt: 2, tookMs: 41.5, ok: true, host: 'browser', check: 'rest-health' }
    expect(redactor.value(fields)).toEqual(fields)
  })
})

describe('any value', () => {
  test('of a strange kind is named, not written', () => {
    const circle: Record<string, unknown> = {}
    circle['again'] = circle
    const throwing = Object.defineProperty({}, 'x', {
      enumerable: true,
      get() {
        throw new Error('no')
      },
    })
    expect(redactor.value({ circle, bytes: new Uint8Array([1]), big: 10n, call: () => 1, when: new Date(0), never: new Date(NaN), not: NaN, many: new Map([['a', 1]]), sign: Symbol('x') })).toEqual({
      circle: { again: '[circle]' }, bytes: '[bytes]', big: '[bigint]', call: '[function]', when: '1970-01-01T00:00:00.000Z', never: '[date]', not: '[number]', many: [['a', 1]], sign: '[symbol]',
    })
    expect(redactor.value({ throwing })).toEqual({ throwing: { x: '[unreadable]' } })
    expect(redactor.value(new Proxy({}, { ownKeys: () => { throw new Error('no') } }))).toBe('[unreadable]')
  })

  test('an error gives its name and its words, without what it carries', () => {
    const error = Object.assign(new Error('https://acme.bitrix24.com/rest/1/onlyletters/ failed'), { config: { url: 'https://acme.bitrix24.com/rest/1/onlyletters/', data: { a: 'q1w2e3r4t5y6u7i8' } } })
    const text = written({ error })
    expect(text).toContain('failed')
    expect(text).not.toContain('onlyletters')
    expect(text).not.toContain('q1w2e3r4t5y6u7i8')
  })
})

describe('a secret planted at any depth, in any field, never comes out', () => {
  const mixed = fc
    .tuple(fc.array(fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz0123456789')), { minLength: 16, maxLength: 40 }), fc.integer({ min: 0, max: 9 }), fc.constantFrom('a', 'b', 'k', 'z'))
    .map(([letters, digit, letter]) => `${letters.join('')}${digit}${letter}`)
  const secrets = fc.oneof(
    mixed.map((secret) => ({ secret, text: secret })),
    mixed.map((secret) => ({ secret, text: `https://acme.bitrix24.com/rest/7/${secret}/user.get.json` })),
    mixed.map((secret) => ({ secret, text: `request to ${encodeURIComponent(`https://acme.bitrix24.com/rest/7/${secret}/`)} failed` })),
    mixed.map((secret) => ({ secret, text: `Authorization: Bearer ${secret}` })),
    fc.stringMatching(/^[a-z]{3,12}\.[a-z]{3,12}$/).map((local) => ({ secret: local, text: `no user ${local}@harbourpine.example here` })),
    fc.stringMatching(/^[A-Z][a-z]{4,9}[0-9]{2,4}[!#$%]$/).map((secret) => ({ secret, text: `password: ${secret}` })),
  )
  const names = fc.constantFrom('area', 'event', 'detail', 'list', 'more', 'x', 'info', 'cause')

  test('as a value, as a key, in lists, maps and errors', () => {
    fc.assert(
      fc.property(secrets, fc.array(fc.tuple(fc.constantFrom('object', 'list', 'map', 'error', 'key'), names), { maxLength: 9 }), ({ secret, text }, path) => {
        let value: unknown = text
        for (const [kind, name] of path) {
          if (kind === 'object') value = { before: 1, [name]: value }
          else if (kind === 'list') value = ['a', value, 'b']
          else if (kind === 'map') value = new Map([[name, value]])
          else if (kind === 'error') value = Object.assign(new Error(typeof value === 'string' ? value : 'x'), { inner: value })
          else value = { [text]: value }
        }
        expect(written({ field: value })).not.toContain(secret)
      }),
      { numRuns: 1000 },
    )
  })
})
