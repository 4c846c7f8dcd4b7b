import { randomUUID } from 'node:crypto'
import SqliteDatabase from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { LogFinding } from '../../../electron/core/ports'
import { eventHash } from '../../../electron/adapters/sqlite/hashing'
import { caseLogPath } from '../../../electron/adapters/sqlite/openCaseLog'
import { verifyLog } from '../../../electron/adapters/sqlite/verifyLog'
import { buryStrand, codeThrownBy, commandFor, makeFolder, newCaseId, note, opened, openLog, person, stateSet, writeStrangeEvent } from '../../support/caseLogFixtures'

/** One log for all attacks: two writers, three cases, one of them removed. Each attack is rolled back. */
let db: Database
const cleanUps: (() => void)[] = []

beforeAll(() => {
  const folder = makeFolder((clean) => cleanUps.push(clean))
  const log = openLog(folder)
  const [a, b, removed] = [newCaseId(), newCaseId(), newCaseId()]
  log.cases.append(commandFor(removed), () => [opened({ portal: 'gone.example' }), note('gone')])
  log.cases.append(commandFor(a), () => [opened({ portal: 'a.example', operator: 'Eve' }), person('Алёна')])
  log.cases.append(commandFor(b), () => [opened({ portal: 'b.example' })])
  log.cases.append(commandFor(a), () => [note('ü'), stateSet('closed', 'solved')])
  db = new SqliteDatabase(log.path)
  buryStrand(db, removed)
  log.cases.append(commandFor(b), () => [note('after the removal')])
  const theirs = randomUUID()
  const prev = writeStrangeEvent(db, { caseId: a, writerId: theirs, seq: 1, lamport: 3, prev: '0'.repeat(64), kind: 'noteAdded', open: {}, personal: { note: 'from elsewhere' } })
  writeStrangeEvent(db, { caseId: a, writerId: theirs, seq: 2, lamport: 4, prev, kind: 'somethingNewer', open: { x: 1 }, personal: { y: 'z' } })
  log.close()
  for (const trigger of db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all()) db.exec(`DROP TRIGGER ${trigger}`)
  db.pragma('foreign_keys = OFF')
  db.pragma('ignore_check_constraints = ON')
})
afterAll(() => {
  db.close()
  for (const clean of cleanUps) clean()
})

/** The findings after a change that is undone again. */
function after(change: () => void): readonly LogFinding[] {
  db.exec('BEGIN')
  try {
    change()
    return verifyLog(db).findings
  } finally {
    db.exec('ROLLBACK')
  }
}
const wordsAfter = (sql: string): readonly string[] => [...new Set(after(() => void db.exec(sql)).map(({ finding }) => finding))]

const eventOf = { events: 'e.id', personal_values: 'p.event' } as const
const names = {
  events: `SELECT k.case_id AS caseId, w.writer_id AS writerId, e.seq FROM events AS e JOIN case_keys AS k ON k.id = e.case_key JOIN writers AS w ON w.id = e.writer WHERE ${eventOf.events} = ?`,
  ledger: 'SELECT k.case_id AS caseId, w.writer_id AS writerId, l.seq FROM ledger AS l JOIN case_keys AS k ON k.id = l.case_key JOIN writers AS w ON w.id = l.writer WHERE l.position = ?',
  tombstones: 'SELECT k.case_id AS caseId, w.writer_id AS writerId, t.last_seq AS seq FROM tombstones AS t JOIN case_keys AS k ON k.id = t.case_key JOIN writers AS w ON w.id = t.writer WHERE t.id = ?',
  exists: 'SELECT 1 FROM events AS e JOIN case_keys AS k ON k.id = e.case_key WHERE k.case_id = ? AND e.seq = ? AND e.ledger_position IS NOT NULL',
} as const
interface Target {
  readonly table: 'events' | 'personal_values' | 'ledger' | 'tombstones'
  readonly key: string
  readonly name: string
  readonly columns: readonly string[]
}
const targets: readonly Target[] = [
  { table: 'events', key: 'id', name: names.events, columns: ['envelope', 'hash', 'seq', 'lamport', 'at', 'kind', 'ledger_position', 'case_key', 'writer'] },
  { table: 'personal_values', key: 'rowid', name: names.events, columns: ['value', 'salt', 'field', 'subject', 'event'] },
  { table: 'ledger', key: 'position', name: names.ledger, columns: ['hash', 'head', 'entry', 'seq', 'case_key', 'writer', 'position'] },
  { table: 'tombstones', key: 'id', name: names.tombstones, columns: ['tombstone', 'hash', 'last_hash', 'last_seq', 'removed_count', 'removed_at', 'reason', 'case_key', 'writer', 'ledger_writer', 'ledger_position'] },
]

test('the log as it was written verifies, the removed case and the other writer included', () => {
  const { findings, events, cases, head } = verifyLog(db)
  expect(findings).toEqual([])
  expect([events, cases]).toEqual([8, 2])
  expect(head).toBe(db.prepare<[], Buffer>('SELECT head FROM ledger ORDER BY position DESC LIMIT 1').pluck().get()?.toString('hex'))
})

test('any byte changed in events, personal values, ledger or tombstones is found, and the event named', () => {
  fc.assert(
    fc.property(fc.constantFrom(...targets), fc.nat(), fc.nat(), fc.nat(), fc.integer({ min: 0, max: 7 }), (target, row, column, byte, bit) => {
      const { table, name } = target
      const keyed = table === 'personal_values' ? db.prepare<[], { event: number; field: string }>('SELECT event, field FROM personal_values').all() : db.prepare<[], { id: number }>(`SELECT ${target.key} AS id FROM ${table}`).all()
      const picked = keyed[row % keyed.length]!
      const where = 'field' in picked ? 'event = @event AND field = @field' : `${target.key} = @id`
      const field = target.columns[column % target.columns.length]!
      const { type, bytes } = db.prepare<[object], { type: string; bytes: Buffer }>(`SELECT typeof(${field}) AS type, CAST(${field} AS BLOB) AS bytes FROM ${table} WHERE ${where}`).get(picked)!
      const named = db.prepare<[number], { caseId: string; writerId: string; seq: number }>(name).get('field' in picked ? picked.event : picked.id)

      const findings = after(() => {
        // A number is changed to one that nothing else has: uniqueness would refuse the other ones.
        if (type === 'integer' || type === 'null') db.prepare(`UPDATE ${table} SET ${field} = coalesce(${field}, 0) + 1000 + @byte WHERE ${where}`).run({ ...picked, byte: byte % 1000 })
        else {
          const changed = Buffer.from(bytes)
          changed[byte % bytes.length]! ^= 1 << bit
          db.prepare(`UPDATE ${table} SET ${field} = ${type === 'text' ? 'CAST(@changed AS TEXT)' : '@changed'} WHERE ${where}`).run({ ...picked, changed })
        }
      })
      expect(findings.length, `${table}.${field}`).toBeGreaterThan(0)
      // Of a removed event only its ledger row says which it was; once that is changed nothing can.
      const isNamedElsewhere = table !== 'ledger' || !['case_key', 'seq', 'writer', 'entry', 'position'].includes(field) || (named !== undefined && db.prepare(names.exists).get(named.caseId, named.seq) !== undefined)
      if (isNamedElsewhere) expect(findings.map(({ caseId, writerId, seq }) => ({ caseId, writerId, seq })), `${table}.${field}`).toContainEqual(named)
    }),
    { numRuns: 1000 },
  )
  // Twelve seconds were seen beside a busy build
}, 60_000)

test.each([
  ['an event away in the middle', 'DELETE FROM events WHERE seq = 2 AND ledger_position IS NOT NULL', ['valueWithoutEvent', 'seqGap', 'eventMissing']],
  ['the newest event away', 'DELETE FROM events WHERE ledger_position = (SELECT max(ledger_position) FROM events)', ['eventMissing']],
  ['a whole case away', "DELETE FROM events WHERE case_key = (SELECT id FROM case_keys WHERE number = 3)", ['eventMissing']],
  ['a ledger entry away', 'DELETE FROM ledger WHERE position = 4', ['missingFromLedger', 'ledgerGap']],
  ['the tombstone away', 'DELETE FROM tombstones', ['eventMissing', 'tombstoneMissing']],
  ['a value blanked without an erasure', "UPDATE personal_values SET salt = NULL, value = NULL WHERE field = 'portal'", ['blankWithoutErasure']],
  ['a value called withheld where nothing was imported', "UPDATE personal_values SET salt = NULL, value = NULL, is_withheld = 1 WHERE field = 'portal'", ['blankWithoutErasure']],
  ['a value away', "DELETE FROM personal_values WHERE field = 'operator'", ['valueMissing']],
  ['a value more', "INSERT INTO personal_values (event, field, subject, salt, value) SELECT event, 'extra', subject, salt, value FROM personal_values WHERE field = 'operator'", ['valueWithoutCommitment']],
  ['an attachment nobody committed to', "INSERT INTO blobs (event, field, subject, media_type, size, salt, bytes) SELECT event, 'file', subject, 'text/plain', 1, salt, x'00' FROM personal_values WHERE field = 'operator'", ['valueWithoutCommitment']],
  ['the writer’s name', "UPDATE writers SET writer_id = '00000000-0000-4000-8000-000000000000' WHERE is_current = 1", ['columnMismatch']],
  ['an event that was never in the ledger', 'UPDATE events SET ledger_position = NULL WHERE ledger_position = 4', ['missingFromLedger', 'ledgerMismatch']],
  ['white space in an envelope', "UPDATE events SET envelope = replace(envelope, '\":', '\": ') WHERE ledger_position = 4", ['hashMismatch', 'notCanonical']],
  ['an envelope that is none', "UPDATE events SET envelope = '[]' WHERE ledger_position = 4", ['hashMismatch', 'envelopeUnreadable']],
])('it finds %s', (_what, sql, expected) => {
  expect(wordsAfter(sql)).toEqual(expect.arrayContaining(expected))
})

test('an envelope rewritten with a fitting hash breaks both chains', () => {
  const findings = after(() => {
    db.function('rehash', (text: unknown) => eventHash(String(text)))
    db.exec("UPDATE events SET envelope = replace(envelope, 'agent', 'admin') WHERE ledger_position = 3; UPDATE events SET hash = rehash(envelope) WHERE ledger_position = 3")
  })
  expect([...new Set(findings.map(({ finding }) => finding))].sort()).toEqual(['chainBroken', 'ledgerMismatch'])
})

test('a blank is in order once the erasure of that person is in the case', () => {
  const findings = after(() => {
    const { caseId, subjectId } = db.prepare<[], { caseId: string; subjectId: string }>("SELECT k.case_id AS caseId, s.subject_id AS subjectId FROM personal_values AS p JOIN subjects AS s ON s.id = p.subject JOIN events AS e ON e.id = p.event JOIN case_keys AS k ON k.id = e.case_key WHERE p.field = 'operator'").get()!
    db.prepare('UPDATE personal_values SET salt = NULL, value = NULL WHERE subject = (SELECT id FROM subjects WHERE subject_id = ?)').run(subjectId)
    writeStrangeEvent(db, { caseId, writerId: randomUUID(), seq: 1, lamport: 9, prev: '0'.repeat(64), kind: 'personErased', open: { subjectId, count: 4 } })
  })
  expect(findings).toEqual([])
})

test('a value that a redacted copy withheld is no finding', () => {
  const findings = after(() => void db.exec('UPDATE personal_values SET salt = NULL, value = NULL, is_withheld = 1 WHERE event IN (SELECT id FROM events WHERE ledger_position IS NULL)'))
  expect(findings).toEqual([])
})

test('it tells how far it is, and stops when told to', () => {
  const seen: [number, number][] = []
  verifyLog(db, { onProgress: (done, total) => seen.push([done, total]) })
  expect(seen[0]?.[0]).toBe(0)
  expect(seen.at(-1)?.[0]).toBe(seen.at(-1)?.[1])
  expect(codeThrownBy(() => verifyLog(db, { isCancelled: () => true }))).toBe('cancelled')
  expect(db.inTransaction).toBe(false)
})

test('a removed case that comes back goes on after its tombstone', () => {
  const log = openLog(makeFolder(onTestFinished))
  const caseId = newCaseId()
  log.cases.append(commandFor(caseId), () => [opened({ portal: 'a.example' }), note('x')])
  const raw = new SqliteDatabase(log.path)
  buryStrand(raw, caseId)
  raw.close()
  expect(log.cases.events(caseId)).toEqual([])
  expect(log.cases.append(commandFor(caseId), () => [opened()]).events[0]?.seq).toBe(3)
  expect(log.cases.verify().findings).toEqual([])
  log.close()
})

test('a byte changed in a projection, its search index included, is mended by a rebuild', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  for (let i = 0; i < 4; i += 1) log.cases.append(commandFor(newCaseId(), { at: i }), () => [opened({ portal: 'a.example' }), person(`Person ${i}`), note(`word${i}`)])
  const query = { sort: 'updated', descending: true, page: 1, pageSize: 9 } as const
  const shown = (): unknown => [log.cases.list(query), ...[0, 1, 2, 3].map((i) => log.cases.list({ ...query, search: `word${i}` })), log.cases.counts()]
  const whole = shown()
  const raw = new SqliteDatabase(caseLogPath(folder))
  raw.unsafeMode(true)
  raw.pragma('ignore_check_constraints = ON')
  const places = [
    ...['person', 'person_order', 'problem', 'state', 'door', 'state_order', 'updated_at', 'number'].map((column) => ['cases', 'case_key', column] as const),
    ['search_data', 'id', 'block'] as const,
    ['search_content', 'id', 'c3'] as const,
    ['search_docsize', 'id', 'sz'] as const,
  ]
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.nat(), fc.nat(), fc.integer({ min: 0, max: 7 }), ([table, key, column], row, byte, bit) => {
      const keys = raw.prepare<[], number>(`SELECT ${key} FROM ${table}`).pluck().all()
      const picked = keys[row % keys.length]!
      const { type, bytes } = raw.prepare<[number], { type: string; bytes: Buffer }>(`SELECT typeof(${column}) AS type, CAST(${column} AS BLOB) AS bytes FROM ${table} WHERE ${key} = ?`).get(picked)!
      if (type === 'integer') raw.prepare(`UPDATE ${table} SET ${column} = ${column} + ? WHERE ${key} = ?`).run(1 + (byte % 50), picked)
      else if (bytes.length > 0) {
        const changed = Buffer.from(bytes)
        changed[byte % bytes.length]! ^= 1 << bit
        raw.prepare(`UPDATE ${table} SET ${column} = ${type === 'text' ? 'CAST(? AS TEXT)' : '?'} WHERE ${key} = ?`).run(changed, picked)
      }
      expect(log.cases.rebuild()).toBe(4)
      expect(shown()).toEqual(whole)
    }),
    { numRuns: 40 },
  )
  raw.close()
  log.close()
})
