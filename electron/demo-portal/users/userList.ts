import type { CompanyDirectory } from '../company/companyDirectory'
import type { Person } from '../company/person'
import type { Condition } from './userFilter'
import type { UserField } from './userFields'

export interface UserQuery {
  readonly conditions: readonly Condition[]
  readonly sortBy: UserField | undefined
  readonly isDescending: boolean
  readonly offset: number
  /** False for `start=-1`: the server does not count, so it may stop at a full page. */
  readonly isCounted: boolean
}

export interface UserPage {
  readonly people: readonly Person[]
  readonly total: number
}

/** Fixed (bitrix24.md 1.5). */
export const pageSize = 50

/** How many long answers are remembered, so that walking their pages does not search everybody again for each. */
const remembered = 8

/** Finds, sorts and pages people; touches as few of them as the question allows. */
export class UserList {
  private readonly memory = new Map<string, readonly number[]>()

  constructor(private readonly directory: CompanyDirectory) {}

  page(query: UserQuery, nowMs: number): UserPage {
    const { ids, rest } = this.candidates(query.conditions)
    const byId = query.sortBy === undefined || query.sortBy.name === 'ID'
    if (byId && (rest.length === 0 || !query.isCounted)) {
      const ordered = query.isDescending ? [...ids].reverse() : ids
      if (rest.length === 0) return this.cut(ordered, query.offset)
      return { people: this.firstThatFit(ordered, rest, query.offset, nowMs), total: 0 }
    }
    return this.cut(this.recall(query, nowMs) ?? this.remember(query, this.fitting(ids, rest, query, nowMs), nowMs), query.offset)
  }

  private cut(ids: ArrayLike<number>, offset: number): UserPage {
    const people: Person[] = []
    for (let index = offset; index < Math.min(offset + pageSize, ids.length); index += 1) {
      const person = this.directory.person(ids[index] ?? 0)
      if (person !== undefined) people.push(person)
    }
    return { people, total: ids.length }
  }

  private firstThatFit(ids: ArrayLike<number>, conditions: readonly Condition[], offset: number, nowMs: number): readonly Person[] {
    const people: Person[] = []
    let skipped = 0
    for (let index = 0; index < ids.length && people.length < pageSize; index += 1) {
      const person = this.directory.person(ids[index] ?? 0)
      if (person === undefined || !conditions.every((condition) => condition.fits(person, nowMs))) continue
      if (skipped < offset) skipped += 1
      else people.push(person)
    }
    return people
  }

  private fitting(ids: ArrayLike<number>, conditions: readonly Condition[], query: UserQuery, nowMs: number): readonly number[] {
    const found: { readonly id: number; readonly key: string | number | undefined }[] = []
    for (let index = 0; index < ids.length; index += 1) {
      const person = this.directory.person(ids[index] ?? 0)
      if (person === undefined || !conditions.every((condition) => condition.fits(person, nowMs))) continue
      found.push({ id: person.id, key: sortKey(query.sortBy, person, nowMs) })
    }
    const direction = query.isDescending ? -1 : 1
    // a stable sort: equals stay in the order of their ids, so a page cannot lose or repeat anybody
    return found.sort((a, b) => direction * compareKeys(a.key, b.key)).map(({ id }) => id)
  }

  /** Narrows by id and address where a condition allows it; returns the conditions that are still to be tested. */
  private candidates(conditions: readonly Condition[]): { readonly ids: ArrayLike<number> & Iterable<number>; readonly rest: readonly Condition[] } {
    const { directory } = this
    const address = conditions.find(isExactAddress)
    if (address !== undefined) {
      const ids = address.needles.flatMap((needle) => (needle.is === 'value' ? directory.idsByEmail(String(needle.value)) : []))
      return { ids: [...new Set(ids)].sort((a, b) => a - b), rest: conditions.filter((condition) => condition !== address) }
    }
    const chosen = conditions.find((condition) => condition.fieldName === 'ID' && !condition.negated && (condition.comparison === 'exact' || condition.comparison === 'mask'))
    if (chosen !== undefined) {
      const ids = chosen.needles.flatMap((needle) => (needle.is === 'value' ? [Number(needle.value)] : []))
      return { ids: [...new Set(ids)].filter((id) => directory.person(id) !== undefined).sort((a, b) => a - b), rest: conditions.filter((condition) => condition !== chosen) }
    }
    let from = 0
    let to = directory.ids.length
    const rest: Condition[] = []
    for (const condition of conditions) {
      const [needle, ...more] = condition.needles
      const edge = condition.fieldName === 'ID' && needle?.is === 'value' && more.length === 0 ? Number(needle.value) : undefined
      if (edge !== undefined && condition.comparison === 'over') from = Math.max(from, directory.indexAtOrAbove(edge + 1))
      else if (edge !== undefined && condition.comparison === 'atLeast') from = Math.max(from, directory.indexAtOrAbove(edge))
      else if (edge !== undefined && condition.comparison === 'under') to = Math.min(to, directory.indexAtOrAbove(edge))
      else if (edge !== undefined && condition.comparison === 'atMost') to = Math.min(to, directory.indexAtOrAbove(edge + 1))
      else rest.push(condition)
    }
    return { ids: directory.ids.subarray(from, Math.max(from, to)), rest }
  }

  private recall(query: UserQuery, nowMs: number): readonly number[] | undefined {
    return this.memory.get(this.memoryKey(query, nowMs))
  }

  private remember(query: UserQuery, ids: readonly number[], nowMs: number): readonly number[] {
    this.memory.set(this.memoryKey(query, nowMs), ids)
    const [oldest] = this.memory.keys()
    if (this.memory.size > remembered && oldest !== undefined) this.memory.delete(oldest)
    return ids
  }

  /** Who is online changes with the clock, so such an answer is good for its own instant alone. */
  private memoryKey(query: UserQuery, nowMs: number): string {
    const conditions = query.conditions.map(({ fieldName, comparison, negated, needles }) => [fieldName, comparison, negated, needles])
    const dependsOnClock = query.sortBy?.name === 'IS_ONLINE' || query.conditions.some(({ fieldName }) => fieldName === 'IS_ONLINE')
    return JSON.stringify([this.directory.version, conditions, query.sortBy?.name, query.isDescending, dependsOnClock ? nowMs : 0])
  }
}

function isExactAddress(condition: Condition): boolean {
  if (condition.fieldName !== 'EMAIL' || condition.negated) return false
  if (!condition.needles.every(({ is }) => is === 'value')) return false
  const isPlain = condition.needles.every((needle) => needle.is === 'value' && !/[%_]/.test(String(needle.value)))
  return condition.comparison === 'exact' || (condition.comparison === 'mask' && isPlain)
}

function sortKey(field: UserField | undefined, person: Person, nowMs: number): string | number | undefined {
  const [value] = field?.read(person, nowMs) ?? []
  return typeof value === 'string' ? value.toLowerCase() : value
}

/** Empty fields come first, as in MySQL. */
function compareKeys(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0
  if (a === undefined) return -1
  if (b === undefined) return 1
  return a < b ? -1 : 1
}
