import type { CallOptions, PortalUser } from '../../../core/ports'
import type { PortalCall } from '../portalClient'
import { withAddress } from '../rowsWithAddress'
import { readUsers } from '../schemas/users'
import { filled } from './askedFor'
import { userQuery, type UserFilter } from './userFilter'

/** Finds by the beginning of a name; no exact search (bitrix24.md §2.2). */
export async function searchUsers(call: PortalCall, text: string, options?: CallOptions): Promise<readonly PortalUser[]> {
  return readUsers(await call('user.search', userQuery({ FIND: filled(text) }), options))
}

/** Whether the portal honours CONFIRM_CODE at all is for the caller to tell from both sets (bitrix24.md §4 (a)). */
export async function userIdsByInvitation(call: PortalCall, address: string, pending: boolean, options?: CallOptions): Promise<readonly string[]> {
  return withAddress(readUsers(await call('user.search', userQuery(invitationFilter(filled(address), pending)), options)), address).map((user) => user.id)
}

export function invitationFilter(address: string, pending: boolean): UserFilter {
  return pending ? { '=EMAIL': address, '!CONFIRM_CODE': '0' } : { '=EMAIL': address, CONFIRM_CODE: '0' }
}
