import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppFailure } from '@shared/contract/appError'
import SqliteDatabase from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { latestVersion, migrate, versionOf } from './migrate'
import type { Migration } from './migrate'
import { codeOf, translateError, translating } from './sqliteErrors'

/** "LKEY" in the file's header: how we know a database for ours. */
export const applicationId = 0x4c4b4559

export interface OpenDatabaseOptions {
  /** Another native binary, for a runtime older than the packaged one. */
  readonly nativeBinding?: string | undefined
  /** For a worker's own connection: the file must be there and at the newest version; nothing is created or migrated. */
  readonly readonly?: boolean
  readonly migrations?: readonly Migration[]
}

/** A connection that went through every step below. Nothing else in the program opens the log. */
export interface OpenedDatabase {
  readonly db: Database
  readonly path: string
  readonly close: () => void
}

/**
 * open → who are you → pragmas → version → migrate → ready. A file that is not ours or newer than this program is
 * looked at through a read-only connection and left as it is.
 */
export function openDatabase(path: string, options: OpenDatabaseOptions = {}): OpenedDatabase {
  const readonly = options.readonly ?? false
  const latest = latestVersion(options.migrations)
  return translating(() => {
    if (!readonly) createFile(path)
    const isEmpty = statSync(path).size === 0
    if (isEmpty && readonly) throw new AppFailure('databaseNotOne', { message: 'an empty file' })
    if (!isEmpty) lookFirst(path, options, latest)

    const db = connect(path, options, readonly)
    try {
      if (readonly) {
        setPragmas(db)
        db.pragma('query_only = ON')
        if (versionOf(db) !== latest) throw new AppFailure('migrationFailed', { message: 'opened for reading before it was migrated', retry: 'later' })
      } else {
        // Before the switch to WAL, so that the mark is in the main file from its first page on.
        if (db.pragma('application_id', { simple: true }) !== applicationId) db.pragma(`application_id = ${applicationId}`)
        setPragmas(db)
        migrate(db, { backupDir: join(dirname(path), 'backups'), ...(options.migrations === undefined ? {} : { migrations: options.migrations }) })
      }
    } catch (error) {
      db.close()
      throw error
    }
    return { db, path, close: () => closeDatabase(db) }
  })
}

/** Creates the folder (0700) if it is missing. An existing folder keeps its mode: it may be the user's own. */
export function createDataFolder(dataDir: string): void {
  translating(() => mkdirSync(dataDir, { recursive: true, mode: 0o700 }))
}

/**
 * SECURITY: 0600 before SQLite touches the file; -wal and -shm take their mode from it. An existing file is never opened
 * by anything but SQLite: closing a second descriptor drops every POSIX lock this process holds on it, and another
 * process could then delete the write-ahead log under us.
 */
export function createFile(path: string): void {
  createDataFolder(dirname(path))
  if (existsSync(path)) {
    accessSync(path, constants.R_OK | constants.W_OK)
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
    return
  }
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

function connect(path: string, options: OpenDatabaseOptions, readonly: boolean): Database {
  return new SqliteDatabase(path, { readonly, fileMustExist: true, timeout: 5000, ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }) })
}

/** Throws databaseNotOne, databaseFromFuture or databaseDamaged before anything could have been written. */
function lookFirst(path: string, options: OpenDatabaseOptions, latest: number): void {
  try {
    const db = connect(path, options, true)
    try {
      judge(db, latest)
    } finally {
      db.close()
    }
  } catch (error) {
    // A read-only connection cannot finish what a killed process left half done (a hot journal, a log to recover);
    // the connection that follows can, and judges then.
    const code = codeOf(error)
    if (code?.startsWith('SQLITE_READONLY') !== true && code !== 'SQLITE_CANTOPEN') throw translateError(error)
    const db = connect(path, options, false)
    try {
      judge(db, latest)
    } finally {
      db.close()
    }
  }
}

function judge(db: Database, latest: number): void {
  const id = Number(db.pragma('application_id', { simple: true }))
  const found = versionOf(db)
  if (id !== applicationId) {
    const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
    // A database without a mark, a version or a table holds nothing of anybody.
    if (id !== 0 || found !== 0 || tables !== 0) throw new AppFailure('databaseNotOne', { message: 'another program’s database' })
  }
  if (found > latest) throw new AppFailure('databaseFromFuture', { message: `version ${found}, known ${latest}`, details: { found, known: latest } })
}

/** Every one on every connection: defaults differ between builds, and `synchronous` came back as 1 after reopening. */
function setPragmas(db: Database): void {
  db.pragma('busy_timeout = 5000')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  // SECURITY: without it an erased value stays readable in the file's free space.
  db.pragma('secure_delete = ON')
  if (db.pragma('journal_mode', { simple: true }) !== 'wal') throw new AppFailure('dataFolderUnwritable', { message: 'no write-ahead log here' })
}

function closeDatabase(db: Database): void {
  if (!db.open) return
  try {
    if (!db.readonly) {
      db.pragma('optimize')
      // Passive: it never waits for another process; whoever closes last empties and removes the log.
      db.pragma('wal_checkpoint(PASSIVE)')
    }
  } catch {
    // Tidying up; what was appended is durable without it.
  } finally {
    db.close()
  }
}
