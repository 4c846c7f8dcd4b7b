import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { caseLogPath, nativeBindingOf, openCaseLogForReading } from '../../../electron/adapters/sqlite/openCaseLog'
import { applicationId, openDatabase } from '../../../electron/adapters/sqlite/openDatabase'
import { codeThrownBy, commandFor, makeFolder, newCaseId, note, opened, openLog } from '../../support/caseLogFixtures'

const pragmas = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'trusted_schema', 'secure_delete'] as const
const readPragmas = (db: Database): readonly unknown[] => pragmas.map((name) => db.pragma(name, { simple: true }))
const asWanted = ['wal', 2, 1, 5000, 0, 1]

/** A log with some rows in it, closed. */
function filledLog(folder: string): string {
  const log = openLog(folder)
  const caseId = newCaseId()
  for (let i = 0; i < 60; i += 1) log.cases.append(commandFor(caseId), () => [i === 0 ? opened() : note(`a note of some length, number ${i}`)])
  log.close()
  return log.path
}

test('every pragma is set on every connection: the first, a second beside it, a reopened one and a reading one', () => {
  const path = join(makeFolder(onTestFinished), 'cases.sqlite')
  const first = openDatabase(path)
  const second = openDatabase(path)
  const reading = openDatabase(path, { readonly: true })
  expect([first, second, reading].map(({ db }) => readPragmas(db))).toEqual([asWanted, asWanted, asWanted])
  for (const opened of [first, second, reading]) opened.close()
  const reopened = openDatabase(path)
  expect(readPragmas(reopened.db)).toEqual(asWanted)
  expect(reopened.db.pragma('application_id', { simple: true })).toBe(applicationId)
  reopened.close()
})

test('the folder and every file in it belong to the user alone', () => {
  const folder = join(makeFolder(onTestFinished), 'new', 'deeper')
  const log = openLog(folder)
  log.cases.append(commandFor(newCaseId()), () => [opened()])
  const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)
  expect(mode(folder)).toBe('700')
  expect(['', '-wal', '-shm'].map((suffix) => mode(`${log.path}${suffix}`))).toEqual(['600', '600', '600'])
  log.close()
  chmodSync(log.path, 0o644)
  openLog(folder).close()
  expect(mode(log.path)).toBe('600')
})

test('a folder that was there keeps its mode', () => {
  const folder = join(makeFolder(onTestFinished), 'mine')
  mkdirSync(folder)
  chmodSync(folder, 0o755)
  openLog(folder).close()
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('755')
})

test.each([
  ['text', Buffer.from('These are my notes, not a database. '.repeat(40))],
  ['a few bytes', Buffer.from('hi')],
  ['zeros', Buffer.alloc(8192)],
  ['a database’s first words, then noise', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4080, 0xa5)])],
])('a file of %s is refused and left as it is', (_what, bytes) => {
  const path = caseLogPath(makeFolder(onTestFinished))
  writeFileSync(path, bytes)
  expect(codeThrownBy(() => openDatabase(path))).toBe('databaseNotOne')
  expect(readFileSync(path).equals(bytes)).toBe(true)
  expect(existsSync(`${path}-wal`)).toBe(false)
})

test.each([0.25, 0.5, 0.9])('a log cut to %f of its length is damaged, not new', (part) => {
  const path = filledLog(makeFolder(onTestFinished))
  truncateSync(path, Math.floor((statSync(path).size * part) / 4096) * 4096)
  const before = readFileSync(path)
  expect(codeThrownBy(() => openDatabase(path))).toBe('databaseDamaged')
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('a log of a newer program is refused, and no byte of it changes', () => {
  const folder = makeFolder(onTestFinished)
  const path = filledLog(folder)
  const db = new SqliteDatabase(path)
  db.pragma('user_version = 99990')
  db.close()
  const before = readFileSync(path)
  expect(codeThrownBy(() => openLog(folder))).toBe('databaseFromFuture')
  expect(readFileSync(path).equals(before)).toBe(true)
})

test.each([
  ['with a mark of its own', 0x0f055112],
  ['without a mark', 0],
])('another program’s database %s is refused, and no byte of it changes', (_what, mark) => {
  const folder = makeFolder(onTestFinished)
  const path = caseLogPath(folder)
  const db = new SqliteDatabase(path)
  db.pragma(`application_id = ${mark}`)
  db.exec('CREATE TABLE theirs (a)')
  db.close()
  const before = readFileSync(path)
  expect(codeThrownBy(() => openLog(folder))).toBe('databaseNotOne')
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('an empty file becomes a log: a killed first start leaves one', () => {
  const folder = makeFolder(onTestFinished)
  writeFileSync(caseLogPath(folder), '')
  const log = openLog(folder)
  expect(log.cases.counts().total).toBe(0)
  log.close()
})

test('a data folder that cannot be made is said to be unwritable', () => {
  const file = join(makeFolder(onTestFinished), 'file')
  writeFileSync(file, 'in the way')
  expect(codeThrownBy(() => openLog(join(file, 'data')))).toBe('dataFolderUnwritable')
})

test('a folder in the place of the log is said to be unwritable', () => {
  const folder = makeFolder(onTestFinished)
  mkdirSync(caseLogPath(folder))
  expect(codeThrownBy(() => openLog(folder))).toBe('dataFolderUnwritable')
})

test('a reading connection reads and verifies beside the writing one, and cannot write', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  const caseId = newCaseId()
  log.cases.append(commandFor(caseId), () => [opened({ portal: 'a.example' })])
  const reading = openCaseLogForReading({ dataDir: folder, packaged: false })
  expect(reading.cases.events(caseId)).toEqual(log.cases.events(caseId))
  expect(reading.cases.verify().findings).toEqual([])
  const { db, close } = openDatabase(log.path, { readonly: true })
  expect(() => db.prepare('DELETE FROM cases').run()).toThrow(/readonly|read-only/)
  close()
  reading.close()
  log.close()
  log.close()
})

test('a reading connection creates nothing', () => {
  const folder = makeFolder(onTestFinished)
  expect(codeThrownBy(() => openCaseLogForReading({ dataDir: join(folder, 'none'), packaged: false }))).toBe('dataFolderUnwritable')
  expect(existsSync(dirname(caseLogPath(join(folder, 'none'))))).toBe(false)
})

test('only an unpackaged run takes the binding from the environment', () => {
  const before = process.env['BETTER_SQLITE3_BINDING']
  onTestFinished(() => {
    if (before === undefined) delete process.env['BETTER_SQLITE3_BINDING']
    else process.env['BETTER_SQLITE3_BINDING'] = before
  })
  process.env['BETTER_SQLITE3_BINDING'] = '/somewhere/else.node'
  expect([nativeBindingOf(false), nativeBindingOf(true)]).toEqual(['/somewhere/else.node', undefined])
  process.env['BETTER_SQLITE3_BINDING'] = ''
  expect(nativeBindingOf(false)).toBeUndefined()
})
