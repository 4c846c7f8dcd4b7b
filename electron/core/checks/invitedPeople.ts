import type { CallOptions, PersonRecord, PortalApi, PortalUser } from '../ports'

/** `unclear`: several hold the address, or the portal does not tell invited from accepted people (bitrix24.md §4). */
export const invitedStates = ['pending', 'awaitingApproval', 'accepted', 'dismissed', 'missing', 'unclear'] as const
export type InvitedState = (typeof invitedStates)[number]

export type InvitedPerson =
  | { readonly address: string; readonly state: 'pending' | 'awaitingApproval' | 'accepted' | 'dismissed'; readonly user: PortalUser }
  | { readonly address: string; readonly state: 'missing' | 'unclear'; readonly user?: undefined }

/** How each of these addresses stands, in their order. */
export async function invitedPeople(api: PortalApi, addresses: readonly string[], options: CallOptions): Promise<readonly InvitedPerson[]> {
  const records = await api.peopleByAddresses(addresses, options)
  return addresses.map((address, index) => invitedPerson(address, records[index]))
}

export function invitedPerson(address: string, record: PersonRecord | undefined): InvitedPerson {
  const [user, second] = record?.users ?? []
  if (user === undefined) return { address, state: record === undefined ? 'unclear' : 'missing' }
  if (second !== undefined) return { address, state: 'unclear' }
  const isPending = record?.invitation?.pending.includes(user.id) === true
  // Whoever has logged in once has no open invitation (bitrix24.md §4)
  const isAccepted = record?.invitation?.accepted.includes(user.id) === true || (record?.invitation === undefined && typeof user.lastLogin === 'number')
  if (isPending === isAccepted || (isAccepted && user.active === undefined)) return { address, state: 'unclear' }
  if (isPending) return { address, state: user.active === false ? 'awaitingApproval' : 'pending', user }
  return { address, state: user.active === true ? 'accepted' : 'dismissed', user }
}
