import type { Caller } from '../caller'
import type { Person } from '../company/person'
import type { Changes } from '../methods/changes'
import type { PhpMap } from '../php/phpValue'
import type { PortalState } from '../portalState'

export interface Rest3Call {
  readonly params: PhpMap
  readonly caller: Caller
  readonly owner: Person
  readonly portal: PortalState
  readonly nowMs: number
}

/**
 * What is left to do when nothing can go wrong any more. A batch plans all its calls before it carries out the first, so
 * that it does everything or nothing (bitrix24.md 1.6).
 */
export type Rest3Plan = (changes: Changes) => PhpMap

export interface Rest3Method {
  readonly name: string
  readonly title: string
  /** None: open to everybody. */
  readonly scope?: string
  readonly isForAdmins?: true
  readonly writes?: true
  /** The answer is the result itself, without `result` and `time` (bitrix24.md 1.1). */
  readonly isBare?: true
  readonly plan: (call: Rest3Call) => Rest3Plan
}

/** Module, controller and action of a method's name. */
export function partsOf({ name }: Pick<Rest3Method, 'name'>): { readonly module: string; readonly controller: string; readonly action: string } {
  const parts = name.split('.')
  return { module: parts[0] ?? '', controller: parts.slice(1, -1).join('.'), action: parts.at(-1) ?? '' }
}
