import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppFailure } from '@shared/contract/appError'
import { canonicalJson } from '@shared/domain/canonicalJson'
import type { JsonValue } from '@shared/domain/canonicalJson'
import type { CaseEvent, NewEvent } from '@shared/domain/events'
import { caseIdSchema, commandIdSchema, writerIdSchema } from '@shared/domain/ids'
import type { CaseId, CommandId } from '@shared/domain/ids'
import { caseStates, handOverRoles, outcomes } from '@shared/domain/stateWords'
import type { Database } from 'better-sqlite3'
import type { AppendCommand, CaseProjection, Clock, IdSource } from '../../electron/core/ports'
import { eventHash, fieldCommitment, nextHead, tombstoneHash } from '../../electron/adapters/sqlite/hashing'
import { openCaseLog } from '../../electron/adapters/sqlite/openCaseLog'
import type { CaseLog } from '../../electron/adapters/sqlite/openCaseLog'
import { tombstoneText } from '../../electron/adapters/sqlite/tombstones'

export const ids: IdSource = { uuid: () => randomUUID(), token: (bytes) => randomBytes(bytes).toString('base64url') }
export const clock: Clock = { now: () => 1_790_000_000_000 }

export const newCaseId = (): CaseId => caseIdSchema.parse(randomUUID())
export const newCommandId = (): CommandId => commandIdSchema.parse(randomUUID())

/** A folder of its own, gone when the test is over. */
export function makeFolder(onTestFinished: (clean: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function openLog(dataDir: string, changes: { readonly clock?: Clock } = {}): CaseLog {
  return openCaseLog({ dataDir, packaged: false, projectCase: projectSimply, ids, clock: changes.clock ?? clock })
}

export function commandFor(caseId: CaseId, changes: Partial<AppendCommand> = {}): AppendCommand {
  return { commandId: newCommandId(), caseId, role: 'agent', at: 1_790_000_000_000, ...changes }
}

export const opened = (personal: { readonly portal?: string; readonly operator?: string } = {}, flow = 'lost-phone'): NewEvent => ({
  kind: 'caseOpened',
  open: { door: 'agent', entry: 'menu', flow, flowVersion: 1, language: 'en', demo: false },
  personal,
})
export const note = (text: string): NewEvent => ({ kind: 'noteAdded', open: {}, personal: { note: text } })
export const person = (name: string): NewEvent => ({ kind: 'factGiven', open: { fact: 'person.name', giver: 'person' }, personal: { value: name } })
export const stateSet = (state: CaseProjection['state'], outcome?: CaseProjection['outcome']): NewEvent => ({
  kind: 'caseStateSet',
  open: { state, ...(outcome === undefined ? {} : { outcome }) },
  personal: {},
})

const wordAmong = <T extends string>(words: readonly T[], value: unknown): T | undefined => words.find((word) => word === value)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** As plain as a projection can be; the core has the real one. */
export function projectSimply(events: readonly CaseEvent[]): CaseProjection {
  const first = events[0]
  const last = events.at(-1)
  if (first === undefined || last === undefined) throw new Error('a case without events')
  const state = events.findLast((event) => event.kind === 'caseStateSet')
  const name = events.findLast((event) => event.kind === 'factGiven' && event.open['fact'] === 'person.name')?.personal['value']
  return {
    person: typeof name === 'string' ? name : undefined,
    address: undefined,
    problem: textOf(first.open['flow']) || 'unknown',
    flowVersion: 1,
    state: wordAmong(caseStates, state?.open['state']) ?? 'open',
    outcome: wordAmong(outcomes, state?.open['outcome']),
    verdict: undefined,
    lastStep: last.flow?.step,
    waitingFor: wordAmong(handOverRoles, last.open['to']),
    operator: undefined,
    door: first.role,
    openedAt: first.at,
    updatedAt: last.at,
    searchText: events.map((event) => textOf(event.personal['note'])).filter((words) => words !== '').join(' '),
  }
}

/** What another machine or a later release would have left in the tables, chained and committed to as it should be. */
export interface StrangeEvent {
  readonly caseId: string
  readonly writerId: string
  readonly seq: number
  readonly lamport: number
  readonly prev: string
  readonly kind: string
  readonly open: Readonly<Record<string, JsonValue>>
  readonly personal?: Readonly<Record<string, string>>
}

/** Writes the rows by hand; answers the event's hash, the next one's `prev`. */
export function writeStrangeEvent(db: Database, event: StrangeEvent): string {
  const idOf = (sql: string, ...values: (string | number)[]): number => Number(db.prepare(sql).pluck().get(...values))
  db.prepare("INSERT OR IGNORE INTO writers (writer_id, origin, created_at) VALUES (?, 'foreign', 1)").run(event.writerId)
  db.prepare('INSERT OR IGNORE INTO case_keys (case_id, number, created_at) SELECT ?, coalesce(max(number), 0) + 1, 1 FROM case_keys').run(event.caseId)
  const values = Object.entries(event.personal ?? {}).map(([field, value]) => ({ field, value, salt: randomBytes(16) }))
  const text = canonicalJson({
    v: 1, caseId: event.caseId, writerId: event.writerId, seq: event.seq, prev: event.prev, lamport: event.lamport, at: 1_790_000_000_000,
    kind: event.kind, kindVersion: 1, role: 'agent', open: event.open,
    commitments: Object.fromEntries(values.map(({ field, value, salt }) => [field, fieldCommitment(salt, field, value)])),
  })
  const hash = eventHash(text)
  const caseKey = idOf('SELECT id FROM case_keys WHERE case_id = ?', event.caseId)
  const id = db
    .prepare('INSERT INTO events (case_key, writer, seq, lamport, at, kind, envelope, hash, ledger_position, created_at) VALUES (?, ?, ?, ?, 1790000000000, ?, ?, ?, NULL, 1)')
    .run(caseKey, idOf('SELECT id FROM writers WHERE writer_id = ?', event.writerId), event.seq, event.lamport, event.kind, text, hash).lastInsertRowid
  for (const { field, value, salt } of values) {
    const subject = db.prepare('INSERT INTO subjects (subject_id, created_at) VALUES (?, 1)').run(randomUUID()).lastInsertRowid
    db.prepare('INSERT INTO personal_values (event, field, subject, salt, value) VALUES (?, ?, ?, ?, ?)').run(id, field, subject, salt, canonicalJson(value))
  }
  return hash.toString('hex')
}

/** Removes a strand of this writer as retention will: a tombstone, its hash in the ledger, then the rows. */
export function buryStrand(db: Database, caseId: CaseId): void {
  const strand = db
    .prepare<[string], { case_key: number; writer: number; writer_id: string; last_seq: number; count: number }>(
      `SELECT e.case_key, e.writer, w.writer_id, max(e.seq) AS last_seq, count(*) AS count FROM events AS e JOIN writers AS w ON w.id = e.writer JOIN case_keys AS k ON k.id = e.case_key WHERE k.case_id = ? GROUP BY e.writer`,
    )
    .get(caseId)
  if (strand === undefined) throw new Error('no such strand')
  const { case_key: caseKey, writer, writer_id: writerId, last_seq: lastSeq, count } = strand
  const lastHash = db.prepare<[number, number, number], Buffer>('SELECT hash FROM events WHERE case_key = ? AND writer = ? AND seq = ?').pluck().get(caseKey, writer, lastSeq)
  const ledger = db.prepare<[number], { position: number; head: Buffer }>('SELECT position, head FROM ledger WHERE writer = ? ORDER BY position DESC LIMIT 1').get(writer)
  if (lastHash === undefined || ledger === undefined) throw new Error('no ledger')
  const at = 1_790_000_000_001
  const text = tombstoneText({ v: 1, caseId, writerId: writerIdSchema.parse(writerId), lastSeq, lastHash: lastHash.toString('hex'), count, reason: 'retention', at })
  const hash = tombstoneHash(text)
  db.transaction(() => {
    db.prepare("INSERT INTO ledger (writer, position, entry, hash, head, case_key, seq) VALUES (?, ?, 'tombstone', ?, ?, ?, ?)").run(writer, ledger.position + 1, hash, nextHead(ledger.head, hash), caseKey, lastSeq)
    db.prepare(
      "INSERT INTO tombstones (case_key, writer, last_seq, last_hash, removed_count, reason, removed_at, tombstone, hash, ledger_writer, ledger_position) VALUES (?, ?, ?, ?, ?, 'retention', ?, ?, ?, ?, ?)",
    ).run(caseKey, writer, lastSeq, lastHash, count, at, text, hash, writer, ledger.position + 1)
    db.prepare('DELETE FROM personal_values WHERE event IN (SELECT id FROM events WHERE case_key = ? AND writer = ?)').run(caseKey, writer)
    db.prepare('DELETE FROM events WHERE case_key = ? AND writer = ?').run(caseKey, writer)
    db.prepare('DELETE FROM search WHERE rowid = ?').run(caseKey)
    db.prepare('DELETE FROM cases WHERE case_key = ?').run(caseKey)
  })()
}

/** The code an AppFailure was thrown with. */
export function codeThrownBy(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof AppFailure) return error.code
    throw error
  }
  return 'nothing thrown'
}
