/** What a PHP server sees in a request and writes into an answer. */
export type PhpValue = string | number | boolean | null | readonly PhpValue[] | PhpMap
export interface PhpMap {
  readonly [key: string]: PhpValue
}

export function isList(value: PhpValue | undefined): value is readonly PhpValue[] {
  return Array.isArray(value)
}

export function isMap(value: PhpValue | undefined): value is PhpMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** PHP knows one kind of array: a list is a map with the keys 0, 1, 2. */
export function asMap(value: PhpValue | undefined): PhpMap | undefined {
  if (isMap(value)) return value
  return isList(value) ? Object.fromEntries(value.entries()) : undefined
}

/** The other way round, for JSON: nothing is `[]`, keys 0, 1, 2 are a list, all else is an object (bitrix24.md 1.6). */
export function fromEntries(entries: readonly (readonly [string, PhpValue])[]): PhpValue {
  return entries.every(([key], index) => key === String(index)) ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}

/** Upper-cases the top level only, as the user methods do (bitrix24.md 1.1). */
export function upperCaseKeys(map: PhpMap): PhpMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key.toUpperCase(), value]))
}

/** PHP's idea of truth: the text 'false' is true, the text '0' is not. */
export function isTrue(value: PhpValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '' || value === '0') return false
  if (isList(value)) return value.length > 0
  return !isMap(value) || Object.keys(value).length > 0
}

/** PHP's intval: leading digits count, everything else is 0. */
export function toInteger(value: PhpValue | undefined): number {
  if (typeof value === 'number') return Math.trunc(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' ? Number(/^\s*([+-]?\d{1,15})/.exec(value)?.[1] ?? 0) : 0
}

/** The text of a scalar; lists, maps and null have none. */
export function toText(value: PhpValue | undefined): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  return value === true ? '1' : ''
}
