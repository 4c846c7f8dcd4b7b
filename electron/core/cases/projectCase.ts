import type { FactName } from '@shared/domain/facts'
import type { FlowLibrary } from '@shared/flows/walkTypes'
import { fixMarksOf } from '../fixes/fixMarks'
import type { CaseProjection, ProjectCase } from '../ports'
import { replayCase, type Replay } from './replayCase'

export function textFact(replay: Replay, fact: FactName): string | undefined {
  const value = replay.walk.facts.get(fact)?.best.value
  return value === undefined ? undefined : String(value)
}

/** The row of the case list. Replayed as of the last event, so that a rebuild writes what the log says and nothing else. */
export function createProjectCase(library: FlowLibrary): ProjectCase {
  return (events): CaseProjection => {
    const lastAt = events.at(-1)?.at ?? 0
    const replay = replayCase(events, library, lastAt)
    const notes = events.flatMap((event) => (event.kind === 'noteAdded' || event.kind === 'feedbackGiven' ? [event.personal['note'] ?? event.personal['comment']] : []))
    return {
      person: textFact(replay, 'person.name'),
      address: textFact(replay, 'person.address'),
      problem: replay.opened.flow,
      flowVersion: replay.opened.flowVersion,
      state: replay.state,
      outcome: replay.outcome,
      verdict: replay.verdict,
      lastStep: replay.walk.position.step,
      waitingFor: replay.waitingFor,
      operator: replay.openedPersonal.operator,
      door: replay.door,
      openedAt: replay.openedAt,
      updatedAt: lastAt,
      searchText: [textFact(replay, 'error.message'), textFact(replay, 'portal.host'), ...notes].filter((text) => typeof text === 'string').join('\n'),
      fixMarks: fixMarksOf(replay),
    }
  }
}
