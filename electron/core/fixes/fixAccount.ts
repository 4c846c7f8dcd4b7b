import type { CallOptions, PersonRecord, PortalApi, PortalUser } from '../ports'
import { fold, textOf, type FixAccount, type FixHindrance, type FixInput, type FixSight, type InvitationWord, type Values } from './fixRunner'

export interface AccountRecord {
  readonly user: PortalUser
  readonly invitation: InvitationWord
}

export function accountOf({ id, name, email }: PortalUser): FixAccount {
  return { id, ...(name === '' ? {} : { name }), ...(email === undefined || email === '' ? {} : { address: email }) }
}

/** The values before, as the intent keeps them. */
export function valuesOf({ user, invitation }: AccountRecord): Values {
  const { id, name, email, active } = user
  return {
    'person.id': id,
    ...(name === '' ? {} : { 'person.name': name }),
    ...(email === undefined || email === '' ? {} : { 'person.contactAddress': email }),
    ...(active === undefined ? {} : { 'person.active': active ? 'yes' : 'no' }),
    ...(invitation === 'unknown' ? {} : { 'person.invitation': invitation }),
  }
}

/** The person's record as it is now, or what forbids to touch it. */
export async function readAccount(input: FixInput): Promise<AccountRecord | FixHindrance> {
  const { api, signal, facts } = input
  const id = textOf(facts, 'person.id')
  const user = await api.userById(id, { signal })
  if (user === undefined) return { refusal: 'accountMissing' }
  if (!isSamePerson(user, input)) return { refusal: 'otherPerson' }
  return { user, invitation: await invitationOf(api, user, { signal }) }
}

export function isHindrance(found: AccountRecord | FixHindrance): found is FixHindrance {
  return 'refusal' in found
}

/**
 * SECURITY: an id means one person at one portal. The record must carry the name or an address that the case, or the run that
 * is taken back, knows; else it is somebody else's account under the same number.
 */
function isSamePerson({ name, email }: PortalUser, { facts, undoes }: FixInput): boolean {
  const names = [textOf(facts, 'person.name'), textOf(undoes?.before ?? {}, 'person.name')]
  const addresses = [
    textOf(facts, 'person.address'), textOf(facts, 'person.contactAddress'), textOf(facts, 'session.address'), textOf(facts, 'address.new'),
    textOf(undoes?.before ?? {}, 'person.contactAddress'), textOf(undoes?.wanted ?? {}, 'person.contactAddress'),
  ]
  const isAmong = (value: string, known: readonly string[]): boolean => value !== '' && known.some((one) => fold(one) === fold(value))
  return isAmong(name, names) || isAmong(email ?? '', addresses)
}

async function invitationOf(api: PortalApi, user: PortalUser, options: CallOptions): Promise<InvitationWord> {
  const { email } = user
  return wordOf(user, email === undefined || email === '' ? undefined : (await api.personByAddress(email, options)).invitation)
}

function wordOf({ id, lastLogin }: PortalUser, known: PersonRecord['invitation']): InvitationWord {
  if (known?.pending.includes(id) === true) return 'pending'
  // Whoever has logged in once has no open invitation (bitrix24.md §4)
  return known?.accepted.includes(id) === true || typeof lastLogin === 'number' ? 'accepted' : 'unknown'
}

/** Everybody who holds the address now. */
export async function holdersOf(api: PortalApi, address: string, options: CallOptions): Promise<readonly string[]> {
  return (await api.usersByAddress(address, options)).map(({ id }) => id)
}

/** Who holds the address, and how the invitation of the one holder stands: an address alone proves none (bitrix24.md §3 P7). */
export async function invitedAt(api: PortalApi, address: string, options: CallOptions): Promise<Pick<FixSight, 'holders' | 'invitation'>> {
  const { users, invitation } = await api.personByAddress(address, options)
  const holders = users.map(({ id }) => id)
  const [user, second] = users
  if (user === undefined || second !== undefined) return { holders }
  return { holders, invitation: wordOf(user, invitation) }
}

export async function sightOf(api: PortalApi, id: string, options: CallOptions): Promise<Pick<FixSight, 'user'>> {
  const user = await api.userById(id, options)
  return { user: user === undefined ? undefined : { id: user.id, active: user.active, email: user.email } }
}
