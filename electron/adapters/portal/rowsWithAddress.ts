import type { PortalUser } from '../../core/ports'
import { portalFailure } from './portalErrors'
import type { UserRecord } from './schemas/users'

/** Databases compare loosely (accents, case): a near match beside the right one is normal, a page of strangers is not. */
const fewStrangers = 5

/**
 * The rows that really hold the address. A portal that ignored the filter sends the first page of everybody
 * (bitrix24.md §0.3), and one that hides addresses (scope user_brief, §2) cannot be checked: "found" and "not found"
 * would both be guesses, so both are errors.
 */
export function withAddress(users: readonly PortalUser[], address: string): readonly PortalUser[] {
  if (users.some((user) => user.email === undefined)) throw portalFailure('scopeMissing', { reason: 'addressHidden' })
  const wanted = fold(address)
  return holding(users, (user) => user.email !== undefined && fold(user.email) === wanted, 0)
}

/**
 * The rows whose address contains the text. `_` and `%` in the text may be wildcards to the portal, which then sends more
 * than was asked for: those rows are left out here.
 */
export function withAddressLike(users: readonly PortalUser[], text: string): readonly PortalUser[] {
  const wanted = fold(text)
  if (users.length > 0 && users.every((user) => user.email === undefined)) throw portalFailure('scopeMissing', { reason: 'addressHidden' })
  return holding(users, (user) => user.email !== undefined && fold(user.email).includes(wanted), /[%_]/.test(text) ? Infinity : fewStrangers)
}

/** The rows whose mobile number has the digits of this one, however either is written. */
export function withMobile(records: readonly UserRecord[], mobile: string): readonly PortalUser[] {
  // A reduced scope leaves the number out of every row; a row that was found by its number has one
  if (records.length > 0 && records.every((record) => record.mobile === undefined)) throw portalFailure('scopeMissing', { reason: 'mobileHidden' })
  const wanted = digitsOf(mobile)
  return holding(records, (record) => record.mobile !== undefined && digitsOf(record.mobile) === wanted, 0).map(({ user }) => user)
}

/** Strangers alone are forgiven up to `forgiven`; beside rows that fit, up to a few. */
function holding<Row>(rows: readonly Row[], fits: (row: Row) => boolean, forgiven: number): readonly Row[] {
  const matching = rows.filter(fits)
  const strangers = rows.length - matching.length
  if (strangers > Math.max(forgiven, matching.length === 0 ? 0 : fewStrangers)) throw portalFailure('badAnswerFromPortal', { reason: 'filterIgnored' })
  return matching
}

export function fold(address: string): string {
  return address.trim().toLowerCase()
}

export function digitsOf(number: string): string {
  return number.replace(/\D/g, '')
}
