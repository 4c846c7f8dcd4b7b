import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { call, openPortal, read } from '../support/demoPortal/callPortal'
import { seenByAgent } from '../support/demoPortal/generatedTruth'
import { usualPeople } from '../support/demoPortal/truth'
import type { UserRow } from '../support/demoPortal/callPortal'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7, 250)
const clock = (): number => startedAtMs

describe('the demo portal', () => {
  it('listens on loopback and hands out two webhooks of the documented form', async () => {
    const portal = await openPortal()
    expect(portal.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(portal.portalHost).toBe('harbourpine.bitrix24.example')
    expect(portal.webhook).toMatch(new RegExp(`^${portal.url}/rest/4/[a-z0-9]{16,}/$`))
    expect(portal.adminWebhook).toMatch(new RegExp(`^${portal.url}/rest/1/[a-z0-9]{16,}/$`))
    expect(portal.people).toBe(usualPeople)
  })

  it('makes new secrets at each start', async () => {
    const [first, second] = [await openPortal(), await openPortal()]
    const secretOf = (webhook: string): string | undefined => webhook.split('/').at(-2)
    expect(secretOf(first.webhook)).not.toBe(secretOf(second.webhook))
    expect(secretOf(first.webhook)).not.toBe(secretOf(first.adminWebhook))
  })

  it('takes the port it is told', async () => {
    const free = await openPortal()
    const port = Number(new URL(free.url).port)
    await free.stop()
    expect((await openPortal({ port })).url).toBe(`http://127.0.0.1:${port}`)
  })

  it('is gone after stop, and stop may be called twice', async () => {
    const portal = await openPortal()
    await portal.stop()
    await portal.stop()
    await expect(fetch(portal.url)).rejects.toThrow()
  })

  it('asks for a login at its root and shows nobody there', async () => {
    const portal = await openPortal()
    const page = await fetch(`${portal.url}/`)
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(html).not.toMatch(/@|Marsh|Quill|rest\//)
    expect((await fetch(`${portal.url}/company/`)).status).toBe(404)
  })

  it('refuses numbers of people it cannot seat', async () => {
    await expect(openPortal({ people: 3 })).rejects.toThrow(RangeError)
    await expect(openPortal({ people: 1000.5 })).rejects.toThrow(RangeError)
    await expect(openPortal({ people: 200_001 })).rejects.toThrow(/200000/)
  })

  it('remembers which methods were called and nothing else of the calls', async () => {
    const portal = await openPortal({ now: clock })
    await call(portal.webhook, 'User.Get', { FILTER: { '=EMAIL': 'cleo.marsh@harbourpine.example' } })
    await call(portal.webhook, 'batch', { cmd: { a: 'profile', b: 'user.current' } })
    await fetch(`${portal.url}/`)
    expect(portal.requests()).toEqual(['user.get', 'batch', 'profile', 'user.current'].map((method) => ({ method, at: startedAtMs })))
  })

  it('imports nothing but Node and its own folder', () => {
    const folder = join(import.meta.dirname, '../../electron/demo-portal')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    expect(files.length).toBeGreaterThan(20)
    for (const file of files) {
      for (const [, target = ''] of readFileSync(join(folder, file), 'utf8').matchAll(/from '([^']+)'/g)) {
        expect(target.startsWith('node:') || (target.startsWith('.') && join(folder, file, '..', target).startsWith(folder)), `${file} imports ${target}`).toBe(true)
      }
    }
  })
})

describe('the ways to call', () => {
  const wanted = 'cleo.marsh@harbourpine.example'

  it.each([
    ['JSON by POST', (webhook: string) => fetch(`${webhook}user.get`, { method: 'POST', headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify({ filter: { '=EMAIL': wanted } }) })],
    ['a form by POST', (webhook: string) => fetch(`${webhook}user.get`, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `filter[%3DEMAIL]=${encodeURIComponent(wanted)}` })],
    ['a query by GET', (webhook: string) => fetch(`${webhook}user.get?FILTER%5B%3DEMAIL%5D=${encodeURIComponent(wanted)}`)],
    ['a query by POST without a body', (webhook: string) => fetch(`${webhook}user.get?filter[%3DEMAIL]=${wanted}`, { method: 'POST' })],
    ['with .json behind the method', (webhook: string) => fetch(`${webhook}user.get.json?filter[%3DEMAIL]=${wanted}`)],
    ['with two slashes in the path', (webhook: string) => fetch(`${webhook.replace('/rest/', '//rest//')}/user.get?filter[%3DEMAIL]=${wanted}`)],
    ['with another spelling of the method', (webhook: string) => fetch(`${webhook}USER.Get?FiLtEr[%3Demail]=${wanted}`)],
    ['with tracing parameters', (webhook: string) => fetch(`${webhook}user.get?bx24_request_id=1&bx24_sdk_ver=2.2.0&filter[%3DEMAIL]=${wanted}`)],
  ])('reads %s', async (_name, send) => {
    const portal = await openPortal()
    const { status, body } = await read<UserRow[]>(await send(portal.webhook))
    expect(status).toBe(200)
    expect(body.result.map(({ NAME }) => NAME)).toEqual(['Cleo'])
  })

  it('lets the body win over the query', async () => {
    const portal = await openPortal()
    const { body } = await call<UserRow[]>(portal.webhook, 'user.get?filter[%3DID]=1', { filter: { '=ID': 27 } })
    expect(body.result.map(({ ID }) => ID)).toEqual(['27'])
  })

  it('reads lists and maps from brackets', async () => {
    const portal = await openPortal()
    const { body } = await read<UserRow[]>(await fetch(`${portal.webhook}user.get?filter[@ID][]=27&filter[@ID][]=31&select[]=ID&select[1]=NAME`))
    expect(body.result).toEqual([{ ID: '27', NAME: 'Cleo' }, { ID: '31', NAME: 'Dara' }])
  })

  it('loses an operator that was not encoded, as PHP does', async () => {
    const portal = await openPortal()
    const { body } = await read(await fetch(`${portal.webhook}user.get?filter[=EMAIL]=${wanted}`))
    expect(body.total).toBe(seenByAgent(usualPeople).length)
  })
})

describe('envelopes', () => {
  it('wraps a result with the whole time block', async () => {
    const portal = await openPortal({ now: clock })
    const { headers, body } = await call(portal.webhook, 'profile')
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(Object.keys(body)).toEqual(['result', 'time'])
    expect(Object.keys(body.time).sort()).toEqual(['date_finish', 'date_start', 'duration', 'finish', 'operating', 'operating_reset_at', 'processing', 'start'])
    expect(body.time['start']).toBe(startedAtMs / 1000)
    expect(body.time['date_start']).toBe('2026-10-14T10:42:07+00:00')
    expect(body.time['operating_reset_at']).toBe(Math.floor(startedAtMs / 1000) + 600)
    const { start, finish, duration, processing, operating } = body.time as Record<string, number>
    expect(finish).toBeCloseTo(start! + duration!, 6)
    for (const seconds of [duration, processing, operating]) expect(seconds).toBeGreaterThanOrEqual(0)
  })

  it('writes angle brackets, ampersands and apostrophes as escapes', async () => {
    const portal = await openPortal({ people: 400 })
    const { text, body } = await call<UserRow[]>(portal.webhook, 'user.get', { filter: { '%LAST_NAME': "O'Byrne" } })
    expect(body.result[0]?.LAST_NAME).toBe("O'Byrne")
    expect(text).toContain('O\\u0027Byrne')
  })

  it.each([
    ['an unknown method', 'user.delete', {}, 404, 'ERROR_METHOD_NOT_FOUND'],
    ['an undocumented one', 'intranet.invite.reinvite', {}, 404, 'ERROR_METHOD_NOT_FOUND'],
    ['a name every object has', 'constructor', {}, 404, 'ERROR_METHOD_NOT_FOUND'],
    ['no method at all', '', {}, 404, 'ERROR_METHOD_NOT_FOUND'],
  ])('refuses %s', async (_name, method, params, status, code) => {
    const portal = await openPortal()
    const reply = await call(portal.webhook, method, params)
    expect(reply.status).toBe(status)
    expect(reply.body).toEqual({ error: code, error_description: 'Method not found!' })
  })

  it('refuses a wrong secret, a wrong owner and somebody else’s secret', async () => {
    const portal = await openPortal()
    const { pathname } = new URL(portal.webhook)
    const secret = pathname.split('/')[3] ?? ''
    for (const base of [`/rest/4/${'a'.repeat(secret.length)}/`, `/rest/1/${secret}/`, `/rest/27/${secret}/`, `/rest/4/${secret.toUpperCase()}/`]) {
      const reply = await call(`${portal.url}${base}`, 'profile')
      expect(reply.status, base).toBe(401)
      expect(reply.body).toEqual({ error: 'INVALID_CREDENTIALS', error_description: 'Invalid request credentials' })
    }
  })

  it('refuses a call without a webhook', async () => {
    const portal = await openPortal()
    const reply = await call(`${portal.url}/rest/`, 'user.get')
    expect([reply.status, reply.body.error]).toEqual([401, 'NO_AUTH_FOUND'])
  })

  it.each(['{"filter":', 'true', '"text"', '[1,'])('refuses the JSON %s', async (text) => {
    const portal = await openPortal()
    const reply = await read(await fetch(`${portal.webhook}user.get`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: text }))
    expect(reply.status).toBe(400)
    expect(reply.body).toEqual({ error: 'ERROR_ARGUMENT', error_description: 'The request could not be read', argument: 'data' })
  })

  it('refuses a body that is too large with a page, and lives on', async () => {
    const portal = await openPortal()
    const response = await fetch(`${portal.webhook}user.get`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ filter: { NAME: 'x'.repeat(1024 * 1024) } }) })
    expect(response.status).toBe(413)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
  })
})

describe('methods without a scope', () => {
  it('profile tells an agent from an administrator', async () => {
    const portal = await openPortal()
    expect((await call(portal.webhook, 'profile')).body.result).toEqual({ ID: '4', ADMIN: false, NAME: 'Noa', LAST_NAME: 'Linden', PERSONAL_GENDER: '', TIME_ZONE: '' })
    expect((await call(portal.adminWebhook, 'profile')).body.result).toMatchObject({ ID: '1', ADMIN: true, NAME: 'Ada', LAST_NAME: 'Quill' })
  })

  it('scope lists what was ticked, or all there is', async () => {
    const portal = await openPortal()
    expect((await call(portal.webhook, 'scope')).body.result).toEqual(['user'])
    expect((await call(portal.adminWebhook, 'scope', { full: false })).body.result).toEqual(['user', 'department', 'im', 'task', 'main', 'intranet', 'mail', 'crm'])
    expect((await call(portal.webhook, 'scope', { full: true })).body.result).toEqual(expect.arrayContaining(['user', 'crm', 'main', 'intranet']))
    // in a form the text 'false' is true for PHP
    expect((await read<string[]>(await fetch(`${portal.webhook}scope?full=false`))).body.result.length).toBeGreaterThan(1)
    expect((await read<string[]>(await fetch(`${portal.webhook}scope?full=0`))).body.result).toEqual(['user'])
  })

  it('server.time is the clock of the portal', async () => {
    const portal = await openPortal({ now: clock })
    expect((await call(portal.webhook, 'server.time')).body.result).toBe('2026-10-14T10:42:07+00:00')
  })

  it.each([
    [{ name: 'user.get' }, true, true],
    [{ name: 'profile' }, true, true],
    [{ name: 'User.Get' }, false, false],
    [{ NAME: 'user.get' }, false, false],
    [{ name: 'user.delete' }, false, false],
    [{ name: 'department.get' }, true, false],
    [{}, false, false],
  ])('method.get answers %j', async (params, isExisting, isAvailable) => {
    const portal = await openPortal()
    expect((await call(portal.webhook, 'method.get', params)).body.result).toEqual({ isExisting, isAvailable })
  })

  it('methods lists by scope', async () => {
    const portal = await openPortal()
    const listed = async (webhook: string, params: object = {}): Promise<readonly string[]> => (await call<readonly string[]>(webhook, 'methods', params)).body.result
    const basic = ['batch', 'scope', 'methods', 'method.get', 'server.time', 'profile']
    const user = ['user.fields', 'user.current', 'user.get', 'user.search', 'user.add', 'user.update']
    const open = await listed(portal.webhook, { scope: '' })
    const ofUser = await listed(portal.webhook, { scope: 'user' })
    expect(open).toEqual(expect.arrayContaining(basic))
    expect(ofUser).toEqual(expect.arrayContaining(user))
    expect(open.filter((name) => ofUser.includes(name))).toEqual([])
    expect(new Set(await listed(portal.webhook))).toEqual(new Set([...open, ...ofUser]))
    expect(await listed(portal.webhook, { scope: 'nothing' })).toEqual([])
    const all = await listed(portal.webhook, { full: true })
    expect(all).toEqual(expect.arrayContaining([...(await listed(portal.adminWebhook))]))
    expect(all.length).toBeGreaterThan((await listed(portal.webhook)).length)
  })
})

describe('batch', () => {
  interface BatchResult {
    readonly result: Readonly<Record<string, unknown>>
    readonly result_error: Readonly<Record<string, { readonly error: string; readonly error_description: string }>>
    readonly result_total: Readonly<Record<string, number>>
    readonly result_next: Readonly<Record<string, number>>
    readonly result_time: Readonly<Record<string, unknown>>
  }

  it('answers a map by its keys; empty maps are lists', async () => {
    const portal = await openPortal()
    const { status, body } = await call<BatchResult>(portal.webhook, 'batch', { halt: 0, cmd: { me: 'profile', page: 'user.get?start=0&select[]=ID' } })
    expect(status).toBe(200)
    expect(body.result.result['me']).toMatchObject({ ID: '4' })
    expect(body.result.result['page']).toHaveLength(50)
    expect(body.result.result_total).toEqual({ page: seenByAgent(usualPeople).length })
    expect(body.result.result_next).toEqual({ page: 50 })
    expect(body.result.result_error).toEqual([])
    expect(Object.keys(body.result.result_time)).toEqual(['me', 'page'])
  })

  it('answers a list by its places', async () => {
    const portal = await openPortal()
    const { body } = await call<BatchResult>(portal.webhook, 'batch', { cmd: ['server.time', 'no.such.method', 'profile'] })
    expect(Object.keys(body.result.result)).toEqual(['0', '2'])
    expect(body.result.result_error).toEqual({ 1: { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' } })
    const allGood = await call<BatchResult>(portal.webhook, 'batch', { cmd: ['server.time', 'profile'] })
    expect(allGood.body.result.result).toEqual([expect.any(String), expect.objectContaining({ ID: '4' })])
  })

  it('is read from a form, with the commands encoded twice', async () => {
    const portal = await openPortal()
    const command = `user.get?filter${encodeURIComponent('[=EMAIL]')}=${encodeURIComponent('cleo.marsh@harbourpine.example')}`
    const response = await fetch(`${portal.webhook}batch`, { method: 'POST', body: new URLSearchParams({ 'cmd[who]': command }) })
    const { body } = await read<BatchResult>(response)
    expect(body.result.result['who']).toMatchObject([{ NAME: 'Cleo' }])
  })

  it('goes on after an error, and stops at it with halt', async () => {
    const portal = await openPortal()
    const cmd = { first: 'server.time', broken: 'nothing', last: 'profile' }
    for (const halt of [0, '0', false, undefined]) {
      const on = await call<BatchResult>(portal.webhook, 'batch', { halt, cmd })
      expect(Object.keys(on.body.result.result), String(halt)).toEqual(['first', 'last'])
    }
    const halted = await call<BatchResult>(portal.webhook, 'batch', { halt: 1, cmd })
    expect(Object.keys(halted.body.result.result)).toEqual(['first'])
    expect(Object.keys(halted.body.result.result_error)).toEqual(['broken'])
  })

  it('puts what earlier commands found into later ones', async () => {
    const portal = await openPortal()
    const { body } = await call<BatchResult>(portal.webhook, 'batch', {
      cmd: {
        found: `user.get?filter[%3DEMAIL]=${encodeURIComponent('cleo.marsh@harbourpine.example')}`,
        again: 'user.get?filter[ID]=$result[found][0][ID]&select[]=EMAIL',
        sameUnit: 'user.get?filter[UF_DEPARTMENT]=$result[found][0][UF_DEPARTMENT]&filter[ID]=24&select[]=NAME',
        inside: 'user.get?filter[%25EMAIL]=$result[found][0][NAME].marsh&select[]=ID',
        missing: 'user.get?filter[ID]=$result[nobody][0][ID]',
      },
    })
    expect(body.result.result['again']).toEqual([{ EMAIL: 'cleo.marsh@harbourpine.example' }])
    expect(body.result.result['sameUnit']).toEqual([{ NAME: 'Lio' }])
    expect(body.result.result['inside']).toEqual([{ ID: '27' }])
    expect(body.result.result['missing']).toEqual([])
    expect(body.result.result_total).not.toHaveProperty('missing')
  })

  it('refuses a batch within a batch and every command after the fiftieth', async () => {
    const portal = await openPortal()
    const { status, body } = await call<BatchResult>(portal.webhook, 'batch', { cmd: Object.fromEntries([...Array(52).keys()].map((index) => [`c${index}`, index === 0 ? 'batch?cmd[a]=profile' : 'server.time'])) })
    expect(status).toBe(200)
    expect(Object.keys(body.result.result)).toHaveLength(49)
    expect(Object.entries(body.result.result_error).map(([key, { error }]) => [key, error])).toEqual([
      ['c0', 'ERROR_BATCH_METHOD_NOT_ALLOWED'],
      ['c50', 'ERROR_BATCH_LENGTH_EXCEEDED'],
      ['c51', 'ERROR_BATCH_LENGTH_EXCEEDED'],
    ])
  })

  it('does nothing without commands', async () => {
    const portal = await openPortal()
    const empty = { result: [], result_error: [], result_total: [], result_next: [], result_time: [] }
    expect((await call(portal.webhook, 'batch')).body.result).toEqual(empty)
    expect((await call(portal.webhook, 'batch', { cmd: 'profile' })).body.result).toEqual(empty)
  })
})
