import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { backupInto } from '../../../electron/adapters/sqlite/backup'
import { latestVersion, migrate, migrations, versionOf } from '../../../electron/adapters/sqlite/migrate'
import type { Migration } from '../../../electron/adapters/sqlite/migrate'
import { openDatabase } from '../../../electron/adapters/sqlite/openDatabase'
import { codeThrownBy, makeFolder } from '../../support/caseLogFixtures'

const first: Migration = { version: 10, up: (db) => db.exec('CREATE TABLE a (x INTEGER) STRICT') }
const second: Migration = { version: 20, up: (db) => db.exec('ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = x * 2') }
const broken: Migration = {
  version: 30,
  up(db) {
    db.exec('CREATE TABLE half (x); DELETE FROM a')
    throw new Error('no')
  },
}
const schemaOf = (db: Database): readonly unknown[] => db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()

test('0010 on an empty file: its tables are strict, and its version is set', () => {
  const { db, close } = openDatabase(join(makeFolder(onTestFinished), 'a.sqlite'))
  expect(versionOf(db)).toBe(latestVersion())
  const tables = db.pragma('table_list') as readonly { name: string; type: string; strict: number }[]
  const own = tables.filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_') && !name.startsWith('search'))
  expect(own.map(({ name }) => name).sort()).toEqual(['blobs', 'case_keys', 'cases', 'commands', 'events', 'fix_marks', 'ledger', 'personal_values', 'projections', 'settings', 'subjects', 'tombstones', 'writers'])
  expect(own.filter(({ strict }) => strict !== 1)).toEqual([])
  expect(db.prepare("SELECT v FROM search_config WHERE k = 'secure-delete'").pluck().get()).toBe(1)
  close()
})

test('versions that do not strictly increase are refused at start', () => {
  expect(() => latestVersion([first, second, { ...first, version: 20 }])).toThrow(/strictly increase/)
  expect(() => latestVersion([second, first])).toThrow(/strictly increase/)
  expect(() => latestVersion([{ ...first, version: 10.5 }])).toThrow(/strictly increase/)
  expect(latestVersion(migrations)).toBe(migrations.at(-1)?.version)
})

test('an older database is copied, then brought up; its schema is a fresh one’s', () => {
  const folder = makeFolder(onTestFinished)
  const old = openDatabase(join(folder, 'old.sqlite'), { migrations: [first] })
  old.db.exec('INSERT INTO a (x) VALUES (21)')
  old.close()
  const upgraded = openDatabase(join(folder, 'old.sqlite'), { migrations: [first, second] })
  expect(upgraded.db.prepare('SELECT y FROM a').pluck().all()).toEqual(['42'])
  expect(upgraded.db.pragma('foreign_keys', { simple: true })).toBe(1)
  const fresh = openDatabase(join(folder, 'fresh.sqlite'), { migrations: [first, second] })
  expect(schemaOf(upgraded.db)).toEqual(schemaOf(fresh.db))
  upgraded.close()
  fresh.close()

  expect(readdirSync(join(folder, 'backups'))).toEqual(['before-20-version-10.sqlite'])
  const copy = new SqliteDatabase(join(folder, 'backups', 'before-20-version-10.sqlite'), { readonly: true })
  expect([versionOf(copy), copy.prepare('SELECT x FROM a').pluck().all()]).toEqual([10, [21]])
  copy.close()
})

test('a fresh database needs no copy', () => {
  const folder = makeFolder(onTestFinished)
  openDatabase(join(folder, 'a.sqlite')).close()
  expect(existsSync(join(folder, 'backups'))).toBe(false)
})

test('a step that fails takes the steps before it along; the file stays as it was', () => {
  const folder = makeFolder(onTestFinished)
  const path = join(folder, 'old.sqlite')
  const old = openDatabase(path, { migrations: [first] })
  old.db.exec('INSERT INTO a (x) VALUES (21)')
  old.close()
  const before = readFileSync(path)
  expect(codeThrownBy(() => openDatabase(path, { migrations: [first, second, broken] }))).toBe('migrationFailed')
  expect(readFileSync(path).equals(before)).toBe(true)
  const again = openDatabase(path, { migrations: [first] })
  expect([versionOf(again.db), again.db.prepare('SELECT x FROM a').pluck().all()]).toEqual([10, [21]])
  again.close()
})

test('a step that leaves a reference to nothing fails', () => {
  const dangling: Migration = { version: 20, up: (db) => db.exec('CREATE TABLE b (a INTEGER REFERENCES a (x)); CREATE UNIQUE INDEX ax ON a (x); INSERT INTO b VALUES (7)') }
  expect(codeThrownBy(() => openDatabase(join(makeFolder(onTestFinished), 'a.sqlite'), { migrations: [first, dangling] }))).toBe('migrationFailed')
})

test('migrating what is newest already does nothing', () => {
  const folder = makeFolder(onTestFinished)
  const { db, close } = openDatabase(join(folder, 'a.sqlite'), { migrations: [first] })
  migrate(db, { migrations: [first], backupDir: join(folder, 'backups') })
  expect(codeThrownBy(() => migrate(db, { migrations: [], backupDir: join(folder, 'backups') }))).toBe('databaseFromFuture')
  close()
})

test('a backup holds what is still in the write-ahead log, and leaves no half file', () => {
  const folder = makeFolder(onTestFinished)
  const { db, close } = openDatabase(join(folder, 'a.sqlite'), { migrations: [first] })
  db.exec('INSERT INTO a (x) VALUES (1), (2)')
  backupInto(db, join(folder, 'copy.sqlite'))
  backupInto(db, join(folder, 'never.sqlite'), 999)
  expect(codeThrownBy(() => backupInto(db, join(folder, 'nowhere', 'copy.sqlite')))).toBe('dataFolderUnwritable')
  close()
  const copy = new SqliteDatabase(join(folder, 'copy.sqlite'), { readonly: true })
  expect(copy.prepare('SELECT x FROM a').pluck().all()).toEqual([1, 2])
  copy.close()
  expect(readdirSync(folder).sort()).toEqual(['a.sqlite', 'copy.sqlite'])
})
