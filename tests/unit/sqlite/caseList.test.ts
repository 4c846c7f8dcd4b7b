import { shortCodeOf } from '@shared/domain/ids'
import { caseStates } from '@shared/domain/stateWords'
import type { Database } from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import type { CaseListQuery } from '../../../electron/core/ports'
import { openDatabase } from '../../../electron/adapters/sqlite/openDatabase'
import { caseColumns, searchRow } from '../../../electron/adapters/sqlite/projections'
import { createCaseReader } from '../../../electron/adapters/sqlite/repositories/caseRepository'
import { commandFor, makeFolder, newCaseId, note, opened, openLog, person, stateSet } from '../../support/caseLogFixtures'

const byUpdate = { sort: 'updated', descending: true, page: 1, pageSize: 50 } as const satisfies CaseListQuery

/** Rows straight into the projections: thousands of real appends would only be slow. */
function fillProjections(db: Database, count: number): void {
  const insertKey = db.prepare('INSERT INTO case_keys (id, case_id, number, created_at) VALUES (?, ?, ?, 1)')
  const names = Object.keys(caseColumns(1, 1, { person: undefined, address: undefined, problem: 'x', flowVersion: 1, state: 'open', outcome: undefined, verdict: undefined, lastStep: undefined, waitingFor: undefined, operator: undefined, door: 'agent', openedAt: 1, updatedAt: 1, searchText: '' }))
  const insertCase = db.prepare(`INSERT INTO cases (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`)
  const insertSearch = db.prepare('INSERT INTO search (rowid, number, code, person, address, problem, words) VALUES (@rowid, @number, @code, @person, @address, @problem, @words)')
  db.transaction(() => {
    for (let i = 1; i <= count; i += 1) {
      const caseId = newCaseId()
      const projection = {
        person: i % 7 === 0 ? undefined : `Person ${(i * 7919) % count}`, address: undefined, problem: i % 2 === 0 ? 'lost-phone' : 'no-mail', flowVersion: 1,
        state: caseStates[i % 3] ?? 'open', outcome: undefined, verdict: undefined, lastStep: undefined, waitingFor: undefined, operator: undefined, door: 'agent',
        openedAt: (i * 31) % 1000, updatedAt: (i * 17) % 1000, searchText: i % 100 === 0 ? 'common rare' : 'common',
      } as const
      insertKey.run(i, caseId, i)
      insertCase.run(caseColumns(i, i, projection))
      insertSearch.run({ ...searchRow(caseId, i, projection), rowid: i })
    }
  })()
}

test.each(['updated', 'opened', 'number', 'person', 'state'] as const)('sorted by %s, both ways, every case comes once and in order, page by page', (sort) => {
  const { db, close } = openDatabase(`${makeFolder(onTestFinished)}/cases.sqlite`)
  fillProjections(db, 60)
  const cases = createCaseReader({ db })
  for (const descending of [false, true]) {
    const pages = [1, 2, 3, 4].map((page) => cases.list({ ...byUpdate, sort, descending, page, pageSize: 20 }))
    expect(pages.map(({ rows, total, totalIsExact }) => [rows.length, total, totalIsExact])).toEqual([[20, 60, true], [20, 60, true], [20, 60, true], [0, 60, true]])
    const rows = pages.flatMap((page) => page.rows)
    expect(new Set(rows.map((row) => row.caseId)).size).toBe(60)
    const key = (row: (typeof rows)[number]): number | string => ({ updated: row.updatedAt, opened: row.openedAt, number: row.number, person: row.person?.toLowerCase() ?? '\u{10fffd}', state: caseStates.indexOf(row.state) })[sort]
    const keys = rows.map(key)
    const sorted = keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    expect(keys).toEqual(descending ? sorted.toReversed() : sorted)
    if (sort === 'state') for (const [index, row] of rows.entries()) if (index > 0 && rows[index - 1]?.state === row.state) expect(rows[index - 1]?.updatedAt).toBeGreaterThanOrEqual(row.updatedAt)
  }
  close()
})

test('every sort reads an index in order and sorts nothing', () => {
  const { db, close } = openDatabase(`${makeFolder(onTestFinished)}/cases.sqlite`)
  fillProjections(db, 50)
  db.exec('ANALYZE')
  const asked: string[] = []
  const listening = new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => (asked.push(sql), target.prepare(sql))
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  const cases = createCaseReader({ db: listening })
  for (const sort of ['updated', 'opened', 'number', 'person', 'state'] as const) for (const descending of [true, false]) cases.list({ ...byUpdate, sort, descending })
  const lists = asked.filter((sql) => sql.includes('ORDER BY') && sql.includes('LIMIT @limit'))
  expect(lists).toHaveLength(10)
  for (const sql of lists) {
    const plan = (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({ limit: 1, offset: 0 }) as { detail: string }[]).map(({ detail }) => detail).join('; ')
    expect(plan).toMatch(/USING INDEX cases_|USING INTEGER PRIMARY KEY/)
    expect(plan).not.toContain('TEMP B-TREE')
  }
  close()
})

test('totals are exact to a thousand and then say so', () => {
  const { db, close } = openDatabase(`${makeFolder(onTestFinished)}/cases.sqlite`)
  const cases = createCaseReader({ db })
  fillProjections(db, 1000)
  expect(cases.list(byUpdate)).toMatchObject({ total: 1000, totalIsExact: true })
  expect(cases.list({ ...byUpdate, search: 'common' })).toMatchObject({ total: 1000, totalIsExact: true })
  db.exec("DELETE FROM cases; DELETE FROM case_keys; DELETE FROM search")
  fillProjections(db, 1500)
  expect(cases.list(byUpdate)).toMatchObject({ total: 1000, totalIsExact: false })
  expect(cases.list({ ...byUpdate, search: 'common' })).toMatchObject({ total: 1000, totalIsExact: false })
  expect(cases.list({ ...byUpdate, search: 'common', sort: 'number', descending: false }).rows[0]?.number).toBe(501)
  expect(cases.list({ ...byUpdate, search: 'rare' })).toMatchObject({ total: 15, totalIsExact: true })
  expect(cases.list({ ...byUpdate, state: 'waiting', problem: 'lost-phone', search: 'rare common' }).rows.every(({ state, problem }) => state === 'waiting' && problem === 'lost-phone')).toBe(true)
  expect(cases.list({ ...byUpdate, state: 'waiting', problem: 'lost-phone' }).total).toBe(250)
  expect(cases.counts()).toEqual({ total: 1500, open: 500, waiting: 500 })
  close()
})

test('filters narrow the list', () => {
  const log = openLog(makeFolder(onTestFinished))
  const [a, b, c] = [newCaseId(), newCaseId(), newCaseId()]
  log.cases.append(commandFor(a), () => [opened({}, 'lost-phone'), stateSet('closed', 'solved')])
  log.cases.append(commandFor(b), () => [opened({}, 'no-mail'), stateSet('waiting')])
  log.cases.append(commandFor(c), () => [opened({}, 'no-mail'), stateSet('closed', 'abandoned')])
  const found = (query: Partial<CaseListQuery>): readonly string[] => log.cases.list({ ...byUpdate, sort: 'number', descending: false, ...query }).rows.map(({ caseId }) => caseId)
  expect(found({ state: 'closed' })).toEqual([a, c])
  expect(found({ outcome: 'solved' })).toEqual([a])
  expect(found({ problem: 'no-mail' })).toEqual([b, c])
  expect(found({ problem: 'no-mail', state: 'closed', outcome: 'abandoned' })).toEqual([c])
  expect(found({ problem: 'no-mail', outcome: 'solved' })).toEqual([])
  log.close()
})

test('a case is found by name, part of it, without its accents, in any script, by note, number and short code', () => {
  const log = openLog(makeFolder(onTestFinished))
  const [a, b] = [newCaseId(), newCaseId()]
  log.cases.append(commandFor(a), () => [opened({}, 'lost-phone'), person('Алёна Чайковская'), note('Der Code kam nie: "QUOTA_EXCEEDED"')])
  log.cases.append(commandFor(b), () => [opened({}, 'no-mail'), person('Jürgen Groß'), note('straße 5')])
  const found = (search: string): readonly string[] => log.cases.list({ ...byUpdate, sort: 'number', descending: false, search }).rows.map(({ caseId }) => caseId)
  for (const search of ['Алёна', 'алена', 'ЧАЙКОВ', 'чаи', 'quota', '"quota_exceeded"', 'der kam', 'lost-ph', '#1', shortCodeOf(a), shortCodeOf(a).toLowerCase(), shortCodeOf(a).replace('-', '')]) expect(found(search), search).toEqual([a])
  for (const search of ['jurgen', 'JÜRG', 'Groß', 'straße', 'straße jurgen', '2']) expect(found(search), search).toContain(b)
  for (const search of ['xyz', 'алена jurgen', '???', '"', '-- --']) expect(found(search), search).toEqual([])
  for (const search of ['', '   ']) expect(found(search), search).toEqual([a, b])
  log.cases.append(commandFor(a), () => [person('Ольга')])
  expect([found('алена'), found('ольга')]).toEqual([[], [a]])
  log.close()
})
