import { portalFindings } from './address/portalSpelling'
import type { FactName } from './facts'

/** What a check must have: nothing, any connection to the portal, or a connection that may look people up. */
export type CheckRight = 'none' | 'connection' | 'lookUp'

export interface CheckDefinition {
  readonly needs: readonly FactName[]
  readonly gives: readonly FactName[]
  readonly right: CheckRight
  readonly network: boolean
  readonly limitMs: number
  /** How long a finished check is taken as today's truth, in milliseconds. */
  readonly freshForMs: number
  /** Where the fact behind the check comes from: a public page that a reader can look up. */
  readonly source: string
}

const minutes = (count: number): number => count * 60_000
const always = Number.POSITIVE_INFINITY

/**
 * The checks by name: what each needs and gives. Their code is in electron/core/checks, one file a check.
 * A check with right `lookUp` is never run from the employee's door: it would be an account-probing tool.
 */
export const checks = {
  'address-syntax': { needs: ['person.address'], gives: ['address.shape', 'address.suggestion'], right: 'none', network: false, limitMs: 1000, freshForMs: always, source: 'RFC 5322, RFC 5890; Unicode TR 39' },
  'address-spelling': { needs: ['person.address'], gives: ['address.spelling', 'address.kind', 'address.suggestion'], right: 'none', network: false, limitMs: 1000, freshForMs: always, source: 'RFC 2142; the mail providers’ own pages; disposable-email-domains (CC0)' },
  'address-on-portal': { needs: ['person.address'], gives: ['address.onPortal', 'address.portalSuggestion', 'person.nearMiss', 'person.nearAddress'], right: 'lookUp', network: true, limitMs: 15_000, freshForMs: minutes(30), source: 'REST documentation: user.get, user.search' },
  'mail-domain': { needs: ['person.address'], gives: ['mail.domain', 'mail.gateway'], right: 'none', network: true, limitMs: 10_000, freshForMs: minutes(60), source: 'RFC 5321 §5.1; RFC 7505' },
  'sender-policy': { needs: ['mail.sender'], gives: ['mail.senderPolicy'], right: 'none', network: true, limitMs: 12_000, freshForMs: minutes(60), source: 'RFC 7208; RFC 7489; helpdesk.bitrix24.com/open/21408738' },
  'portal-address': { needs: ['portal.host'], gives: ['portal.spelling', 'portal.suggestion'], right: 'none', network: false, limitMs: 1000, freshForMs: always, source: 'Bitrix24’s domains by zone; REST documentation: settings/how-to-call-rest-api/change-domen' },
  'portal-reachable': { needs: ['portal.host'], gives: ['portal.reachable', 'portal.movedTo'], right: 'none', network: true, limitMs: 6000, freshForMs: minutes(10), source: 'REST documentation: settings/how-to-call-rest-api/change-domen' },
  'rest-health': { needs: [], gives: ['rest.health'], right: 'connection', network: true, limitMs: 10_000, freshForMs: minutes(10), source: 'helpdesk.bitrix24.com/open/25781327; REST documentation: system errors' },
  'clock-against-server': { needs: [], gives: ['clock.skew', 'clock.skewSeconds'], right: 'connection', network: true, limitMs: 6000, freshForMs: minutes(60), source: 'REST documentation: server.time' },
  'person-by-address': { needs: ['person.address'], gives: ['person.found', 'person.name', 'person.id'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(30), source: 'REST documentation: user.get' },
  'connection-rights': { needs: [], gives: ['rights.person', 'rights.lookUp', 'rights.notify'], right: 'connection', network: true, limitMs: 10_000, freshForMs: minutes(30), source: 'REST documentation: profile, scope; user-scope' },
  'person-type': { needs: ['person.address'], gives: ['person.type'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(30), source: 'REST documentation: user.get, USER_TYPE' },
  'recent-logins': { needs: ['person.id'], gives: ['log.logins', 'log.lastFailure'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(10), source: 'REST 3.0 documentation: main.eventlog.list; helpdesk.bitrix24.com/open/19091828' },
  'session-by-address': { needs: ['session.address'], gives: ['session.found', 'session.active', 'session.invitation'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(30), source: 'REST documentation: user.get, user.search; CONFIRM_CODE: rest/lib/api/user.php' },
  'account-active': { needs: ['person.address'], gives: ['person.active'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(30), source: 'REST documentation: user.get, ACTIVE' },
  'invitation-accepted': { needs: ['person.address'], gives: ['person.invitation', 'person.registered'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(30), source: 'REST documentation: user.search; CONFIRM_CODE: rest/lib/api/user.php' },
  'ever-logged-in': { needs: ['person.address'], gives: ['person.everLoggedIn', 'person.lastLogin'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(30), source: 'REST documentation: user.get, LAST_LOGIN' },
  /** The record behind an id: what a fix is proven by, whatever its address is now. */
  'account-by-id': { needs: ['person.id'], gives: ['person.active', 'person.contactAddress'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(10), source: 'REST documentation: user.get' },
  'invitation-at-new': { needs: ['address.new'], gives: ['invite.state'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(10), source: 'REST documentation: user.get, user.search; CONFIRM_CODE: rest/lib/api/user.php' },
  'new-address-syntax': { needs: ['address.new'], gives: ['address.newShape', 'address.newSuggestion'], right: 'none', network: false, limitMs: 1000, freshForMs: always, source: 'RFC 5322, RFC 5890; Unicode TR 39; the mail providers’ own pages; disposable-email-domains (CC0)' },
  'new-address-on-portal': { needs: ['address.new'], gives: ['address.newHolder'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(10), source: 'REST documentation: user.get, user.update' },
  'new-address-holder': { needs: ['address.new'], gives: ['invite.state'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(10), source: 'REST documentation: user.get, user.search; CONFIRM_CODE: rest/lib/api/user.php; helpdesk.bitrix24.com/open/1332450' },
  'address-freed': { needs: ['person.address'], gives: ['address.freed'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(10), source: 'REST documentation: user.get; helpdesk.bitrix24.com/open/17324750' },
  'invitation-out': { needs: ['person.address'], gives: ['invite.state'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(10), source: 'REST documentation: user.get, user.search; CONFIRM_CODE: rest/lib/api/user.php' },
  'invitations-of-many': { needs: ['people.addresses'], gives: ['many.state', 'many.pending', 'many.accepted', 'many.missing', 'many.dismissed'], right: 'lookUp', network: true, limitMs: 30_000, freshForMs: minutes(10), source: 'REST documentation: user.get, user.search, batch; CONFIRM_CODE: rest/lib/api/user.php' },
  'last-login-moved': { needs: ['person.address'], gives: ['login.works'], right: 'lookUp', network: true, limitMs: 8000, freshForMs: minutes(10), source: 'REST documentation: user.get, LAST_LOGIN' },
} as const satisfies Record<string, CheckDefinition>

export type CheckName = keyof typeof checks
export const checkNames = Object.keys(checks) as readonly CheckName[]

export function isCheckName(name: string): name is CheckName {
  return Object.hasOwn(checks, name)
}

export function checkDefinition(name: CheckName): CheckDefinition {
  return checks[name]
}

/**
 * Why a check ended as it did: closed words, one sentence each in the locale files (`checks.<name>.reasons.<reason>`).
 * The general ones fit every check.
 */
export const generalReasons = ['needsFact', 'needsConnection', 'needsScope', 'employeeDoor', 'timedOut', 'offline', 'portalBlocked', 'portalRefused', 'rateLimited', 'unreadable', 'skippedByPerson', 'noneFound', 'severalFound', 'phoneNumber'] as const
export const checkReasons = {
  'address-syntax': ['fine', 'otherLetters', 'phone', 'broken', 'noAt', 'severalAt', 'space', 'dots', 'comma', 'noDomain', 'invisible', 'fullWidth', 'lookalike', 'wrongLayout'],
  'address-spelling': ['fine', 'role', 'typo', 'disposable', 'notWhole'],
  'address-on-portal': ['held', 'used', 'unused', 'notSeen', 'nearDomain', 'nearPerson', 'nearPeople', 'notWhole'],
  'mail-domain': ['accepts', 'acceptsWithoutMx', 'nullMx', 'noSuchDomain', 'noMail', 'noNames', 'noAnswer', 'reserved', 'notWhole'],
  'sender-policy': ['fine', 'noPolicy', 'strict', 'broken', 'noSuchDomain', 'noNames', 'noAnswer', 'reserved', 'notWhole'],
  'portal-address': portalFindings,
  'portal-reachable': ['answers', 'noSuchHost', 'noAnswer', 'renamed', 'certificate', 'certificateDate', 'intercepted', 'captivePortal', 'proxy', 'gone', 'notAPortal'],
  'rest-health': ['accepts', 'blocked', 'refused', 'limited', 'unreachable', 'webhookDead', 'subscription'],
  'clock-against-server': ['right', 'wrong'],
  'person-by-address': ['one', 'none', 'several'],
  'connection-rights': ['admin', 'full', 'noLogins', 'noAddresses', 'none'],
  'person-type': ['employee', 'extranet', 'email', 'other', 'hidden'],
  'recent-logins': ['succeeded', 'succeededAtNetwork', 'failed', 'blocked', 'none', 'onlyApps', 'noScope', 'notAdministrator', 'notOnPlan', 'noLog'],
  'session-by-address': ['active', 'pending', 'awaitingApproval', 'dismissed', 'unclear', 'none', 'several'],
  'account-active': ['active', 'dismissed', 'notYetApproved', 'inactive'],
  'invitation-accepted': ['accepted', 'pending', 'awaitingApproval', 'filterIgnored'],
  'ever-logged-in': ['loggedIn', 'never', 'hidden'],
  'account-by-id': ['active', 'inactive', 'none'],
  'invitation-at-new': ['pending', 'awaitingApproval', 'accepted', 'dismissed', 'none', 'several', 'filterIgnored'],
  'new-address-syntax': ['fine', 'broken', 'lookalike', 'typo', 'disposable'],
  'new-address-on-portal': ['free', 'invited', 'taken'],
  'new-address-holder': ['pending', 'awaitingApproval', 'accepted', 'dismissed', 'none', 'several', 'filterIgnored'],
  'address-freed': ['free', 'held'],
  'invitation-out': ['pending', 'awaitingApproval', 'accepted', 'dismissed', 'none', 'several', 'filterIgnored'],
  'invitations-of-many': ['allPending', 'somePending', 'nonePending', 'tooMany', 'noAddress', 'filterIgnored'],
  'last-login-moved': ['moved', 'notYet', 'hidden'],
} as const satisfies Record<CheckName, readonly string[]>
