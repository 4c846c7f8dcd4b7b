import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { commandFor, makeFolder, newCaseId, note, opened, openLog } from '../../support/caseLogFixtures'

const query = { sort: 'updated', descending: true, page: 1, pageSize: 5 } as const
const operators = fc.constantFrom('"', '""', '*', '^', ':', '(', ')', '-', '+', ',', '{', '}', 'AND', 'OR', 'NOT', 'NEAR(', 'words:', 'search:', 'rowid', "'", ';', '--', '\\', '\0', '\u0001', '\ud800', '\u{e000}', '\u{1f511}', '\u0301', '𞤀', 'ﷺ', 'ᲀ', 'a', ' ')
const nasty = fc.oneof(fc.array(operators, { maxLength: 30 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 250 }))

test('whatever is typed into the search, it is looked for and never read as a query', () => {
  const log = openLog(makeFolder(onTestFinished))
  const caseId = newCaseId()
  log.cases.append(commandFor(caseId), () => [opened(), note('alpha beta')])
  fc.assert(
    fc.property(nasty, (search) => {
      const { rows, total } = log.cases.list({ ...query, search })
      expect(rows.length).toBe(total)
    }),
    { numRuns: 1500 },
  )
  for (const search of ['alpha OR zeta', 'alpha NOT beta', 'words:alpha zeta', 'NEAR(alpha beta)', '-alpha', 'alpha" OR "beta']) expect([search, log.cases.list({ ...query, search }).total]).toEqual([search, search === '-alpha' ? 1 : 0])
  log.close()
})

test('a word that was stored is found by any beginning of it', () => {
  const log = openLog(makeFolder(onTestFinished))
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Zа-яёА-ЯЁäöüßéñç0-9]{1,12}$/u), fc.nat(), (word, cut) => {
      const caseId = newCaseId()
      log.cases.append(commandFor(caseId), () => [opened(), note(word)])
      const part = word.slice(0, 1 + (cut % word.length))
      expect(log.cases.list({ ...query, sort: 'number', search: part }).rows.map((row) => row.caseId)).toContain(caseId)
    }),
    { numRuns: 60 },
  )
  log.close()
})
