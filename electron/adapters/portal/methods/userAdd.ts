import { AppFailure } from '@shared/contract/appError'
import type { CallOptions, NewPortalUser, PersonRecord, UserAdded } from '../../../core/ports'
import { sendOnce, type WriteParts } from '../confirmWrite'
import type { PortalCall } from '../portalClient'
import { withDetails } from '../portalErrors'
import { readNewId } from '../schemas/written'
import { personByAddress } from './personByAddress'
import { usersByAddress } from './userGet'

/**
 * Adds and invites (bitrix24.md §2.7). Who holds the address is asked before: when the answer is lost, the one row that
 * was not there then is the new person for certain.
 */
export async function addUser(parts: WriteParts, user: NewPortalUser, options?: CallOptions): Promise<UserAdded> {
  const before = new Set((await usersByAddress(parts.call, user.email, options)).map(({ id }) => id))
  try {
    const { answer, confirmedBy } = await sendOnce(
      parts,
      {
        method: 'user.add',
        params: {
          EMAIL: user.email.trim(),
          NAME: user.name,
          LAST_NAME: user.lastName,
          WORK_POSITION: user.position,
          UF_DEPARTMENT: user.departments,
          MESSAGE_TEXT: user.invitationText,
        },
        read: readNewId,
        lookUp: async () => {
          const added = (await usersByAddress(parts.call, user.email, options)).filter(({ id }) => !before.has(id))
          return added.length === 1 ? added[0]?.id : undefined
        },
      },
      options,
    )
    return { id: answer, confirmedBy }
  } catch (error) {
    if (error instanceof AppFailure && error.code === 'addressTaken') throw withDetails(error, { state: await stateOfHolder(parts.call, user.email, options) })
    throw error
  }
}

/** Who has the address: closed words for the text of the error. */
export type HolderState = 'pending' | 'dismissed' | 'active' | 'unknown'

/**
 * The portal's refusal is certain, so a look-up that fails takes nothing from it. Nobody found is `unknown` too: the
 * address may be a login only, or its holder hidden from this caller.
 */
export async function stateOfHolder(call: PortalCall, address: string, options?: CallOptions): Promise<HolderState> {
  try {
    const person = await personByAddress(call, address, options)
    const states = new Set(person.users.map((user) => stateOf(user, person.invitation)))
    const [only = 'unknown'] = states
    return states.size === 1 ? only : 'unknown'
  } catch (error) {
    if (error instanceof AppFailure) return 'unknown'
    throw error
  }
}

function stateOf(user: PersonRecord['users'][number], invitation: PersonRecord['invitation']): HolderState {
  if (invitation?.pending.includes(user.id) === true) return 'pending'
  // Without the filter: who has logged in once has no open invitation (bitrix24.md §4)
  const isSettled = invitation !== undefined || typeof user.lastLogin === 'number'
  if (!isSettled || user.active === undefined) return 'unknown'
  return user.active ? 'active' : 'dismissed'
}
