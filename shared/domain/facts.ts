import { mailGateways } from './address/mailGateways'
import type { FactGiver } from './stateWords'

/** A closed fact's value is one of its words; every other fact's value is a string or a number. */
export type FactValue = string | number

export type FactDefinition =
  | { readonly type: 'closed'; readonly values: readonly string[]; readonly personal: false; readonly givers: readonly FactGiver[]; readonly freshForMs: number }
  | { readonly type: 'text'; readonly personal: true; readonly givers: readonly FactGiver[]; readonly freshForMs: number; readonly maxLength: number; readonly format: 'line' | 'address' | 'host' | 'text' }
  /** `time`: epoch milliseconds, UTC. */
  | { readonly type: 'number' | 'time'; readonly personal: false; readonly givers: readonly FactGiver[]; readonly freshForMs: number }

const always = Number.POSITIVE_INFINITY
const minutes = (count: number): number => count * 60_000

const closed = (values: readonly string[], givers: readonly FactGiver[], freshForMs = always): FactDefinition => ({ type: 'closed', values, personal: false, givers, freshForMs })
const text = (format: 'line' | 'address' | 'host' | 'text', givers: readonly FactGiver[], maxLength = 254): FactDefinition => ({ type: 'text', personal: true, format, givers, freshForMs: always, maxLength })
/** How many of several people a look-up found so. */
const count: FactDefinition = { type: 'number', personal: false, givers: ['check'], freshForMs: minutes(10) }

/**
 * Every fact a flow may read, ask or show (flow-format, "Registries"). "Not known" is no value;
 * `unsure` is an answer and a value. A fact that names or locates somebody is personal: it never enters an envelope.
 */
export const facts = {
  'error.message': text('text', ['paste', 'person', 'file'], 4000),
  'person.name': text('line', ['check', 'person', 'paste', 'file']),
  'person.address': text('address', ['person', 'paste', 'file']),
  /** The address it should be: where a wrong one is put right, or what a taken one is replaced by. */
  'address.new': text('address', ['person', 'paste', 'file']),
  'person.contactAddress': text('address', ['check']),
  'address.newShape': closed(['fine', 'broken', 'lookalike', 'typo', 'disposable'], ['check']),
  'address.newSuggestion': text('address', ['check']),
  'address.newHolder': closed(['nobody', 'invited', 'somebody'], ['check'], minutes(10)),
  /** As a contact address; whether it is somebody's login, nobody can look up. */
  'address.freed': closed(['yes', 'no'], ['check'], minutes(10)),
  'invite.state': closed(['pending', 'awaitingApproval', 'accepted', 'dismissed', 'none', 'several'], ['check'], minutes(10)),
  'person.id': text('line', ['check', 'file'], 20),
  /** Several people at once: what was pasted, an address a line or as a mail program writes them. */
  'people.addresses': text('text', ['person', 'paste', 'file'], 4000),
  /** `badList`: no address in it, or more than can be looked up at once. */
  'many.state': closed(['allPending', 'somePending', 'nonePending', 'badList'], ['check'], minutes(10)),
  'many.pending': count,
  'many.accepted': count,
  'many.missing': count,
  'many.dismissed': count,
  'portal.host': text('host', ['check', 'person', 'paste', 'file']),

  'address.shape': closed(['fine', 'broken', 'lookalike', 'phone'], ['check']),
  'address.spelling': closed(['fine', 'typo', 'disposable'], ['check']),
  'address.kind': closed(['person', 'role'], ['check']),
  'address.suggestion': text('address', ['check']),
  'address.onPortal': closed(['used', 'nearMiss', 'unused'], ['check'], minutes(30)),
  'address.portalSuggestion': text('address', ['check']),
  'person.nearMiss': closed(['none', 'one', 'several'], ['check'], minutes(30)),
  'person.nearAddress': text('address', ['check']),
  'mail.domain': closed(['accepts', 'nullMx', 'noSuchDomain', 'noMail'], ['check'], minutes(60)),
  'mail.gateway': closed(mailGateways, ['check'], minutes(60)),
  /** The address or the domain that an invitation was sent from, where that is not Bitrix24's own. */
  'mail.sender': text('line', ['person', 'paste', 'file']),
  'mail.senderPolicy': closed(['fine', 'noPolicy', 'strict', 'broken'], ['check'], minutes(60)),
  'portal.spelling': closed(['fine', 'nearMiss', 'broken', 'network'], ['check']),
  'portal.suggestion': text('host', ['check']),
  'portal.movedTo': text('host', ['check']),
  'portal.reachable': closed(['yes', 'no', 'renamed'], ['check'], minutes(10)),
  'rest.health': closed(['fine', 'blocked', 'refused', 'limited', 'unreachable'], ['check'], minutes(10)),
  'rights.person': closed(['admin', 'member'], ['check'], minutes(30)),
  'rights.lookUp': closed(['full', 'noLogins', 'noAddresses', 'none'], ['check'], minutes(30)),
  'rights.notify': closed(['yes', 'no'], ['check'], minutes(30)),
  'log.logins': closed(['succeeded', 'failed', 'blocked', 'none'], ['check'], minutes(10)),
  'log.lastFailure': { type: 'time', personal: false, givers: ['check'], freshForMs: minutes(10) },
  'clock.skew': closed(['fine', 'wrong'], ['check'], minutes(60)),
  'clock.skewSeconds': { type: 'number', personal: false, givers: ['check'], freshForMs: minutes(60) },

  'person.found': closed(['one', 'none', 'several'], ['check'], minutes(30)),
  'person.type': closed(['employee', 'extranet', 'email', 'other'], ['check'], minutes(30)),
  'person.active': closed(['yes', 'no'], ['check'], minutes(30)),
  'person.invitation': closed(['accepted', 'pending', 'awaitingApproval'], ['check'], minutes(30)),
  'person.everLoggedIn': closed(['yes', 'no'], ['check'], minutes(30)),
  'person.lastLogin': { type: 'time', personal: false, givers: ['check'], freshForMs: minutes(30) },
  'person.registered': { type: 'time', personal: false, givers: ['check'], freshForMs: minutes(30) },

  'login.way': closed(['password', 'social', 'unsure'], ['person', 'file']),
  'login.everWorked': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  'login.rightPage': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  'login.typing': closed(['checked', 'wasIt', 'captcha', 'accessLimited', 'unsure'], ['person', 'file']),
  'recovery.state': closed(['notTried', 'noMail', 'linkRefused', 'newPasswordRefused', 'unsure'], ['person', 'file']),
  /** As whom Bitrix24 says the browser is logged in: a Network profile, which may be another than the person's here. */
  'session.address': text('address', ['person', 'paste', 'file']),
  'session.name': text('line', ['person', 'paste', 'file']),
  'session.found': closed(['one', 'none', 'several'], ['check'], minutes(30)),
  'session.active': closed(['yes', 'no'], ['check'], minutes(30)),
  'session.invitation': closed(['accepted', 'pending', 'awaitingApproval'], ['check'], minutes(30)),
  'session.isMine': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  'login.otherRefused': closed(['yes', 'no', 'unsure'], ['person'], minutes(60)),
  'mail.awaited': closed(['invitation', 'many', 'recovery', 'confirmation', 'unsure'], ['person', 'file']),
  'mail.spam': closed(['found', 'notThere', 'unsure'], ['person', 'file'], minutes(60)),
  'mail.linkOpens': closed(['yes', 'no', 'unsure'], ['person'], minutes(10)),
  'mail.othersGet': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  'mail.arrived': closed(['yes', 'no', 'unsure'], ['person'], minutes(10)),
  'invite.way': closed(['bitrix24', 'ownMail', 'link', 'sms', 'recovery', 'unsure'], ['person', 'file']),
  /** Whether who shall be invited is who has the address already. */
  'invite.isSamePerson': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  /** What an administrator finds where a look-up finds nobody and the address is taken all the same. */
  'invite.holder': closed(['login', 'guest', 'emailUser', 'integrator', 'nobody', 'unsure'], ['person', 'file']),
  'mistyped.usedBy': closed(['person', 'stranger', 'unsure'], ['person', 'file']),
  'reuse.isLogin': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  'reuse.ownerCanLogIn': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  'reuse.mailboxReadable': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  'reuse.dismissedAgain': closed(['yes', 'no', 'unsure'], ['person'], minutes(10)),
  /** What a social network's button does, with which account at its provider, and what else opens the profile. */
  'social.trouble': closed(['otherProfile', 'linkedElsewhere', 'error', 'noButton', 'unsure'], ['person', 'file']),
  'social.account': closed(['asAlways', 'another', 'never', 'unsure'], ['person', 'file']),
  'social.provider': closed(['google', 'microsoft', 'apple', 'facebook', 'other', 'unsure'], ['person', 'file']),
  'social.page': closed(['opens', 'notHere', 'nowhere', 'unsure'], ['person'], minutes(60)),
  'social.otherWay': closed(['address', 'phone', 'app', 'none', 'unsure'], ['person'], minutes(60)),
  'social.buttonWanted': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  /** Of the owner's Bitrix24 Network profile, which no method shows: what only its owner can say. */
  'profile.opens': closed(['yes', 'no', 'unsure'], ['person'], minutes(60)),
  'profile.hindrance': closed(['taken', 'noMail', 'noField', 'unsure'], ['person'], minutes(60)),
  'profile.contactFollows': closed(['same', 'yes', 'no', 'unsure'], ['person', 'file']),
  'profile.holderHere': closed(['own', 'ownSecond', 'colleague', 'unsure'], ['person', 'file']),
  'profile.canOpenOther': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  'profile.spareAddress': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  'profile.confirmations': closed(['both', 'one', 'none', 'unsure'], ['person'], minutes(60)),
  'deletion.goal': closed(['profile', 'access', 'portal', 'unsure'], ['person', 'file']),
  'deletion.way': closed(['dismissal', 'request', 'unsure'], ['person', 'file']),
  'deletion.requested': closed(['yes', 'no', 'unsure'], ['person'], minutes(60)),
  /** How many portals the list of the Network profile shows. */
  'account.portals': closed(['none', 'one', 'several', 'unsure'], ['person'], minutes(60)),
  'portal.plan': closed(['neverPaid', 'commercial', 'unused', 'unsure'], ['person', 'file']),
  'otp.trouble': closed(['lostPhone', 'newPhone', 'codesRefused', 'unsure'], ['person', 'file']),
  'otp.recoveryCodes': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  'otp.otherWay': closed(['sms', 'oldPhone', 'stillIn', 'none', 'unsure'], ['person', 'file']),
  'otp.secured': closed(['yes', 'no', 'unsure'], ['person'], minutes(60)),
  'admin.onlyOne': closed(['yes', 'no', 'unsure'], ['person', 'file']),
  /** How a helper made sure who is asking; the proof itself is never kept. Not from a file: a stranger's word unlocks nothing. */
  'caller.verified': closed(['calledBack', 'inPerson', 'videoCall', 'byManager', 'notYet'], ['person'], minutes(60)),
  'login.works': closed(['yes', 'no', 'unsure'], ['check', 'person'], minutes(10)),
} as const satisfies Record<string, FactDefinition>

export type FactName = keyof typeof facts
export const factNames = Object.keys(facts) as readonly FactName[]

export function isFactName(name: string): name is FactName {
  return Object.hasOwn(facts, name)
}

export function factDefinition(name: FactName): FactDefinition {
  return facts[name]
}
