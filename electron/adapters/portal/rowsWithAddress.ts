import type { PortalUser } from '../../core/ports'
import { portalFailure } from './portalErrors'

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
  const matching = users.filter((user) => user.email !== undefined && fold(user.email) === wanted)
  const strangers = users.length - matching.length
  if (strangers > fewStrangers || (strangers > 0 && matching.length === 0)) throw portalFailure('badAnswerFromPortal', { reason: 'filterIgnored' })
  return matching
}

function fold(address: string): string {
  return address.trim().toLowerCase()
}
