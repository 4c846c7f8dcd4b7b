import type { CheckName } from '../domain/checks'
import type { EventName } from '../domain/events'
import type { FactName, FactValue } from '../domain/facts'
import type { FixRegistry } from '../domain/fixes'
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

/** How far a fix has come. Only the last six are results; before them it is not known whether it ran, or what it did. */
export type FixStage = 'intended' | 'answered' | 'verified' | 'notVerified' | 'failed' | 'unknown' | 'skipped' | 'dryRun'

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
  /** `needs`: with which facts it is run, `undoes`: which fix it takes back; told by the entry that begins a run. `left`: how many it never came to. */
  | (StepEntryBase & { readonly type: 'fix'; readonly fix: string; readonly needs?: Readonly<Record<string, FactValue>>; readonly undoes?: string; readonly result: FixStage; readonly left?: number })
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
  /** The way that was taken from here, as the flow draws it: an answer, a result, `when 2` or `else`. */
  readonly way: string | undefined
  /** Steps (`flow/step`) whose limit was used up on the way here. */
  readonly cameOver: readonly string[]
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
  readonly outcome: Outcome | undefined
  /** A fix: `ready` to be agreed to, or begun without a known end: look first, never run again. */
  readonly fix: 'ready' | 'lookFirst' | undefined
  /** UTC milliseconds: when the first of the reminders is due. */
  readonly remindAt: number | undefined
}

/** A re-check that may have looked too early: it is to be looked at again, and nothing is concluded until then. */
export interface Reminder {
  readonly flow: string
  readonly step: string
  readonly visit: number
  readonly check: CheckName
  /** UTC milliseconds. */
  readonly dueAt: number
}

/** A fix that ran, whether or not the present way passes it: its result stands, and it can only be undone by another. */
export interface StandingFix {
  readonly fix: string
  readonly flow: string
  readonly step: string
  readonly visit: number
  readonly event: EventName
  readonly result: FixStage
  readonly used: boolean
  /** The fix that takes it back, where there is one and nobody has seen it taken back since. */
  readonly undo: string | undefined
  /** The fix that this run takes back. */
  readonly undoes: string | undefined
  /** Every event of the run, the intent first. */
  readonly events: readonly EventName[]
  readonly needs: Readonly<Record<string, FactValue>>
  /** UTC milliseconds: of the intent, of the portal's yes (undefined where none came), of the last word. */
  readonly begunAt: number
  readonly acceptedAt: number | undefined
  readonly at: number
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
  /** Calls that have not come back yet, the outermost first. */
  readonly calls: readonly { readonly flow: string; readonly version: number; readonly step: string }[]
  /** Checks with a result that speaks about the facts as they are at the position, met on the path or not. */
  readonly checksRun: ReadonlySet<CheckName>
  readonly reminders: readonly Reminder[]
  readonly fixes: readonly StandingFix[]
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
  /** The product's fixes unless said. */
  readonly fixes?: FixRegistry
  /** Told of every fact that a guard or a question reads, with its place on the path: for whoever explores. */
  readonly onRead?: (fact: string, at: number) => void
}
