import { checkDefinition, isCheckName, type CheckName } from '../domain/checks'
import { eventKinds, isEventKind, type CaseEvent, type EventKind, type EventName, type OpenOf, type PersonalOf } from '../domain/events'
import { factDefinition, isFactName, type FactName, type FactValue } from '../domain/facts'
import type { FactGiver } from '../domain/stateWords'
import type { Entry } from './walkTypes'

/**
 * What the walk reads of a case: the events that count, in the order of the log. An event is dead when a live event
 * supersedes it; a superseding event may itself be dead, so this is settled from the newest to the oldest.
 * What cannot be read (unknown kind, newer version, damaged or blanked value) is left out, never guessed.
 */
export function entriesOf(events: readonly CaseEvent[]): readonly Entry[] {
  const dead = deadEvents(events)
  return events.flatMap((event) => {
    const entry = dead.has(event.name) ? undefined : entryOf(event)
    return entry === undefined ? [] : [entry]
  })
}

/** The events that a later, live event took back. What claims to supersede itself or something later is not believed. */
export function deadEvents(events: readonly CaseEvent[]): ReadonlySet<EventName> {
  const dead = new Set<EventName>()
  const seen = new Set<EventName>()
  for (const event of events.toReversed()) {
    seen.add(event.name)
    if (!dead.has(event.name)) for (const name of event.supersedes) if (!seen.has(name)) dead.add(name)
  }
  // What was sent to a portal was sent: it is only undone by another fix (data-model, "Correction").
  for (const event of events) if (fixKinds.has(event.kind)) dead.delete(event.name)
  return dead
}

const fixKinds: ReadonlySet<string> = new Set(['fixIntended', 'fixAnswered', 'fixVerified', 'fixNotRun'] satisfies EventKind[])

function entryOf(event: CaseEvent): Entry | undefined {
  const base = { event: event.name, at: event.at }
  switch (event.kind) {
    case 'factGiven': {
      const read = contentOf('factGiven', event)
      if (read === undefined || !isFactName(read.open.fact)) return undefined
      const value = valueOf(read.open.fact, read.open.giver, read.open.value, read.personal.value)
      return value === undefined ? undefined : { ...base, type: 'fact', fact: read.open.fact, value, giver: read.open.giver }
    }
    case 'answerGiven': {
      const read = contentOf('answerGiven', event)
      const place = placeOf(event, read?.open.visit)
      if (read === undefined || place === undefined || !isFactName(read.open.fact)) return undefined
      const value = isUnsureAboutText(read.open.fact, read.open.value) ? 'unsure' : valueOf(read.open.fact, 'person', read.open.value, read.personal.value)
      return value === undefined ? undefined : { ...base, ...place, type: 'answer', fact: read.open.fact, value }
    }
    case 'checkFinished': {
      const read = contentOf('checkFinished', event)
      const place = placeOf(event, read?.open.visit)
      if (read === undefined || place === undefined || !isCheckName(read.open.check)) return undefined
      const { check, result } = { check: read.open.check, result: read.open.result }
      return { ...base, ...place, type: 'check', check, result, needs: read.personal.needs ?? {}, gives: givenBy(check, { ...read.open.values, ...read.personal.values }) }
    }
    case 'adviceTried': {
      const read = contentOf('adviceTried', event)
      const place = placeOf(event, read?.open.visit)
      return read === undefined || place === undefined ? undefined : { ...base, ...place, type: 'advice', result: read.open.result }
    }
    case 'handedOver': {
      const read = contentOf('handedOver', event)
      const place = placeOf(event, read?.open.visit)
      return read === undefined || place === undefined ? undefined : { ...base, ...place, type: 'handOver', to: read.open.to, result: read.open.result }
    }
    case 'fixIntended':
    case 'fixAnswered':
    case 'fixVerified':
    case 'fixNotRun':
      return fixEntryOf(event.kind, event)
    case 'flowEntered': {
      const read = contentOf('flowEntered', event)
      return read === undefined ? undefined : { ...base, type: 'flowEntered', flow: read.open.flow, version: read.open.flowVersion }
    }
    default:
      return undefined
  }
}

function fixEntryOf(kind: 'fixIntended' | 'fixAnswered' | 'fixVerified' | 'fixNotRun', event: CaseEvent): Entry | undefined {
  const read = contentOf(kind, event)
  const place = placeOf(event, read?.open.visit)
  if (read === undefined || place === undefined) return undefined
  const entry = { event: event.name, at: event.at, ...place, type: 'fix', fix: read.open.fix } as const
  const needs = 'needs' in read.personal && read.personal.needs !== undefined ? { needs: read.personal.needs } : {}
  if ('result' in read.open) return { ...entry, ...needs, result: read.open.result, ...('left' in read.open && read.open.left !== undefined ? { left: read.open.left } : {}) }
  if (!('answer' in read.open)) return { ...entry, ...needs, ...(read.open.undoes === undefined ? {} : { undoes: read.open.undoes }), result: 'intended' }
  // One of several requests: whatever became of it, the run goes on.
  if (read.open.part !== undefined) return { ...entry, result: 'answered' }
  // A lost answer leaves it as it was: nobody knows whether it ran.
  return read.open.answer === 'unconfirmed' ? undefined : { ...entry, result: read.open.answer === 'refused' ? 'failed' : 'answered' }
}

function contentOf<K extends EventKind>(kind: K, event: CaseEvent): { readonly open: OpenOf<K>; readonly personal: PersonalOf<K> } | undefined {
  if (!isEventKind(event.kind) || event.kindVersion !== eventKinds[kind].version) return undefined
  const open = eventKinds[kind].open.safeParse(event.open)
  const personal = eventKinds[kind].personal.safeParse(event.personal)
  return open.success && personal.success ? { open: open.data as OpenOf<K>, personal: personal.data as PersonalOf<K> } : undefined
}

function placeOf(event: CaseEvent, visit: number | undefined): { readonly flow: string; readonly step: string; readonly visit: number } | undefined {
  return event.flow?.step === undefined || visit === undefined ? undefined : { flow: event.flow.id, step: event.flow.step, visit }
}

/** "I'm not sure" to a question for a name, an address or a host: a closed word, so it lies in the open part. */
function isUnsureAboutText(fact: FactName, open: FactValue | undefined): boolean {
  return factDefinition(fact).type === 'text' && open === 'unsure'
}

function valueOf(fact: FactName, giver: FactGiver, open: FactValue | undefined, personal: string | undefined): FactValue | undefined {
  const definition = factDefinition(fact)
  // SECURITY: a giver that the registry does not allow gives nothing, so a foreign file cannot play the check (data-model, "Trust").
  if (!definition.givers.includes(giver)) return undefined
  return checkedValue(fact, definition.personal ? personal : open)
}

function checkedValue(fact: FactName, value: FactValue | undefined): FactValue | undefined {
  if (value === undefined) return undefined
  const definition = factDefinition(fact)
  switch (definition.type) {
    case 'closed':
      return typeof value === 'string' && definition.values.includes(value) ? value : undefined
    case 'text':
      return typeof value === 'string' && value !== '' ? value : undefined
    case 'number':
    case 'time':
      return typeof value === 'number' ? value : undefined
  }
}

function givenBy(check: CheckName, values: Readonly<Record<string, FactValue>>): Readonly<Record<string, FactValue>> {
  const gives: Record<string, FactValue> = {}
  for (const fact of checkDefinition(check).gives) {
    const value = Object.hasOwn(values, fact) ? checkedValue(fact, values[fact]) : undefined
    if (value !== undefined) gives[fact] = value
  }
  return gives
}
