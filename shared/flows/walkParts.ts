import { isCheckName, type CheckName } from '../domain/checks'
import type { EventName } from '../domain/events'
import { isFactName, type FactName, type FactValue } from '../domain/facts'
import { FlowError } from './flowError'
import type { CompiledFlow, Next, Step, Target } from './schema'
import type { Entry, PathItem, Position } from './walkTypes'

/* What engine.ts works with; nobody else does. */

export type Draft = { -readonly [K in keyof PathItem]: PathItem[K] }
export type EntryOf<T extends Entry['type']> = Extract<Entry, { type: T }>
export type CheckEntry = EntryOf<'check'>
/** Entries that count at their own place alone. */
export type PlacedType = Exclude<Entry['type'], 'fact' | 'flowEntered' | 'check' | 'fix'>

/** A step that the walk has come to. */
export interface Here {
  readonly flow: CompiledFlow
  readonly id: string
  readonly step: Step
  readonly visit: number
}
/** A call that has not come back yet. */
export interface Frame {
  readonly flow: CompiledFlow
  readonly next: Next
  readonly item: Draft
  readonly verdictsBefore: number
}

export type Move =
  | { readonly to: Target; readonly in: CompiledFlow; readonly passedBy: PathItem['passedBy']; readonly events: readonly EventName[]; readonly result: string | undefined; readonly way?: string }
  | { readonly awaits: Position['awaits']; readonly pendingChecks?: readonly CheckName[]; readonly outcome?: Position['outcome']; readonly fix?: Position['fix']; readonly events?: readonly EventName[]; readonly result?: string }

export function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

export function hasKey(next: Next, key: string): boolean {
  return !Array.isArray(next) && Object.hasOwn(next, key)
}

export function verifyResult(value: FactValue): string {
  return value === 'unsure' ? 'unknown' : String(value)
}

export function factNamed(here: Here, name: string): FactName {
  if (isFactName(name)) return name
  throw new FlowError('unknownName', `${where(here)}: no fact ${name}`)
}

export function checkNamed(here: Here, name: string): CheckName {
  if (isCheckName(name)) return name
  throw new FlowError('unknownName', `${where(here)}: no check ${name}`)
}

export function where(here: Here): string {
  return `${here.flow.id}/${here.flow.version}, step ${here.id}`
}

export function noWay(here: Here, from: string): FlowError {
  return new FlowError('noWayOn', `${where(here)}: no way on from ${from}`)
}
