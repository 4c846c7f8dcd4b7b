import type { Person } from './person'

/** People by id, by address and by login; the two last whatever the case. */
export class PersonIndex {
  private readonly byId = new Map<number, Person>()
  private readonly byEmail = new Map<string, Set<number>>()
  private readonly byLogin = new Map<string, Set<number>>()

  has(id: number): boolean {
    return this.byId.has(id)
  }

  all(): Iterable<Person> {
    return this.byId.values()
  }

  idsByEmail(address: string): readonly number[] {
    return [...(this.byEmail.get(address.toLowerCase()) ?? [])]
  }

  idsByLogin(login: string): readonly number[] {
    return [...(this.byLogin.get(login.toLowerCase()) ?? [])]
  }

  put(person: Person): void {
    this.remove(person.id)
    this.byId.set(person.id, person)
    enter(this.byEmail, person.email, person.id)
    if (person.login !== undefined) enter(this.byLogin, person.login, person.id)
  }

  remove(id: number): void {
    const known = this.byId.get(id)
    if (known === undefined) return
    this.byId.delete(id)
    leave(this.byEmail, known.email, id)
    if (known.login !== undefined) leave(this.byLogin, known.login, id)
  }
}

function enter(index: Map<string, Set<number>>, key: string, id: number): void {
  const known = index.get(key.toLowerCase())
  if (known === undefined) index.set(key.toLowerCase(), new Set([id]))
  else known.add(id)
}

function leave(index: Map<string, Set<number>>, key: string, id: number): void {
  const known = index.get(key.toLowerCase())
  known?.delete(id)
  if (known?.size === 0) index.delete(key.toLowerCase())
}
