import { addressParts } from '@shared/domain/address/addressParts'
import { isRoleMailbox } from '@shared/domain/address/roleMailboxes'
import { isSlipOf } from '@shared/domain/address/slips'
import type { PortalApi, PortalUser } from '../ports'
import { shortenAddress } from './evidence'

export type NearPerson = PortalUser & { readonly email: string }
export interface NearPeople {
  readonly people: readonly NearPerson[]
  /** For the evidence. */
  readonly asked: readonly string[]
}

const mostPieces = 2
const leastPiece = 3
const mostPeople = 20

/**
 * People whose address is nearly the one given: the same mailbox at another domain, a slip before the @, or the same
 * name (bitrix24.md §3, preflight). At most four requests.
 */
export async function nearPeople(api: PortalApi, { address, name }: { readonly address: string; readonly name: string }, signal: AbortSignal): Promise<NearPeople> {
  const parts = addressParts(address)
  if (parts === undefined) return { people: [], asked: [] }
  const { local } = parts
  const texts = isRoleMailbox(local) ? [] : [...new Set([local.toLowerCase(), ...pieces(local.toLowerCase())])].filter((text) => text.length >= leastPiece)
  const answers = await Promise.all([
    ...texts.map(async (text) => ({ asked: `user.get {"%EMAIL":"${shortenAddress(text)}"}`, users: await api.usersWithAddressLike(text, { signal }) })),
    ...(name.length < leastPiece ? [] : [api.searchUsers(name, { signal }).then((users) => ({ asked: 'user.search by name', users }))]),
  ])
  const people = new Map<string, NearPerson>()
  for (const user of answers.flatMap(({ users }) => users)) {
    if (user.email !== undefined && people.size < mostPeople && isNear({ ...user, email: user.email }, address, name)) people.set(user.id, { ...user, email: user.email })
  }
  return { people: [...people.values()], asked: answers.map(({ asked, users }) => `${asked} → ${users.length} ${users.length === 1 ? 'row' : 'rows'}`) }
}

/** Of a mistyped word at least one part is right: first and last name apart, or the two halves of one word. */
function pieces(local: string): readonly string[] {
  const words = local.split(/[._+-]/).filter((word) => word.length >= leastPiece)
  if (words.length > 1) return words.toSorted((one, other) => other.length - one.length).slice(0, mostPieces)
  const half = Math.floor(local.length / 2)
  return half < leastPiece ? [] : [local.slice(0, half), local.slice(half)]
}

function isNear(user: NearPerson, address: string, name: string): boolean {
  const given = addressParts(address)
  const theirs = addressParts(user.email)
  if (given === undefined || theirs === undefined || user.email.trim().toLowerCase() === address.toLowerCase()) return false
  const [local, theirLocal] = [given.local.toLowerCase(), theirs.local.toLowerCase()]
  const isSameMailbox = withoutTag(local) === withoutTag(theirLocal) || isSlipOf(local, theirLocal)
  return (isSameMailbox && !isRoleMailbox(theirLocal)) || (name.length >= leastPiece && wordsOf(user.name) === wordsOf(name))
}

/** What follows a plus is a note to oneself: `otto.smew+bitrix` is the mailbox `otto.smew` (RFC 5233). */
function withoutTag(local: string): string {
  const plus = local.indexOf('+')
  return plus < 1 ? local : local.slice(0, plus)
}

/** `Marsh, Cleo` and `cleo marsh` are one name. */
function wordsOf(name: string): string {
  return name.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '').toSorted().join(' ')
}
