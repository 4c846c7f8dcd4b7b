import type { CallOptions, PortalUser } from '../../../core/ports'
import type { PortalCall } from '../portalClient'
import { withAddress } from '../rowsWithAddress'
import { readUsers } from '../responseSchemas'
import { userQuery } from './userFilter'

/** `=EMAIL`: without the sign the address would be read as a mask (bitrix24.md §0.4). */
export async function usersByAddress(call: PortalCall, address: string, options?: CallOptions): Promise<readonly PortalUser[]> {
  return withAddress(readUsers(await call('user.get', userQuery({ '=EMAIL': address }), options)), address)
}

export async function userById(call: PortalCall, id: string, options?: CallOptions): Promise<PortalUser | undefined> {
  const users = readUsers(await call('user.get', userQuery({ ID: id }), options))
  return users.find((user) => user.id === id)
}
