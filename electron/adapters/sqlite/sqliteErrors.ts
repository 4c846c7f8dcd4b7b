import { AppFailure } from '@shared/contract/appError'

/** The `code` of an SqliteError or of a Node file error; undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

const fileErrors: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ENOENT', 'EEXIST', 'ENAMETOOLONG', 'ELOOP', 'EIO'])

/**
 * The one place where SQLite's and the file system's codes become ours. What is not listed is a fault of this program
 * and passes unchanged. SECURITY: the message is the code alone; SQLite's own texts may quote a path or a value.
 */
export function translateError(error: unknown): unknown {
  const code = codeOf(error)
  if (code === undefined || error instanceof AppFailure) return error
  const failure = (to: ConstructorParameters<typeof AppFailure>[0], retry: 'now' | 'later' | 'no'): AppFailure => new AppFailure(to, { message: code, retry, cause: error })
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return failure('databaseBusy', 'now')
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return failure('databaseFull', 'later')
  if (code === 'SQLITE_NOTADB') return failure('databaseNotOne', 'no')
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_SHORT_READ' || code === 'SQLITE_IOERR_CORRUPTFS' || code === 'SQLITE_IOERR_DATA') return failure('databaseDamaged', 'no')
  if (code.startsWith('SQLITE_IOERR')) return failure('dataFolderUnwritable', 'later')
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM' || fileErrors.has(code)) return failure('dataFolderUnwritable', 'no')
  return error
}

/** Runs one piece of database work; its errors leave as ours. */
export function translating<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw translateError(error)
  }
}
