import type { EventName } from '../domain/events'
import type { FactName, FactValue } from '../domain/facts'
import type { FixDefinition } from '../domain/fixes'
import { placeKey } from './placeKey'
import type { Entry, FixStage, StandingFix } from './walkTypes'

type FixEntry = Extract<Entry, { type: 'fix' }>

/** One run of a fix, from its intent to its result. */
export interface FixRun {
  readonly fix: string
  readonly flow: string
  readonly step: string
  readonly visit: number
  readonly needs: Readonly<Record<string, FactValue>>
  readonly undoes: string | undefined
  readonly begunAt: number
  acceptedAt: number | undefined
  /** The last entry decides. */
  stage: FixStage
  at: number
  readonly events: EventName[]
  /** It ended before it came to everybody: for the others it has not run. */
  isPartial: boolean
}

/** Whether a run was made with the facts as they are now. */
export type FitsNow = (needed: readonly FactName[], needs: Readonly<Record<string, FactValue>>) => boolean

/** Stages after which the portal's records may differ; a refused request changed nothing. */
const wasSent: ReadonlySet<FixStage> = new Set(['verified', 'notVerified', 'unknown'])
const notRun: ReadonlySet<FixStage> = new Set(['skipped', 'dryRun'])
const begins: ReadonlySet<FixStage> = new Set(['intended', 'skipped', 'dryRun'])

/** Every run of every fix in the log, oldest first (flow-format, "Back and change"). */
export class FixRuns {
  readonly #runs: FixRun[] = []

  add(entry: FixEntry): void {
    const open = begins.has(entry.result) || entry.needs !== undefined ? undefined : this.#runs.findLast((run) => run.fix === entry.fix && placeKey(run) === placeKey(entry))
    if (open === undefined) {
      this.#runs.push({ fix: entry.fix, flow: entry.flow, step: entry.step, visit: entry.visit, needs: entry.needs ?? {}, undoes: entry.undoes, begunAt: entry.at, acceptedAt: undefined, stage: entry.result, at: entry.at, events: [entry.event], isPartial: false })
      return
    }
    if (entry.result === 'answered') open.acceptedAt = entry.at
    open.stage = entry.result
    open.at = entry.at
    open.events.push(entry.event)
    open.isPartial = entry.left !== undefined
  }

  /**
   * The run whose result counts at a step: its own, else one from anywhere in the case, because a fix that ran is never
   * run again by walking. One made with other facts, or taken back since, says nothing here.
   */
  standing(place: { readonly flow: string; readonly step: string; readonly visit: number }, fix: string, definition: FixDefinition, fits: FitsNow): FixRun | undefined {
    const fitting = this.#runs.filter((run) => run.fix === fix && !run.isPartial && fits(definition.needs, run.needs))
    const own = fitting.findLast((run) => placeKey(run) === placeKey(place))
    return own ?? fitting.findLast((run) => !notRun.has(run.stage) && !this.#isUndone(run, definition))
  }

  /** What was begun at a step and did not come to everybody: it belongs to the way, and does not settle the step. */
  partial(place: { readonly flow: string; readonly step: string; readonly visit: number }, fix: string): readonly EventName[] {
    return this.#runs.flatMap((run) => (run.fix === fix && run.isPartial && placeKey(run) === placeKey(place) ? run.events : []))
  }

  /** Runs that may have changed an account: who reads it behind them sees something else than before. */
  changes(definitionOf: (fix: string) => FixDefinition | undefined): readonly FixRun[] {
    return this.#runs.filter((run) => {
      const kind = definitionOf(run.fix)?.class
      return wasSent.has(run.stage) && kind !== undefined && kind !== 'read' && kind !== 'notice'
    })
  }

  /** The run and what took it back in this place: together they are one change on the way. */
  static partsOf(run: FixRun, changes: readonly FixRun[]): readonly FixRun[] {
    return changes.filter((one) => one === run || (one.undoes === run.fix && placeKey(one) === placeKey(run)))
  }

  list(definitionOf: (fix: string) => FixDefinition | undefined, used: ReadonlySet<EventName>): readonly StandingFix[] {
    return this.#runs.flatMap((run): readonly StandingFix[] => {
      if (notRun.has(run.stage)) return []
      const definition = definitionOf(run.fix)
      const event = run.events.at(-1)
      if (event === undefined) return []
      const isChange = run.stage !== 'failed' && definition !== undefined && !this.#isUndone(run, definition)
      const { fix, flow, step, visit, undoes, events, needs, begunAt, acceptedAt, at } = run
      return [{ fix, flow, step, visit, undoes, events, needs, begunAt, acceptedAt, at, event, result: run.stage, used: events.some((one) => used.has(one)), undo: isChange ? definition.undo : undefined }]
    })
  }

  /** Only what was seen counts: an undoing that was sent, and nobody knows what came of it, has undone nothing yet. */
  #isUndone(run: FixRun, definition: FixDefinition): boolean {
    if (definition.undo === undefined) return false
    const later = this.#runs.slice(this.#runs.indexOf(run) + 1)
    return later.some((one) => one.fix === definition.undo && one.stage === 'verified' && definition.needs.every((fact) => one.needs[fact] === run.needs[fact]))
  }
}
