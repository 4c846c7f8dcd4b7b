import type { CheckName, CheckRight } from './checks'
import type { FactName } from './facts'
import { fixResults, type Door, type FixResult, type HandOverRole } from './stateWords'

/** What a fix must have on the portal. A webhook can do what its owner can do, and no more (bitrix24.md §2). */
export type FixRight = 'message' | 'administer'

/**
 * read: changes nothing. repeatable: doing it twice is the same as once. onceOnly: a second time does something else.
 * notice: sends words to somebody and changes no account. No record shows whether they were read, so it ends in `unknown`.
 */
export const fixClasses = ['read', 'repeatable', 'onceOnly', 'notice'] as const
export type FixClass = (typeof fixClasses)[number]

export interface FixDefinition {
  /** The facts it is run with. A result stands for these values and for no others. */
  readonly needs: readonly FactName[]
  readonly right: FixRight
  readonly class: FixClass
  /** What the person sees before they agree: facts shown before and after. */
  readonly preview: readonly FactName[]
  /** The check that proves it. Without one "ran" would count as "fixed". */
  readonly recheck: CheckName | undefined
  /** The fix that takes it back; undefined where nothing can. */
  readonly undo: string | undefined
  /** Whose account it touches must be known to have asked for it: `caller.verified` first, or a reason (product.md, "fix"). */
  readonly callerFirst: boolean
  /** What gives access for a purpose is taken back within this time; until then the case reminds of it, at every start. */
  readonly reverseWithinMs: number | undefined
  /** An undocumented method of the portal: offered only where the portal says that it has it (bitrix24.md §2.13). */
  readonly probed: boolean
  /** One request a person: each answer is durable before the next leaves, and who was left out may be agreed to anew. */
  readonly inParts?: true
  /** How long the re-check may still see the old state: until then it answers `unknown`, never `notVerified`. 0: not at all. */
  readonly recheckMayLagMs: number
  /** Where the fact behind the fix comes from: a public page that a reader can look up. */
  readonly source: string
}

/** Finds a fix by its name. Engine and linter take it as a parameter. */
export type FixRegistry = (name: string) => FixDefinition | undefined

const minutes = (count: number): number => count * 60_000

const account = { right: 'administer', class: 'repeatable', callerFirst: true, reverseWithinMs: undefined, probed: false, recheckMayLagMs: 0 } as const
const invitation = { right: 'administer', class: 'onceOnly', callerFirst: false, reverseWithinMs: undefined, probed: false, undo: undefined, recheckMayLagMs: 0 } as const
const userUpdate = 'REST documentation: user.update; helpdesk.bitrix24.com/open/17324750'
const userAdd = 'REST documentation: user.add'
const inviteController = 'modules/intranet/lib/controller/invite.php; not part of the documentation'

/**
 * The fixes by name. Their code is in electron/core/fixes, one file a fix. A changed contact address is not a changed login
 * (bitrix24.md §2.8), and a pending invitation is never dismissed (§0.6): the code of each refuses what its trap forbids.
 */
export const fixes = {
  'change-contact-address': { ...account, needs: ['person.id', 'address.new'], preview: ['person.contactAddress', 'address.new'], recheck: 'account-by-id', undo: 'restore-contact-address', source: userUpdate },
  'restore-contact-address': { ...account, needs: ['person.id', 'address.new'], preview: ['person.contactAddress'], recheck: 'account-by-id', undo: undefined, source: userUpdate },
  dismiss: { ...account, needs: ['person.id'], preview: ['person.active'], recheck: 'account-by-id', undo: 'reinstate', source: 'REST documentation: user.update; helpdesk.bitrix24.com/open/25785571' },
  reinstate: { ...account, needs: ['person.id'], preview: ['person.active'], recheck: 'account-by-id', undo: 'dismiss', source: 'REST documentation: user.update; helpdesk.bitrix24.com/open/25785571' },
  /** Gives access back for as long as it takes to look at the profile (bitrix24.md §3 P10). */
  'reinstate-briefly': { ...account, needs: ['person.id'], preview: ['person.active'], recheck: 'account-by-id', undo: 'dismiss', reverseWithinMs: minutes(30), source: 'helpdesk.bitrix24.com/open/17324750' },
  invite: { ...invitation, needs: ['person.address'], preview: ['person.address'], recheck: 'invitation-accepted', source: userAdd },
  /** The same person at the right address: name, position and departments are taken from the wrong account (bitrix24.md §3 P7). */
  'invite-corrected': { ...invitation, callerFirst: true, needs: ['person.id', 'address.new'], preview: ['person.contactAddress', 'address.new'], recheck: 'invitation-at-new', source: userAdd },
  reinvite: { ...invitation, class: 'notice', probed: true, needs: ['person.id'], preview: ['person.address'], recheck: undefined, source: inviteController },
  'reinvite-many': { ...invitation, class: 'notice', probed: true, inParts: true, needs: ['people.addresses'], preview: ['people.addresses'], recheck: undefined, source: inviteController },
  'reinvite-corrected': { ...invitation, callerFirst: true, probed: true, needs: ['person.id', 'address.new'], preview: ['person.contactAddress', 'address.new'], recheck: 'invitation-at-new', source: inviteController },
  /** To the administrator who stands on the company card. */
  'notify-admin': { ...invitation, right: 'message', class: 'notice', needs: [], preview: [], recheck: undefined, source: 'REST documentation: im.notify.system.add' },
} as const satisfies Record<string, FixDefinition>

export type FixName = keyof typeof fixes
export const fixNames = Object.keys(fixes) as readonly FixName[]

export function isFixName(name: string): name is FixName {
  return Object.hasOwn(fixes, name)
}

export const productFixes: FixRegistry = (name) => (isFixName(name) ? fixes[name] : undefined)

/** What a step of this fix can end with: what the linter demands a way for, and what the walk tries. */
export function fixResultsOf(definition: FixDefinition): readonly (FixResult | 'unknown')[] {
  if (definition.class === 'notice') return ['unknown', 'failed', 'skipped', 'dryRun']
  return definition.recheckMayLagMs > 0 ? [...fixResults, 'unknown'] : fixResults
}

/**
 * How long what a check reads may lag behind the world. LAST_LOGIN is written when the person opens a page of the portal,
 * not when the password is accepted, and mail takes its time.
 */
const checkLags: Readonly<Partial<Record<CheckName, number>>> = { 'last-login-moved': minutes(15) }

export function checkLagMs(check: CheckName): number {
  return checkLags[check] ?? 0
}

/** Whom a hand-over must reach where a right is missing: one of those who may have it. */
export const rolesWith: Readonly<Record<CheckRight | FixRight, readonly HandOverRole[]>> = {
  none: ['employee', 'agent', 'admin', 'inviter', 'mailAdmin', 'support'],
  connection: ['agent', 'admin', 'inviter', 'mailAdmin', 'support'],
  lookUp: ['agent', 'admin', 'support', 'inviter'],
  message: ['agent', 'admin', 'inviter', 'support'],
  administer: ['admin', 'support'],
}

/** Why a fix is not run: closed words. The first that holds is told. */
export const fixRefusals = ['dryRun', 'employeeDoor', 'needsConnection', 'needsAdministrator', 'needsFact', 'foreignFact'] as const
export type FixRefusal = (typeof fixRefusals)[number]

/** What only a fresh look at the portal tells: the trap that a fix would have walked into (bitrix24.md §0.6, §2.8, §2.13, §3). */
export const fixTraps = [
  'needsScope', 'notOffered', 'nothingToDo', 'otherPortal', 'otherPerson', 'accountMissing', 'ownAccount', 'onlyAdministrator',
  'invitationPending', 'awaitingApproval', 'invitationUnknown', 'alreadyAccepted', 'addressBad', 'addressTaken', 'listUnreadable', 'nobodyLeft', 'noDepartment', 'noAdministrator', 'changedSince',
] as const
export type FixTrap = (typeof fixTraps)[number]

/** Why a fix stands in the log as not run. `needsCaller`: nobody made sure who asked. `declined`: a person did not want it. */
export const fixNotRunReasons = [...fixRefusals, ...fixTraps, 'needsCaller', 'declined'] as const
export type FixNotRunReason = (typeof fixNotRunReasons)[number]

/** What a person is told beside the preview: closed words, a sentence each in the locale files. */
export const fixNotes = ['loginUnchanged', 'invitationStays', 'wrongInvitationStays', 'accessEnds', 'accessBack', 'takeBackSoon', 'sendsMail', 'oneByOne', 'topDepartment', 'undocumented', 'cannotBeSeen'] as const
export type FixNote = (typeof fixNotes)[number]

/** Why a re-check ended as it did. */
export const fixProofs = ['shown', 'notShown', 'elsewhere', 'accountMissing', 'alreadySo', 'mayLag', 'cannotBeSeen', 'partly'] as const
export type FixProof = (typeof fixProofs)[number]

/** In the preview, beside facts: what no fact is called. */
export const fixLabels = ['name', 'position', 'departments', 'recipient', 'message', 'willGet', 'sentBefore', 'waitForApproval', 'notClear', 'who'] as const
export type FixLabel = (typeof fixLabels)[number]

export interface FixSituation {
  readonly door: Door
  readonly isConnected: boolean
  readonly isAdmin: boolean
  readonly dryRun: boolean
  /** Who gave the fact that counts; undefined where it is not known or no longer fresh. */
  readonly giverOf: (fact: FactName) => string | undefined
}

/** Whether a fix may run; otherwise the flow goes on with `skipped` (or `dryRun`) and this reason. */
export function fixRefusal(definition: FixDefinition, situation: FixSituation): FixRefusal | undefined {
  if (situation.dryRun && definition.class !== 'read') return 'dryRun'
  if (situation.door === 'employee') return 'employeeDoor'
  if (!situation.isConnected) return 'needsConnection'
  if (definition.right === 'administer' && !situation.isAdmin) return 'needsAdministrator'
  const givers = definition.needs.map((fact) => situation.giverOf(fact))
  if (givers.includes(undefined)) return 'needsFact'
  // SECURITY: a stranger's word never unlocks a fix (data-model, "Trust").
  return givers.includes('file') ? 'foreignFact' : undefined
}
