import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { phpQuery, type PhpParams, type PhpValue } from '../../../electron/adapters/portal/phpQuery'
import { parseForm } from '../../../electron/demo-portal/php/parseForm'
import { readPhpQuery } from '../../support/portal/scriptedPortal'

describe('a query as PHP writes it', () => {
  test('nests by brackets and encodes names and values once', () => {
    expect(decodeURIComponent(phpQuery({ FILTER: { '=EMAIL': 'a&b=c@x.example' }, select: ['ID', 'NAME'], ADMIN_MODE: true, halt: false, start: -1 }))).toBe(
      'FILTER[=EMAIL]=a&b=c@x.example&select[0]=ID&select[1]=NAME&ADMIN_MODE=1&halt=0&start=-1',
    )
    expect(phpQuery({ FILTER: { '=EMAIL': 'a&b=c@x.example' } })).toBe('FILTER%5B%3DEMAIL%5D=a%26b%3Dc%40x.example')
  })

  test('leaves out what is not there, and keeps what is empty', () => {
    expect(phpQuery({ a: undefined, b: '', c: [], d: {} })).toBe('b=')
    expect(phpQuery({})).toBe('')
  })

  test('survives half a surrogate pair', () => {
    expect(decodeURIComponent(phpQuery({ a: 'x\uD800y' }))).toBe('a=x\uFFFDy')
  })

  test('refuses params without an end', () => {
    const deep: { a?: PhpValue } = {}
    deep.a = deep
    expect(() => phpQuery({ deep })).toThrow(RangeError)
  })

  const key = fc.string({ unit: fc.constantFrom('a', 'Z', '_', '=', '!', '>', '<', '%', '@', ' ', '&', '#', '+'), minLength: 1, maxLength: 8 }).map((name) => `k${name}`)
  const scalar = fc.oneof(fc.string({ unit: 'binary' }), fc.integer())
  const nested = fc.dictionary(key, fc.oneof(scalar, fc.dictionary(key, scalar, { minKeys: 1, maxKeys: 4 })), { maxKeys: 6 })

  test('is read back by two independent readers as it was', () => {
    fc.assert(
      fc.property(nested, (params) => {
        const asText = JSON.parse(JSON.stringify(params, (_, value: unknown) => (typeof value === 'number' ? String(value) : value))) as PhpParams
        const query = phpQuery(params)
        expect(readPhpQuery(query)).toEqual(asText)
        // PHP itself turns spaces and dots of a top-level name into underscores: the demo portal does so too
        if (Object.keys(params).every((name) => !/[ .]/.test(name))) expect(parseForm(query)).toEqual(asText)
      }),
      { numRuns: 300 },
    )
  })
})
