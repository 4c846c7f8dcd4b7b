import { copyFileSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { caseLogPath } from '../../../electron/adapters/sqlite/openCaseLog'
import { commandFor, makeFolder, newCaseId, note, openLog } from '../../support/caseLogFixtures'

test('wherever the power cuts the write-ahead log, every append is there whole or not at all', () => {
  const folder = makeFolder(onTestFinished)
  const log = openLog(folder)
  const caseId = newCaseId()
  // The length of the write-ahead log after each append, which was synced by then.
  const lengths: number[] = []
  for (let i = 0; i < 12; i += 1) {
    log.cases.append(commandFor(caseId), () => [note(`a${i}`), note(`b${i}`)])
    lengths.push(statSync(`${log.path}-wal`).size)
  }
  const kept = makeFolder(onTestFinished)
  for (const suffix of ['', '-wal']) copyFileSync(`${log.path}${suffix}`, join(kept, `log${suffix}`))
  log.close()
  const last = lengths.at(-1) ?? 0

  fc.assert(
    fc.property(fc.integer({ min: lengths[0] ?? 0, max: last }), (length) => {
      const after = makeFolder(onTestFinished)
      for (const suffix of ['', '-wal']) copyFileSync(join(kept, `log${suffix}`), `${caseLogPath(after)}${suffix}`)
      truncateSync(`${caseLogPath(after)}-wal`, length)
      const reopened = openLog(after)
      const synced = lengths.filter((size) => size <= length).length
      expect(reopened.cases.events(caseId).map(({ personal }) => personal['note'])).toEqual(Array.from({ length: synced }, (_, i) => [`a${i}`, `b${i}`]).flat())
      expect(reopened.cases.verify().findings).toEqual([])
      reopened.close()
    }),
    { numRuns: 40 },
  )
})
