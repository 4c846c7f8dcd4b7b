import type { PortalUser } from '../../core/ports'
import { portalFailure } from './portalErrors'

/** Databases compare loosely (accents, case): a few near matches are normal, a page of strangers is not. */
const fewStrangers = 5

/**
 * The rows that really hold the address. If the portal ignored the filter it sent the first page of everybody
 * (bitrix24.md §0.3): "not found" would then be a guess, so it is an error.
 */
export function withAddress(users: readonly PortalUser[], address: string): readonly PortalUser[] {
  const wanted = fold(address)
  // No EMAIL in a row: scope user_brief hides it (bitrix24.md §2); the filter's word has to do.
  const matching = users.filter((user) => user.email === undefined || fold(user.email) === wanted)
  if (users.length - matching.length > fewStrangers) throw portalFailure('badAnswerFromPortal', { reason: 'filterIgnored' })
  return matching
}

function fold(address: string): string {
  return address.trim().toLowerCase()
}
