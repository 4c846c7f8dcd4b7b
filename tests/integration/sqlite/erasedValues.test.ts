import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../../electron/adapters/sqlite/openDatabase'
import { commandFor, makeFolder, newCaseId, note, opened, openLog } from '../../support/caseLogFixtures'

/** The files of the folder that hold the text, in whichever case it was written. */
function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).toString('latin1').toLowerCase().includes(text.toLowerCase()))
}

test('a blanked value is in no byte of the data folder once the log was truncated', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  const caseId = newCaseId()
  const words = Array.from({ length: 40 }, (_, index) => `Zwetschgenkuchen${index}`)
  log.cases.append(commandFor(caseId), () => [opened({ portal: 'kept.example' })])
  for (const word of words) log.cases.append(commandFor(caseId), () => [note(`before ${word} after`)])
  for (let i = 0; i < 5; i += 1) log.cases.append(commandFor(newCaseId()), () => [opened(), note(`ordinary words ${i}`)])
  expect(filesWith(folder, 'zwetschgenkuchen').length).toBeGreaterThan(0)

  const { db, close } = openDatabase(log.path)
  db.exec("UPDATE personal_values SET salt = NULL, value = NULL WHERE field = 'note' AND value LIKE '%Zwetschgenkuchen%'")
  log.cases.rebuild()
  expect(db.pragma('wal_checkpoint(TRUNCATE)')).toEqual([{ busy: 0, log: 0, checkpointed: 0 }])
  close()
  log.close()
  expect(filesWith(folder, 'zwetschgenkuchen')).toEqual([])
  expect(filesWith(folder, 'kept.example')).toEqual(['cases.sqlite'])
})

test('the search index forgets a word that a case no longer holds, without a rebuild', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  for (let i = 0; i < 5; i += 1) log.cases.append(commandFor(newCaseId()), () => [opened(), note('ordinary words')])
  const caseId = newCaseId()
  log.cases.append(commandFor(caseId), () => [opened(), note('Zwetschgenkuchen')])
  const { db, close } = openDatabase(log.path)
  db.exec(`UPDATE personal_values SET salt = NULL, value = NULL WHERE value = '"Zwetschgenkuchen"'`)
  log.cases.append(commandFor(caseId), () => [note('something else')])
  db.pragma('wal_checkpoint(TRUNCATE)')
  close()
  log.close()
  expect(filesWith(folder, 'zwetschgenkuchen')).toEqual([])
})
