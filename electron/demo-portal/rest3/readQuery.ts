import type { PhpMap, PhpValue } from '../php/phpValue'
import { isList, isMap, toText } from '../php/phpValue'
import type { EntityField } from './entityFields'
import { invalidRequest, Rest3Error } from './rest3Error'

export interface PageOfMany {
  readonly offset: number
  readonly limit: number
}

export interface Order<Entity> {
  readonly field: EntityField<Entity>
  readonly isDescending: boolean
}

const usualLimit = 50

/** Names to show; undefined for all. Unknown names are left out without a word unless the object says it is strict. */
export function readSelect(value: PhpValue | undefined, strict?: { readonly entity: string; readonly names: readonly string[] }): ReadonlySet<string> | undefined {
  if (value === undefined || value === null) return undefined
  if (!isList(value) || !value.every((name) => typeof name === 'string')) {
    throw new Rest3Error('INVALIDSELECTEXCEPTION', `Unable to recognize select expression \`${JSON.stringify(value)}\``)
  }
  const names = value.map(toText)
  const unknown = strict === undefined ? undefined : names.find((name) => !strict.names.includes(name))
  if (unknown !== undefined) throw new Rest3Error('UNKNOWNDTOPROPERTYEXCEPTION', `Unknown field \`${unknown}\` for entity \`${strict?.entity ?? ''}\``)
  return names.length === 0 ? undefined : new Set(names)
}

/** `page` and `limit` win over `offset`; all may come as digits in a text. */
export function readPage(value: PhpValue | undefined, mostRows = Infinity): PageOfMany {
  if (value === undefined || value === null) return { offset: 0, limit: usualLimit }
  if (!isMap(value)) throw wrongPage(value)
  const limit = readCount(value, 'limit', usualLimit)
  if (limit === 0) throw wrongPage(value)
  const page = readCount(value, 'page', 0)
  return { offset: page > 0 ? (page - 1) * limit : readCount(value, 'offset', 0), limit: Math.min(limit, mostRows) }
}

export function readCount(map: PhpMap, name: string, usual: number): number {
  const value = map[name]
  if (value === undefined || value === null) return usual
  if (!/^\d{1,9}$/.test(toText(value)) || value === true) throw wrongPage(map)
  return Number(value)
}

function wrongPage(value: PhpValue): Rest3Error {
  return new Rest3Error('INVALIDPAGINATIONEXCEPTION', `Cannot recognize pagination parameter \`${JSON.stringify(value)}\``)
}

export function readOrder<Entity>(value: PhpValue | undefined, fields: readonly EntityField<Entity>[], entity: string): readonly Order<Entity>[] {
  if (value === undefined || value === null || (isList(value) && value.length === 0)) return []
  if (!isMap(value)) throw invalidRequest('order', 'Sorting is an object of fields and directions')
  return Object.entries(value).map(([name, direction]) => {
    const field = knownField(name, fields, entity)
    const word = toText(direction).toUpperCase()
    if (!field.isFilterable) throw invalidRequest('order', `Field \`${name}\` cannot be sorted by`)
    if (word !== 'ASC' && word !== 'DESC') throw invalidRequest('order', `Unknown direction for \`${name}\``)
    return { field, isDescending: word === 'DESC' }
  })
}

export function knownField<Entity>(name: string, fields: readonly EntityField<Entity>[], entity: string): EntityField<Entity> {
  const field = fields.find((one) => one.name === name)
  if (field === undefined) throw new Rest3Error('UNKNOWNDTOPROPERTYEXCEPTION', `Unknown field \`${name}\` for entity \`${entity}\``)
  return field
}
