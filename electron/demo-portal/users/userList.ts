import type { CompanyDirectory } from '../company/companyDirectory'
import { placeAtOrAbove } from '../company/companyDirectory'
import type { Person } from '../company/person'
import type { Condition } from './userFilter'
import type { UserField } from './userFields'
import type { Viewer } from './visibility'

export interface UserQuery {
  readonly viewer: Viewer
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
  private readonly answers = new Memory<readonly number[]>(remembered)
  private readonly visible = new Memory<Int32Array>(remembered)

  constructor(private readonly directory: CompanyDirectory) {}

  page(query: UserQuery, nowMs: number): UserPage {
    const { ids, rest } = this.candidates(query)
    const byId = query.sortBy === undefined || query.sortBy.name === 'ID'
    if (byId && rest.length === 0) return this.cut(ids, query.offset, query.isDescending)
    if (byId && !query.isCounted) return { people: this.firstThatFit(ids, rest, query, nowMs), total: 0 }
    const found = this.answers.recall(this.memoryKey(query, nowMs), () => this.fitting(ids, rest, query, nowMs))
    return this.cut(found, query.offset, false)
  }

  /** Ids of all whom the viewer sees, ascending. */
  idsSeenBy(viewer: Viewer): Int32Array {
    const { directory } = this
    return this.visible.recall(`${directory.version} ${viewer.key}`, () => {
      if (!viewer.seesEveryEmployee) return directory.ids.filter((id) => this.isSeen(viewer, id))
      const hidden = directory.outsideIds().filter((id) => !this.isSeen(viewer, id))
      return hidden.length === 0 ? directory.ids : without(directory.ids, hidden)
    })
  }

  private isSeen(viewer: Viewer, id: number): boolean {
    const person = this.directory.person(id)
    return person !== undefined && viewer.sees(person)
  }

  private cut(ids: ArrayLike<number>, offset: number, isDescending: boolean): UserPage {
    const people: Person[] = []
    for (let place = offset; place < Math.min(offset + pageSize, ids.length); place += 1) {
      const person = this.directory.person(ids[isDescending ? ids.length - 1 - place : place] ?? 0)
      if (person !== undefined) people.push(person)
    }
    return { people, total: ids.length }
  }

  private firstThatFit(ids: ArrayLike<number>, conditions: readonly Condition[], { offset, isDescending }: UserQuery, nowMs: number): readonly Person[] {
    const people: Person[] = []
    let skipped = 0
    for (let place = 0; place < ids.length && people.length < pageSize; place += 1) {
      const person = this.directory.personKept(ids[isDescending ? ids.length - 1 - place : place] ?? 0)
      if (person === undefined || !conditions.every((condition) => condition.fits(person, nowMs))) continue
      if (skipped < offset) skipped += 1
      else people.push(person)
    }
    return people
  }

  private fitting(ids: ArrayLike<number>, conditions: readonly Condition[], query: UserQuery, nowMs: number): readonly number[] {
    const found: Person[] = []
    for (let place = 0; place < ids.length; place += 1) {
      const person = this.directory.personKept(ids[place] ?? 0)
      if (person !== undefined && conditions.every((condition) => condition.fits(person, nowMs))) found.push(person)
    }
    const direction = query.isDescending ? -1 : 1
    const { sortBy } = query
    if (sortBy === undefined || sortBy.name === 'ID') return (query.isDescending ? found.reverse() : found).map(({ id }) => id)
    const keyed = found.map((person) => ({ id: person.id, key: sortKey(sortBy, person, nowMs) }))
    // a stable sort: equals stay in the order of their ids, so a page cannot lose or repeat anybody
    return keyed.sort((a, b) => direction * compareKeys(a.key, b.key)).map(({ id }) => id)
  }

  /** Narrows by id and address where a condition allows it; returns the conditions that are still to be tested. */
  private candidates({ viewer, conditions }: UserQuery): { readonly ids: ArrayLike<number>; readonly rest: readonly Condition[] } {
    const { directory } = this
    const address = conditions.find(isExactAddress)
    if (address !== undefined) {
      const ids = address.needles.flatMap((needle) => (needle.is === 'value' ? directory.idsByEmail(String(needle.value)) : []))
      return { ids: this.seenOnce(viewer, ids), rest: conditions.filter((condition) => condition !== address) }
    }
    const chosen = conditions.find((condition) => condition.fieldName === 'ID' && !condition.negated && (condition.comparison === 'exact' || condition.comparison === 'mask'))
    if (chosen !== undefined) {
      const ids = chosen.needles.flatMap((needle) => (needle.is === 'value' ? [Number(needle.value)] : []))
      return { ids: this.seenOnce(viewer, ids), rest: conditions.filter((condition) => condition !== chosen) }
    }
    const everybody = this.idsSeenBy(viewer)
    let from = 0
    let to = everybody.length
    const rest: Condition[] = []
    for (const condition of conditions) {
      const [needle, ...more] = condition.needles
      const edge = condition.fieldName === 'ID' && needle?.is === 'value' && more.length === 0 ? Number(needle.value) : undefined
      if (edge !== undefined && condition.comparison === 'over') from = Math.max(from, placeAtOrAbove(everybody, edge + 1))
      else if (edge !== undefined && condition.comparison === 'atLeast') from = Math.max(from, placeAtOrAbove(everybody, edge))
      else if (edge !== undefined && condition.comparison === 'under') to = Math.min(to, placeAtOrAbove(everybody, edge))
      else if (edge !== undefined && condition.comparison === 'atMost') to = Math.min(to, placeAtOrAbove(everybody, edge + 1))
      else rest.push(condition)
    }
    return { ids: everybody.subarray(from, Math.max(from, to)), rest }
  }

  private seenOnce(viewer: Viewer, ids: readonly number[]): readonly number[] {
    return [...new Set(ids)].filter((id) => this.isSeen(viewer, id)).sort((a, b) => a - b)
  }

  /** Who is online changes with the clock, so such an answer is good for its own instant alone. */
  private memoryKey(query: UserQuery, nowMs: number): string {
    const conditions = query.conditions.map(({ fieldName, comparison, negated, needles }) => [fieldName, comparison, negated, needles])
    const dependsOnClock = query.sortBy?.name === 'IS_ONLINE' || query.conditions.some(({ fieldName }) => fieldName === 'IS_ONLINE')
    return JSON.stringify([this.directory.version, query.viewer.key, conditions, query.sortBy?.name, query.isDescending, dependsOnClock ? nowMs : 0])
  }
}

/** The last so many results by their question. */
class Memory<Result> {
  private readonly results = new Map<string, Result>()

  constructor(private readonly most: number) {}

  recall(key: string, find: () => Result): Result {
    const known = this.results.get(key)
    if (known !== undefined) return known
    const found = find()
    this.results.set(key, found)
    const [oldest] = this.results.keys()
    if (this.results.size > this.most && oldest !== undefined) this.results.delete(oldest)
    return found
  }
}

/** Both ascend, and all that is to go is there. */
function without(ids: Int32Array, hidden: readonly number[]): Int32Array {
  const left = new Int32Array(ids.length - hidden.length)
  let next = 0
  let place = 0
  for (const id of ids) {
    if (id === hidden[next]) next += 1
    else {
      left[place] = id
      place += 1
    }
  }
  return left
}

function isExactAddress(condition: Condition): boolean {
  if (condition.fieldName !== 'EMAIL' || condition.negated) return false
  if (!condition.needles.every(({ is }) => is === 'value')) return false
  const isPlain = condition.needles.every((needle) => needle.is === 'value' && !/[%_]/.test(String(needle.value)))
  return condition.comparison === 'exact' || (condition.comparison === 'mask' && isPlain)
}

function sortKey(field: UserField, person: Person, nowMs: number): string | number | undefined {
  const value = field.read(person, nowMs)
  return typeof value === 'string' ? value.toLowerCase() : value
}

/** Empty fields come first, as in MySQL. */
function compareKeys(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0
  if (a === undefined) return -1
  if (b === undefined) return 1
  return a < b ? -1 : 1
}
