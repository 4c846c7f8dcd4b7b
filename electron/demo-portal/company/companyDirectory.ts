import { GeneratedPeople } from './generatedPeople'
import { namedPeople } from './namedPeople'
import type { Person } from './person'
import { isIntranet, isShown } from './person'
import { PersonIndex } from './personIndex'
import type { RecordKind } from './recordMix'
import { RecordMix } from './recordMix'

/** More would only make the start slow; the product is measured at 200,000. */
export const mostPeople = 500_000

/** Every thirteenth id belongs to nobody: a real portal has bots, integrators and deleted invitations in between. */
const unusedEvery = 13

/** The generated records of people from outside (generatedPeople.ts). */
const outsideKinds: readonly Exclude<RecordKind, 'plain'>[] = ['extranet', 'invitedExtranet']

const nobody = -1

/** Told of every change: before and after; nobody before who was added, nobody after who was removed. */
export type PersonListener = (before: Person | undefined, after: Person | undefined) => void

/**
 * Everybody on the portal. Generated people are made when asked for, so a large company costs nothing until somebody reads
 * it; a search through all of them keeps whom it made, changed people are always kept.
 */
export class CompanyDirectory {
  /** Rises with every change; results remembered for an older version are stale. */
  version = 0
  private idList: Int32Array
  private view: Int32Array
  private count = 0
  /** By place in the list. */
  private readonly ordinals: Int32Array
  /** By ordinal. */
  private readonly generatedIds: Int32Array
  private readonly generated: GeneratedPeople
  /** By id. */
  private readonly people: (Person | undefined)[]
  /** Named, added and changed people: those that the generator cannot tell about. */
  private readonly kept = new PersonIndex()
  private lastId = 0
  private readonly listeners: PersonListener[] = []
  private outside: { readonly version: number; readonly ids: readonly number[] } | undefined

  constructor(
    people: number,
    private readonly seed: number,
    startedAtMs: number,
  ) {
    const named = namedPeople(startedAtMs, people)
    if (!Number.isInteger(people) || people < named.length || people > mostPeople) {
      throw new RangeError(`people must be a whole number from ${named.length} to ${mostPeople}`)
    }
    this.idList = new Int32Array(people)
    this.view = this.idList
    this.ordinals = new Int32Array(people).fill(nobody)
    this.generatedIds = new Int32Array(people - named.length).fill(nobody)
    this.generated = new GeneratedPeople(seed, people - named.length, startedAtMs)
    this.numberEverybody(people, new Set(named.map(({ id }) => id)))
    this.people = new Array<Person | undefined>(this.lastId + 1)
    for (const person of named) this.keep(person)
  }

  /** All ids, ascending. */
  get ids(): Int32Array {
    return this.view
  }

  person(id: number): Person | undefined {
    return this.people[id] ?? this.make(id)
  }

  /** The same, for who reads many and will read them again: keeps whom it makes. */
  personKept(id: number): Person | undefined {
    return (this.people[id] ??= this.make(id))
  }

  /** Place of the first id that is not below the given one; the number of people when there is none. */
  indexAtOrAbove(id: number): number {
    return placeAtOrAbove(this.ids, id)
  }

  /** Ids of all who hold the address, whatever its case, ascending. Nobody is searched for it. */
  idsByEmail(address: string): readonly number[] {
    const generated = this.generated.holdersOf(address).flatMap((ordinal) => {
      const id = this.generatedIds[ordinal] ?? nobody
      return id === nobody || this.kept.has(id) ? [] : [id]
    })
    return [...generated, ...this.kept.idsByEmail(address)].sort((a, b) => a - b)
  }

  /** Those for whom the address is taken: by its holder, or as a login (bitrix24.md 2.7). */
  idsByEmailOrLogin(address: string): readonly number[] {
    return [...new Set([...this.idsByEmail(address), ...this.kept.idsByLogin(address)])]
  }

  /** Everybody who is not simply an employee whom all colleagues see; ascending. */
  outsideIds(): readonly number[] {
    if (this.outside?.version !== this.version) this.outside = { version: this.version, ids: this.findOutside() }
    return this.outside.ids
  }

  add(person: Omit<Person, 'id'>): number {
    this.lastId += 1
    if (this.lastId % unusedEvery === 0) this.lastId += 1
    const added = { ...person, id: this.lastId }
    if (this.count === this.idList.length) this.idList = grown(this.idList)
    this.idList[this.count] = added.id
    this.recount(this.count + 1)
    this.keep(added)
    this.changed(undefined, added)
    return added.id
  }

  change(id: number, patch: Partial<Omit<Person, 'id'>>): void {
    const before = this.person(id)
    if (before === undefined) throw new RangeError(`nobody has the id ${id}`)
    const after = { ...before, ...patch }
    this.keep(after)
    this.changed(before, after)
  }

  /** The id is never given out again. */
  remove(id: number): void {
    const before = this.person(id)
    if (before === undefined) throw new RangeError(`nobody has the id ${id}`)
    const place = this.indexAtOrAbove(id)
    const ordinal = this.ordinals[place] ?? nobody
    if (ordinal !== nobody) this.generatedIds[ordinal] = nobody
    this.idList.copyWithin(place, place + 1, this.count)
    // Who was added stands behind the generated and has no ordinal to give back.
    if (place < this.ordinals.length) {
      this.ordinals.copyWithin(place, place + 1)
      this.ordinals[this.ordinals.length - 1] = nobody
    }
    this.recount(this.count - 1)
    this.kept.remove(id)
    this.people[id] = undefined
    this.changed(before, undefined)
  }

  onChange(listener: PersonListener): void {
    this.listeners.push(listener)
  }

  private recount(count: number): void {
    this.count = count
    this.view = this.idList.subarray(0, count)
  }

  private keep(person: Person): void {
    this.people[person.id] = person
    this.kept.put(person)
  }

  private changed(before: Person | undefined, after: Person | undefined): void {
    this.version += 1
    for (const listener of this.listeners) listener(before, after)
  }

  private make(id: number): Person | undefined {
    const place = this.indexAtOrAbove(id)
    const ordinal = this.idList[place] === id && place < this.count ? (this.ordinals[place] ?? nobody) : nobody
    return ordinal === nobody ? undefined : this.generated.person(ordinal, id)
  }

  private findOutside(): readonly number[] {
    const generated: number[] = []
    const mix = new RecordMix(this.seed, this.generatedIds.length)
    for (const kind of outsideKinds) {
      for (let index = 0, ordinal = mix.ordinalOf(kind, 0); ordinal !== undefined; index += 1, ordinal = mix.ordinalOf(kind, index)) {
        const id = this.generatedIds[ordinal] ?? nobody
        if (id !== nobody && !this.kept.has(id)) generated.push(id)
      }
    }
    const kept = [...this.kept.all()].filter((person) => !isShown(person) || !isIntranet(person)).map(({ id }) => id)
    return [...generated, ...kept].sort((a, b) => a - b)
  }

  private numberEverybody(people: number, namedIds: ReadonlySet<number>): void {
    let ordinal = 0
    for (let id = 1; this.count < people; id += 1) {
      const isNamed = namedIds.has(id)
      if (!isNamed && (ordinal === this.generatedIds.length || id % unusedEvery === 0)) continue
      this.idList[this.count] = id
      if (!isNamed) {
        this.ordinals[this.count] = ordinal
        this.generatedIds[ordinal] = id
        ordinal += 1
      }
      this.count += 1
      this.lastId = id
    }
  }
}

/** Place of the first number that is not below the wanted one; the list ascends. */
export function placeAtOrAbove(ascending: ArrayLike<number>, wanted: number): number {
  let from = 0
  let to = ascending.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((ascending[middle] ?? 0) < wanted) from = middle + 1
    else to = middle
  }
  return from
}

function grown(list: Int32Array): Int32Array {
  const larger = new Int32Array(Math.max(64, list.length * 2))
  larger.set(list)
  return larger
}
