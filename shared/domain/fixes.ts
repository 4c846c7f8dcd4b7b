import type { CheckName, CheckRight } from './checks'
import type { FactName } from './facts'
import type { Door, HandOverRole } from './stateWords'

/** What a fix must have on the portal. A webhook can do what its owner can do, and no more (bitrix24.md §2). */
export type FixRight = 'message' | 'administer'

/** read: changes nothing. repeatable: doing it twice is the same as once. onceOnly: a second time does something else. */
export const fixClasses = ['read', 'repeatable', 'onceOnly'] as const
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
  /** How long the re-check may still see the old state: until then it answers `unknown`, never `notVerified`. 0: not at all. */
  readonly recheckMayLagMs: number
  /** Where the fact behind the fix comes from: a public page that a reader can look up. */
  readonly source: string
}

/** Finds a fix by its name. Engine and linter take it as a parameter. */
export type FixRegistry = (name: string) => FixDefinition | undefined

/** The fixes by name. Their code is in electron/core, one file a fix. */
export const fixes: Readonly<Record<string, FixDefinition>> = {}

export const productFixes: FixRegistry = (name) => (Object.hasOwn(fixes, name) ? fixes[name] : undefined)

const minutes = (count: number): number => count * 60_000

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
