import type { AppFailure } from '@shared/contract/appError'
import type { PortalUser } from '../ports'

const maxLength = 300

/** cleo.marsh@company.example -> cleo.m…@company.example: enough to recognise, not enough to write to. */
export function shortenAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const local = at === -1 ? address : address.slice(0, at)
  const letters = Array.from(local)
  const kept = letters.slice(0, Math.min(6, Math.floor(letters.length * 0.6))).join('')
  return `${kept}…${at === -1 ? '' : address.slice(at)}`
}

/** `user.get {…} → 1 row · ACTIVE true · LAST_LOGIN empty` */
export function lookUpLine(address: string, users: readonly PortalUser[], about: (user: PortalUser) => readonly string[] = () => []): string {
  const first = users.length === 1 ? users[0] : undefined
  const asked = `user.get {"=EMAIL":"${shortenAddress(address)}"}`
  return clip([`${asked} → ${users.length} ${users.length === 1 ? 'row' : 'rows'}`, ...(first === undefined ? [] : about(first))].join(' · '))
}

export function activeWord(user: PortalUser): string {
  return `ACTIVE ${user.active === undefined ? 'not told' : String(user.active)}`
}

export function lastLoginWord(user: PortalUser): string {
  if (user.lastLogin === undefined) return 'LAST_LOGIN not told'
  return `LAST_LOGIN ${user.lastLogin === 'never' ? 'empty' : isoTime(user.lastLogin)}`
}

/** `profile → 403 ACCESS_DENIED`: the portal's own code where it is a known one, else ours. */
export function failureWord(failure: AppFailure): string {
  const { details = {} } = failure
  const status = details['status']
  return [...(status === undefined ? [] : [String(status)]), String(details['portalCode'] ?? details['cause'] ?? failure.code)].join(' ')
}

export function isoTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z')
}

export function clip(line: string): string {
  const letters = Array.from(line)
  return letters.length <= maxLength ? line : `${letters.slice(0, maxLength - 1).join('')}…`
}
