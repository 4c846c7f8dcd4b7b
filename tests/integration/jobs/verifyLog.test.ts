import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { JobUpdate } from '../../../electron/core/ports'
import { buildFolder } from '../../../electron/assembly/buildFolder'
import { systemIds } from '../../../electron/assembly/machine'
import { createWorkerJobRunner } from '../../../electron/jobs/workerJobRunner'
import { appInProcess, newCommand, type AppInProcess } from '../../support/appInProcess'
import { temporaryFolder } from '../../support/temporaryFolder'

const runnerFor = (dataDir: string, file = 'worker.js') => createWorkerJobRunner({ workerFile: join(buildFolder(), 'main', file), dataDir, packaged: false, ids: systemIds })

/** Starts the job in a real worker and answers everything it told, up to its end. */
function finished(dataDir: string, act?: (cancel: () => void) => void, file?: string): Promise<readonly JobUpdate[]> {
  return new Promise((done) => {
    const told: JobUpdate[] = []
    const handle = runnerFor(dataDir, file).start('verifyLog', (update) => {
      told.push(update)
      if (update.type === 'finished') done(told)
    })
    act?.(() => handle.cancel())
  })
}

async function withCases(count: number): Promise<AppInProcess> {
  const app = await appInProcess()
  for (let i = 0; i < count; i += 1) await app.call('cases.open', { commandId: newCommand(), flow: 'wrong-password', door: 'employee', message: 'Incorrect login or password', person: { name: `Person ${i}` } })
  return app
}

describe('verifying the log in the worker', () => {
  it('reads everything beside an open window, tells how far it is, and finds nothing', async () => {
    const app = await withCases(30)
    const told = await finished(app.dataDir)
    expect(told.at(-1)).toEqual({ type: 'finished', outcome: 'done', findings: 0 })
    const done = told.flatMap((update) => (update.type === 'progress' ? [update.done] : []))
    const total = told.flatMap((update) => (update.type === 'progress' ? [update.total ?? 0] : []))
    expect(done).toEqual(done.toSorted((a, b) => a - b))
    // Three events a case, and what lies beside them.
    expect(total.at(-1)).toBeGreaterThanOrEqual(90)
    expect(done.at(-1)).toBe(total.at(-1))
  })

  it('counts what was changed behind the app’s back', async () => {
    const app = await withCases(3)
    const db = new SqliteDatabase(join(app.dataDir, 'cases.sqlite'))
    for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'personal_values'").all() as { name: string }[]) db.prepare('DROP TRIGGER "'.concat(name.replaceAll('"', ''), '"')).run()
    db.prepare("UPDATE personal_values SET value = '\"Somebody else\"' WHERE value = '\"Person 1\"'").run()
    db.close()
    expect((await finished(app.dataDir)).at(-1)).toEqual({ type: 'finished', outcome: 'done', findings: 1 })
  })

  it('stops when it is told to', async () => {
    const app = await withCases(40)
    const told = await finished(app.dataDir, (cancel) => cancel())
    expect(told.at(-1)).toMatchObject({ type: 'finished', outcome: 'cancelled' })
  })

  it('a folder without a log, and a worker that is not there, end as failed and say why', async () => {
    expect((await finished(temporaryFolder())).at(-1)).toMatchObject({ type: 'finished', outcome: 'failed' })
    expect((await finished(temporaryFolder(), undefined, 'no-such-worker.js')).at(-1)).toMatchObject({ type: 'finished', outcome: 'failed', error: { code: 'internal' } })
  })

  it('over the contract: events carry progress and the end, a second cancel finds nothing', async () => {
    const app = await withCases(5)
    const { jobId } = await app.call('jobs.start', { job: 'verifyLog' })
    await new Promise<void>((done) => {
      app.assembled.hub.subscribe((event) => {
        if (event.type === 'jobFinished' && event.data.jobId === jobId) done()
      })
    })
    expect(app.events.filter(({ type }) => type === 'jobFinished')).toEqual([{ type: 'jobFinished', data: { jobId, job: 'verifyLog', outcome: 'done', findings: 0 } }])
    expect(await app.call('jobs.cancel', { jobId })).toEqual({ cancelled: false })
    expect((await app.call('app.state', {})).checkingLog).toBe(false)
  })
})
