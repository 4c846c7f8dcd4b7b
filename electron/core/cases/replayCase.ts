import { AppFailure } from '@shared/contract/appError'
import type { CaseEvent, EventName, NewEvent, OpenOf, PersonalOf } from '@shared/domain/events'
import type { CaseId } from '@shared/domain/ids'
import type { CaseState, Door, HandOverRole, Outcome } from '@shared/domain/stateWords'
import { walk } from '@shared/flows/engine'
import { deadEvents, entriesOf } from '@shared/flows/entries'
import type { Entry, FlowLibrary, PathItem, Walk } from '@shared/flows/walkTypes'

/** A case as its events tell it: where the walk stands, and what is worth showing. */
export interface Replay {
  readonly caseId: CaseId
  readonly events: readonly CaseEvent[]
  readonly opened: OpenOf<'caseOpened'>
  readonly openedPersonal: PersonalOf<'caseOpened'>
  readonly openedAt: number
  readonly door: Door
  /** Grows with every event of the case. */
  readonly revision: number
  /** Events taken back by a later, live one. */
  readonly dead: ReadonlySet<EventName>
  readonly entries: readonly Entry[]
  readonly walk: Walk
  readonly state: CaseState
  readonly outcome: Outcome | undefined
  readonly verdict: string | undefined
  readonly waitingFor: HandOverRole | undefined
  /** Every flow of the case in its version; the case's own first. */
  readonly versions: readonly KeptVersion[]
  /** False when this app does not ship a version the case keeps to: it opens for reading. */
  readonly canContinue: boolean
}

const walkKinds: ReadonlySet<string> = new Set(['answerGiven', 'answerWithdrawn', 'adviceTried', 'handedOver', 'checkFinished', 'fixIntended', 'fixAnswered', 'fixVerified', 'fixNotRun'])

/**
 * Replays a case at `now` (UTC milliseconds). Throws caseNotFound for no events, flowNotFound where neither the flow's
 * version nor any version of it ships.
 */
export function replayCase(events: readonly CaseEvent[], library: FlowLibrary, now: number): Replay {
  const first = events.find((event) => event.kind === 'caseOpened')
  if (first === undefined) throw new AppFailure('caseNotFound')
  const opened = first.open as unknown as OpenOf<'caseOpened'>
  const dead = deadEvents(events)
  const entries = entriesOf(events)
  const versions = flowVersions(opened, entries, library)
  // Each version stands for itself; without one the case opens for reading, walked with the current one.
  const canContinue = versions.every(({ ships }) => ships)
  const missing = new Set(versions.flatMap(({ ships, event }) => (ships || event === undefined ? [] : [event])))
  const begun = versions[0]
  const start = { flow: opened.flow, version: begun?.ships === true ? begun.version : (library.current(opened.flow)?.version ?? 0) }
  if (library.get(start.flow, start.version) === undefined) throw new AppFailure('flowNotFound', { details: { flow: opened.flow } })
  const gone = versions.find(({ flow }) => library.current(flow) === undefined)
  if (gone !== undefined) throw new AppFailure('flowNotFound', { details: { flow: gone.flow } })

  const walked = walk({ library, start, entries: missing.size === 0 ? entries : entries.filter((entry) => !missing.has(entry.event)), door: opened.door, now })
  const { position } = walked

  let state: CaseState = position.awaits === 'answer' ? 'waiting' : position.awaits === 'nothing' ? (position.outcome === 'handedOver' ? 'waiting' : 'closed') : 'open'
  let outcome = position.outcome
  // A person's word about the state stands until the walk moves again.
  const lastMove = events.findLastIndex((event) => walkKinds.has(event.kind) && !dead.has(event.name))
  const lastSet = events.findLastIndex((event) => event.kind === 'caseStateSet' && !dead.has(event.name))
  if (lastSet > lastMove) {
    const set = events[lastSet]?.open as unknown as OpenOf<'caseStateSet'>
    state = set.state
    outcome = set.outcome ?? (set.state === 'closed' ? outcome : undefined)
  }
  const step = library.get(position.flow, position.version)?.steps[position.step]
  return {
    caseId: first.caseId,
    events,
    opened,
    openedPersonal: first.personal,
    openedAt: first.at,
    door: opened.door,
    revision: events.length,
    dead,
    entries,
    walk: walked,
    state,
    outcome,
    verdict: walked.verdicts.at(-1),
    waitingFor: state === 'waiting' && step?.kind === 'handOver' ? step.to : undefined,
    versions,
    canContinue,
  }
}

/** A flow this case walks, in the version it keeps to. */
export interface KeptVersion {
  readonly flow: string
  readonly version: number
  /** What recorded it; undefined: the case was opened with it. */
  readonly event: EventName | undefined
  readonly ships: boolean
}

/** The case's own flow first, then each flow that was entered. What was recorded first counts (the engine's rule, too). */
function flowVersions(opened: OpenOf<'caseOpened'>, entries: readonly Entry[], library: FlowLibrary): readonly KeptVersion[] {
  const versions = new Map<string, KeptVersion>()
  const ships = (flow: string, version: number): boolean => library.get(flow, version) !== undefined
  for (const entry of entries) {
    if (entry.type === 'flowEntered' && !versions.has(entry.flow)) versions.set(entry.flow, { flow: entry.flow, version: entry.version, event: entry.event, ships: ships(entry.flow, entry.version) })
  }
  // An entry for the case's own flow says that a person chose to go on with another version.
  const own = versions.get(opened.flow) ?? { flow: opened.flow, version: opened.flowVersion, event: undefined, ships: ships(opened.flow, opened.flowVersion) }
  versions.delete(opened.flow)
  return [own, ...versions.values()]
}

/** The item of the path a command means by step and visit: the latest one, the position first. */
export function pathItem(replay: Replay, step: string, visit: number): PathItem | undefined {
  return replay.walk.path.findLast((item) => item.step === step && item.visit === visit)
}

/**
 * What the log records by itself once `decided` is added: flows the walk entered (their versions are kept for good)
 * and the end it reached. Ends it no longer stands at are taken back.
 */
export function followUps(events: readonly CaseEvent[], decided: readonly NewEvent[], library: FlowLibrary, role: Door, at: number): readonly NewEvent[] {
  const all = [...events, ...previewEvents(events, decided, role, at)]
  const replay = replayCase(all, library, at)
  // Walked with another version than its own: nothing may follow from that.
  if (!replay.canContinue) return []
  const added: NewEvent[] = replay.walk.toRecord.map(({ flow, version }) => ({ kind: 'flowEntered', open: { flow, flowVersion: version }, personal: {} }))
  const { position } = replay.walk
  const stands = (event: CaseEvent): boolean => event.flow?.id === position.flow && event.flow.step === position.step && event.open['visit'] === position.visit
  const ends = all.filter((event) => event.kind === 'flowEnded' && !replay.dead.has(event.name))
  const atEnd = position.outcome !== undefined
  const stale = ends.filter((event) => !atEnd || !stands(event)).map((event) => event.name)
  const flow = { id: position.flow, version: position.version, step: position.step }
  if (atEnd && !ends.some(stands)) {
    added.push({ kind: 'flowEnded', flow, ...(stale.length > 0 ? { supersedes: stale } : {}), open: { visit: position.visit, outcome: position.outcome, ...(replay.verdict === undefined ? {} : { verdict: replay.verdict }) }, personal: {} })
  } else if (stale.length > 0) {
    added.push({ kind: 'answerWithdrawn', flow, supersedes: stale, open: { visit: position.visit }, personal: {} })
  }
  return added
}

/** New events as they will read once written, for looking one step ahead; their names exist only here. */
function previewEvents(events: readonly CaseEvent[], decided: readonly NewEvent[], role: Door, at: number): readonly CaseEvent[] {
  const last = events.at(-1)
  const lamport = events.reduce((highest, event) => Math.max(highest, event.lamport), 0)
  return decided.map((event, index) => ({
    name: `preview:${index + 1}` as EventName,
    caseId: (last?.caseId ?? '') as CaseId,
    writerId: (last?.writerId ?? '') as CaseEvent['writerId'],
    seq: index + 1,
    lamport: lamport + index + 1,
    at,
    kind: event.kind,
    kindVersion: 1,
    role,
    flow: event.flow,
    supersedes: event.supersedes ?? [],
    open: event.open as CaseEvent['open'],
    personal: event.personal as CaseEvent['personal'],
    blanked: [],
    subjectId: undefined,
    hash: '',
  }))
}

const human: ReadonlySet<string> = new Set(['answer', 'advice', 'handOver'])

/** The last thing a person did on the way here, and the events that say so. */
export function lastHumanItem(replay: Replay): { readonly item: PathItem; readonly events: PathItem['events'] } | undefined {
  const humanEvents = new Set(replay.entries.filter((entry) => human.has(entry.type)).map((entry) => entry.event))
  for (const item of replay.walk.path.toReversed()) {
    const events = item.events.filter((event) => humanEvents.has(event))
    if (events.length > 0) return { item, events }
  }
  return undefined
}
