import { randomUUID } from 'node:crypto'
import { closeSync, openSync, renameSync, rmSync } from 'node:fs'
import { AppFailure } from '@shared/contract/appError'
import type { Database } from 'better-sqlite3'
import { translating } from './sqliteErrors'

/**
 * A consistent copy of a live database. Never a file copy: without its write-ahead log a copied main file may hold
 * nothing at all. The copy gets its name only after it was found sound, and, where a version is given, only when it has
 * that version: a second process may have migrated in between, and its copy must not replace the older one.
 */
export function backupInto(db: Database, file: string, version?: number): void {
  const partial = `${file}.${randomUUID()}.partial`
  translating(() => {
    try {
      // SECURITY: VACUUM INTO would make the file readable for everybody; it accepts an empty one made by us.
      closeSync(openSync(partial, 'wx', 0o600))
      db.prepare('VACUUM INTO ?').run(partial)
      const copied = checkCopy(db, partial)
      if (version === undefined || copied === version) renameSync(partial, file)
    } finally {
      rmSync(partial, { force: true })
    }
  })
}

/** Attached to the same connection, so no second binding needs to be found. Answers the copy's version. */
function checkCopy(db: Database, file: string): number {
  db.prepare('ATTACH DATABASE ? AS backup').run(file)
  try {
    const answer: unknown = db.pragma('backup.quick_check(1)', { simple: true })
    if (answer !== 'ok') throw new AppFailure('databaseDamaged', { message: 'quick_check of a backup' })
    return Number(db.pragma('backup.user_version', { simple: true }))
  } finally {
    db.prepare('DETACH DATABASE backup').run()
  }
}
