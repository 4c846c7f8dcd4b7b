import { messages } from './messages'
import { everyTruth, truth } from './truth'
import type { Answers, Condition, ProblemId, Truth } from './truthTypes'

/** How the address of a generated person is made. */
export type AddressForm = 'ordinary' | 'slippedDomain' | 'lookalike' | 'role' | 'plus' | 'sharedFirst' | 'sharedSecond'

interface Kind {
  readonly kind: string
  /** Of 10,000 people; of N it is ⌊N · share / 10,000⌋. */
  readonly share: number
  readonly condition: Condition
  readonly problems: readonly ProblemId[]
  readonly type?: 'extranet'
  readonly address?: AddressForm
  /** The kind whose nth holds the same address as the nth of this one. */
  readonly sharesWith?: string
  readonly answers?: Answers
  readonly message?: (address: string, name: string) => string
}

/** Of the records, which REST shows. */
const seen: readonly Kind[] = [
  { kind: 'invited', share: 160, condition: 'invitationPending', problems: ['mail-not-delivered'], message: messages.noInvitation, answers: { 'mail.kind': 'invitation', 'login.everWorked': 'no' } },
  { kind: 'invited, domain mistyped', share: 60, condition: 'invitationPending', problems: ['mistyped-email'], address: 'slippedDomain', message: messages.mistyped, answers: { 'login.everWorked': 'no' } },
  { kind: 'invited, letter mistyped', share: 20, condition: 'invitationPending', problems: ['mistyped-email', 'mail-not-delivered'], address: 'lookalike', message: messages.mistyped, answers: { 'login.everWorked': 'no' } },
  { kind: 'invited from outside', share: 20, condition: 'invitationPending', problems: ['mail-not-delivered'], type: 'extranet', message: messages.noInvitation, answers: { 'mail.kind': 'invitation' } },
  { kind: 'waits for approval', share: 60, condition: 'awaitingApproval', problems: ['wrong-password'], message: messages.wrongPassword, answers: { 'login.everWorked': 'no' } },
  { kind: 'waits for approval, domain mistyped', share: 20, condition: 'awaitingApproval', problems: ['mistyped-email', 'wrong-password'], address: 'slippedDomain', message: messages.mistyped, answers: { 'login.everWorked': 'no' } },
  { kind: 'dismissed', share: 220, condition: 'dismissed', problems: ['wrong-password', 'email-taken-on-invite'], message: messages.inviteTaken, answers: { 'invite.isSamePerson': 'yes' } },
  { kind: 'dismissed, holds the mailbox of a role', share: 60, condition: 'dismissed', problems: ['reuse-dismissed-email'], address: 'role', message: messages.reuseAddress, answers: { 'reuse.isLogin': 'unsure' } },
  { kind: 'never logged in', share: 100, condition: 'neverLoggedIn', problems: ['wrong-password'], message: messages.wrongPassword, answers: { 'login.everWorked': 'no' } },
  { kind: 'never logged in, domain mistyped', share: 40, condition: 'neverLoggedIn', problems: ['mistyped-email', 'wrong-password'], address: 'slippedDomain', message: messages.mistyped, answers: { 'login.everWorked': 'no' } },
  { kind: 'second holder of an address', share: 40, condition: 'healthy', problems: ['wrong-password'], address: 'sharedSecond', sharesWith: 'first holder of an address', message: messages.wrongPassword },
  { kind: 'first holder of an address', share: 40, condition: 'healthy', problems: ['wrong-password'], address: 'sharedFirst', sharesWith: 'second holder of an address', message: messages.wrongPassword },
  { kind: 'dismissed, second holder of an address', share: 20, condition: 'dismissed', problems: ['reuse-dismissed-email', 'email-taken-on-invite'], address: 'sharedSecond', sharesWith: 'first holder, beside a dismissed one', message: messages.reuseAddress },
  { kind: 'first holder, beside a dismissed one', share: 20, condition: 'healthy', problems: ['wrong-password'], address: 'sharedFirst', sharesWith: 'dismissed, second holder of an address', message: messages.wrongPassword },
  { kind: 'extranet', share: 120, condition: 'healthy', problems: ['email-taken-on-invite'], type: 'extranet', message: messages.inviteTaken, answers: { 'invite.isSamePerson': 'yes' } },
  { kind: 'hired again', share: 60, condition: 'healthy', problems: ['wrong-password'], message: messages.wrongPassword, answers: { 'login.everWorked': 'yes', 'login.typing': 'checked', 'recovery.state': 'notTried' } },
  { kind: 'long away', share: 40, condition: 'healthy', problems: ['wrong-password'], message: messages.wrongPasswordGerman, answers: { 'login.everWorked': 'yes', 'login.typing': 'checked' } },
  { kind: 'tag behind a plus', share: 60, condition: 'healthy', problems: ['wrong-password'], address: 'plus', message: messages.wrongPassword, answers: { 'login.everWorked': 'yes' } },
]

/** Behind them in the same walk: those whose trouble REST does not show, so that to the portal they are like everybody. */
const unseen: readonly Kind[] = [
  { kind: 'forgot the password', share: 250, condition: 'healthy', problems: ['wrong-password'], message: messages.wrongPassword, answers: { 'login.way': 'password', 'login.typing': 'checked', 'recovery.state': 'notTried' } },
  { kind: 'types the password wrong', share: 200, condition: 'healthy', problems: ['wrong-password'], message: messages.wrongPasswordRussian, answers: { 'login.way': 'password', 'login.typing': 'wasIt' } },
  { kind: 'other browser profile', share: 80, condition: 'healthy', problems: ['wrong-network-user'], message: (address, name) => messages.wrongNetworkUser(name, otherProfileOf(address)), answers: { 'network.isOwnProfile': 'yes', 'login.rightPage': 'yes' } },
  { kind: 'social account linked twice', share: 60, condition: 'healthy', problems: ['social-link-conflict'], message: () => messages.cannotUseSocial('Google'), answers: { 'login.way': 'social', 'social.trouble': 'otherProfile', 'social.provider': 'google', 'social.everWorked': 'yes', 'social.rightAccount': 'yes' } },
  { kind: 'generated login', share: 80, condition: 'healthy', problems: ['social-login-change'], message: () => messages.changeSocialLogin, answers: { 'login.way': 'social', 'social.provider': 'microsoft', 'profile.opens': 'yes' } },
  { kind: 'login taken', share: 40, condition: 'healthy', problems: ['email-taken-on-login-change'], message: messages.loginTaken, answers: { 'profile.holderHere': 'own', 'profile.canOpenOther': 'yes', 'profile.spareAddress': 'yes' } },
  { kind: 'invited a second time', share: 60, condition: 'healthy', problems: ['email-taken-on-invite'], message: messages.inviteTaken, answers: { 'invite.isSamePerson': 'yes' } },
  { kind: 'recovery mail lost', share: 60, condition: 'healthy', problems: ['mail-not-delivered'], message: messages.noRecoveryMail, answers: { 'mail.kind': 'recovery', 'mail.spamChecked': 'yes', 'recovery.state': 'noMail' } },
  { kind: 'lost phone', share: 100, condition: 'healthy', problems: ['lost-phone'], message: messages.lostPhone, answers: { 'otp.trouble': 'lostPhone', 'otp.recoveryCodes': 'no', 'otp.otherWay': 'none', 'admin.onlyOne': 'no' } },
  { kind: 'lost phone, codes saved', share: 40, condition: 'healthy', problems: ['lost-phone'], message: messages.lostPhone, answers: { 'otp.trouble': 'lostPhone', 'otp.recoveryCodes': 'yes' } },
  { kind: 'wants to be deleted', share: 20, condition: 'healthy', problems: ['delete-account'], message: messages.deleteAccount, answers: { 'deletion.goal': 'profile', 'account.portals': 'one', 'account.isAdminSomewhere': 'no', 'admin.onlyOne': 'no' } },
  { kind: 'lost phone and forgot the password', share: 20, condition: 'healthy', problems: ['wrong-password', 'lost-phone'], message: messages.wrongPassword, answers: { 'login.typing': 'checked', 'recovery.state': 'notTried', 'otp.recoveryCodes': 'no' } },
  { kind: 'generated login, wanted one taken', share: 20, condition: 'healthy', problems: ['social-login-change', 'email-taken-on-login-change'], message: messages.loginTaken, answers: { 'login.way': 'social', 'profile.holderHere': 'own', 'profile.canOpenOther': 'unsure' } },
]

export interface GeneratedTruth extends Kind {
  readonly id: number
  readonly hiddenFrom?: 'agents'
  /** The other holder of the address. */
  readonly partnerId?: number
}

/**
 * What is wrong with whom among the people without a part of their own. Said here a second time, and walked where the
 * portal computes: begin at 7919 · seed and step on by the first length from ⌊0.618 · N⌋ + seed mod 89 up that shares no
 * divisor with N; everybody is met once, and the first who are met are the first kind, the next the second, and so on.
 * Ascending by id.
 */
export function truthOfGenerated(seed: number, people: number): readonly GeneratedTruth[] {
  const ids = generatedIds(people)
  const met = walk(seed, ids.length)
  const found = new Map<number, GeneratedTruth>()
  const idsByKind = new Map<string, readonly number[]>()
  const rows: { readonly row: Kind; readonly ids: readonly number[] }[] = []
  let from = 0
  for (const row of [...seen, ...unseen]) {
    const to = from + Math.floor((ids.length * row.share) / 10_000)
    const chosen = met.slice(from, to).map((ordinal) => ids[ordinal]!)
    idsByKind.set(row.kind, chosen)
    rows.push({ row, ids: chosen })
    from = to
  }
  for (const { row, ids: chosen } of rows) {
    for (const [index, id] of chosen.entries()) {
      const partnerId = row.sharesWith === undefined ? undefined : idsByKind.get(row.sharesWith)?.[index]
      found.set(id, { ...row, id, ...(row.type === undefined ? {} : { hiddenFrom: 'agents' }), ...(partnerId === undefined ? {} : { partnerId }) })
    }
  }
  return ids.map((id) => found.get(id) ?? { kind: 'nothing', share: 0, condition: 'healthy', problems: [], id })
}

/** The kinds with their shares, for who counts. */
export const generatedKinds: readonly { readonly kind: string; readonly share: number }[] = [...seen, ...unseen].map(({ kind, share }) => ({ kind, share }))

/** Everybody in a company of this size, named and not. */
export function wholeTruth(seed: number, people: number): readonly (Truth | GeneratedTruth)[] {
  return [...namedTruth(people), ...truthOfGenerated(seed, people)]
}

/** Whom the agent's webhook shows of a company of this size, made from the seed that nobody chose. */
export function seenByAgent(people: number): readonly (Truth | GeneratedTruth)[] {
  return wholeTruth(1, people).filter(({ hiddenFrom }) => hiddenFrom === undefined)
}

export function isActive({ condition }: { readonly condition: Condition }): boolean {
  return condition !== 'dismissed' && condition !== 'awaitingApproval'
}

/** Who has a part in a company of this size. */
export function namedTruth(people: number): readonly Truth[] {
  return people >= 100 ? everyTruth : truth
}

/** Ids ascend and leave out the named people and every thirteenth. */
function generatedIds(people: number): readonly number[] {
  const named = new Set(namedTruth(people).map(({ id }) => id))
  const ids: number[] = []
  for (let id = 1; ids.length < people - named.size; id += 1) if (!named.has(id) && id % 13 !== 0) ids.push(id)
  return ids
}

function walk(seed: number, count: number): readonly number[] {
  if (count === 0) return []
  let step = Math.max(1, Math.floor(count * 0.618) + (seed % 89))
  while (!sharesNoDivisor(step, count)) step += 1
  const met: number[] = []
  for (let place = (seed * 7919) % count; met.length < count; place = (place + step) % count) met.push(place)
  return met
}

function sharesNoDivisor(a: number, b: number): boolean {
  for (let divisor = 2; divisor <= Math.min(a, b); divisor += 1) if (a % divisor === 0 && b % divisor === 0) return false
  return true
}

function otherProfileOf(address: string): string {
  return `${address.slice(0, address.indexOf('@'))}@letterbox.example`
}
