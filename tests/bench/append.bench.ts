import type { NewEvent } from '@shared/domain/events'
import { onTestFinished, test } from 'vitest'
import { openDatabase } from '../../electron/adapters/sqlite/openDatabase'
import { commandFor, makeFolder, newCaseId, opened, openLog } from '../support/caseLogFixtures'
import { printRatio } from './ratio'

const eventsInACase = 25
const fact: NewEvent = { kind: 'answerGiven', flow: { id: 'lost-phone', version: 1, step: 'codes' }, open: { fact: 'person.address', visit: 1 }, personal: { value: 'anna@a.example' } }

/**
 * A durable append through the repository (reads the case, decides, validates, hashes, projects) against the bare
 * inserts of the same rows into the same tables: prepared statements, one transaction, the same pragmas.
 */
test('append', async ({ bench }) => {
  const log = openLog(makeFolder(onTestFinished))
  let caseId = newCaseId()
  let inCase = 0
  const ours = bench('through the repository', () => {
    if (inCase === eventsInACase) {
      caseId = newCaseId()
      inCase = 0
    }
    log.cases.append(commandFor(caseId), () => [inCase === 0 ? opened() : fact])
    inCase += 1
  })

  const bare = openLog(makeFolder(onTestFinished))
  bare.cases.append(commandFor(caseId), () => [opened({ portal: 'a.example' })])
  bare.cases.append(commandFor(caseId), () => [fact])
  bare.close()
  const { db, close } = openDatabase(bare.path)
  const rowOf = (sql: string): Record<string, unknown> => db.prepare<[], Record<string, unknown>>(sql).get() ?? {}
  const event = rowOf('SELECT * FROM events WHERE seq = 2')
  const value = rowOf('SELECT p.* FROM personal_values AS p JOIN events AS e ON e.id = p.event WHERE e.seq = 2')
  const entry = rowOf('SELECT * FROM ledger WHERE position = 2')
  const shown = rowOf('SELECT * FROM cases')
  const statements = {
    key: db.prepare('INSERT INTO case_keys (id, case_id, number, created_at) VALUES (?, ?, ?, 1)'),
    event: db.prepare('INSERT INTO events (case_key, writer, seq, lamport, at, kind, envelope, hash, ledger_position, created_at) VALUES (@case_key, @writer, @seq, @seq, @at, @kind, @envelope, @hash, @ledger_position, @created_at)'),
    value: db.prepare('INSERT INTO personal_values (event, field, subject, salt, value) VALUES (@event, @field, @subject, @salt, @value)'),
    entry: db.prepare("INSERT INTO ledger (writer, position, entry, hash, head, case_key, seq) VALUES (@writer, @position, 'event', @hash, @head, @case_key, @seq)"),
    command: db.prepare('INSERT INTO commands (command_id, case_key, writer, first_seq, last_seq, created_at) VALUES (?, ?, 1, ?, ?, 1)'),
    shown: db.prepare(`INSERT INTO cases (${Object.keys(shown).join(', ')}) VALUES (${Object.keys(shown).map((name) => `@${name}`).join(', ')})`),
    moved: db.prepare('UPDATE cases SET last_step = ?, updated_at = ? WHERE case_key = ?'),
    search: db.prepare("INSERT INTO search (rowid, number, code, person, address, problem, words) VALUES (?, '1', 'AAAA-BBBB', '', '', 'lost-phone', '')"),
  }
  let key = 1
  let seq = 2
  let position = 2
  const insert = db.transaction(() => {
    position += 1
    seq += 1
    if (seq > eventsInACase) {
      seq = 1
      key += 1
      statements.key.run(key, newCaseId(), key)
      statements.shown.run({ ...shown, case_key: key, updated_at: position })
      statements.search.run(key)
    }
    const { lastInsertRowid } = statements.event.run({ ...event, case_key: key, seq, ledger_position: position })
    statements.value.run({ ...value, event: lastInsertRowid })
    statements.entry.run({ ...entry, case_key: key, seq, position })
    statements.command.run(commandFor(caseId).commandId, key, seq, seq)
    statements.moved.run('codes', position, key)
  })
  const peer = bench('bare inserts', () => {
    insert.immediate()
  })

  const results = await bench.compare(ours, peer, { time: 2000 })
  printRatio('append', results.get('through the repository'), results.get('bare inserts'))
  close()
  log.close()
}, 60_000)
