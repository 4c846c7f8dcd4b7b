import { AppFailure } from '@shared/contract/appError'
import { canonicalJson } from '@shared/domain/canonicalJson'
import type { JsonValue } from '@shared/domain/canonicalJson'
import { envelopeSchema } from '@shared/domain/events'
import type { Envelope } from '@shared/domain/events'
import type { Database } from 'better-sqlite3'
import type { LogFinding, LogVerification } from '../../core/ports'
import { blobCommitment, eventHash, fieldCommitment, nextHead, noHash, tombstoneHash } from './hashing'
import { tombstoneSchema } from './tombstones'
import type { Tombstone } from './tombstones'

export interface VerifyOptions {
  readonly onProgress?: (done: number, total: number) => void
  readonly isCancelled?: () => boolean
}

interface StrandRow {
  readonly id: number
  readonly case_key: number
  readonly writer: number
  readonly seq: number
  readonly lamport: number
  readonly at: number
  readonly kind: string
  readonly envelope: Buffer
  readonly hash: Buffer
  readonly ledger_position: number | null
  readonly case_id: string | null
  readonly writer_id: string | null
  readonly is_current: number | null
  readonly entry: string | null
  readonly entry_hash: Buffer | null
  readonly entry_case: number | null
  readonly entry_seq: number | null
}
interface ValueRow {
  readonly field: string
  readonly salt: Buffer | null
  readonly value: string | null
  readonly is_withheld: number
  readonly subject_id: string | null
}
type BlobRow = Omit<ValueRow, 'value'> & { readonly bytes: Buffer | null; readonly size: number }
interface LedgerRow {
  readonly writer: number
  readonly position: number
  readonly entry: string
  readonly hash: Buffer
  readonly head: Buffer
  readonly case_key: number
  readonly seq: number
  readonly case_id: string | null
  readonly writer_id: string | null
  readonly is_current: number | null
  readonly event_hash: Buffer | null
  readonly event_position: number | null
  readonly tombstone_hash: Buffer | null
  readonly covered: number
  readonly is_other_end: number
}
interface TombstoneRow {
  readonly case_key: number
  readonly writer: number
  readonly origin: string | null
  readonly case_id: string | null
  readonly writer_id: string | null
  readonly last_seq: number
  readonly last_hash: Buffer
  readonly removed_count: number
  readonly reason: string
  readonly removed_at: number
  readonly tombstone: Buffer
  readonly hash: Buffer
  readonly entry: string | null
  readonly entry_hash: Buffer | null
  readonly is_entry_of_it: number
}

const progressEvery = 500

/**
 * Recomputes everything: texts, hashes, both chains, commitments, blanks, tombstones. One read transaction, row by row,
 * so it sees one moment of the log however long it takes. Throws AppFailure('cancelled') when told to stop.
 */
export function verifyLog(db: Database, options: VerifyOptions = {}): LogVerification {
  return db.transaction(() => verify(db, options))()
}

function verify(db: Database, { onProgress, isCancelled }: VerifyOptions): LogVerification {
  const findings: LogFinding[] = []
  const count = (sql: string): number => Number(db.prepare(sql).pluck().get())
  const events = count('SELECT count(*) FROM events')
  const total = events + count('SELECT count(*) FROM ledger') + count('SELECT count(*) FROM tombstones')
  let done = 0
  const step = (): void => {
    if (done % progressEvery === 0) {
      if (isCancelled?.() === true) throw new AppFailure('cancelled')
      onProgress?.(done, total)
    }
    done += 1
  }

  verifyStrands(db, findings, step)
  verifyOrphans(db, findings)
  const buried = new Map<string, number>()
  const head = verifyLedger(db, findings, buried, step)
  verifyTombstones(db, findings, buried, step)
  onProgress?.(total, total)
  return { events, cases: count('SELECT count(DISTINCT case_key) FROM events'), findings, head: head.toString('hex') }
}

function verifyStrands(db: Database, findings: LogFinding[], step: () => void): void {
  // The text as bytes: a broken UTF-8 sequence must not be mended on the way to the hash.
  const rows = db.prepare<[], StrandRow>(`SELECT e.id, e.case_key, e.writer, e.seq, e.lamport, e.at, e.kind, CAST(e.envelope AS BLOB) AS envelope, e.hash, e.ledger_position,
  k.case_id, w.writer_id, w.is_current, l.entry, l.hash AS entry_hash, l.case_key AS entry_case, l.seq AS entry_seq
FROM events AS e LEFT JOIN case_keys AS k ON k.id = e.case_key LEFT JOIN writers AS w ON w.id = e.writer
LEFT JOIN ledger AS l ON l.writer = e.writer AND l.position = e.ledger_position ORDER BY e.case_key, e.writer, e.seq`)
  const selectTombstones = db.prepare<[number, number], { readonly last_seq: number; readonly last_hash: Buffer }>('SELECT last_seq, last_hash FROM tombstones WHERE case_key = ? AND writer = ?')
  const fields = createFieldCheck(db)
  let previous: StrandRow | undefined
  let lastPosition = 0

  for (const row of rows.iterate()) {
    step()
    const envelope = readEnvelope(row.envelope)
    const isIntact = eventHash(row.envelope).equals(row.hash)
    // An intact envelope says who it is; the columns beside it may be what was changed.
    const name = isIntact && envelope !== undefined ? envelope : { caseId: row.case_id ?? undefined, writerId: row.writer_id ?? undefined, seq: row.seq }
    const found = (finding: string): void => void findings.push({ finding, caseId: name.caseId, writerId: name.writerId, seq: name.seq })

    if (!isIntact) found('hashMismatch')
    if (envelope === undefined) found('envelopeUnreadable')
    else {
      if (!isCanonical(row.envelope, envelope)) found('notCanonical')
      if (envelope.caseId !== row.case_id || envelope.writerId !== row.writer_id || envelope.seq !== row.seq || envelope.lamport !== row.lamport || envelope.at !== row.at || envelope.kind !== row.kind) found('columnMismatch')
      fields.check(row.id, row.case_key, row.ledger_position === null, envelope, found)
    }

    const isSameStrand = previous?.case_key === row.case_key && previous.writer === row.writer
    const buried = isSameStrand ? undefined : selectTombstones.all(row.case_key, row.writer).find(({ last_seq: lastSeq }) => lastSeq + 1 === row.seq)
    const before = isSameStrand && previous !== undefined ? { seq: previous.seq, hash: previous.hash } : { seq: buried?.last_seq ?? 0, hash: buried?.last_hash ?? noHash }
    if (row.seq !== before.seq + 1) found('seqGap')
    else if (envelope !== undefined && envelope.prev !== before.hash.toString('hex')) found('chainBroken')

    if (row.ledger_position === null) {
      // This writer's events are written here and nowhere else; only other strands are imported.
      if (row.is_current === 1) found('missingFromLedger')
    } else if (row.entry_hash === null) found('missingFromLedger')
    else if (row.entry !== 'event' || !row.entry_hash.equals(row.hash) || row.entry_case !== row.case_key || row.entry_seq !== row.seq) found('ledgerMismatch')
    else if (isSameStrand && row.ledger_position <= lastPosition) found('ledgerMismatch')
    lastPosition = row.ledger_position ?? 0
    previous = row
  }
}

/** Every commitment has its value or a blank that an erasure explains; there is no value without a commitment. */
function createFieldCheck(db: Database): { check(event: number, caseKey: number, isImported: boolean, envelope: Envelope, found: (finding: string) => void): void } {
  const selectValues = db.prepare<[number], ValueRow>('SELECT p.field, p.salt, p.value, p.is_withheld, s.subject_id FROM personal_values AS p LEFT JOIN subjects AS s ON s.id = p.subject WHERE p.event = ?')
  const selectBlobs = db.prepare<[number], BlobRow>('SELECT b.field, b.salt, b.bytes, b.size, b.is_withheld, s.subject_id FROM blobs AS b LEFT JOIN subjects AS s ON s.id = b.subject WHERE b.event = ?')
  const selectErasures = db.prepare<[number], Buffer>("SELECT CAST(envelope AS BLOB) FROM events WHERE case_key = ? AND kind = 'personErased'").pluck()
  let erasedIn = { caseKey: -1, subjects: new Set<unknown>() }

  const isErased = (caseKey: number, subjectId: string | null): boolean => {
    if (erasedIn.caseKey !== caseKey) {
      const subjects = selectErasures.all(caseKey).flatMap((text) => {
        const envelope = readEnvelope(text)
        return envelope?.kind === 'personErased' ? [envelope.open['subjectId']] : []
      })
      erasedIn = { caseKey, subjects: new Set<unknown>(subjects) }
    }
    return subjectId !== null && erasedIn.subjects.has(subjectId)
  }

  return {
    check(event, caseKey, isImported, envelope, found) {
      const open = new Map(Object.entries(envelope.commitments))
      const settle = (row: Pick<ValueRow, 'field' | 'salt' | 'is_withheld' | 'subject_id'>, commitmentOf: (salt: Buffer) => string | undefined): void => {
        const expected = open.get(row.field)
        open.delete(row.field)
        if (row.subject_id === null) found('subjectMissing')
        if (expected === undefined) found('valueWithoutCommitment')
        else if (row.salt !== null) {
          if (commitmentOf(row.salt) !== expected) found('commitmentMismatch')
        } else if (!(row.is_withheld === 1 && isImported) && !isErased(caseKey, row.subject_id)) found('blankWithoutErasure')
      }
      for (const row of selectValues.all(event)) {
        settle(row, (salt) => {
          const value = row.value === null ? undefined : readJson(row.value)
          return value === undefined || canonicalJson(value) !== row.value ? undefined : fieldCommitment(salt, row.field, value)
        })
      }
      for (const row of selectBlobs.all(event)) {
        settle(row, (salt) => (row.bytes?.byteLength === row.size ? blobCommitment(salt, row.field, row.bytes) : undefined))
      }
      if (open.size > 0) found('valueMissing')
    },
  }
}

function verifyOrphans(db: Database, findings: LogFinding[]): void {
  const orphans = db
    .prepare('SELECT (SELECT count(*) FROM personal_values WHERE event NOT IN (SELECT id FROM events)) + (SELECT count(*) FROM blobs WHERE event NOT IN (SELECT id FROM events))')
    .pluck()
    .get()
  if (orphans !== 0) findings.push({ finding: 'valueWithoutEvent', caseId: undefined, writerId: undefined, seq: undefined })
}

/** Answers the head of the current writer's ledger; `buried` takes the last seq found of each strand under a tombstone. */
function verifyLedger(db: Database, findings: LogFinding[], buried: Map<string, number>, step: () => void): Buffer {
  const rows = db.prepare<[], LedgerRow>(`SELECT l.writer, l.position, l.entry, l.hash, l.head, l.case_key, l.seq, k.case_id, w.writer_id, w.is_current,
  e.hash AS event_hash, e.ledger_position AS event_position, t.hash AS tombstone_hash,
  EXISTS (SELECT 1 FROM tombstones AS c WHERE c.case_key = l.case_key AND c.writer = l.writer AND c.last_seq >= l.seq) AS covered,
  EXISTS (SELECT 1 FROM tombstones AS c WHERE c.case_key = l.case_key AND c.writer = l.writer AND c.last_seq = l.seq AND c.last_hash <> l.hash) AS is_other_end
FROM ledger AS l LEFT JOIN case_keys AS k ON k.id = l.case_key LEFT JOIN writers AS w ON w.id = l.writer
LEFT JOIN events AS e ON l.entry = 'event' AND e.case_key = l.case_key AND e.writer = l.writer AND e.seq = l.seq
LEFT JOIN tombstones AS t ON l.entry = 'tombstone' AND t.ledger_writer = l.writer AND t.ledger_position = l.position
ORDER BY l.writer, l.position`)
  let current = noHash
  let previous: LedgerRow | undefined

  for (const row of rows.iterate()) {
    step()
    const found = (finding: string): void => void findings.push({ finding, caseId: row.case_id ?? undefined, writerId: row.writer_id ?? undefined, seq: row.seq })
    const before = previous?.writer === row.writer ? { position: previous.position, head: previous.head } : { position: 0, head: noHash }
    if (row.position !== before.position + 1) found('ledgerGap')
    else if (!nextHead(before.head, row.hash).equals(row.head)) found('ledgerMismatch')

    if (row.entry === 'tombstone') {
      if (row.tombstone_hash === null) found('tombstoneMissing')
      else if (!row.tombstone_hash.equals(row.hash)) found('ledgerMismatch')
    } else if (row.entry !== 'event') found('ledgerMismatch')
    else if (row.event_hash === null) {
      if (row.covered === 0) found('eventMissing')
    } else if (!row.event_hash.equals(row.hash) || row.event_position !== row.position) found('ledgerMismatch')

    // Of a removed strand the ledger is all that is left: it must still count 1, 2, 3 up to its tombstone.
    if (row.entry === 'event' && row.covered === 1) {
      const strand = strandOf(row.case_key, row.writer)
      if (row.seq !== (buried.get(strand) ?? 0) + 1 || row.is_other_end === 1) found('ledgerMismatch')
      buried.set(strand, row.seq)
    }

    if (row.is_current === 1) current = row.head
    previous = row
  }
  return current
}

function verifyTombstones(db: Database, findings: LogFinding[], buried: ReadonlyMap<string, number>, step: () => void): void {
  const rows = db.prepare<[], TombstoneRow>(`SELECT t.case_key, t.writer, k.case_id, w.writer_id, w.origin, t.last_seq, t.last_hash, t.removed_count, t.reason, t.removed_at, CAST(t.tombstone AS BLOB) AS tombstone, t.hash,
  l.entry, l.hash AS entry_hash, coalesce(l.case_key = t.case_key AND l.seq = t.last_seq, 0) AS is_entry_of_it
FROM tombstones AS t LEFT JOIN case_keys AS k ON k.id = t.case_key LEFT JOIN writers AS w ON w.id = t.writer
LEFT JOIN ledger AS l ON l.writer = t.ledger_writer AND l.position = t.ledger_position ORDER BY t.id`)
  for (const row of rows.iterate()) {
    step()
    const tombstone = readTombstone(row.tombstone)
    const isIntact = tombstoneHash(row.tombstone).equals(row.hash)
    const name = isIntact && tombstone !== undefined ? { ...tombstone, seq: tombstone.lastSeq } : { caseId: row.case_id ?? undefined, writerId: row.writer_id ?? undefined, seq: row.last_seq }
    const found = (finding: string): void => void findings.push({ finding, caseId: name.caseId, writerId: name.writerId, seq: name.seq })
    if (!isIntact) found('hashMismatch')
    if (tombstone === undefined) found('tombstoneUnreadable')
    else {
      if (!isCanonical(row.tombstone, tombstone)) found('notCanonical')
      if (
        tombstone.caseId !== row.case_id || tombstone.writerId !== row.writer_id || tombstone.lastSeq !== row.last_seq || tombstone.lastHash !== row.last_hash.toString('hex') ||
        tombstone.count !== row.removed_count || tombstone.reason !== row.reason || tombstone.at !== row.removed_at
      ) found('columnMismatch')
    }
    if (row.entry_hash === null) found('missingFromLedger')
    else if (row.entry !== 'tombstone' || !row.entry_hash.equals(row.hash) || row.is_entry_of_it === 0) found('ledgerMismatch')
    if (row.origin === 'own' && (buried.get(strandOf(row.case_key, row.writer)) ?? 0) < row.last_seq) found('missingFromLedger')
  }
}

function strandOf(caseKey: number, writer: number): string {
  return `${caseKey}:${writer}`
}

function readJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

function readEnvelope(bytes: Buffer): Envelope | undefined {
  return envelopeSchema.safeParse(readJson(bytes.toString('utf8'))).data
}

function readTombstone(bytes: Buffer): Tombstone | undefined {
  return tombstoneSchema.safeParse(readJson(bytes.toString('utf8'))).data
}

function isCanonical(stored: Buffer, value: Envelope | Tombstone): boolean {
  try {
    return stored.equals(Buffer.from(canonicalJson(JSON.parse(JSON.stringify(value)) as JsonValue), 'utf8'))
  } catch {
    return false
  }
}
