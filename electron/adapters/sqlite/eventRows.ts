import { AppFailure } from '@shared/contract/appError'
import type { JsonValue } from '@shared/domain/canonicalJson'
import { envelopeSchema } from '@shared/domain/events'
import type { CaseEvent, Envelope, EventName } from '@shared/domain/events'
import { subjectIdSchema } from '@shared/domain/ids'
import type { CaseId } from '@shared/domain/ids'
import type { Database } from 'better-sqlite3'

interface EventRow {
  readonly id: number
  readonly hash: Buffer
}
interface ValueRow {
  readonly event: number
  readonly field: string
  readonly value: string | null
  readonly subject_id: string
}

export function eventNameOf(writerId: string, seq: number): EventName {
  return `${writerId}:${seq}`
}

export interface EventReader {
  /** In order (lamport, writerId, seq). Throws databaseDamaged where a stored text is no envelope. */
  read(caseKey: number): readonly CaseEvent[]
  caseKeyOf(caseId: CaseId): { readonly id: number; readonly number: number } | undefined
}

/** Envelopes kept parsed, by hash. */
const mostKept = 5000

/**
 * The only way from rows to events. Every append reads its whole case, so envelopes stay parsed: they never change and
 * hold nothing personal. Personal values are read anew each time; they may have been blanked by another process.
 */
export function createEventReader(db: Database): EventReader {
  const selectEvents = db.prepare<[number], EventRow>('SELECT e.id, e.hash FROM events AS e JOIN writers AS w ON w.id = e.writer WHERE e.case_key = ? ORDER BY e.lamport, w.writer_id, e.seq')
  const selectEnvelope = db.prepare<[number], string>('SELECT envelope FROM events WHERE id = ?').pluck()
  const selectValues = db.prepare<[number], ValueRow>(`SELECT p.event, p.field, p.value, s.subject_id FROM events AS e
JOIN personal_values AS p ON p.event = e.id JOIN subjects AS s ON s.id = p.subject WHERE e.case_key = ? ORDER BY p.event, p.field`)
  const selectKey = db.prepare<[string], { readonly id: number; readonly number: number }>('SELECT id, number FROM case_keys WHERE case_id = ?')
  const kept = new Map<string, Envelope>()

  const envelopeOf = (id: number, hash: string): Envelope => {
    const present = kept.get(hash)
    if (present !== undefined) return present
    const envelope = readEnvelope(selectEnvelope.get(id) ?? '')
    const oldest = kept.size >= mostKept ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    kept.set(hash, envelope)
    return envelope
  }

  return {
    caseKeyOf: (caseId) => selectKey.get(caseId),
    read(caseKey) {
      const rows = selectEvents.all(caseKey)
      if (rows.length === 0) return []
      const values = new Map<number, ValueRow[]>()
      for (const value of selectValues.all(caseKey)) {
        const ofEvent = values.get(value.event)
        if (ofEvent === undefined) values.set(value.event, [value])
        else ofEvent.push(value)
      }
      return rows.map((row) => {
        const hash = row.hash.toString('hex')
        return toCaseEvent(envelopeOf(row.id, hash), hash, values.get(row.id) ?? [])
      })
    },
  }
}

function toCaseEvent(envelope: Envelope, hash: string, values: readonly ValueRow[]): CaseEvent {
  const present = values.flatMap(({ field, value }) => (value === null ? [] : [[field, parseJson(value)] as const]))
  const subject = values[0]?.subject_id
  return caseEventOf(envelope, {
    hash,
    personal: Object.fromEntries(present),
    blanked: values.filter(({ value }) => value === null).map(({ field }) => field),
    subjectId: subject === undefined ? undefined : subjectIdSchema.parse(subject),
  })
}

export function caseEventOf(envelope: Envelope, rest: Pick<CaseEvent, 'hash' | 'personal' | 'blanked' | 'subjectId'>): CaseEvent {
  const { caseId, writerId, seq, lamport, at, kind, kindVersion, role, flow, supersedes, open } = envelope
  return {
    name: eventNameOf(writerId, seq),
    caseId, writerId, seq, lamport, at, kind, kindVersion, role, flow,
    supersedes: (supersedes ?? []).map(([writer, number]) => eventNameOf(writer, number)),
    open,
    ...rest,
  }
}

function readEnvelope(text: string): Envelope {
  const parsed = envelopeSchema.safeParse(parseJson(text))
  if (!parsed.success) throw new AppFailure('databaseDamaged', { message: 'a stored envelope is unreadable' })
  return deepFreeze(parsed.data)
}

/** What is handed out more than once must stay as it was read. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const item of Object.values(value)) deepFreeze<unknown>(item)
  }
  return value
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch (error) {
    throw new AppFailure('databaseDamaged', { message: 'a stored text is unreadable', cause: error })
  }
}
