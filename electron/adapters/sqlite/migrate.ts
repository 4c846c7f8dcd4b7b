import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AppFailure } from '@shared/contract/appError'
import type { Database } from 'better-sqlite3'
import { backupInto } from './backup'
import { caseLog } from './migrations/0010-case-log'
import { endedCases } from './migrations/0020-ended-cases'
import { fixMarks } from './migrations/0030-fix-marks'
import { codeOf, translateError } from './sqliteErrors'

export interface Migration {
  readonly version: number
  up(db: Database): void
}

/** Steps of ten, so that a change made on a branch can slip in between. */
export const migrations: readonly Migration[] = [caseLog, endedCases, fixMarks]

export interface MigrateOptions {
  readonly migrations?: readonly Migration[]
  /** Where a copy of an older database is put before it is migrated. */
  readonly backupDir: string
}

/** The version this program writes. Throws a developer's error unless versions strictly increase. */
export function latestVersion(list: readonly Migration[] = migrations): number {
  let last = 0
  for (const { version } of list) {
    if (!Number.isInteger(version) || version <= last) throw new Error(`migrations must strictly increase: ${version} after ${last}`)
    last = version
  }
  return last
}

export function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/**
 * Brings the database to the newest version: every pending step in one exclusive transaction, `user_version` with it.
 * It throws databaseFromFuture or migrationFailed and then leaves the file as it was.
 */
export function migrate(db: Database, options: MigrateOptions): void {
  const list = options.migrations ?? migrations
  const latest = latestVersion(list)
  const found = versionOf(db)
  if (found > latest) throw new AppFailure('databaseFromFuture', { message: `version ${found}, known ${latest}`, details: { found, known: latest } })
  if (found === latest) return

  try {
    if (found > 0) keepBackup(db, options.backupDir, found, latest)
    // Silently ignored inside a transaction; a step that rebuilds a table needs it off.
    db.pragma('foreign_keys = OFF')
    db.transaction(() => {
      // Another process may have migrated while this one waited for the lock.
      const present = versionOf(db)
      if (present > latest) throw new AppFailure('databaseFromFuture', { message: `version ${present}, known ${latest}`, details: { found: present, known: latest } })
      const pending = list.filter((migration) => migration.version > present)
      for (const migration of pending) migration.up(db)
      if (pending.length === 0) return
      const broken = db.pragma('foreign_key_check') as readonly unknown[]
      if (broken.length > 0) throw new Error(`foreign keys broken by a migration: ${broken.length}`)
      db.pragma(`user_version = ${latest}`)
    }).exclusive()
  } catch (error) {
    const translated = translateError(error)
    if (translated instanceof AppFailure) throw translated
    throw new AppFailure('migrationFailed', { message: codeOf(error) ?? 'a migration threw', details: { found, known: latest }, cause: error })
  } finally {
    db.pragma('foreign_keys = ON')
  }
}

function keepBackup(db: Database, backupDir: string, found: number, latest: number): void {
  mkdirSync(backupDir, { recursive: true, mode: 0o700 })
  backupInto(db, join(backupDir, `before-${latest}-version-${found}.sqlite`), found)
}
