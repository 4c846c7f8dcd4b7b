import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import type { CaseId } from '@shared/domain/ids'
import type { NewEvent } from '@shared/domain/events'
import type { Outcome } from '@shared/domain/stateWords'
import { latestVersion, migrations, versionOf } from '../../../electron/adapters/sqlite/migrate'
import { openDatabase } from '../../../electron/adapters/sqlite/openDatabase'
import type { CaseLog } from '../../../electron/adapters/sqlite/openCaseLog'
import { commandFor, makeFolder, newCaseId, note, openLog, stateSet } from '../../support/caseLogFixtures'

const start = 1_790_000_000_000

function openedIn(demo: boolean, flow: string): NewEvent {
  return { kind: 'caseOpened', open: { door: 'agent', entry: 'menu', flow, flowVersion: 1, language: 'en', demo }, personal: {} }
}
function ended(log: CaseLog, at: number, outcome: Outcome | undefined, own: { readonly demo?: boolean; readonly flow?: string } = {}): CaseId {
  const caseId = newCaseId()
  log.cases.append(commandFor(caseId, { at }), () => [openedIn(own.demo ?? false, own.flow ?? 'lost-phone'), ...(outcome === undefined ? [] : [stateSet('closed', outcome)])])
  return caseId
}
const ask = (changes: Partial<Parameters<CaseLog['cases']['endedRuns']>[0]> = {}): Parameters<CaseLog['cases']['endedRuns']>[0] => ({ problem: 'lost-phone', demo: false, since: start, limit: 20, ...changes })
const schemaOf = (db: Database): readonly unknown[] => db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name").all()

describe('how the cases of a problem ended', () => {
  it('are answered newest first: ended ones, of that problem, since then, as many as asked for', () => {
    const log = openLog(makeFolder(onTestFinished))
    ended(log, start - 1, 'solved')
    ended(log, start, 'solved')
    ended(log, start + 3, 'handedOver')
    ended(log, start + 1, 'notSolved')
    ended(log, start + 4, undefined)
    ended(log, start + 5, 'abandoned')
    ended(log, start + 6, 'solved', { flow: 'wrong-password' })
    expect(log.cases.endedRuns(ask())).toEqual([{ outcome: 'handedOver', at: start + 3 }, { outcome: 'notSolved', at: start + 1 }, { outcome: 'solved', at: start }])
    expect(log.cases.endedRuns(ask({ limit: 2 })).map(({ at }) => at)).toEqual([start + 3, start + 1])
    expect(log.cases.endedRuns(ask({ problem: 'mistyped-email' }))).toEqual([])
    log.close()
  })

  it('keep the demo company apart from real portals, both ways', () => {
    const log = openLog(makeFolder(onTestFinished))
    for (let i = 0; i < 30; i += 1) ended(log, start + 100 + i, 'notSolved', { demo: true })
    ended(log, start, 'solved')
    expect(log.cases.endedRuns(ask())).toEqual([{ outcome: 'solved', at: start }])
    expect(new Set(log.cases.endedRuns(ask({ demo: true })).map(({ outcome }) => outcome))).toEqual(new Set(['notSolved']))
    log.close()
  })

  it('follow a case that is opened again', () => {
    const log = openLog(makeFolder(onTestFinished))
    const caseId = ended(log, start, 'notSolved')
    log.cases.append(commandFor(caseId, { at: start + 1 }), () => [stateSet('open')])
    expect(log.cases.endedRuns(ask())).toEqual([])
    log.cases.append(commandFor(caseId, { at: start + 2 }), () => [note('It works now.'), stateSet('closed', 'solved')])
    expect(log.cases.endedRuns(ask())).toEqual([{ outcome: 'solved', at: start + 2 }])
    log.close()
  })

  it('stand after every projection was made anew, their index too', () => {
    const folder = makeFolder(onTestFinished)
    const log = openLog(folder)
    ended(log, start, 'solved')
    log.cases.rebuild()
    expect(log.cases.endedRuns(ask())).toEqual([{ outcome: 'solved', at: start }])
    log.close()
    const { db, close } = openDatabase(join(folder, 'cases.sqlite'))
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'cases_ended'").pluck().get()).toBe('cases_ended')
    close()
  })

  it('are read from the index alone, in order, without sorting', () => {
    const folder = makeFolder(onTestFinished)
    const log = openLog(folder)
    for (let i = 0; i < 40; i += 1) ended(log, start + i, i % 2 === 0 ? 'solved' : undefined)
    log.close()
    const { db, close } = openDatabase(join(folder, 'cases.sqlite'))
    const plan = db.prepare("EXPLAIN QUERY PLAN SELECT case_key, outcome, updated_at FROM cases WHERE problem = 'lost-phone' AND outcome IS NOT NULL AND outcome <> 'abandoned' AND updated_at >= 1 ORDER BY updated_at DESC LIMIT 20").all() as readonly { readonly detail: string }[]
    expect(plan.map(({ detail }) => detail).join('; ')).toMatch(/^SEARCH cases USING COVERING INDEX cases_ended \(problem=\? AND updated_at>\?\)$/)
    close()
  })
})

test('0020 adds the index to a database of version 10, with its cases in it; the schema is a fresh one’s', () => {
  const folder = makeFolder(onTestFinished)
  const path = join(folder, 'cases.sqlite')
  const old = openDatabase(path, { migrations: migrations.filter(({ version }) => version <= 10) })
  old.db.exec("INSERT INTO case_keys VALUES (1, '00000000-0000-4000-8000-000000000001', 1, 1)")
  old.db.exec("INSERT INTO cases VALUES (1, 1, NULL, '', NULL, 'lost-phone', 1, 'closed', 2, 'solved', NULL, NULL, NULL, NULL, 'agent', 1, 5)")
  expect([versionOf(old.db), schemaOf(old.db).some((row) => JSON.stringify(row).includes('cases_ended'))]).toEqual([10, false])
  old.close()

  const upgraded = openDatabase(path, { migrations: migrations.filter(({ version }) => version <= 20) })
  const fresh = openDatabase(join(folder, 'fresh.sqlite'), { migrations: migrations.filter(({ version }) => version <= 20) })
  expect(versionOf(upgraded.db)).toBe(20)
  expect(schemaOf(upgraded.db)).toEqual(schemaOf(fresh.db))
  expect(upgraded.db.prepare("SELECT updated_at FROM cases INDEXED BY cases_ended WHERE problem = 'lost-phone' AND outcome IS NOT NULL").pluck().all()).toEqual([5])
  expect(upgraded.db.pragma('integrity_check', { simple: true })).toBe('ok')
  upgraded.close()
  fresh.close()
  expect(latestVersion()).toBeGreaterThanOrEqual(20)
})
