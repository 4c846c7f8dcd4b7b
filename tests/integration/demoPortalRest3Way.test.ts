import { describe, expect, it } from 'vitest'
import { openPortal, tokensOf } from '../support/demoPortal/callPortal'
import { callRest3, callRest3AsApp, readRest3, refusalOf, rest3Address } from '../support/demoPortal/callRest3'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)

describe('the way to REST 3.0', () => {
  it('is at its own address, whatever the case, with a whole time block', async () => {
    const portal = await openPortal()
    const { status, body } = await callRest3(portal.adminWebhook, 'Main.EventLog.List', { pagination: { limit: 1 } })
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['result', 'time'])
    expect(Object.keys(body.time ?? {}).sort()).toEqual(['date_finish', 'date_start', 'duration', 'finish', 'operating', 'operating_reset_at', 'processing', 'start'])
    expect(portal.requests().map(({ method }) => method)).toEqual(['main.eventlog.list'])
  })

  it('does not lead to methods of the classic version', async () => {
    const portal = await openPortal()
    for (const name of ['user.get', 'profile', 'server.time', 'no.such.method', 'constructor', '']) expect(refusalOf(await callRest3(portal.adminWebhook, name)), name).toEqual([404, 'METHODNOTFOUNDEXCEPTION'])
  })

  it('reads JSON alone, and no parameters from the address', async () => {
    const portal = await openPortal()
    const address = rest3Address(portal.adminWebhook)
    const json = { 'Content-Type': 'application/json' }
    expect(refusalOf(await readRest3(await fetch(`${address}main.eventlog.list`, { method: 'POST', body: new URLSearchParams({ a: '1' }) })))).toEqual([400, 'INVALIDJSONEXCEPTION'])
    for (const body of ['{"filter":', '5', '[]']) expect(refusalOf(await readRest3(await fetch(`${address}main.eventlog.list`, { method: 'POST', headers: json, body }))), body).toEqual([400, 'INVALIDJSONEXCEPTION'])
    expect(refusalOf(await readRest3(await fetch(`${address}main.eventlog.get?id=443585`)))).toEqual([400, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'])
    expect((await fetch(`${address}main.eventlog.list`)).status).toBe(200)
    expect((await fetch(`${address}main.eventlog.list`, { method: 'POST' })).status).toBe(200)
  })

  it('wants the scope and, for the log, an administrator', async () => {
    const portal = await openPortal()
    expect(refusalOf(await callRest3(portal.webhook, 'main.eventlog.list'))).toEqual([403, 'INSUFFICIENTSCOPEEXCEPTION'])
    const { access_token: token } = await tokensOf(portal, 4)
    expect(refusalOf(await callRest3AsApp(portal, token, 'main.eventlog.list'))).toEqual([403, 'ACCESSDENIEDEXCEPTION'])
    expect((await callRest3AsApp(portal, (await tokensOf(portal, 1)).access_token, 'main.eventlog.list')).status).toBe(200)
    portal.setFault('scope-missing=main')
    expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.list'))).toEqual([403, 'INSUFFICIENTSCOPEEXCEPTION'])
  })

  it('takes a token in the body, in the query or in the header', async () => {
    const portal = await openPortal()
    const { access_token: token } = await tokensOf(portal, 1)
    const address = `${portal.url}/rest/api/`
    const status = async (name: string, body: unknown, headers: Readonly<Record<string, string>> = {}, query = ''): Promise<readonly [number, unknown]> => {
      const reply = await fetch(`${address}${name}${query}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) })
      return [reply.status, ((await reply.json()) as { readonly error?: unknown }).error]
    }
    const nobody = [401, 'NO_AUTH_FOUND']
    for (const [name, body] of [['main.eventlog.list', { select: ['id'] }], ['batch', [{ method: 'main.eventlog.list', query: {} }]]] as const) {
      for (const scheme of ['Bearer', 'bearer', 'BEARER']) expect(await status(name, body, { Authorization: `${scheme} ${token}` })).toEqual([200, undefined])
      expect(await status(name, body, {}, `?auth=${token}`)).toEqual([200, undefined])
      expect(await status(name, body)).toEqual(nobody)
      for (const header of [token, `Basic ${token}`, 'Bearer', 'Bearer ']) expect(await status(name, body, { Authorization: header })).toEqual(nobody)
      for (const headers of [{ Authorization: 'Bearer x' }, {}]) expect(await status(name, body, headers, 'Authorization' in headers ? '' : '?auth=x')).toEqual([401, 'invalid_token'])
    }
    expect(await status('main.eventlog.list', { auth: token })).toEqual([200, undefined])
    expect((await fetch(`${address}rest.scope.list?auth=${token}`)).status).toBe(200)
    // the classic API knows no header
    expect((await fetch(`${portal.url}/rest/profile`, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(401)
  })

  it('a batch takes the token of its body for a command', async () => {
    const portal = await openPortal()
    const { access_token: token } = await tokensOf(portal, 1)
    expect(refusalOf(await callRest3AsApp(portal, token, 'batch', { 0: { method: 'main.eventlog.list', query: {} } }))).toEqual([400, 'INVALIDSELECTEXCEPTION'])
    expect(refusalOf(await callRest3AsApp(portal, token, 'Batch'))).toEqual([400, 'INVALIDSELECTEXCEPTION'])
  })

  it('meets the faults of the portal', async () => {
    const portal = await openPortal({ faults: ['operating-limit=main.eventlog.list'] })
    expect((await callRest3(portal.adminWebhook, 'main.eventlog.list')).status).toBe(429)
    expect((await callRest3(portal.adminWebhook, 'main.eventlog.field.list')).status).toBe(200)
  })
})

describe('what a portal tells of its REST 3.0', () => {
  it('maps methods to scopes', async () => {
    const portal = await openPortal()
    const { body } = await callRest3<Record<string, Record<string, Record<string, { scope: string }>>>>(portal.webhook, 'rest.scope.list')
    expect(Object.keys(body.result).sort()).toEqual(['humanresources', 'mail', 'main', 'rest', 'tasks'])
    expect(Object.keys(body.result['main']?.['eventlog'] ?? {})).toEqual(['list', 'get', 'tail'])
    expect(body.result['main']?.['eventlog.field']?.['list']).toMatchObject({ scope: 'main', fields: null })
    expect(Object.keys((await callRest3<object>(portal.webhook, 'rest.scope.list', { filterModule: 'mail' })).body.result)).toEqual(['mail'])
  })

  it('describes itself as OpenAPI, bare, by GET and POST and by a short name', async () => {
    const portal = await openPortal()
    const read = async (name: string, method: string): Promise<unknown> => (await fetch(`${rest3Address(portal.webhook)}${name}`, { method })).json()
    const document = await read('rest.documentation.openapi', 'GET')
    expect(document).toMatchObject({ openapi: '3.0.0', info: { version: '1.0.0' }, paths: { '/main.eventlog.list': { post: { tags: ['main'] } } } })
    expect(document).not.toHaveProperty('result')
    expect(document).not.toHaveProperty('time')
    expect(await read('documentation', 'POST')).toEqual(document)
    const { body } = await callRest3<Record<string, Record<string, Record<string, unknown>>>>(portal.webhook, 'rest.scope.list')
    const scoped = Object.entries(body.result).flatMap(([module, controllers]) => Object.entries(controllers).flatMap(([controller, actions]) => Object.keys(actions).map((action) => `/${module}.${controller}.${action}`)))
    expect(Object.keys((document as { paths: object }).paths).sort()).toEqual(scoped.sort())
  })
})

describe('looking for employees', () => {
  it('mail.recipient.listemployees finds by name and by address, people who work here', async () => {
    const portal = await openPortal()
    const found = async (params: unknown): Promise<readonly { id: number; email: string; name: string }[]> =>
      (await callRest3<{ items: { id: number; email: string; name: string }[] }>(portal.adminWebhook, 'mail.recipient.listemployees', params)).body.result.items
    expect(await found({ query: 'cleo.marsh@harbourpine.example' })).toEqual([{ id: 27, email: 'cleo.marsh@harbourpine.example', name: 'Cleo Marsh' }])
    expect(await found({ query: 'BEN HAR' })).toEqual([{ id: 8, email: 'ben.harrow@harbourpine.example', name: 'Ben Harrow' }])
    for (const hidden of ['noel.fulmar', 'Harbour Bot', 'pavel.merlin', 'sol.gannet', 'dispatch@harbourpine.example']) expect(await found({ query: hidden }), hidden).toEqual([])
    const pages = [await found({ query: 'a', pagination: { page: 1, limit: 10 } }), await found({ query: 'a', pagination: { page: 2, limit: 10 } })]
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(20)
    expect(await found({ query: 'a', pagination: { limit: 100_000 } })).toHaveLength((await found({ query: 'a', pagination: { limit: 200 } })).length)
    expect(refusalOf(await callRest3(portal.adminWebhook, 'mail.recipient.listemployees', { query: ' ' }))).toEqual([400, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'])
    expect(refusalOf(await callRest3(portal.adminWebhook, 'mail.recipient.listemployees', { query: 'a', pagination: { limit: 0 } }))).toEqual([400, 'INVALIDPAGINATIONEXCEPTION'])
  })

  it('humanresources.employee.search finds by name, in a department too', async () => {
    const portal = await openPortal({ adminScopes: ['humanresources'] })
    const { body } = await callRest3<{ items: unknown[] }>(portal.adminWebhook, 'humanresources.employee.search', { name: 'ben harrow' })
    expect(body.result.items).toEqual([
      { userId: 8, name: 'Ben Harrow', workPosition: 'Boat Builder', avatar: '', url: '/company/personal/user/8/', departments: [{ id: 7, name: 'Workshop' }], teams: [] },
    ])
    expect((await callRest3<{ items: unknown[] }>(portal.adminWebhook, 'humanresources.employee.search', { name: 'ben harrow', nodeId: 5 })).body.result.items).toEqual([])
    expect((await callRest3<{ items: unknown[] }>(portal.adminWebhook, 'humanresources.employee.search', { name: 'ben harrow', select: ['userId'] })).body.result.items).toEqual([{ userId: 8 }])
    expect(refusalOf(await callRest3(portal.adminWebhook, 'humanresources.employee.search', { name: 'ben', select: ['email'] }))).toEqual([400, 'UNKNOWNDTOPROPERTYEXCEPTION'])
    expect(refusalOf(await callRest3(portal.adminWebhook, 'humanresources.employee.search'))).toEqual([400, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'])
    expect(refusalOf(await callRest3((await openPortal()).adminWebhook, 'humanresources.employee.search', { name: 'ben harrow' }))).toEqual([403, 'INSUFFICIENTSCOPEEXCEPTION'])
  })
})

describe('batch of REST 3.0', () => {
  const task = (title: string): unknown => ({ method: 'tasks.task.add', query: { fields: { title, responsibleId: 8 } } })

  it('answers a list in its order', async () => {
    const portal = await openPortal()
    const { status, body } = await callRest3<readonly unknown[]>(portal.adminWebhook, 'batch', [{ method: 'main.eventlog.get', query: { id: 443_585, select: ['id'] } }, { method: 'mail.recipient.listemployees', query: { query: 'ben.harrow' } }])
    expect(status).toBe(200)
    expect(body.result).toEqual([{ item: { id: 443_585 } }, { items: [{ id: 8, email: 'ben.harrow@harbourpine.example', name: 'Ben Harrow' }] }])
    expect(portal.requests().map(({ method }) => method)).toEqual(['batch', 'main.eventlog.get', 'mail.recipient.listemployees'])
  })

  it('does everything or nothing', async () => {
    const portal = await openPortal()
    expect((await callRest3<unknown[]>(portal.adminWebhook, 'batch', [task('one'), task('two')])).body.result).toHaveLength(2)
    expect(portal.records.tasks().map(({ title }) => title)).toEqual(['one', 'two'])
    const broken = [{ method: 'tasks.task.add', query: { fields: { title: 'no one' } } }, { method: 'main.eventlog.get', query: { id: 1 } }, { method: 'user.get', query: {} }, { query: {} }, { method: 'main.eventlog.list' }, 5]
    for (const entry of broken) {
      const reply = await callRest3(portal.adminWebhook, 'batch', [task('three'), entry])
      expect(reply.status).toBeGreaterThanOrEqual(400)
      expect(reply.body).not.toHaveProperty('result')
    }
    expect(portal.records.tasks()).toHaveLength(2)
  })

  it('takes an object with the keys 0, 1, 2 for a list, as PHP does, and no other', async () => {
    const portal = await openPortal()
    const [log, scopes] = [{ method: 'main.eventlog.get', query: { id: 443_585, select: ['id'] } }, { method: 'rest.scope.list', query: { filterModule: 'mail' } }]
    const listed = (await callRest3<unknown[]>(portal.adminWebhook, 'batch', [log, scopes])).body.result
    expect((await callRest3(portal.adminWebhook, 'batch', { 0: log, 1: scopes })).body.result).toEqual(listed)
    expect((await callRest3(portal.adminWebhook, 'batch', {})).body.result).toEqual([])
    for (const other of [{ 1: log, 2: scopes }, { 0: log, 2: scopes }, { '00': log }, { '-0': log }, { a: log }, { 0: log, a: scopes }, { 0: log, auth: 'x' }, 'text', 5]) {
      expect(refusalOf(await callRest3(portal.adminWebhook, 'batch', other)), JSON.stringify(other)).toEqual([400, 'INVALIDSELECTEXCEPTION'])
    }
  })

  it.each<readonly [string, unknown, string]>([
    ['without a method', { query: {} }, 'method'],
    ['without parameters', { method: 'main.eventlog.list' }, 'query'],
    ['with null for parameters', { method: 'main.eventlog.list', query: null }, 'query'],
    ['with a text for parameters', { method: 'main.eventlog.list', query: 'id=1' }, 'query'],
    ['with a list of parameters', { method: 'main.eventlog.list', query: [1] }, 'query'],
    ['without parameters, of a method that nobody knows', { method: 'no.such.method' }, 'query'],
  ])('refuses an entry %s', async (_name, entry, field) => {
    const portal = await openPortal()
    const reply = await callRest3(portal.adminWebhook, 'batch', [entry])
    expect(refusalOf(reply)).toEqual([400, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'])
    expect(reply.body.error?.validation).toEqual([{ field, message: expect.stringMatching(/\S/) as unknown }])
    // PHP cannot tell an empty object from an empty list
    expect((await callRest3(portal.adminWebhook, 'batch', [{ method: 'main.eventlog.list', query: [] }])).status).toBe(200)
  })

  it('does not take the classic form, nor itself', async () => {
    const portal = await openPortal()
    expect(refusalOf(await callRest3(portal.adminWebhook, 'batch', { cmd: { a: 'main.eventlog.list' } }))).toEqual([400, 'INVALIDSELECTEXCEPTION'])
    expect(refusalOf(await callRest3(portal.adminWebhook, 'batch', [{ method: 'batch', query: {} }]))).toEqual([404, 'METHODNOTFOUNDEXCEPTION'])
    expect((await callRest3(portal.adminWebhook, 'batch', [])).body.result).toEqual([])
  })
})

describe('Idempotency-Key', () => {
  const body = { fields: { title: 'Once', responsibleId: 8 } }
  const withKey = (key: string): Readonly<Record<string, string>> => ({ 'Idempotency-Key': key })

  it('answers a repeated write with its first answer and does nothing', async () => {
    const portal = await openPortal()
    const first = await callRest3(portal.adminWebhook, 'tasks.task.add', body, withKey('key one'))
    const again = await callRest3(portal.adminWebhook, 'tasks.task.add', body, withKey('key one'))
    expect([first.headers.get('idempotency-key'), first.headers.get('idempotent-replayed')]).toEqual(['key one', null])
    expect([again.headers.get('idempotency-key'), again.headers.get('idempotent-replayed')]).toEqual(['key one', 'true'])
    expect(again.text).toBe(first.text)
    await callRest3(portal.adminWebhook, 'tasks.task.add', body, withKey('key two'))
    await callRest3(portal.adminWebhook, 'tasks.task.add', body)
    expect(portal.records.tasks()).toHaveLength(3)
  })

  it('refuses the same key for another request', async () => {
    const portal = await openPortal()
    await callRest3(portal.adminWebhook, 'tasks.task.add', body, withKey('k'))
    expect(refusalOf(await callRest3(portal.adminWebhook, 'tasks.task.add', { fields: { title: 'Other', responsibleId: 8 } }, withKey('k')))).toEqual([422, 'IDEMPOTENCYKEYREUSEDEXCEPTION'])
    expect(portal.records.tasks()).toHaveLength(1)
  })

  it.each([['x'.repeat(256)], ['schlüssel'], ['']])('refuses the key %j', async (key) => {
    const portal = await openPortal()
    expect(refusalOf(await callRest3(portal.adminWebhook, 'tasks.task.add', body, withKey(key)))).toEqual([400, 'INVALIDIDEMPOTENCYKEYEXCEPTION'])
    expect((await callRest3(portal.adminWebhook, 'tasks.task.add', body, withKey('x'.repeat(255)))).status).toBe(200)
    expect((await callRest3(portal.adminWebhook, 'main.eventlog.list', {}, withKey(key))).status).toBe(200)
  })

  it('forgets after a day, keeps no refusal, and belongs to one caller', async () => {
    let nowMs = startedAtMs
    const portal = await openPortal({ now: () => nowMs })
    const wrong = { fields: { title: 'Once' } }
    expect((await callRest3(portal.adminWebhook, 'tasks.task.add', wrong, withKey('k'))).status).toBe(400)
    expect((await callRest3(portal.adminWebhook, 'tasks.task.add', body, withKey('k'))).status).toBe(200)
    const { access_token: token } = await tokensOf(portal, 1)
    const asApp = await fetch(`${portal.url}/rest/api/tasks.task.add`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...withKey('k') }, body: JSON.stringify({ ...body, auth: token }) })
    expect([asApp.status, asApp.headers.get('idempotent-replayed')]).toEqual([200, null])
    nowMs += 24 * 3_600_000 - 1
    expect((await callRest3(portal.adminWebhook, 'tasks.task.add', body, withKey('k'))).headers.get('idempotent-replayed')).toBe('true')
    nowMs += 1
    expect((await callRest3(portal.adminWebhook, 'tasks.task.add', body, withKey('k'))).headers.get('idempotent-replayed')).toBeNull()
    expect(portal.records.tasks()).toHaveLength(3)
  })

  it('means nothing to the classic version', async () => {
    const portal = await openPortal()
    for (let times = 0; times < 2; times += 1) {
      const response = await fetch(`${portal.adminWebhook}tasks.task.add`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...withKey('k') }, body: JSON.stringify({ fields: { TITLE: 'Twice', RESPONSIBLE_ID: 8 } }) })
      expect([response.status, response.headers.get('idempotency-key')]).toEqual([200, null])
    }
    expect(portal.records.tasks()).toHaveLength(2)
  })
})
