import { join } from 'node:path'
import { AppFailure } from '@shared/contract/appError'
import SqliteDatabase from 'better-sqlite3'
import { createFile } from './openDatabase'
import { translateError } from './sqliteErrors'

export interface WindowLock {
  release(): void
}

/** Held here until released: a lock that nobody refers to would be collected, and the folder free again. */
const held = new Set<SqliteDatabase.Database>()

/**
 * One window host at a time in a data folder. The lock is SQLite's own lock on an empty file, so the operating system
 * lets go of it when the process dies: there are no stale locks and no process numbers to guess from.
 */
export function takeWindowLock(dataDir: string, options: { readonly nativeBinding?: string | undefined } = {}): WindowLock {
  const path = join(dataDir, 'window.lock')
  try {
    createFile(path)
    const db = new SqliteDatabase(path, { timeout: 0, fileMustExist: true, ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }) })
    try {
      db.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      db.close()
      throw error
    }
    held.add(db)
    return {
      release: () => {
        held.delete(db)
        db.close()
      },
    }
  } catch (error) {
    const translated = translateError(error)
    if (translated instanceof AppFailure && translated.code === 'databaseBusy') throw new AppFailure('dataFolderInUse', { message: 'window.lock is held', retry: 'later', cause: error })
    throw translated
  }
}
