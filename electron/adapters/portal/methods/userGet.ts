import type { CallOptions, PortalUser } from '../../../core/ports'
import { portalFailure } from '../portalErrors'
import type { PortalCall } from '../portalClient'
import { digitsOf, withAddress, withAddressLike, withMobile } from '../rowsWithAddress'
import { readUserRecords, readUsers, type UserRecord } from '../schemas/users'
import { filled } from './askedFor'
import { userQuery } from './userFilter'

/** `=EMAIL`: without the sign the address would be read as a mask (bitrix24.md §0.4). */
export async function usersByAddress(call: PortalCall, address: string, options?: CallOptions): Promise<readonly PortalUser[]> {
  return withAddress(readUsers(await call('user.get', userQuery({ '=EMAIL': filled(address) }), options)), address)
}

export async function userById(call: PortalCall, id: string, options?: CallOptions): Promise<PortalUser | undefined> {
  return (await recordById(call, id, options))?.user
}

export async function recordById(call: PortalCall, id: string, options?: CallOptions): Promise<UserRecord | undefined> {
  const records = readUserRecords(await call('user.get', userQuery({ ID: filled(id) }), options))
  return records.find(({ user }) => user.id === id)
}

/** Less would be in half of all addresses. Wildcards do not count: they stand for anything. */
const shortestPart = 3

/**
 * `%` and `_` go out as they are. Taken literally by the portal they find the same rows, taken as wildcards more, and what
 * does not contain the very text is left out again.
 */
export async function usersWithAddressLike(call: PortalCall, text: string, options?: CallOptions): Promise<readonly PortalUser[]> {
  const wanted = text.trim()
  if (wanted.replace(/[%_]/g, '').length < shortestPart) throw portalFailure('badRequest', { field: 'text', shortest: shortestPart })
  return withAddressLike(readUsers(await call('user.get', userQuery({ '%EMAIL': wanted }), options)), wanted)
}

/** Fewer digits are an extension or a slip, and an empty value finds everybody who has no number. */
const fewestDigits = 5

/** A portal keeps a number as somebody typed it: the usual spellings are asked for at once. */
export async function usersByMobile(call: PortalCall, mobile: string, options?: CallOptions): Promise<readonly PortalUser[]> {
  const digits = digitsOf(mobile)
  if (digits.length < fewestDigits) throw portalFailure('badRequest', { field: 'mobile', shortest: fewestDigits })
  const spellings = [...new Set([mobile.trim(), digits, `+${digits}`])]
  return withMobile(readUserRecords(await call('user.get', userQuery({ '=PERSONAL_MOBILE': spellings }), options)), mobile)
}
