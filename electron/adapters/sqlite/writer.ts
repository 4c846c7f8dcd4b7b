import { writerIdSchema } from '@shared/domain/ids'
import type { WriterId } from '@shared/domain/ids'
import type { Database } from 'better-sqlite3'
import type { Clock, IdSource } from '../../core/ports'

/** This installation's writer; made at the first opening. */
export function ensureWriter(db: Database, ids: IdSource, clock: Clock): WriterId {
  return db.transaction((): WriterId => currentWriter(db) ?? beginWriter(db, ids, clock)).immediate()
}

/** Undefined in a database that nobody has opened for writing. */
export function currentWriter(db: Database): WriterId | undefined {
  const found = db.prepare<[], string>('SELECT writer_id FROM writers WHERE is_current = 1').pluck().get()
  return found === undefined ? undefined : writerIdSchema.parse(found)
}

/** A writer is one installation since its last restore: whoever restores a backup begins a new one, else two histories share a name. */
export function beginWriter(db: Database, ids: IdSource, clock: Clock): WriterId {
  const writerId = writerIdSchema.parse(ids.uuid())
  db.transaction(() => {
    db.prepare('UPDATE writers SET is_current = 0 WHERE is_current = 1').run()
    db.prepare("INSERT INTO writers (writer_id, origin, is_current, created_at) VALUES (?, 'own', 1, ?)").run(writerId, clock.now())
  })()
  return writerId
}
