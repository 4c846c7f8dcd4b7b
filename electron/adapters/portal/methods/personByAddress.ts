import type { CallOptions, PersonRecord, PortalUser } from '../../../core/ports'
import { callBatch, valueOf, type BatchCommand, type CommandOutcome } from '../batch'
import type { PortalCall } from '../portalClient'
import { withAddress } from '../rowsWithAddress'
import { readUsers } from '../schemas/users'
import { filled } from './askedFor'
import { userQuery } from './userFilter'
import { invitationFilter } from './userSearch'

/** One request instead of three: they count as one for the portal's limit (bitrix24.md §1.6). */
export async function personByAddress(call: PortalCall, address: string, options?: CallOptions): Promise<PersonRecord> {
  return personIn(await callBatch(call, personCommands(address), options))
}

export type UsersOutcomes = readonly [CommandOutcome<readonly PortalUser[]>, CommandOutcome<readonly PortalUser[]>, CommandOutcome<readonly PortalUser[]>]

export function personIn([found, pending, accepted]: UsersOutcomes): PersonRecord {
  const users = valueOf(found)
  return { users, invitation: invitationOf(users, pending, accepted) }
}

type UsersCommand = BatchCommand<readonly PortalUser[]>

export function personCommands(given: string): readonly [UsersCommand, UsersCommand, UsersCommand] {
  const address = filled(given)
  const read = (result: unknown): readonly PortalUser[] => withAddress(readUsers(result), address)
  const set = (isPending: boolean): UsersCommand => ({ method: 'user.search', params: userQuery(invitationFilter(address, isPending)), read })
  return [{ method: 'user.get', params: userQuery({ '=EMAIL': address }), read }, set(true), set(false)]
}

/**
 * The filter is undocumented: a portal that drops it puts everybody into both sets, one that cannot read its value puts
 * nobody into either. Only where the two part the users cleanly do they tell anything (bitrix24.md §4 (a)).
 */
function invitationOf(users: readonly PortalUser[], pending: CommandOutcome<readonly PortalUser[]>, accepted: CommandOutcome<readonly PortalUser[]>): PersonRecord['invitation'] {
  if (!pending.ok || !accepted.ok) return undefined
  const [withCode, withoutCode] = [idsOf(pending.value), idsOf(accepted.value)]
  const both = [...withCode, ...withoutCode]
  const everybody = new Set(idsOf(users))
  const isClean = both.length === everybody.size && new Set(both).size === both.length && both.every((id) => everybody.has(id))
  return isClean ? { pending: withCode, accepted: withoutCode } : undefined
}

function idsOf(users: readonly PortalUser[]): readonly string[] {
  return users.map(({ id }) => id)
}
