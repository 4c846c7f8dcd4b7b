import { AppFailure } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import type { TimelineRow } from '@shared/contract/views'
import { isEventKind, type CaseEvent } from '@shared/domain/events'
import type { FactName } from '@shared/domain/facts'
import type { CoreContext } from '../context'
import { stepWords } from './caseWords'
import { replayCase, type Replay } from './replayCase'
import { rowOf, titleOf } from './viewCase'

/** One page of the case list. The words of a row come from its own flow version. */
export function listCases(context: CoreContext, params: Params<'cases.list'>): Value<'cases.list'> {
  const { ports } = context
  const { state, outcome, problem, search, ...rest } = params
  const page = ports.cases.list({
    ...rest,
    ...(state === undefined ? {} : { state }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(problem === undefined ? {} : { problem }),
    ...(search === undefined || search.trim() === '' ? {} : { search }),
  })
  return { rows: page.rows.map((stored) => rowOf(context, stored)), total: page.total, totalIsExact: page.totalIsExact }
}

/** Everything that happened in a case, oldest first. Throws caseNotFound. */
export function caseTimeline(context: CoreContext, { caseId }: Params<'cases.timeline'>): Value<'cases.timeline'> {
  const events = context.ports.cases.events(caseId)
  if (events.length === 0) throw new AppFailure('caseNotFound')
  const replay = replayCase(events, context.ports.flows, context.ports.clock.now())
  return { rows: events.map((event) => timelineRow(context, replay, event)) }
}

function timelineRow(context: CoreContext, replay: Replay, event: CaseEvent): TimelineRow {
  const step = event.flow?.step
  const known = isEventKind(event.kind)
  return {
    event: event.name,
    kind: event.kind,
    at: event.at,
    door: event.role,
    words: known ? wordsOf(context, replay, event) : {},
    superseded: replay.dead.has(event.name),
    used: !replay.walk.unused.includes(event.name),
    newer: !known,
    ...(step === undefined ? {} : { step, stepTitle: event.flow === undefined ? step : titleOf(context, replay, { flow: event.flow.id, version: event.flow.version, step }) }),
  }
}

/** Closed words of the event, and its personal texts where they are still there; the sentence is the page's. */
function wordsOf(context: CoreContext, replay: Replay, event: CaseEvent): Record<string, string | number> {
  const words: Record<string, string | number> = {}
  const scalar = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'
  for (const [key, value] of [...Object.entries(event.open), ...Object.entries(event.personal)]) if (scalar(value)) words[key] = typeof value === 'string' ? value.slice(0, 4000) : value
  if (event.kind === 'answerGiven' && event.flow?.step !== undefined) {
    const flow = context.ports.flows.get(event.flow.id, event.flow.version)
    const option = flow === undefined ? undefined : stepWords(context, replay, flow, event.flow.step).options[String(words['value'])]
    if (option !== undefined) words['label'] = option.label
  }
  if (event.kind === 'factGiven') words['fact'] = event.open['fact'] as FactName
  return words
}
