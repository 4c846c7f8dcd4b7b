import { addressShape } from '@shared/domain/address/addressShape'
import { AppFailure } from '@shared/contract/appError'
import type { PortalDepartment } from '../ports'
import { holdersOf, invitedAt } from './fixAccount'
import { addressSubject, judged, textOf, type FixInput, type FixRunner } from './fixRunner'

/** Whoever is invited needs a place: the top of the company, else where the connection's owner is (bitrix24.md §2.7). */
async function placeFor({ api, signal, scopes }: FixInput): Promise<Pick<PortalDepartment, 'id' | 'name'> | undefined> {
  if (scopes.includes('department')) {
    const top = (await api.departments({ signal })).find(({ parent }) => parent === undefined)
    if (top !== undefined) return top
  }
  const [own] = (await api.currentUser({ signal })).departments
  return own === undefined ? undefined : { id: own, name: String(own) }
}

/** Without a name: the one the case knows is of whoever held the address before. Who accepts writes their own. */
export const invite: FixRunner = {
  async prepare(input) {
    const { api, signal, facts, scopes } = input
    if (!scopes.includes('user')) return { refusal: 'needsScope' }
    const address = textOf(facts, 'person.address')
    const account = { address }
    if (addressShape(address).shape !== 'fine') return { refusal: 'addressBad', account }
    // Also an open invitation: REST sends it no second time (bitrix24.md §2.7)
    if ((await holdersOf(api, address, { signal })).length > 0) return { refusal: 'addressTaken', account }
    const place = await placeFor(input)
    if (place === undefined) return { refusal: 'noDepartment', account }
    return {
      account,
      rows: [{ label: 'person.address', after: address }, { label: 'departments', after: place.name }],
      notes: ['sendsMail', 'topDepartment'],
      before: {},
      wanted: { 'person.address': address },
      subjects: [addressSubject(address)],
      send: async (options) => (await api.addUser({ email: address, departments: [place.id] }, options)).confirmedBy,
    }
  },
  ...proveInvited('person.address'),
}

/** Nobody held the address before; whoever holds it now, alone, was invited. */
export function proveInvited(wantedFact: 'person.address' | 'address.new'): Pick<FixRunner, 'readBack' | 'judge'> {
  return {
    readBack: (api, { wanted }, options) => invitedAt(api, textOf(wanted, wantedFact), options),
    judge(_, { holders = [], invitation }) {
      const [id, second] = holders
      // Nobody had it before, so a new row is the one invited; one that was accepted already is somebody else's
      if (id === undefined || invitation === 'accepted') return judged('notVerified', 'notShown')
      return second === undefined ? judged('verified', 'shown', { 'person.id': id }) : judged('notVerified', 'elsewhere')
    },
  }
}

/** Names of departments where they may be read; a preview does without. */
export async function departmentNames({ api, signal, scopes }: FixInput, ids: readonly number[]): Promise<string> {
  const known = scopes.includes('department')
    ? await api.departments({ signal }).catch((error: unknown) => {
        if (error instanceof AppFailure && error.code !== 'cancelled') return []
        throw error
      })
    : []
  return ids.map((id) => known.find((one) => one.id === id)?.name ?? String(id)).join(', ')
}
