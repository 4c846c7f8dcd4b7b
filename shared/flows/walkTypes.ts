import type { CheckName } from '../domain/checks'
import type { EventName } from '../domain/events'
import type { FactName, FactValue } from '../domain/facts'
import type { CheckResult, Door, FactGiver, HandOverRole, Outcome } from '../domain/stateWords'
import type { CompiledFlow, StepKind } from './schema'

/** What the engine may read of the flows: never a file, never the YAML. */
export interface FlowLibrary {
  /** The flow at that version, if it ships with this app. */
  get(id: string, version: number): CompiledFlow | undefined
  /** The newest version. */
  current(id: string): CompiledFlow | undefined
  /** Every flow once, in its newest version. */
  all(): readonly CompiledFlow[]
}

interface EntryBase {
  readonly event: EventName
  /** UTC milliseconds, as recorded. */
  readonly at: number
}
interface StepEntryBase extends EntryBase {
  readonly flow: string
  readonly step: string
  readonly visit: number
}

/** The live entries of a case (superseded ones already left out), in the order of the log. */
export type Entry =
  | (EntryBase & { readonly type: 'fact'; readonly fact: FactName; readonly value: FactValue; readonly giver: FactGiver })
  | (EntryBase & { readonly type: 'flowEntered'; readonly flow: string; readonly version: number })
  | (StepEntryBase & { readonly type: 'answer'; readonly fact: FactName; readonly value: FactValue })
  | (StepEntryBase & {
      readonly type: 'check'
      readonly check: CheckName
      readonly result: CheckResult
      readonly needs: Readonly<Record<string, FactValue>>
      readonly gives: Readonly<Record<string, FactValue>>
    })
  | (StepEntryBase & { readonly type: 'advice'; readonly result: 'done' | 'failed' })
  | (StepEntryBase & { readonly type: 'fix'; readonly result: string })
  | (StepEntryBase & { readonly type: 'handOver'; readonly to: HandOverRole; readonly result: 'sent' | 'answered' })

export interface KnownFact {
  readonly value: FactValue
  readonly giver: FactGiver
  readonly event: EventName
  readonly at: number
  readonly fresh: boolean
}
/** All givers' values are kept; `best` is the most trusted fresh one, and `contradicted` says that another giver differs. */
export interface FactState {
  readonly best: KnownFact
  readonly all: readonly KnownFact[]
  readonly contradicted: boolean
}
export type FactTable = ReadonlyMap<FactName, FactState>

export interface PathItem {
  readonly flow: string
  readonly version: number
  readonly step: string
  readonly kind: StepKind
  readonly visit: number
  /** How the step was passed: by an entry, because its fact was known, because it is for others, or by its checks. */
  readonly passedBy: 'entry' | 'known' | 'notForRole' | 'checks' | 'position'
  /** The entries that count here (checks: one each). */
  readonly events: readonly EventName[]
  /** The result or answer that chose the way on. */
  readonly result: string | undefined
  readonly verdict: string | undefined
}

export interface Position {
  readonly flow: string
  readonly version: number
  readonly step: string
  readonly visit: number
  readonly kind: StepKind
  /** What is awaited: a person, checks to run, somebody's answer to a hand-over, or nothing more. */
  readonly awaits: 'person' | 'checks' | 'answer' | 'nothing'
  /** Checks of this step without a usable entry, in the order of the flow. */
  readonly pendingChecks: readonly CheckName[]
  /** Verify only: its check could not tell, the person is asked. */
  readonly outcome: Outcome | undefined
}

export interface Walk {
  readonly path: readonly PathItem[]
  readonly position: Position
  readonly facts: FactTable
  /** Verdicts met on the path, in order; the last one is the case's. */
  readonly verdicts: readonly string[]
  /** Entries that the walk used, and those kept but no longer used. */
  readonly used: ReadonlySet<EventName>
  readonly unused: readonly EventName[]
  /** Flows entered on the path for which no `flowEntered` is recorded yet: the core records them. */
  readonly toRecord: readonly { readonly flow: string; readonly version: number }[]
}

export interface WalkInput {
  readonly library: FlowLibrary
  readonly start: { readonly flow: string; readonly version: number }
  readonly entries: readonly Entry[]
  readonly door: Door
  /** UTC milliseconds. */
  readonly now: number
}
