import { request } from 'node:http'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { DemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { readFaults } from '../../electron/demo-portal/startDemoPortal'
import { call, callAsApp, openPortal, read, tokensOf, untilSeen } from '../support/demoPortal/callPortal'
import { seenByAgent } from '../support/demoPortal/generatedTruth'
import { usualPeople } from '../support/demoPortal/truth'
import type { UserRow } from '../support/demoPortal/callPortal'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const probes: readonly string[] = ['profile', 'user.get', 'server.time', 'batch']

async function rootStatus(portal: DemoPortal): Promise<number> {
  return (await fetch(`${portal.url}/`, { redirect: 'manual' })).status
}

/** Every kind of method is refused alike, an unknown one too, and the portal's page answers as said. */
async function everyMethodIsRefused(portal: DemoPortal, status: number, code: string, root: number): Promise<void> {
  for (const webhook of [portal.webhook, portal.adminWebhook]) {
    for (const method of [...probes, 'no.such.method']) {
      const reply = await call(webhook, method, { cmd: { a: 'profile' } })
      expect([reply.status, reply.body.error], method).toEqual([status, code])
      expect(reply.body.error_description, method).not.toBe('')
      expect(Object.keys(reply.body), method).toEqual(['error', 'error_description'])
    }
  }
  expect(await rootStatus(portal)).toBe(root)
}

async function failsInTransit(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(() => undefined, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(Error)
  const { cause } = error as Error
  return cause instanceof Error ? String((cause as NodeJS.ErrnoException).code) : (error as Error).name
}

/** The proof of each fault that reading meets, by name; a fault without one fails the first test. */
const proofs: Readonly<Record<string, (portal: DemoPortal) => Promise<void>>> = {
  slow: async (portal) => {
    portal.setFault('slow=1')
    expect((await call(portal.webhook, 'profile')).body.result).toMatchObject({ ID: '4' })
    portal.setFault('slow=3600000')
    let settled = false
    const held = failsInTransit(call(portal.webhook, 'profile')).finally(() => (settled = true))
    await untilSeen(portal, 2)
    portal.clearFaults()
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
    expect(settled).toBe(false)
    await portal.stop()
    await held
  },
  reset: async (portal) => {
    expect(await failsInTransit(call(portal.webhook, 'profile'))).toMatch(/ECONNRESET|UND_ERR_SOCKET/)
    expect(await failsInTransit(fetch(portal.url))).toMatch(/ECONNRESET|UND_ERR_SOCKET/)
  },
  'time-out': async (portal) => {
    const given = new AbortController()
    const mine = fetch(`${portal.webhook}profile`, { signal: given.signal })
    const held = failsInTransit(call(portal.webhook, 'user.get'))
    await untilSeen(portal, 2)
    given.abort()
    await expect(mine).rejects.toThrow(/abort/i)
    await portal.stop()
    expect(await held).toMatch(/ECONNRESET|UND_ERR_SOCKET/)
  },
  renamed: async (portal) => {
    const first = await fetch(`${portal.webhook}user.get?start=0`, { method: 'POST', body: '{}', redirect: 'manual' })
    expect(first.status).toBe(302)
    const location = new URL(first.headers.get('location') ?? '')
    expect(location.href).toBe(`${portal.webhook.replace('127.0.0.1', 'localhost')}user.get?start=0`)
    expect(await rootStatus(portal)).toBe(302)
    // the same request under the new name is answered
    const again = await new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(portal.url)
      request({ host: '127.0.0.1', port, path: location.pathname, method: 'POST', headers: { Host: location.host } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).on('error', reject).end()
    })
    expect(again).toBe(200)
    portal.setFault('renamed=https://newname.bitrix24.example')
    expect((await call(portal.webhook, 'profile')).headers.get('location')).toMatch(/^https:\/\/newname\.bitrix24\.example\/rest\/4\/[a-z0-9]+\/profile$/)
  },
  'html-502': async (portal) => {
    const reply = await call(portal.webhook, 'profile')
    expect([reply.status, reply.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8'])
    expect(reply.text).toMatch(/^<!DOCTYPE html>/)
    expect(await rootStatus(portal)).toBe(502)
  },
  'html-200': async (portal) => {
    const reply = await call(portal.webhook, 'profile')
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(reply.text).toMatch(/^<!DOCTYPE html>/)
    expect(await (await fetch(portal.url)).text()).toContain('log in')
  },
  500: (portal) => everyMethodIsRefused(portal, 500, 'INTERNAL_SERVER_ERROR', 200),
  'rate-limit': (portal) => everyMethodIsRefused(portal, 503, 'QUERY_LIMIT_EXCEEDED', 200),
  overload: (portal) => everyMethodIsRefused(portal, 503, 'OVERLOAD_LIMIT', 503),
  'portal-blocked': (portal) => everyMethodIsRefused(portal, 503, 'OVERLOAD_LIMIT', 200),
  'rest-paid-only': (portal) => everyMethodIsRefused(portal, 403, 'ACCESS_DENIED', 200),
  'webhook-dead': (portal) => everyMethodIsRefused(portal, 401, 'authorization_error', 200),
  'operating-limit': async (portal) => {
    const reply = await call(portal.webhook, 'user.get')
    expect([reply.status, reply.body.error]).toEqual([429, 'OPERATION_TIME_LIMIT'])
    const inBatch = await call(portal.webhook, 'batch', { cmd: { a: 'user.get', b: 'profile' } })
    expect(inBatch.status).toBe(200)
    expect(inBatch.body.result).toMatchObject({ result: [], result_error: { a: { error: 'OPERATION_TIME_LIMIT' }, b: { error: 'OPERATION_TIME_LIMIT' } } })
    portal.setFault('operating-limit=user.get')
    const oneOnly = await call(portal.webhook, 'batch', { cmd: { a: 'user.get', b: 'profile' } })
    expect(oneOnly.body.result).toMatchObject({ result: { b: { ID: '4' } }, result_error: { a: { error: 'OPERATION_TIME_LIMIT' } } })
  },
  'scope-missing': async (portal) => {
    for (const method of ['user.get', 'user.search', 'user.current', 'user.fields']) {
      const reply = await call(portal.webhook, method)
      expect(reply.status).toBe(401)
      expect(reply.body).toEqual({ error: 'insufficient_scope', error_description: 'The request requires higher privileges than provided by the webhook token' })
    }
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
    expect((await call(portal.webhook, 'scope')).body.result).toEqual([])
    expect((await call(portal.adminWebhook, 'scope')).body.result).toEqual(['department', 'im', 'task', 'main', 'intranet', 'mail', 'crm'])
    expect((await call(portal.webhook, 'method.get', { name: 'user.get' })).body.result).toEqual({ isExisting: true, isAvailable: false })
    expect((await call(portal.webhook, 'methods')).body.result).not.toContain('user.get')
    portal.setFault('scope-missing=im')
    expect((await call(portal.adminWebhook, 'scope')).body.result).toEqual(['user', 'department', 'task', 'main', 'intranet', 'mail', 'crm'])
  },
  'scope-reduced': async (portal) => {
    const rowUnder = async (fault: string): Promise<UserRow | undefined> => {
      portal.setFault(fault)
      return (await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { ID: 8 } })).body.result[0]
    }
    const basic = await rowUnder('scope-reduced')
    expect(basic).toMatchObject({ NAME: 'Ben', EMAIL: 'ben.harrow@harbourpine.example' })
    expect(basic).not.toHaveProperty('LAST_LOGIN')
    const brief = await rowUnder('scope-reduced=user_brief')
    expect(brief).toMatchObject({ NAME: 'Ben', ACTIVE: true })
    for (const hidden of ['EMAIL', 'LAST_LOGIN', 'PERSONAL_MOBILE']) expect(brief).not.toHaveProperty(hidden)
    // what may not be seen may not be filtered by either: the key is dropped
    expect((await call(portal.webhook, 'user.get', { FILTER: { '=EMAIL': 'ben.harrow@harbourpine.example' } })).body.total).toBe(seenByAgent(usualPeople).length)
    expect(Object.keys((await call<object>(portal.webhook, 'user.fields')).body.result)).not.toContain('EMAIL')
    expect((await call(portal.webhook, 'scope')).body.result).toEqual(['user_brief'])
  },
  'clock-skew': async (portal) => {
    const timeUnder = async (fault: string): Promise<unknown> => {
      portal.setFault(fault)
      return (await call(portal.webhook, 'server.time')).body.result
    }
    expect(await timeUnder('clock-skew')).toBe('2026-10-14T10:52:07+00:00')
    expect(await timeUnder('clock-skew=-3600')).toBe('2026-10-14T09:42:07+00:00')
    const reply = await call(portal.webhook, 'profile')
    expect(reply.body.time['date_start']).toBe('2026-10-14T09:42:07+00:00')
    expect(reply.headers.get('date')).toBe('Wed, 14 Oct 2026 09:42:07 GMT')
  },
  'result-holds-error': async (portal) => {
    const reply = await call(portal.webhook, 'user.get')
    expect(reply.status).toBe(200)
    expect(reply.body.result).toMatchObject({ error: 'insufficient_scope' })
    expect(reply.body).not.toHaveProperty('error')
    expect(reply.body).toHaveProperty('time')
    const inBatch = await call(portal.webhook, 'batch', { cmd: { a: 'profile' } })
    expect(inBatch.body.result).toMatchObject({ result: { a: { error: 'insufficient_scope' } }, result_error: [] })
  },
  'missing-total': async (portal) => {
    const reply = await call<UserRow[]>(portal.webhook, 'user.get')
    expect(reply.body.result).toHaveLength(50)
    expect(reply.body).not.toHaveProperty('total')
    expect(reply.body.next).toBe(50)
    expect((await call(portal.webhook, 'batch', { cmd: { a: 'user.get' } })).body.result).toMatchObject({ result_total: [], result_next: { a: 50 } })
  },
  'unknown-fields': async (portal) => {
    const reply = await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { ID: 8 } })
    expect(reply.body).toHaveProperty('steps')
    expect(reply.body.time).toHaveProperty('queued')
    expect(reply.body.result).toMatchObject([{ NAME: 'Ben', UF_USR_1790000000001: 'added later', COLLABORATION: { STATE: 'NEW' } }])
    expect((await call(portal.webhook, 'profile')).body.result).toMatchObject({ ID: '4', COLLABORATION: {} })
    expect((await call(portal.webhook, 'batch', { cmd: { a: 'profile' } })).body.result).toMatchObject({ result: { a: { COLLABORATION: {} } } })
  },
  truncated: async (portal) => {
    const response = await fetch(`${portal.webhook}profile`)
    const text = await response.text()
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
    expect(text).toMatch(/^\{"result":/)
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
  },
  'captive-portal': async (portal) => {
    const first = await fetch(`${portal.webhook}profile`, { redirect: 'manual' })
    expect([first.status, first.headers.get('location')]).toEqual([302, 'http://login.hotspot.example/'])
    expect(await rootStatus(portal)).toBe(302)
    portal.setFault('captive-portal=511')
    const reply = await call(portal.webhook, 'profile')
    expect([reply.status, reply.headers.get('content-type')]).toEqual([511, 'text/html; charset=utf-8'])
    expect(await rootStatus(portal)).toBe(511)
  },
  'reset-midway': async (portal) => {
    const response = await fetch(`${portal.webhook}user.get`).catch(() => undefined)
    // the head may or may not have been read before the connection broke
    if (response !== undefined) await expect(response.text()).rejects.toThrow()
    expect(portal.requests()).toHaveLength(1)
    const half = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(portal.url).port), '127.0.0.1', () => socket.write(`GET ${new URL(portal.webhook).pathname}user.get HTTP/1.1\r\nHost: x\r\n\r\n`))
      let came = ''
      socket.on('data', (piece: Buffer) => (came += piece.toString('latin1')))
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(came))
    })
    const [head = '', body = ''] = half.split('\r\n\r\n')
    expect(body.length).toBe(Math.floor(Number(/content-length: (\d+)/i.exec(head)?.[1]) / 2))
    expect(body).toMatch(/^\{"result":/)
  },
  drip: async (portal) => {
    portal.setFault('drip=1')
    const given = new AbortController()
    const response = await fetch(`${portal.webhook}server.time`, { signal: given.signal })
    expect([response.status, response.headers.get('content-length')]).toEqual([200, null])
    const reader = response.body!.getReader()
    let text = ''
    // it has long said all it has to say, and goes on
    while (!/\} {3}/.test(text)) text += new TextDecoder().decode((await reader.read()).value)
    expect(JSON.parse(text)).toHaveProperty('result')
    given.abort()
    await expect(reader.read()).rejects.toThrow(/abort/i)
  },
  'gzip-broken': async (portal) => {
    const packed = await new Promise<Buffer>((resolve, reject) => {
      request(`${portal.webhook}user.get`, (answer) => {
        const pieces: Buffer[] = []
        expect([answer.statusCode, answer.headers['content-encoding']]).toEqual([200, 'gzip'])
        answer.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => resolve(Buffer.concat(pieces)))
      }).on('error', reject).end()
    })
    expect(packed.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]))
    expect(() => gunzipSync(packed)).toThrow()
    // some readers take what they could unpack
    expect(await fetch(`${portal.webhook}user.get`).then((response) => response.json()).then(() => 'read', () => 'failed')).toBe('failed')
  },
  'token-expired': async (portal) => {
    const { access_token: auth } = await tokensOf(portal, 4)
    const reply = await callAsApp(portal, auth, 'profile')
    expect([reply.status, reply.body]).toEqual([401, { error: 'expired_token', error_description: 'The access token provided has expired.' }])
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
  },
  'localised-error': async (portal) => {
    const reply = await call(portal.webhook, 'user.get')
    expect([reply.status, reply.body.error]).toEqual([400, 'ERROR_CORE'])
    expect(reply.body.error_description).toMatch(/^[А-я .]+<br>\n[А-я .]+<br>$/)
    expect(reply.text).toContain('\\u003Cbr\\u003E\\n')
    const added = await call(portal.adminWebhook, 'user.add', { EMAIL: 'new@harbourpine.example' })
    expect([added.status, added.body.error]).toEqual([400, 'ERROR_ARGUMENT'])
    portal.setFault('localised-error=de')
    const inBatch = await call(portal.webhook, 'batch', { cmd: { a: 'profile' } })
    expect(inBatch.body.result).toMatchObject({ result: [], result_error: { a: { error: 'ERROR_CORE', error_description: expect.stringContaining('fehlgeschlagen.<br>\n') as unknown } } })
  },
  'wrong-encoding': async (portal) => {
    await call(portal.adminWebhook, 'user.update', { ID: 8, NAME: 'Бен', LAST_NAME: 'Ñandú' })
    const response = await fetch(`${portal.webhook}user.get?FILTER[ID]=8`)
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError)
    expect(new TextDecoder('windows-1251').decode(bytes)).toContain('"NAME":"Бен"')
    expect(bytes.toString('latin1')).toContain('"LAST_NAME":"Ñandú"')
    expect((await call(portal.webhook, 'profile')).body.result).toMatchObject({ NAME: 'Noa' })
  },
  bom: async (portal) => {
    const bytes = new Uint8Array(await (await fetch(`${portal.webhook}profile`)).arrayBuffer())
    expect([...bytes.slice(0, 4)]).toEqual([0xef, 0xbb, 0xbf, '{'.charCodeAt(0)])
  },
}

describe('faults', () => {
  it('each has a proof below', () => {
    expect(Object.keys(proofs).sort()).toEqual([...readFaults].sort())
  })

  it.each(Object.entries(proofs))('%s does what its name says', async (name, proof) => {
    await proof(await openPortal({ faults: [name], now: () => startedAtMs }))
  })

  it.each(Object.keys(proofs).filter((name) => !['slow', 'time-out', 'reset', 'reset-midway', 'drip', 'gzip-broken'].includes(name)))('%s ends when the faults are cleared', async (name) => {
    const portal = await openPortal({ now: () => startedAtMs })
    const plain = async (): Promise<unknown> => ({ ...(await call(portal.webhook, 'user.get')).body, time: undefined })
    const before = await plain()
    portal.setFault(name)
    await call(portal.webhook, 'user.get')
    portal.clearFaults()
    expect(await plain()).toEqual(before)
    expect(await rootStatus(portal)).toBe(200)
  })

  it.each(['reset', '500', 'rate-limit', 'html-502', 'truncated', 'time-out', 'reset-midway', 'gzip-broken'])('%s may be counted', async (name) => {
    const portal = await openPortal()
    portal.setFault(`${name}=2`)
    const given = new AbortController()
    const outcomes: Promise<string>[] = []
    for (let index = 0; index < 2; index += 1) {
      outcomes.push(
        fetch(`${portal.webhook}profile`, { signal: given.signal })
          .then(read)
          .then(({ status, body }) => (status === 200 && 'time' in body ? 'answered' : 'failed'), () => 'failed'),
      )
      await untilSeen(portal, index + 1)
    }
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
    given.abort()
    expect(await Promise.all(outcomes)).toEqual(['failed', 'failed'])
  })

  it('can be combined', async () => {
    const portal = await openPortal({ faults: ['missing-total', 'unknown-fields', 'bom', 'clock-skew=60'], now: () => startedAtMs })
    const { text } = await call(portal.webhook, 'user.get')
    // reading as text drops the byte order mark
    expect(JSON.parse(text)).toMatchObject({ steps: expect.any(Array) as unknown, next: 50, time: { date_start: '2026-10-14T10:43:07+00:00' } })
    expect(JSON.parse(text)).not.toHaveProperty('total')
  })

  it.each(['nonsense', '', 'constructor', 'slow=', 'slow=soon', 'bom=x', 'portal-blocked=1', 'rate-limit=0', 'renamed=newname', 'clock-skew=1e3', 'SLOW', 'captive-portal=200', 'localised-error=xx', 'changes-later=soon', 'drip=-1', 'token-expired=0'])('refuses the fault "%s"', async (text) => {
    const portal = await openPortal()
    expect(() => portal.setFault(text)).toThrow(RangeError)
    await expect(openPortal({ faults: [text] })).rejects.toThrow(RangeError)
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
  })

  it('stop cuts a connection that was promised an answer', async () => {
    const portal = await openPortal({ faults: ['slow=3600000'] })
    const held = failsInTransit(call(portal.webhook, 'profile'))
    await untilSeen(portal, 1)
    await portal.stop()
    expect(await held).toMatch(/ECONNRESET|UND_ERR_SOCKET/)
  })
})
