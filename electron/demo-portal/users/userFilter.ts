import { departmentName } from '../company/departments'
import type { Person } from '../company/person'
import type { PhpMap, PhpValue } from '../php/phpValue'
import { isList, isTrue, toInteger, toText } from '../php/phpValue'
import { parseMoment, secondMs } from '../portalTime'
import type { FieldKind, UserField } from './userFields'

type Comparison = 'exact' | 'mask' | 'contains' | 'over' | 'atLeast' | 'under' | 'atMost'
type FieldValue = string | number

/** What is looked for: a value, an empty field, or nothing that could ever fit (an unreadable date). */
type Needle = { readonly is: 'value'; readonly value: FieldValue } | { readonly is: 'empty' } | { readonly is: 'unreadable' }

export interface Condition {
  readonly fieldName: string
  readonly comparison: Comparison
  readonly negated: boolean
  readonly needles: readonly Needle[]
  readonly fits: (person: Person, nowMs: number) => boolean
}

export interface FilterRules {
  readonly fields: readonly UserField[]
  /** user.search: knows FIND, department names and CONFIRM_CODE, and looks for beginnings of words. */
  readonly isSearch: boolean
}

/** Documented prefixes (bitrix24.md 1.8). Without one, text is compared as a mask: `_` and `%` are wildcards. */
const operators: ReadonlyMap<string, readonly [comparison: Comparison, negated: boolean]> = new Map([
  ['', ['mask', false]],
  ['=', ['exact', false]],
  ['!', ['mask', true]],
  ['!=', ['exact', true]],
  ['>', ['over', false]],
  ['>=', ['atLeast', false]],
  ['<', ['under', false]],
  ['<=', ['atMost', false]],
  ['@', ['exact', false]],
  ['!@', ['exact', true]],
  ['%', ['contains', false]],
  ['!%', ['contains', true]],
  ['=%', ['mask', false]],
  ['%=', ['mask', false]],
])

const externalAuthId: UserField = {
  name: 'EXTERNAL_AUTH_ID', label: 'EXTERNAL_AUTH_ID', kind: 'text', read: ({ externalAuthId: id }) => (id === '' ? undefined : id),
}
const confirmCode: UserField = { name: 'CONFIRM_CODE', label: 'CONFIRM_CODE', kind: 'text', read: ({ confirmCode: code }) => (code === '' ? undefined : code) }

const searchedByBeginning: ReadonlySet<string> = new Set(['NAME', 'LAST_NAME', 'SECOND_NAME', 'WORK_POSITION', 'UF_DEPARTMENT_NAME'])

/**
 * Reads a filter whose keys are upper-cased already. Keys nobody knows are dropped without a word, so a typo finds
 * everybody (bitrix24.md section 0, fact 3); so are prefixes of three characters (1.8).
 */
export function readFilter(filter: PhpMap, rules: FilterRules): readonly Condition[] {
  const fields = new Map([...rules.fields, externalAuthId, ...(rules.isSearch ? [confirmCode] : [])].map((field) => [field.name, field]))
  const words = filter['NAME_SEARCH'] ?? (rules.isSearch ? filter['FIND'] : undefined)
  const conditions: Condition[] = words === undefined ? [] : [wordsCondition('FIND', toText(words), namesAndJob)]
  for (const [key, value] of Object.entries(filter)) {
    const [, prefix = '', name = ''] = /^(\W{0,2})(.+)$/.exec(key) ?? []
    if (rules.isSearch && prefix === '' && searchedByBeginning.has(name)) {
      // FIND is used alone: beside it the single search fields do not count (bitrix24.md 2.2)
      if (words === undefined && toText(value) !== '') conditions.push(wordsCondition(name, toText(value), (person) => searchText(person, name)))
      continue
    }
    const operator = operators.get(prefix)
    const field = fields.get(name)
    if (operator !== undefined && field !== undefined) conditions.push(fieldCondition(field, operator, value))
    else if (prefix === '' && name === 'HAS_DEPARTAMENT' && value === 'Y') conditions.push(hasDepartment)
  }
  return conditions
}

function fieldCondition(field: UserField, [comparison, negated]: readonly [Comparison, boolean], value: PhpValue): Condition {
  const needles = (isList(value) && field.name !== 'ACTIVE' ? value : [value]).map((one) => readNeedle(field, one))
  const isUnreadable = needles.some(({ is }) => is === 'unreadable')
  const hasOne = anyOf(needles.map((needle) => valueTest(field.kind, comparison, needle)))
  const { readAll } = field
  const fitsPerson = readAll === undefined ? (person: Person, nowMs: number) => hasOne(field.read(person, nowMs)) : (person: Person) => hasOneOf(hasOne, readAll(person))
  return {
    fieldName: field.name,
    comparison,
    negated,
    needles,
    fits: (person, nowMs) => !isUnreadable && fitsPerson(person, nowMs) !== negated,
  }
}

/** Empty fields have no value. */
type ValueTest = (value: FieldValue | undefined) => boolean

/** One test is called as it is: hundreds of thousands of people go through here. */
function anyOf(tests: readonly ValueTest[]): ValueTest {
  const [only] = tests
  return only !== undefined && tests.length === 1 ? only : (value) => tests.some((test) => test(value))
}

function hasOneOf(test: ValueTest, values: readonly FieldValue[]): boolean {
  return values.length === 0 ? test(undefined) : values.some(test)
}

function readNeedle(field: UserField, value: PhpValue): Needle {
  if (field.kind === 'flag') return { is: 'value', value: isTrue(value) && value !== 'N' ? 'Y' : 'N' }
  // only the text '0' means "no code", the number does not (bitrix24.md 2.2)
  if (field.name === 'CONFIRM_CODE' && value === '0') return { is: 'empty' }
  if (field.name === 'ID') return { is: 'value', value: toInteger(value) }
  if (value === null || value === false || value === '') return { is: 'empty' }
  if (field.kind === 'number') return { is: 'value', value: toInteger(value) }
  if (field.kind === 'text') return { is: 'value', value: toText(value).toLowerCase() }
  const atMs = parseMoment(toText(value))
  return atMs === undefined ? { is: 'unreadable' } : { is: 'value', value: wholeSeconds(atMs) }
}

function valueTest(kind: FieldKind, comparison: Comparison, needle: Needle): ValueTest {
  if (needle.is === 'unreadable') return () => false
  if (needle.is === 'empty') return (value) => value === undefined
  const compare = compareWith(comparison, needle.value)
  return (value) => value !== undefined && compare(comparable(kind, value))
}

function comparable(kind: FieldKind, value: FieldValue): FieldValue {
  if (typeof value === 'string') return kind === 'text' ? value.toLowerCase() : value
  return kind === 'moment' || kind === 'day' ? wholeSeconds(value) : value
}

function compareWith(comparison: Comparison, wanted: FieldValue): (value: FieldValue) => boolean {
  switch (comparison) {
    case 'exact':
      return (value) => value === wanted
    case 'mask':
      return maskTest(wanted)
    case 'contains':
      return (value) => String(value).includes(String(wanted))
    case 'over':
      return (value) => value > wanted
    case 'atLeast':
      return (value) => value >= wanted
    case 'under':
      return (value) => value < wanted
    case 'atMost':
      return (value) => value <= wanted
  }
}

/** SQL's LIKE: `%` is any text, `_` any one character. */
function maskTest(wanted: FieldValue): (value: FieldValue) => boolean {
  if (typeof wanted === 'number' || !/[%_]/.test(wanted)) return (value) => value === wanted
  const pattern = wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll('%', '.*').replaceAll('_', '.')
  const mask = new RegExp(`^${pattern}$`, 'su')
  return (value) => mask.test(String(value))
}

function wholeSeconds(atMs: number): number {
  return Math.floor(atMs / secondMs)
}

/** Every word must begin a word of the text. A full address is cut at its signs, so it finds nobody (bitrix24.md 2.2). */
function wordsCondition(where: string, looked: string, textOf: (person: Person) => string): Condition {
  const wanted = wordsOf(looked)
  return {
    fieldName: `words in ${where}`,
    comparison: 'contains',
    negated: false,
    needles: [{ is: 'value', value: looked.toLowerCase() }],
    fits: (person) => {
      const words = wordsOf(textOf(person))
      return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)))
    },
  }
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

function namesAndJob(person: Person): string {
  return [person.name, person.lastName, person.secondName ?? '', person.workPosition, departmentNames(person)].join(' ')
}

function searchText(person: Person, fieldName: string): string {
  switch (fieldName) {
    case 'NAME':
      return person.name
    case 'LAST_NAME':
      return person.lastName
    case 'SECOND_NAME':
      return person.secondName ?? ''
    case 'WORK_POSITION':
      return person.workPosition
    default:
      return departmentNames(person)
  }
}

function departmentNames(person: Person): string {
  return person.departmentIds.map(departmentName).join(' ')
}

const hasDepartment: Condition = {
  fieldName: 'UF_DEPARTMENT',
  comparison: 'mask',
  negated: true,
  needles: [{ is: 'empty' }],
  fits: (person) => person.departmentIds.length > 0,
}
