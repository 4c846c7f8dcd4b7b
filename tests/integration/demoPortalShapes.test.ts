import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { call, callAsApp, openPortal, tokensOf } from '../support/demoPortal/callPortal'
import type { UserRow } from '../support/demoPortal/callPortal'
import type { ShapeTolerance } from '../support/demoPortal/shape'
import { shapeDifferences } from '../support/demoPortal/shape'

const fixtureFolder = join(import.meta.dirname, '../support/fixtures')

function fixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(fixtureFolder, `${name}.json`), 'utf8')) as Record<string, unknown>
}

/** In the full time block of the documentation, but not in every example. */
const timeTolerance = { mayBeExtra: ['*.operating_reset_at', '*.operating'] }

/** Nobody is described as active lately who never was: empty fields may be left out. */
const userTolerance = { ...timeTolerance, mayBeMissing: ['*.LAST_ACTIVITY_DATE'] }

async function shapeOf(fixtureName: string, answered: unknown, tolerance: ShapeTolerance = timeTolerance): Promise<readonly string[]> {
  return shapeDifferences(fixture(fixtureName), await answered, tolerance)
}

/** What answers each documented example. A fixture without a line here fails the first test. */
const proofs: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  profile: async () => shapeOf('profile', (await call((await openPortal()).webhook, 'profile')).body),
  scope: async () => shapeOf('scope', (await call((await openPortal()).webhook, 'scope')).body),
  'server.time': async () => shapeOf('server.time', (await call((await openPortal()).webhook, 'server.time')).body),
  'user.fields': async () => shapeOf('user.fields', (await call((await openPortal()).webhook, 'user.fields')).body),
  'method.get': async () => shapeOf('method.get', (await call((await openPortal()).webhook, 'method.get', { name: 'user.get' })).body),
  'app.info': async () => {
    const portal = await openPortal()
    return shapeOf('app.info', (await callAsApp(portal, (await tokensOf(portal, 1)).access_token, 'app.info')).body)
  },
  // some departments have a head, and the first has no parent
  'department.get': async () =>
    shapeOf('department.get', (await call((await openPortal()).adminWebhook, 'department.get')).body, { mayBeExtra: [...timeTolerance.mayBeExtra, '*.UF_HEAD'], mayBeMissing: ['*.PARENT'] }),
  'user.get': async () => {
    const { body } = await call<UserRow[]>((await openPortal({ people: 50 })).webhook, 'user.get')
    expect(body.result).toHaveLength(50)
    for (const row of body.result) expect(Object.hasOwn(row, 'LAST_ACTIVITY_DATE'), row.NAME).toBe(row.LAST_LOGIN !== '')
    return shapeOf('user.get', body, userTolerance)
  },
  'user.add': async () => shapeOf('user.add', (await call((await openPortal()).adminWebhook, 'user.add', { EMAIL: 'new.person@harbourpine.example', UF_DEPARTMENT: [5] })).body),
  'user.add.error.wrong_email': async () => {
    const reply = await call((await openPortal()).adminWebhook, 'user.add', { EMAIL: 'nowhere', UF_DEPARTMENT: [5] })
    expect([reply.status, reply.body]).toEqual([400, fixture('user.add.error.wrong_email')])
    return shapeOf('user.add.error.wrong_email', reply.body)
  },
  'user.update': async () => shapeOf('user.update', (await call((await openPortal()).adminWebhook, 'user.update', { ID: 8, WORK_POSITION: 'Rigger' })).body),
  'user.update.error.access_denied': async () => {
    const reply = await call((await openPortal()).webhook, 'user.update', { ID: 8, NAME: 'Benjamin' })
    expect([reply.status, reply.body]).toEqual([400, fixture('user.update.error.access_denied')])
    return shapeOf('user.update.error.access_denied', reply.body)
  },
  'im.notify.system.add': async () => shapeOf('im.notify.system.add', (await call((await openPortal()).adminWebhook, 'im.notify.system.add', { USER_ID: 8, MESSAGE: 'Hello' })).body),
  'tasks.task.add': async () =>
    shapeOf('tasks.task.add', (await call((await openPortal()).adminWebhook, 'tasks.task.add', { fields: { TITLE: 'Look at it', RESPONSIBLE_ID: 1 } })).body),
  'v3.main.eventlog.list': async () => {
    const portal = await openPortal()
    const select = ['id', 'timestampX', 'severity', 'auditTypeId', 'moduleId', 'itemId', 'userId', 'description']
    const { status, body } = await call<{ items: Readonly<Record<string, unknown>>[] }>(portal.adminWebhook.replace('/rest/', '/rest/api/'), 'main.eventlog.list', { select })
    expect([status, body.result.items.length]).toEqual([200, 50])
    const documented = JSON.parse((fixture('v3.main.eventlog.list')['result'] as { items: { description: string }[] }).items[0]!.description) as unknown
    const login = body.result.items.find(({ auditTypeId }) => auditTypeId === 'USER_AUTHORIZE')
    expect(shapeDifferences(documented, JSON.parse(String(login?.['description'])))).toEqual([])
    return shapeOf('v3.main.eventlog.list', body)
  },
  batch: async () => {
    const cmd = { get_user: 'user.current', get_department: 'department.get?ID=1' }
    const { body } = await call((await openPortal()).adminWebhook, 'batch', { cmd })
    return shapeOf('batch', body, { mayBeExtra: [...timeTolerance.mayBeExtra, '*.USER_TYPE', '*.WORK_POSITION', '*.UF_HEAD'] })
  },
  'batch.error.halt0': async () => {
    const portal = await openPortal({ faults: ['scope-missing'] })
    const { body } = await call<{ result_error: unknown }>(portal.webhook, 'batch', { halt: 0, cmd: { get_user: 'user.current', get_department: 'user.get' } })
    expect(body.result.result_error).toEqual((fixture('batch.error.halt0')['result'] as Record<string, unknown>)['result_error'])
    return shapeOf('batch.error.halt0', body)
  },
}

describe('answers have the shape of the documented examples', () => {
  it('every example has an answer to be compared with', () => {
    const names = readdirSync(fixtureFolder).filter((name) => name.endsWith('.json') && !name.startsWith('oauth.')).map((name) => name.replace(/\.json$/, ''))
    expect(names.length).toBeGreaterThan(16)
    expect(Object.keys(proofs).sort()).toEqual(names.sort())
  })

  it.each(Object.keys(proofs))('%s', async (name) => {
    expect(await proofs[name]?.()).toEqual([])
  })

  it('user.search, which has the rows of user.get', async () => {
    const portal = await openPortal()
    const { body } = await call<UserRow[]>(portal.webhook, 'user.search', { FILTER: { FIND: 'Harrow' } })
    expect(body.result).toHaveLength(1)
    expect(shapeDifferences(fixture('user.get'), body, timeTolerance)).toEqual([])
  })
})

describe('the comparison itself', () => {
  it('finds a missing key, an extra key and another kind', () => {
    expect(shapeDifferences({ a: 1, b: 'x' }, { a: '1', c: 2 })).toEqual(['.b: missing', '.a: documented number, answered string', '.c: not documented'])
    expect(shapeDifferences({ list: [{ a: 1 }, { a: 1, b: 2 }] }, { list: [{ a: 3 }, { b: 'x' }] })).toEqual(['.list[].a: missing', '.list[].b: documented number, answered string'])
    expect(shapeDifferences({ map: [] }, { map: {} })).toEqual(['.map: documented list, answered object'])
  })
})
