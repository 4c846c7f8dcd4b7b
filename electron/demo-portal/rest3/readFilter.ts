import type { PhpValue } from '../php/phpValue'
import { isList, isMap, toText } from '../php/phpValue'
import { parseMoment, secondMs } from '../portalTime'
import type { EntityField } from './entityFields'
import { keyOf } from './entityFields'
import { knownField } from './readQuery'
import { invalidRequest, Rest3Error } from './rest3Error'

export interface Rest3Filter<Entity> {
  readonly fits: (entity: Entity) => boolean
  /** Names of all fields that it speaks of. */
  readonly fieldNames: readonly string[]
}

type Key = string | number
type Compare = (key: Key, wanted: readonly Key[]) => boolean

const operators: ReadonlyMap<string, { readonly compare: Compare; readonly values: 'one' | 'two' | 'many' }> = new Map([
  ['=', { compare: (key, [wanted]) => key === wanted, values: 'one' }],
  ['!=', { compare: (key, [wanted]) => key !== wanted, values: 'one' }],
  ['>', { compare: (key, [wanted]) => wanted !== undefined && key > wanted, values: 'one' }],
  ['>=', { compare: (key, [wanted]) => wanted !== undefined && key >= wanted, values: 'one' }],
  ['<', { compare: (key, [wanted]) => wanted !== undefined && key < wanted, values: 'one' }],
  ['<=', { compare: (key, [wanted]) => wanted !== undefined && key <= wanted, values: 'one' }],
  ['in', { compare: (key, wanted) => wanted.includes(key), values: 'many' }],
  ['between', { compare: (key, [from, to]) => from !== undefined && to !== undefined && key >= from && key <= to, values: 'two' }],
])

/** Deeper groups than this nobody writes by hand. */
const deepest = 20

/** `[["userId","=",8],{"logic":"or","conditions":[…]}]`: all of a level must fit, one of an "or" group (bitrix24.md 1.8). */
export function readFilter<Entity>(value: PhpValue | undefined, fields: readonly EntityField<Entity>[], entity: string): Rest3Filter<Entity> {
  if (value === undefined || value === null) return { fits: () => true, fieldNames: [] }
  if (!isList(value)) throw unreadable(value)
  return readGroup(value, 'and', { fields, entity, depth: 0 })
}

interface Setting<Entity> {
  readonly fields: readonly EntityField<Entity>[]
  readonly entity: string
  readonly depth: number
}

function readGroup<Entity>(conditions: readonly PhpValue[], logic: 'and' | 'or', setting: Setting<Entity>): Rest3Filter<Entity> {
  if (setting.depth > deepest) throw unreadable('nested too deeply')
  const parts = conditions.map((condition) => readCondition(condition, { ...setting, depth: setting.depth + 1 }))
  const fieldNames = parts.flatMap((part) => part.fieldNames)
  if (logic === 'or') return { fits: (entity) => parts.some((part) => part.fits(entity)), fieldNames }
  return { fits: (entity) => parts.every((part) => part.fits(entity)), fieldNames }
}

function readCondition<Entity>(condition: PhpValue, setting: Setting<Entity>): Rest3Filter<Entity> {
  if (isMap(condition)) {
    const { logic, conditions } = condition
    const word = toText(logic).toLowerCase()
    if ((word !== 'and' && word !== 'or') || !isList(conditions)) throw unreadable(condition)
    return readGroup(conditions, word, setting)
  }
  if (!isList(condition) || (condition.length !== 2 && condition.length !== 3)) throw unreadable(condition)
  const field = knownField(toText(condition[0]), setting.fields, setting.entity)
  if (!field.isFilterable) throw unreadable(condition)
  const value = condition.at(-1) ?? null
  const name = condition.length === 3 ? toText(condition[1]).toLowerCase() : '='
  // `["id",[1,2]]` is short for "in"
  const operator = operators.get(name === '=' && isList(value) ? 'in' : name)
  if (operator === undefined) throw new Rest3Error('UNKNOWNFILTEROPERATOREXCEPTION', `Unknown operator \`${name}\``)
  const wanted = (isList(value) ? value : [value]).map((one) => readKey(field, one))
  if ((operator.values === 'one' && wanted.length !== 1) || (operator.values === 'two' && wanted.length !== 2) || (operator.values !== 'one' && !isList(value))) {
    throw unreadable(condition)
  }
  return { fits: (one) => operator.compare(comparable(field, one), wanted), fieldNames: [field.name] }
}

/** Moments are compared by the second, as they are printed. */
function comparable<Entity>(field: EntityField<Entity>, entity: Entity): Key {
  const key = keyOf(field, entity)
  return field.type === 'object' ? Math.floor(Number(key) / secondMs) : key
}

function readKey<Entity>(field: EntityField<Entity>, value: PhpValue): Key {
  switch (field.type) {
    case 'int':
      if ((typeof value === 'number' && Number.isInteger(value)) || (typeof value === 'string' && /^-?\d{1,15}$/.test(value))) return Number(value)
      break
    case 'object': {
      const atMs = typeof value === 'string' ? parseMoment(value) : undefined
      if (atMs !== undefined) return Math.floor(atMs / secondMs)
      break
    }
    case 'string':
      if (typeof value === 'string' || typeof value === 'number') return toText(value)
  }
  throw invalidRequest(field.name, `The value of \`${field.name}\` does not fit its type`)
}

function unreadable(expression: PhpValue): Rest3Error {
  return new Rest3Error('INVALIDFILTEREXCEPTION', `Unable to recognize filter expression \`${typeof expression === 'string' ? expression : JSON.stringify(expression)}\``)
}
