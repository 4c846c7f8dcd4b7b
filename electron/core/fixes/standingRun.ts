import { AppFailure } from '@shared/contract/appError'
import { fixes, isFixName, type FixDefinition, type FixName } from '@shared/domain/fixes'
import type { StandingFix } from '@shared/flows/walkTypes'
import type { Replay } from '../cases/replayCase'
import type { FixIntent, Values } from './fixRunner'

/** Where a run stands in the case: its events carry it. */
export interface FixPlace {
  readonly fix: FixName
  readonly definition: FixDefinition
  readonly flow: { readonly id: string; readonly version: number; readonly step: string }
  readonly visit: number
}

/** The run that one of its events names. Throws badRequest. */
export function runNamed(replay: Replay, event: string): StandingFix & { readonly fix: FixName } {
  const run = replay.walk.fixes.find(({ events }) => (events as readonly string[]).includes(event))
  if (run === undefined || !isFixName(run.fix)) throw new AppFailure('badRequest', { details: { field: 'event' } })
  return { ...run, fix: run.fix }
}

export function isOpen(run: Pick<StandingFix, 'result'>): boolean {
  return run.result === 'intended' || run.result === 'answered'
}

/** What the log keeps of a run, from its intent: after a restart this is all there is. */
export function intentOf(replay: Replay, run: Pick<StandingFix, 'events' | 'needs'>): FixIntent & { readonly portal: string | undefined; readonly flow: FixPlace['flow'] | undefined } {
  const intent = replay.events.find(({ name }) => name === run.events[0])
  const { before, wanted, portal } = (intent?.personal ?? {}) as { readonly before?: Values; readonly wanted?: Values; readonly portal?: string }
  const flow = intent?.flow?.step === undefined ? undefined : { id: intent.flow.id, version: intent.flow.version, step: intent.flow.step }
  return { needs: run.needs, before: before ?? {}, wanted: wanted ?? {}, portal, flow }
}

/** Where a run of the log stands, for the events that are still to come of it. */
export function placeOfRun(replay: Replay, run: StandingFix & { readonly fix: FixName }): FixPlace {
  const { flow } = intentOf(replay, run)
  if (flow === undefined) throw new AppFailure('badRequest', { details: { field: 'event' } })
  return { fix: run.fix, definition: fixes[run.fix], flow, visit: run.visit }
}
