import type { Database } from 'better-sqlite3'
import type { Clock, SettingsRepository } from '../../../core/ports'
import { translating } from '../sqliteErrors'

export function createSettingsRepository({ db, clock }: { readonly db: Database; readonly clock: Clock }): SettingsRepository {
  const select = db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck()
  const upsert = db.prepare<[string, string, number]>('INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at')
  const remove = db.prepare<[string]>('DELETE FROM settings WHERE key = ?')
  return {
    get: (key) => translating(() => select.get(key)),
    set: (key, value) => translating(() => void upsert.run(key, value, clock.now())),
    remove: (key) => translating(() => void remove.run(key)),
  }
}
