import { randomUUID } from 'node:crypto'
import { writerIdSchema } from '@shared/domain/ids'
import type { NewEvent } from '@shared/domain/events'
import { expect, onTestFinished, test } from 'vitest'
import { openCaseLog } from '../../../electron/adapters/sqlite/openCaseLog'
import { openDatabase } from '../../../electron/adapters/sqlite/openDatabase'
import { createCaseRepository } from '../../../electron/adapters/sqlite/repositories/caseRepository'
import { clock, codeThrownBy, commandFor, ids, makeFolder, newCaseId, note, opened, openLog, person, projectSimply, stateSet, writeStrangeEvent } from '../../support/caseLogFixtures'

test('what is appended is read back, after reopening too', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  const caseId = newCaseId()
  const { events, written } = log.cases.append(commandFor(caseId, { role: 'employee', at: 1234 }), () => [
    opened({ portal: 'a.example', operator: 'Jörg' }),
    { ...person('Алёна'), flow: { id: 'lost-phone', version: 3, step: 'codes' } },
  ])
  expect(written).toBe(true)
  expect(log.cases.events(caseId)).toEqual(events)
  expect(events.map(({ seq, lamport, at, kind, kindVersion, role, personal }) => ({ seq, lamport, at, kind, kindVersion, role, personal }))).toEqual([
    { seq: 1, lamport: 1, at: 1234, kind: 'caseOpened', kindVersion: 1, role: 'employee', personal: { portal: 'a.example', operator: 'Jörg' } },
    { seq: 2, lamport: 2, at: 1234, kind: 'factGiven', kindVersion: 1, role: 'employee', personal: { value: 'Алёна' } },
  ])
  expect(events[1]?.flow).toEqual({ id: 'lost-phone', version: 3, step: 'codes' })
  expect(events.map((event) => event.name)).toEqual([`${log.writerId}:1`, `${log.writerId}:2`])
  expect(events[0]?.subjectId).toBeDefined()
  expect(events[1]?.subjectId).toBe(events[0]?.subjectId)
  log.close()

  const again = openLog(folder)
  expect(again.writerId).toBe(log.writerId)
  expect(again.cases.events(caseId)).toEqual(events)
  expect(again.cases.events(newCaseId())).toEqual([])
  expect(again.cases.verify()).toEqual({ events: 2, cases: 1, findings: [], head: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
  again.close()
})

test('a case goes on where it stopped: seq, lamport and prev join up', () => {
  const log = openLog(makeFolder(onTestFinished))
  const caseId = newCaseId()
  const first = log.cases.append(commandFor(caseId), () => [opened()])
  const second = log.cases.append(commandFor(caseId), (events) => {
    expect(events).toEqual(first.events)
    return [note('one'), note('two')]
  })
  expect(second.events.map(({ seq, lamport }) => [seq, lamport])).toEqual([[1, 1], [2, 2], [3, 3]])
  expect(second.events[0]).toEqual(first.events[0])
  expect(log.cases.verify().findings).toEqual([])
  log.close()
})

test('the events of two writers come in the order (lamport, writer, seq), and ours go on after the highest', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  const caseId = newCaseId()
  log.cases.append(commandFor(caseId), () => [opened(), note('ours, 2')])
  const { db, close } = openDatabase(log.path)
  const low = '00000000-0000-4000-8000-000000000000'
  const high = 'ffffffff-ffff-4fff-bfff-ffffffffffff'
  let prev = '0'.repeat(64)
  for (const [seq, lamport] of [[1, 2], [2, 3], [3, 7]] as const) prev = writeStrangeEvent(db, { caseId, writerId: low, seq, lamport, prev, kind: 'noteAdded', open: {}, personal: { note: `theirs, ${lamport}` } })
  writeStrangeEvent(db, { caseId, writerId: high, seq: 1, lamport: 2, prev: '0'.repeat(64), kind: 'somethingNewer', open: { colour: ['red', 1, null] } })
  close()

  expect(log.cases.events(caseId).map(({ writerId, seq, lamport }) => [writerId, seq, lamport])).toEqual([
    [log.writerId, 1, 1],
    ...([[low, 1, 2], [log.writerId, 2, 2], [high, 1, 2]] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    [low, 2, 3],
    [low, 3, 7],
  ])
  expect(log.cases.events(caseId).find(({ kind }) => kind === 'somethingNewer')?.open).toEqual({ colour: ['red', 1, null] })
  const { events } = log.cases.append(commandFor(caseId), () => [{ ...note('after all'), supersedes: [`${writerIdSchema.parse(low)}:3`] }])
  expect(events.at(-1)).toMatchObject({ writerId: log.writerId, seq: 3, lamport: 8, supersedes: [`${low}:3`] })
  expect(log.cases.events(caseId)).toEqual(events)
  expect(log.cases.verify().findings).toEqual([])
  log.close()
})

test('the same command writes once and answers what is there', () => {
  const log = openLog(makeFolder(onTestFinished))
  const caseId = newCaseId()
  const command = commandFor(caseId)
  const first = log.cases.append(command, () => [opened()])
  log.cases.append(commandFor(caseId), () => [note('between')])
  const again = log.cases.append(command, () => {
    throw new Error('asked again')
  })
  expect(again.written).toBe(false)
  expect(again.events).toHaveLength(2)
  expect(again.events[0]).toEqual(first.events[0])
  expect(codeThrownBy(() => log.cases.append({ ...command, caseId: newCaseId() }, () => [opened()]))).toBe('badRequest')
  log.close()
})

test('a decision for nothing writes nothing, not even the command', () => {
  const log = openLog(makeFolder(onTestFinished))
  const command = commandFor(newCaseId())
  expect(log.cases.append(command, () => [])).toEqual({ events: [], written: false })
  expect(log.cases.counts().total).toBe(0)
  expect(log.cases.append(command, () => [opened()]).written).toBe(true)
  log.close()
})

test.each<[string, () => readonly NewEvent[]]>([
  ['the decision throws', () => { throw new Error('refused') }],
  ['an open field is not in the table', () => [opened(), { ...stateSet('open'), open: { state: 'open', name: 'Anna' } } as unknown as NewEvent]],
  ['an open word is not in its list', () => [opened(), stateSet('elsewhere' as 'open')]],
  ['a personal field is not in the table', () => [opened(), { ...note('x'), personal: { secret: 'x' } } as unknown as NewEvent]],
  ['a superseded event is not in the case', () => [opened(), { ...note('x'), supersedes: [`${writerIdSchema.parse(randomUUID())}:1`] }]],
  ['a step is no word', () => [opened(), { ...note('x'), flow: { id: 'lost-phone', version: 1, step: 'Anna <anna@a.example>' } }]],
])('when %s, nothing at all is written', (_why, decide) => {
  const log = openLog(makeFolder(onTestFinished))
  const caseId = newCaseId()
  expect(() => log.cases.append(commandFor(caseId), decide)).toThrow()
  expect(log.cases.events(caseId)).toEqual([])
  expect(log.cases.row(caseId)).toBeUndefined()
  expect(log.cases.verify()).toMatchObject({ events: 0, findings: [], head: '0'.repeat(64) })
  log.close()
})

test('a projection that throws takes the events with it', () => {
  const folder = makeFolder(onTestFinished)
  const log = openCaseLog({
    dataDir: folder, packaged: false, ids, clock,
    projectCase: () => {
      throw new Error('no row for this')
    },
  })
  const caseId = newCaseId()
  expect(() => log.cases.append(commandFor(caseId), () => [opened({ operator: 'Eve' })])).toThrow('no row for this')
  expect([log.cases.events(caseId), log.cases.verify().events]).toEqual([[], 0])
  log.close()
})

test('the row of a case is what the projection says, and its number counts up', () => {
  const log = openLog(makeFolder(onTestFinished))
  const [a, b] = [newCaseId(), newCaseId()]
  const { events } = log.cases.append(commandFor(a, { at: 5 }), () => [opened(), person('Anna'), note('no code came')])
  log.cases.append(commandFor(b), () => [opened()])
  expect(log.cases.row(a)).toEqual({ ...projectSimply(events), caseId: a, number: 1, searchText: 'no code came' })
  expect(log.cases.row(b)).toMatchObject({ number: 2, person: undefined, outcome: undefined, state: 'open' })
  log.cases.append(commandFor(a, { at: 9 }), () => [stateSet('closed', 'solved')])
  expect(log.cases.row(a)).toMatchObject({ state: 'closed', outcome: 'solved', openedAt: 5, updatedAt: 9 })
  expect(log.cases.counts()).toEqual({ total: 2, open: 1, waiting: 0 })
  log.close()
})

test('a rebuild gives the same rows, finds the same cases and keeps the schema', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  const cases = Array.from({ length: 5 }, () => newCaseId())
  for (const [index, caseId] of cases.entries()) log.cases.append(commandFor(caseId, { at: index }), () => [opened(), person(`Person ${index}`), note(`words${index}`)])
  const query = { sort: 'updated', descending: true, page: 1, pageSize: 10 } as const
  const { db, close } = openDatabase(log.path)
  const schema = (): unknown => db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE tbl_name IN ('cases', 'search') ORDER BY type, name").all()
  const before = [log.cases.list(query), log.cases.list({ ...query, search: 'words3' }), schema()]
  db.exec("UPDATE cases SET person = 'somebody else', state = 'closed', number = 99; DELETE FROM cases WHERE case_key = 2; DELETE FROM search")
  expect(log.cases.rebuild()).toBe(5)
  expect([log.cases.list(query), log.cases.list({ ...query, search: 'words3' }), schema()]).toEqual(before)
  expect(db.prepare("SELECT v FROM search_config WHERE k = 'secure-delete'").pluck().get()).toBe(1)
  close()
  log.cases.append(commandFor(newCaseId()), () => [opened()])
  expect(log.cases.counts().total).toBe(6)
  log.close()
})

test('projections of another version are made anew at the next opening', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  const caseId = newCaseId()
  log.cases.append(commandFor(caseId), () => [opened(), person('Anna')])
  log.close()
  const { db, close } = openDatabase(log.path)
  db.exec("UPDATE cases SET person = 'as an older program wrote it'; UPDATE projections SET version = 0")
  close()
  const again = openLog(folder)
  expect(again.cases.row(caseId)?.person).toBe('Anna')
  again.close()
})

test.each([
  ['an event', 'UPDATE events SET at = 1'],
  ['an event away', 'DELETE FROM events'],
  ['a personal value', `UPDATE personal_values SET value = '"Otto"'`],
  ['a personal value’s subject while blanking it', 'UPDATE personal_values SET salt = NULL, value = NULL, subject = subject + 1'],
  ['half a personal value', 'UPDATE personal_values SET salt = NULL, value = NULL, is_withheld = 1'],
  ['a personal value away', 'DELETE FROM personal_values'],
  ['the ledger', 'UPDATE ledger SET seq = 9'],
  ['the ledger away', 'DELETE FROM ledger'],
])('the tables themselves refuse to change %s', (_what, sql) => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  log.cases.append(commandFor(newCaseId()), () => [opened({ portal: 'a.example' })])
  const { db, close } = openDatabase(log.path)
  expect(() => db.exec(sql)).toThrow(/never|only|no tombstone/)
  db.exec('UPDATE personal_values SET salt = NULL, value = NULL')
  close()
  log.close()
})

test('a blanked value is absent and named as blanked', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  const caseId = newCaseId()
  log.cases.append(commandFor(caseId), () => [opened({ portal: 'a.example', operator: 'Eve' })])
  const { db, close } = openDatabase(log.path)
  db.exec("UPDATE personal_values SET salt = NULL, value = NULL WHERE field = 'portal'")
  close()
  expect(log.cases.events(caseId)[0]).toMatchObject({ personal: { operator: 'Eve' }, blanked: ['portal'] })
  log.close()
})

test('settings are kept, replaced and removed', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  log.settings.set('language', 'de')
  log.settings.set('language', 'ru')
  log.settings.set('theme', 'dark')
  log.settings.remove('theme')
  log.close()
  const again = openLog(folder, { clock: { now: () => clock.now() + 1 } })
  expect([again.settings.get('language'), again.settings.get('theme'), again.settings.get('toString')]).toEqual(['ru', undefined, undefined])
  again.close()
})

test('an end is clean only after it was said to be', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  expect(log.runState.wasCleanEnd()).toBe(true)
  log.runState.markRunning()
  log.close()
  const afterAKill = openLog(folder)
  expect(afterAKill.runState.wasCleanEnd()).toBe(false)
  afterAKill.runState.markRunning()
  afterAKill.runState.markCleanEnd()
  afterAKill.close()
  const afterAnEnd = openLog(folder)
  expect(afterAnEnd.runState.wasCleanEnd()).toBe(true)
  afterAnEnd.close()
})

test('a lock that is held for longer than the connection waits is said to be busy, and the next try writes', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  const { db, close } = openDatabase(log.path)
  db.pragma('busy_timeout = 1')
  const cases = createCaseRepository({ db, writerId: log.writerId, projectCase: projectSimply, projectionVersion: 1, ids, clock })
  const other = openDatabase(log.path)
  other.db.exec('BEGIN IMMEDIATE')
  const command = commandFor(newCaseId())
  expect(codeThrownBy(() => cases.append(command, () => [opened()]))).toBe('databaseBusy')
  other.db.exec('ROLLBACK')
  expect(cases.append(command, () => [opened()]).written).toBe(true)
  other.close()
  close()
  log.close()
})

test('a full disk leaves the log as it was', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  const { db, close } = openDatabase(log.path)
  const cases = createCaseRepository({ db, writerId: log.writerId, projectCase: projectSimply, projectionVersion: 1, ids, clock })
  const caseId = newCaseId()
  cases.append(commandFor(caseId), () => [opened()])
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`)
  const full = (): string => codeThrownBy(() => cases.append(commandFor(caseId), () => Array.from({ length: 40 }, () => note('x'.repeat(3000)))))
  expect(full()).toBe('databaseFull')
  expect(cases.events(caseId)).toHaveLength(1)
  expect(cases.verify().findings).toEqual([])
  close()
  log.close()
})
