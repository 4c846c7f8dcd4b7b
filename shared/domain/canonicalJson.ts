export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * Canonical JSON after RFC 8785: keys sorted by UTF-16 code units, no white space, numbers as ECMAScript prints them.
 * Throws on what JSON cannot say (NaN, infinities, lone surrogates, undefined).
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('canonicalJson: not a finite number')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('canonicalJson: a lone surrogate')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(canonicalJson).join(',')}]`
  const object = value as { readonly [key: string]: JsonValue }
  return `{${Object.keys(object)
    .sort()
    .map((key) => {
      const item = object[key]
      if (item === undefined) throw new TypeError(`canonicalJson: undefined at ${key}`)
      return `${canonicalJson(key)}:${canonicalJson(item)}`
    })
    .join(',')}}`
}
