import { AppFailure } from '@shared/contract/appError'
import type { CaseView } from '@shared/contract/views'
import type { NewEvent } from '@shared/domain/events'
import type { CaseId, CommandId } from '@shared/domain/ids'
import type { CoreContext } from '../context'
import { followUps, replayCase, type Replay } from './replayCase'
import { viewCase } from './viewCase'

export interface Change {
  readonly caseId: CaseId
  readonly commandId: CommandId
  /** The revision of the view the person decided on; undefined where any will do (a note, a finished check). */
  readonly revision?: number
}

/**
 * Every change of a case goes through here: decided on the events as they are inside the transaction, written with what
 * follows from it, told to every page. Throws caseNotFound, caseChanged (another window was faster) and what `decide` throws.
 */
export function changeCase(context: CoreContext, change: Change, decide: (replay: Replay) => readonly NewEvent[]): CaseView {
  const { ports } = context
  const at = ports.clock.now()
  const role = roleOf(context, change.caseId)
  const outcome = ports.cases.append({ commandId: change.commandId, caseId: change.caseId, role, at }, (events) => {
    const replay = replayCase(events, ports.flows, at)
    if (change.revision !== undefined && change.revision !== replay.revision) throw new AppFailure('caseChanged', { retry: 'now' })
    const decided = decide(replay)
    return [...decided, ...followUps(events, decided, ports.flows, role, at)]
  })
  if (outcome.written) ports.publisher.publish({ type: 'caseChanged', data: { caseId: change.caseId, revision: outcome.events.length } })
  return viewCase(context, outcome.events)
}

function roleOf(context: CoreContext, caseId: CaseId): Replay['door'] {
  return context.ports.cases.row(caseId)?.door ?? 'employee'
}

/** A case that may still move: its flow ships with this app. */
export function assertContinues(replay: Replay): void {
  if (!replay.canContinue) throw new AppFailure('flowNotFound', { details: { flow: replay.opened.flow, version: replay.opened.flowVersion } })
}

/** The step a person acted on must be the one the case stands at. */
export function assertStandsAt(replay: Replay, step: string, visit: number): void {
  assertContinues(replay)
  const { position } = replay.walk
  if (position.step !== step || position.visit !== visit) throw new AppFailure('stepMoved', { retry: 'now', details: { step: position.step } })
}
