import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, test } from './fixtures'

test('a file that is no database: the window says so, and the file stays as it is', async ({ latchkey }) => {
  const file = join(latchkey.dataDir, 'cases.sqlite')
  writeFileSync(file, 'A shopping list, no database.\n'.repeat(500))
  const { page } = await latchkey.start()
  await expect(page.getByRole('heading', { level: 1, name: 'The file in the data folder is not a Latchkey database' })).toBeVisible()
  await latchkey.look(page, '60-database-not-one')
  await expect(page.getByRole('button', { name: 'Close Latchkey' })).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe('A shopping list, no database.\n'.repeat(500))
})

test('a database of a newer Latchkey: the window says so, and nothing is changed', async ({ latchkey }) => {
  const first = await latchkey.start()
  await first.close()
  const file = join(latchkey.dataDir, 'cases.sqlite')
  const db = new SqliteDatabase(file, nativeBinding())
  db.pragma('user_version = 99990')
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  const bytes = readFileSync(file)
  const { page } = await latchkey.start()
  await expect(page.getByRole('heading', { level: 1, name: 'These cases were written by a newer Latchkey' })).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await latchkey.look(page, '61-database-from-future-dark')
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

/** This file runs on Node, whatever runs the app: the binding for the older test runtime fits here as well. */
function nativeBinding(): SqliteDatabase.Options {
  const binding = process.env['BETTER_SQLITE3_BINDING']
  return binding === undefined || binding === '' ? {} : { nativeBinding: binding }
}
