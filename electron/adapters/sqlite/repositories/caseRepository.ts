import { randomBytes } from 'node:crypto'
import { AppFailure } from '@shared/contract/appError'
import { canonicalJson } from '@shared/domain/canonicalJson'
import type { JsonValue } from '@shared/domain/canonicalJson'
import { envelopeSchema, eventKinds } from '@shared/domain/events'
import type { CaseEvent, Envelope, EventName, NewEvent } from '@shared/domain/events'
import { caseIdSchema, subjectIdSchema, writerIdSchema } from '@shared/domain/ids'
import type { SubjectId, WriterId } from '@shared/domain/ids'
import { caseStates, doors, handOverRoles, outcomes } from '@shared/domain/stateWords'
import type { Database, Statement } from 'better-sqlite3'
import type { AppendCommand, AppendOutcome, CaseListQuery, CaseRepository, Clock, IdSource, ProjectCase, StoredCaseRow } from '../../../core/ports'
import { caseEventOf, createEventReader } from '../eventRows'
import type { EventReader } from '../eventRows'
import { eventHash, fieldCommitment, nextHead, noHash } from '../hashing'
import { createProjectionWriter, recreateProjections, searchQuery, setProjectionVersion } from '../projections'
import type { CaseColumns } from '../projections'
import { translating } from '../sqliteErrors'
import { verifyLog } from '../verifyLog'

export interface CaseRepositoryOptions {
  readonly db: Database
  readonly writerId: WriterId
  readonly projectCase: ProjectCase
  /** Written beside the projections by rebuild; see openCaseLog. */
  readonly projectionVersion: number
  readonly ids: IdSource
  readonly clock: Clock
}

/** What a connection that only reads can do. */
export type CaseReader = Omit<CaseRepository, 'append' | 'rebuild'>

interface CaseKey {
  readonly id: number
  readonly number: number
}
interface LastOfStrand {
  readonly seq: number
  readonly hash: Buffer
}
type CaseRow = CaseColumns & { readonly case_id: string; readonly words: string | null }

/** Ended cases looked at for one that counts: those of the demo company may lie between. */
const looksPerRun = 20
const outcomesOfRuns = ['solved', 'notSolved', 'handedOver'] as const
interface EndedQuery {
  readonly problem: string
  readonly demo: 0 | 1
  readonly since: number
  readonly most: number
  readonly looked: number
}

/** More than anybody reads at a start. */
const mostReminders = 200

/** Totals are exact up to here; counting on would cost more than anybody reads. */
const exactUpTo = 1000

const columns = 'c.*, k.case_id, s.c5 AS words'
const joined = 'FROM cases AS c JOIN case_keys AS k ON k.id = c.case_key LEFT JOIN search_content AS s ON s.id = c.case_key'

/** Each reads one index in order; the last column makes the order total. */
const orders: Readonly<Record<CaseListQuery['sort'], readonly [ascending: string, descending: string]>> = {
  updated: ['c.updated_at, c.case_key', 'c.updated_at DESC, c.case_key DESC'],
  opened: ['c.opened_at, c.case_key', 'c.opened_at DESC, c.case_key DESC'],
  number: ['c.number', 'c.number DESC'],
  person: ['c.person_order, c.case_key', 'c.person_order DESC, c.case_key DESC'],
  state: ['c.state_order, c.updated_at DESC, c.case_key DESC', 'c.state_order DESC, c.updated_at DESC, c.case_key DESC'],
}

/** For a connection that only reads (a worker's). */
export function createCaseReader({ db, reader = createEventReader(db) }: { readonly db: Database; readonly reader?: EventReader }): CaseReader {
  const selectRow = db.prepare<[string], CaseRow>('SELECT c.*, k.case_id, s.c5 AS words FROM case_keys AS k JOIN cases AS c ON c.case_key = k.id LEFT JOIN search_content AS s ON s.id = c.case_key WHERE k.case_id = ?')
  const selectCounts = db.prepare<[], { readonly state_order: number; readonly cases: number }>('SELECT state_order, count(*) AS cases FROM cases GROUP BY state_order')
  // Whether a case is the demo company's stands in its first event alone: a look at each, so only so many are looked at.
  const selectEnded = db.prepare<[EndedQuery], { readonly outcome: string; readonly at: number }>(`
SELECT c.outcome, c.updated_at AS at FROM (
  SELECT case_key, outcome, updated_at FROM cases
  WHERE problem = @problem AND outcome IS NOT NULL AND outcome <> 'abandoned' AND updated_at >= @since ORDER BY updated_at DESC LIMIT @looked
) AS c CROSS JOIN events AS e ON e.case_key = c.case_key AND e.lamport = 1
WHERE e.kind = 'caseOpened' AND json_extract(e.envelope, '$.open.demo') = @demo ORDER BY c.updated_at DESC LIMIT @most`)
  const selectOpenFixes = db.prepare<[string, string], { readonly case_id: string; readonly number: number }>(`
SELECT DISTINCT k.case_id, k.number FROM fix_marks AS m JOIN case_keys AS k ON k.id = m.case_key
WHERE m.kind = 'open' AND m.portal = ? AND m.subject IN (SELECT value FROM json_each(?)) ORDER BY k.number`)
  const selectReminders = db.prepare<[number], { readonly case_id: string; readonly number: number; readonly kind: string; readonly fix: string | null; readonly due_at: number }>(
    'SELECT k.case_id, k.number, m.kind, m.fix, m.due_at FROM fix_marks AS m JOIN case_keys AS k ON k.id = m.case_key WHERE m.due_at IS NOT NULL ORDER BY m.due_at, k.number LIMIT ?',
  )
  const prepared = new Map<string, Statement>()
  const prepare = (sql: string): Statement => {
    const present = prepared.get(sql)
    if (present !== undefined) return present
    const statement = db.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }

  return {
    events: (caseId) =>
      translating(() => {
        const key = reader.caseKeyOf(caseId)
        return key === undefined ? [] : reader.read(key.id)
      }),
    row: (caseId) =>
      translating(() => {
        const row = selectRow.get(caseId)
        return row === undefined ? undefined : toStoredRow(row)
      }),
    list: (query) =>
      translating(() => {
        const search = searchQuery(query.search ?? '')
        if (search === '') return { rows: [], total: 0, totalIsExact: true }
        const { sql, values } = listSql(query, search)
        return db.transaction(() => {
          const counted = Number(prepare(sql.count).pluck().get(values))
          const rows = prepare(sql.rows).all({ ...values, limit: query.pageSize, offset: (query.page - 1) * query.pageSize }) as readonly CaseRow[]
          return { rows: rows.map(toStoredRow), total: Math.min(counted, exactUpTo), totalIsExact: counted <= exactUpTo }
        })()
      }),
    counts: () =>
      translating(() => {
        const byState = new Map(selectCounts.all().map((row) => [row.state_order, row.cases]))
        const of = (state: (typeof caseStates)[number]): number => byState.get(caseStates.indexOf(state)) ?? 0
        return { total: caseStates.reduce((sum, state) => sum + of(state), 0), open: of('open'), waiting: of('waiting') }
      }),
    endedRuns: ({ problem, demo, since, limit }) =>
      translating(() => selectEnded.all({ problem, demo: demo ? 1 : 0, since, most: limit, looked: limit * looksPerRun }).map(({ outcome, at }) => ({ outcome: wordAmong(outcomesOfRuns, outcome), at }))),
    openFixes: (portal, subjects) =>
      translating(() => (subjects.length === 0 ? [] : selectOpenFixes.all(portal, JSON.stringify(subjects)).map((row) => ({ caseId: caseIdSchema.parse(row.case_id), number: row.number })))),
    reminders: () =>
      translating(() => selectReminders.all(mostReminders).map((row) => ({ caseId: caseIdSchema.parse(row.case_id), number: row.number, kind: wordAmong(['reversal', 'recheck'], row.kind), fix: row.fix ?? undefined, dueAt: row.due_at }))),
    verify: (options) => translating(() => verifyLog(db, options)),
  }
}

export function createCaseRepository({ db, writerId, projectCase, projectionVersion, ids, clock }: CaseRepositoryOptions): CaseRepository {
  const reader = createEventReader(db)
  const projections = createProjectionWriter(db)
  const writer = db.prepare<[string], number>('SELECT id FROM writers WHERE writer_id = ?').pluck().get(writerId)
  if (writer === undefined) throw new Error('this writer is not in the log')

  const selectCommand = db.prepare<[string], string>('SELECT k.case_id FROM commands AS c JOIN case_keys AS k ON k.id = c.case_key WHERE c.command_id = ?').pluck()
  const insertCommand = db.prepare<[string, number, number, number, number, number]>('INSERT INTO commands (command_id, case_key, writer, first_seq, last_seq, created_at) VALUES (?, ?, ?, ?, ?, ?)')
  const insertKey = db.prepare<[string, number], CaseKey>('INSERT INTO case_keys (case_id, number, created_at) SELECT ?, coalesce(max(number), 0) + 1, ? FROM case_keys RETURNING id, number')
  const selectTombstone = db.prepare<[number, number], LastOfStrand>('SELECT last_seq AS seq, last_hash AS hash FROM tombstones WHERE case_key = ? AND writer = ? ORDER BY last_seq DESC LIMIT 1')
  const selectLedger = db.prepare<[number], { readonly position: number; readonly head: Buffer }>('SELECT position, head FROM ledger WHERE writer = ? ORDER BY position DESC LIMIT 1')
  const selectSubject = db.prepare<[string], number>('SELECT id FROM subjects WHERE subject_id = ?').pluck()
  const insertSubject = db.prepare<[string, number]>('INSERT INTO subjects (subject_id, created_at) VALUES (?, ?)')
  const insertEvent = db.prepare<[number, number, number, number, number, string, string, Buffer, number, number]>(
    'INSERT INTO events (case_key, writer, seq, lamport, at, kind, envelope, hash, ledger_position, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insertValue = db.prepare<[number | bigint, string, number, Buffer, string]>('INSERT INTO personal_values (event, field, subject, salt, value) VALUES (?, ?, ?, ?, ?)')
  const insertLedger = db.prepare<[number, number, Buffer, Buffer, number, number]>("INSERT INTO ledger (writer, position, entry, hash, head, case_key, seq) VALUES (?, ?, 'event', ?, ?, ?, ?)")
  const selectNextCase = db.prepare<[number], CaseKey & { readonly case_id: string }>('SELECT k.id, k.number, k.case_id FROM case_keys AS k WHERE k.id > ? AND EXISTS (SELECT 1 FROM events AS e WHERE e.case_key = k.id) ORDER BY k.id LIMIT 1')

  /** One subject a case: whoever it is about. */
  const subjectOf = (present: readonly CaseEvent[], now: number): { readonly id: number; readonly subjectId: SubjectId } => {
    const known = present.find((event) => event.subjectId !== undefined)?.subjectId
    const id = known === undefined ? undefined : selectSubject.get(known)
    if (known !== undefined && id !== undefined) return { id, subjectId: known }
    const subjectId = subjectIdSchema.parse(ids.uuid())
    return { id: Number(insertSubject.run(subjectId, now).lastInsertRowid), subjectId }
  }

  /** A case that was removed and comes back goes on after its tombstone. */
  const lastOf = (present: readonly CaseEvent[], caseKey: number): LastOfStrand => {
    const own = present.findLast((event) => event.writerId === writerId)
    return own === undefined ? (selectTombstone.get(caseKey, writer) ?? { seq: 0, hash: noHash }) : { seq: own.seq, hash: Buffer.from(own.hash, 'hex') }
  }

  const write = (command: AppendCommand, key: CaseKey, present: readonly CaseEvent[], wanted: readonly NewEvent[]): readonly CaseEvent[] => {
    const now = clock.now()
    const ledger = selectLedger.get(writer)
    const names = new Set<EventName>(present.map((event) => event.name))
    let { seq, hash } = lastOf(present, key.id)
    let { position, head } = ledger ?? { position: 0, head: noHash }
    let lamport = present.reduce((highest, event) => Math.max(highest, event.lamport), 0)
    let subject: ReturnType<typeof subjectOf> | undefined
    const firstSeq = seq + 1
    const written: CaseEvent[] = []

    for (const event of wanted) {
      const { open, personal } = checkedFields(event)
      for (const name of event.supersedes ?? []) if (!names.has(name)) throw new Error('an event supersedes one that is not in its case')
      const values = Object.entries(personal).map(([field, value]) => ({ field, value, salt: randomBytes(16) }))
      seq += 1
      lamport += 1
      position += 1
      const envelope = envelopeSchema.parse({
        v: 1,
        caseId: command.caseId,
        writerId,
        seq,
        prev: hash.toString('hex'),
        lamport,
        at: command.at,
        kind: event.kind,
        kindVersion: eventKinds[event.kind].version,
        role: command.role,
        ...(event.flow === undefined ? {} : { flow: withoutUndefined(event.flow) }),
        ...(event.supersedes === undefined || event.supersedes.length === 0 ? {} : { supersedes: event.supersedes.map(splitName) }),
        open,
        commitments: Object.fromEntries(values.map(({ field, value, salt }) => [field, fieldCommitment(salt, field, value)])),
      })
      const text = canonicalJson(toJson(envelope))
      hash = eventHash(text)
      head = nextHead(head, hash)
      const id = insertEvent.run(key.id, writer, seq, lamport, command.at, event.kind, text, hash, position, now).lastInsertRowid
      if (values.length > 0) {
        subject ??= subjectOf(present, now)
        for (const { field, value, salt } of values) insertValue.run(id, field, subject.id, salt, canonicalJson(value))
      }
      insertLedger.run(writer, position, hash, head, key.id, seq)
      const added = caseEventOf(envelope, { hash: hash.toString('hex'), personal, blanked: [], subjectId: values.length > 0 ? subject?.subjectId : undefined })
      names.add(added.name)
      written.push(added)
    }
    insertCommand.run(command.commandId, key.id, writer, firstSeq, seq, now)
    return written
  }

  const append = db.transaction((command: AppendCommand, decide: (events: readonly CaseEvent[]) => readonly NewEvent[]): AppendOutcome => {
    const carriedOut = selectCommand.get(command.commandId)
    const known = reader.caseKeyOf(command.caseId)
    const present = known === undefined ? [] : reader.read(known.id)
    if (carriedOut !== undefined) {
      if (carriedOut !== command.caseId) throw new AppFailure('badRequest', { message: 'this command belongs to another case' })
      return { events: present, written: false }
    }
    const wanted = decide(present)
    if (wanted.length === 0) return { events: present, written: false }
    const key = known ?? insertKey.get(command.caseId, clock.now())
    if (key === undefined) throw new Error('no key for the case')
    // Ours is the highest lamport of the case now, so the new events come last.
    const events = [...present, ...write(command, key, present, wanted)]
    projections.write(command.caseId, key.id, key.number, projectCase(events))
    return { events, written: true }
  })

  const rebuild = db.transaction((): number => {
    recreateProjections(db)
    // The tables are new: what was prepared before would be prepared again at every run.
    const fresh = createProjectionWriter(db)
    let cases = 0
    for (let next = selectNextCase.get(0); next !== undefined; next = selectNextCase.get(next.id)) {
      fresh.write(caseIdSchema.parse(next.case_id), next.id, next.number, projectCase(reader.read(next.id)))
      cases += 1
    }
    setProjectionVersion(db, projectionVersion)
    return cases
  })

  return {
    ...createCaseReader({ db, reader }),
    append: (command, decide) => translating(() => append.immediate(command, decide)),
    rebuild: () => translating(() => rebuild.immediate()),
  }
}

/** Against the table of kinds: an unknown field, or a personal one among the open ones, is never written. */
function checkedFields(event: NewEvent): { readonly open: Readonly<Record<string, JsonValue>>; readonly personal: Readonly<Record<string, JsonValue>> } {
  const kind = eventKinds[event.kind]
  return { open: withoutUndefined(kind.open.parse(event.open)), personal: withoutUndefined(kind.personal.parse(event.personal)) }
}

/** Canonical JSON has no undefined; an optional field that is not given is not there. */
function withoutUndefined(fields: Readonly<Record<string, JsonValue | undefined>>): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])))
}

function toJson(envelope: Envelope): Readonly<Record<string, JsonValue>> {
  const { flow, ...rest } = envelope
  return withoutUndefined({ ...rest, flow: flow === undefined ? undefined : withoutUndefined(flow) })
}

function splitName(name: EventName): [WriterId, number] {
  const colon = name.lastIndexOf(':')
  return [writerIdSchema.parse(name.slice(0, colon)), Number(name.slice(colon + 1))]
}

interface ListSql {
  readonly sql: { readonly count: string; readonly rows: string }
  readonly values: Readonly<Record<string, string | number>>
}

/** Put together from closed pieces; what was typed or chosen is bound. */
function listSql(query: CaseListQuery, search: string | undefined): ListSql {
  const values: Record<string, string | number> = {}
  const filters: string[] = []
  if (query.state !== undefined) {
    values['state'] = caseStates.indexOf(query.state)
    filters.push('c.state_order = @state')
  }
  if (query.outcome !== undefined) {
    values['outcome'] = query.outcome
    filters.push('c.outcome = @outcome')
  }
  if (query.problem !== undefined) {
    values['problem'] = query.problem
    filters.push('c.problem = @problem')
  }
  const order = orders[query.sort][query.descending ? 1 : 0]
  const filtered = filters.length === 0 ? '' : `WHERE ${filters.join(' AND ')}`
  if (search === undefined) {
    return {
      sql: {
        count: `SELECT count(*) FROM (SELECT 1 FROM cases AS c ${filtered} LIMIT ${exactUpTo + 1})`,
        rows: `SELECT ${columns} ${joined} ${filtered} ORDER BY ${order} LIMIT @limit OFFSET @offset`,
      },
      values,
    }
  }
  // A common word: the newest cases that hold it, in the order asked for. Sorting all of them would stall the window.
  values['search'] = search
  const found = ['SELECT f.rowid FROM search AS f CROSS JOIN cases AS c ON c.case_key = f.rowid WHERE f.search MATCH @search', ...filters].join(' AND ')
  return {
    sql: {
      count: `SELECT count(*) FROM (${found} LIMIT ${exactUpTo + 1})`,
      rows: `SELECT ${columns} ${joined} WHERE c.case_key IN (${found} ORDER BY f.rowid DESC LIMIT ${exactUpTo}) ORDER BY ${order} LIMIT @limit OFFSET @offset`,
    },
    values,
  }
}

function wordAmong<T extends string>(words: readonly T[], value: string): T {
  const found = words.find((item) => item === value)
  if (found === undefined) throw new AppFailure('databaseDamaged', { message: 'an unknown word in the list of cases' })
  return found
}

function toStoredRow(row: CaseRow): StoredCaseRow {
  return {
    caseId: caseIdSchema.parse(row.case_id),
    number: row.number,
    person: row.person ?? undefined,
    address: row.address ?? undefined,
    problem: row.problem,
    flowVersion: row.flow_version,
    state: wordAmong(caseStates, row.state),
    outcome: row.outcome === null ? undefined : wordAmong(outcomes, row.outcome),
    verdict: row.verdict ?? undefined,
    lastStep: row.last_step ?? undefined,
    waitingFor: row.waiting_for === null ? undefined : wordAmong(handOverRoles, row.waiting_for),
    operator: row.operator ?? undefined,
    door: wordAmong(doors, row.door),
    openedAt: row.opened_at,
    updatedAt: row.updated_at,
    searchText: row.words ?? '',
  }
}
