import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, type JsonValue } from '@shared/domain/canonicalJson'

describe('canonicalJson (RFC 8785)', () => {
  it('sorts keys by UTF-16 code units at every depth and leaves no white space', () => {
    expect(canonicalJson({ b: [1, { z: 1, a: 2 }], a: null, '€': 1, '\u{1F600}': 2, ﬃ: 3 })).toBe('{"a":null,"b":[1,{"a":2,"z":1}],"€":1,"😀":2,"ﬃ":3}')
  })

  it('prints numbers as ECMAScript does', () => {
    expect(canonicalJson([1e21, 1e-7, -0, 0.1, 1.0, 333333333.3333333])).toBe('[1e+21,1e-7,0,0.1,1,333333333.3333333]')
  })

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['\ud800'], [{ a: undefined as unknown as JsonValue }]])('refuses what JSON cannot say: %j', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })

  it('reads back as the same value, and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value as JsonValue)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        const shuffle = (item: unknown): unknown => (Array.isArray(item) ? item.map(shuffle) : typeof item === 'object' && item !== null ? Object.fromEntries(Object.entries(item).reverse().map(([key, inner]) => [key, shuffle(inner)])) : item)
        expect(canonicalJson(shuffle(JSON.parse(text)) as JsonValue)).toBe(text)
      }),
    )
  })
})
