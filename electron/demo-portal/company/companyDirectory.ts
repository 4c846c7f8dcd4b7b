import { generateName, generatePerson } from './generatePerson'
import { namedPeople } from './namedPeople'
import type { Person } from './person'

/** More would only make the start slow; the product is measured at 200,000. */
export const mostPeople = 500_000

/** Every thirteenth id belongs to nobody: a real portal has bots, integrators and deleted invitations in between. */
const unusedEvery = 13

/**
 * Everybody on the portal. Generated people are made when asked for and not kept; only changed ones are. So a large
 * company costs nothing until somebody reads it.
 */
export class CompanyDirectory {
  /** All ids, ascending. */
  readonly ids: Int32Array
  /** Rises with every change; results remembered for an older version are stale. */
  version = 0
  private readonly ordinals: Int32Array
  private readonly kept: Map<number, Person>
  private addresses: Map<string, number[]> | undefined

  constructor(
    people: number,
    private readonly seed: number,
    private readonly startedAtMs: number,
  ) {
    const named = namedPeople(startedAtMs)
    if (!Number.isInteger(people) || people < named.length || people > mostPeople) {
      throw new RangeError(`people must be a whole number from ${named.length} to ${mostPeople}`)
    }
    this.kept = new Map(named.map((person) => [person.id, person]))
    this.ids = new Int32Array(people)
    this.ordinals = new Int32Array(people)
    this.numberEverybody(people)
  }

  person(id: number): Person | undefined {
    const kept = this.kept.get(id)
    if (kept !== undefined) return kept
    const index = this.indexAtOrAbove(id)
    return this.ids[index] === id ? generatePerson(this.seed, this.ordinals[index] ?? 0, id, this.startedAtMs) : undefined
  }

  /** Place of the first id that is not below the given one; the number of people when there is none. */
  indexAtOrAbove(id: number): number {
    let from = 0
    let to = this.ids.length
    while (from < to) {
      const middle = (from + to) >>> 1
      if ((this.ids[middle] ?? 0) < id) from = middle + 1
      else to = middle
    }
    return from
  }

  /** Ids of all who hold the address, whatever its case, ascending. The index is made at the first question. */
  idsByEmail(address: string): readonly number[] {
    this.addresses ??= this.indexAddresses()
    return this.addresses.get(address.toLowerCase()) ?? []
  }

  change(id: number, patch: Partial<Omit<Person, 'id'>>): void {
    const before = this.person(id)
    if (before === undefined) throw new RangeError(`nobody has the id ${id}`)
    this.kept.set(id, { ...before, ...patch })
    this.version += 1
    if (patch.email !== undefined) this.addresses = undefined
  }

  private numberEverybody(people: number): void {
    const namedIds = [...this.kept.keys()].sort((a, b) => a - b)
    let generatedLeft = people - namedIds.length
    let ordinal = 0
    let index = 0
    for (let id = 1; index < people; id += 1) {
      const isNamed = this.kept.has(id)
      if (!isNamed && (generatedLeft === 0 || id % unusedEvery === 0)) continue
      this.ids[index] = id
      this.ordinals[index] = isNamed ? -1 : ordinal
      if (!isNamed) {
        ordinal += 1
        generatedLeft -= 1
      }
      index += 1
    }
  }

  private indexAddresses(): Map<string, number[]> {
    const addresses = new Map<string, number[]>()
    for (const [index, id] of this.ids.entries()) {
      const email = this.kept.get(id)?.email ?? generateName(this.seed, this.ordinals[index] ?? 0).email
      const holders = addresses.get(email.toLowerCase())
      if (holders === undefined) addresses.set(email.toLowerCase(), [id])
      else holders.push(id)
    }
    return addresses
  }
}
