import type { CompanyDirectory } from '../company/companyDirectory'
import type { Person } from '../company/person'
import { dayMs, hourMs } from '../portalTime'
import type { AuditType } from './knownIncidents'
import { knownIncidents } from './knownIncidents'

export interface LoggedEvent {
  readonly id: number
  readonly atMs: number
  readonly auditType: AuditType
  readonly userId: number
}

type NewEvent = Omit<LoggedEvent, 'id'>

const firstId = 443_585
/** Older lines have been cleared away; those about passwords go sooner. */
const keptMs = 30 * dayMs
const passwordsKeptMs = 7 * dayMs
/** Of the generated people every so manieth has asked for a new password. */
const askedEvery = 41

/**
 * The event log. What happened before the start follows from the people alone and is written when somebody first reads;
 * what happens later is added as it happens. A log line is never changed.
 */
export class EventLog {
  /** People as they were at the start, where they have changed since. */
  private readonly atStart = new Map<number, Person | undefined>()
  /** What has happened since, until the log is read for the first time. */
  private readonly later: NewEvent[] = []
  private written: LoggedEvent[] | undefined

  constructor(
    private readonly directory: CompanyDirectory,
    private readonly isOnPremise: boolean,
    private readonly now: () => number,
    private readonly startedAtMs = now(),
  ) {
    directory.onChange((previous, present) => this.note(previous, present))
  }

  /** All of it, oldest first; ids ascend. */
  events(): readonly LoggedEvent[] {
    this.written ??= [...this.writeBefore(), ...this.later].map(numbered)
    return this.written
  }

  private note(previous: Person | undefined, present: Person | undefined): void {
    const id = present?.id ?? previous?.id ?? 0
    if (this.written === undefined && !this.atStart.has(id)) this.atStart.set(id, previous)
    if (previous === undefined) this.add('USER_REGISTER', id)
    else if (present === undefined) this.add('USER_DELETE', id)
    else if (present.lastLoginAtMs !== previous.lastLoginAtMs) this.add('USER_AUTHORIZE', id)
  }

  private add(auditType: AuditType, userId: number): void {
    const event = { atMs: this.now(), auditType, userId }
    if (this.written === undefined) this.later.push(event)
    else this.written.push(numbered(event, this.written.length))
  }

  private writeBefore(): readonly NewEvent[] {
    const events: NewEvent[] = []
    const add = (atMs: number, auditType: AuditType, userId: number, forMs = keptMs): void => {
      if (atMs > this.startedAtMs - forMs && atMs <= this.startedAtMs) events.push({ atMs: Math.floor(atMs), auditType, userId })
    }
    for (const person of this.everybodyAtStart()) {
      const { id, lastLoginAtMs, registeredAtMs } = person
      add(registeredAtMs, 'USER_REGISTER', id)
      if (lastLoginAtMs === undefined) continue
      add(lastLoginAtMs, 'USER_AUTHORIZE', id)
      const dayBefore = lastLoginAtMs - dayMs - (id % 90) * (hourMs / 60)
      if (dayBefore > registeredAtMs) add(dayBefore, 'USER_AUTHORIZE', id)
      if (id % askedEvery === 0) add(lastLoginAtMs - hourMs, 'USER_INFO', id, passwordsKeptMs)
    }
    for (const { userId, auditType, hoursAgo, isOnPremise } of knownIncidents) {
      if (!isOnPremise || this.isOnPremise) add(this.startedAtMs - hoursAgo * hourMs, auditType, userId, auditType === 'USER_INFO' ? passwordsKeptMs : keptMs)
    }
    return inOrder(events, this.startedAtMs - keptMs)
  }

  private *everybodyAtStart(): Iterable<Person> {
    for (const id of this.directory.ids) {
      const person = this.atStart.has(id) ? this.atStart.get(id) : this.directory.personKept(id)
      if (person !== undefined) yield person
    }
    for (const [id, person] of this.atStart) if (person !== undefined && this.directory.person(id) === undefined) yield person
  }
}

/** More than two logins of everybody in the largest company. */
const mostEvents = 2 ** 20

/** By time, equals as they are: numbers alone are sorted, which for hundreds of thousands is many times faster. */
function inOrder(events: readonly NewEvent[], earliestMs: number): readonly NewEvent[] {
  const keys = Float64Array.from(events, ({ atMs }, index) => (atMs - earliestMs) * mostEvents + index).sort()
  return Array.from(keys, (key) => events[key % mostEvents]).filter((event) => event !== undefined)
}

function numbered(event: NewEvent, index: number): LoggedEvent {
  return { ...event, id: firstId + index }
}
