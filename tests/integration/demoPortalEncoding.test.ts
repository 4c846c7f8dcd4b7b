import { connect } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseForm } from '../../electron/demo-portal/php/parseForm'
import { parseJson } from '../../electron/demo-portal/php/parseJson'
import { boundaryOf, parseMultipart } from '../../electron/demo-portal/php/parseMultipart'
import type { DemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { call, openPortal, read, untilSeen } from '../support/demoPortal/callPortal'
import type { PortalReply, UserRow } from '../support/demoPortal/callPortal'
import { ask, askRaw, statusOf } from '../support/rawHttp'

const wanted = 'cleo.marsh@harbourpine.example'
const portOf = (portal: DemoPortal): number => Number(new URL(portal.url).port)
const pathOf = (webhook: string): string => new URL(webhook).pathname

async function post(url: string, contentType: string, body: BodyInit): Promise<PortalReply<UserRow[]>> {
  return read<UserRow[]>(await fetch(url, { method: 'POST', headers: { 'Content-Type': contentType }, body }))
}

const names = (reply: PortalReply<UserRow[]>): readonly string[] => reply.body.result.map(({ NAME }) => NAME)

describe('forms', () => {
  it.each([
    ['a=1&a=2', { a: '2' }],
    ['a[]=1&a[]=2', { a: ['1', '2'] }],
    ['a[5]=x&a[]=y', { a: { 5: 'x', 6: 'y' } }],
    ['a[1]=x&a[0]=y', { a: { 1: 'x', 0: 'y' } }],
    ['a[k][l]=1&a[k][m]=2', { a: { k: { l: '1', m: '2' } } }],
    ['a=1&a[k]=2', { a: { k: '2' } }],
    ['a[k]=1&a=2', { a: '2' }],
    ['a.b=1&c d=2&e[f.g]=3', { a_b: '1', c_d: '2', e: { 'f.g': '3' } }],
    ['a[b=1&[c]=2&d]=3', { a_b: '1', '_c]': '2', 'd]': '3' }],
    ['a[b]c=1', { a: { b: '1' } }],
    ['a=%41%zz%4&b=%c3%a9&c=+%2B', { a: 'A%zz%4', b: 'é', c: ' +' }],
    ['=1&&a&b=', { a: '', b: '' }],
    ['a=b=c', { a: 'b=c' }],
  ])('%s is read as PHP reads it', (text, expected) => {
    expect(parseForm(text)).toEqual(expected)
  })

  it('bytes that are no UTF-8 become replacement signs, not an error', () => {
    expect(parseForm('a=%ff%fe')).toEqual({ a: '\uFFFD\uFFFD' })
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('%s is a name like any other', (name) => {
    const read = parseForm(`${name}[x]=1&a[${name}][y]=2`)
    expect(Object.getOwnPropertyDescriptor(read, name)?.value).toEqual({ x: '1' })
    expect(Object.getOwnPropertyDescriptor(read['a'], name)?.value).toEqual({ y: '2' })
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
    expect(({} as Readonly<Record<string, unknown>>)['x']).toBeUndefined()
  })

  it('a name with more than 64 brackets is dropped with what it held', () => {
    const deep = (count: number): string => `a${'[b]'.repeat(count)}=1`
    expect(parseForm(`${deep(64)}&c=2`)).toHaveProperty('a')
    expect(parseForm(`a[kept]=1&${deep(65)}&c=2`)).toEqual({ c: '2' })
    expect(parseForm(`${deep(10_000)}&c=2`)).toEqual({ c: '2' })
  })

  it('values after the ten thousandth are dropped', () => {
    const read = parseForm('a[]=1&'.repeat(10_500))
    expect(read['a']).toHaveLength(10_000)
  })

  it('reads whatever it is sent, and in time that grows with its length', () => {
    const pieces = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('[', ']', '=', '&', '%', '+', '.', '%5B', '%00', '__proto__', 'a[]', '[[', ']]', '\uD800'))
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const read = parseForm(parts.join(''))
        expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
        expect(() => JSON.stringify(read)).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })

  it('gives back every flat map of plain names', () => {
    const name = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,10}$/)
    fc.assert(
      fc.property(fc.dictionary(name, fc.string({ unit: 'grapheme' })), (values) => {
        expect({ ...parseForm(new URLSearchParams(values).toString()) }).toEqual({ ...values })
      }),
    )
  })
})

describe('multipart', () => {
  const part = (head: string, value: string): string => `--X\r\n${head}\r\n\r\n${value}\r\n`
  const field = (name: string, value: string): string => part(`Content-Disposition: form-data; name="${name}"`, value)

  it.each([
    ['brackets', `${field('filter[=EMAIL]', wanted)}--X--\r\n`, { filter: { '=EMAIL': wanted } }],
    ['lists', `${field('a[]', '1')}${field('a[]', '2')}--X--`, { a: ['1', '2'] }],
    ['lines within a value', `${field('a', 'one\r\n--Y\r\ntwo')}--X--`, { a: 'one\r\n--Y\r\ntwo' }],
    ['a header more, in another order', `--X\r\nContent-Type: text/plain\r\ncontent-disposition: form-data; name=a\r\n\r\n1\r\n--X--`, { a: '1' }],
    ['files, which are left out', `${part('Content-Disposition: form-data; name="f"; filename="x.txt"', 'secret')}${field('a', '1')}--X--`, { a: '1' }],
    ['parts nobody understands', `--X\r\nnonsense\r\n--X\r\n\r\n\r\n${field('a', '1')}--X--`, { a: '1' }],
    ['no end', field('a', '1'), { a: '1\r\n' }],
    ['something behind the end', `${field('a', '1')}--X--\r\n${field('b', '2')}`, { a: '1' }],
    ['something before the beginning', `preamble\r\n${field('a', '1')}--X--`, { a: '1' }],
    ['nothing', '', {}],
  ])('reads %s', (_name, body, expected) => {
    expect(parseMultipart(body, 'X')).toEqual(expected)
  })

  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['multipart/form-data; charset=utf-8; Boundary="a b;c"', 'a b;c'],
    ['multipart/form-data', undefined],
    ['multipart/form-data; boundary=', undefined],
  ])('finds the boundary of %s', (contentType, boundary) => {
    expect(boundaryOf(contentType)).toBe(boundary)
  })

  it('is how fetch sends a form', async () => {
    const portal = await openPortal()
    const form = new FormData()
    form.set('FILTER[=EMAIL]', wanted)
    form.set('select[]', 'NAME')
    const reply = await read<UserRow[]>(await fetch(`${portal.webhook}user.get`, { method: 'POST', body: form }))
    expect(reply.body.result).toEqual([{ NAME: 'Cleo' }])
  })

  it('without a boundary holds nothing', async () => {
    const portal = await openPortal()
    expect((await post(`${portal.webhook}profile`, 'multipart/form-data', 'x')).status).toBe(200)
  })
})

describe('JSON', () => {
  const limit = 512
  const nested = (depth: number): Buffer => Buffer.from(`${'['.repeat(depth)}${']'.repeat(depth)}`)

  it('may be nested 512 deep, as in PHP', () => {
    expect(parseJson(nested(limit))).toBeDefined()
    expect(parseJson(nested(limit + 1))).toBeUndefined()
    expect(parseJson(nested(400_000))).toBeUndefined()
    // brackets within a text are none
    expect(parseJson(Buffer.from(JSON.stringify('['.repeat(1000) + '"\\')))).toBeDefined()
  })

  it.each([
    ['a byte order mark', Buffer.from('\uFEFF{"filter":{}}')],
    ['the bytes of another code page', Buffer.from('{"filter":{"NAME":"\xcc\xe8\xf0"}}', 'latin1')],
    ['UTF-16', Buffer.from('{"filter":{}}', 'utf16le')],
    ['half an object', Buffer.from('{"filter":')],
    ['a number', Buffer.from('5')],
    ['too many levels', Buffer.from(`{"a":${nested(10_000).toString()}}`)],
  ])('with %s is refused', async (_name, body) => {
    const portal = await openPortal()
    const { status, body: answer } = await post(`${portal.webhook}user.get`, 'application/json; charset=utf-8', new Uint8Array(body))
    expect([status, answer]).toEqual([400, { error: 'ERROR_ARGUMENT', error_description: 'The request could not be read', argument: 'data' }])
  })

  it('without a body, or of spaces, is a call without parameters', async () => {
    const portal = await openPortal()
    for (const body of ['', ' \n']) expect((await post(`${portal.webhook}user.get`, 'application/json', body)).body.total).toBeGreaterThan(0)
  })

  it('may hold the names of every object', async () => {
    const portal = await openPortal()
    const body = '{"filter":{"__proto__":{"x":1},"constructor":"y","=EMAIL":"cleo.marsh@harbourpine.example"},"__proto__":{"auth":"z"}}'
    expect(names(await post(`${portal.webhook}user.get`, 'application/json', body))).toEqual(['Cleo'])
  })

  it('is judged by its content type, whatever its case', async () => {
    const portal = await openPortal()
    const body = JSON.stringify({ filter: { '=EMAIL': wanted } })
    expect(names(await post(`${portal.webhook}user.get`, 'Application/JSON;charset=UTF-8', body))).toEqual(['Cleo'])
    // called a form, the same bytes are one long name
    expect((await post(`${portal.webhook}user.get`, 'application/x-www-form-urlencoded', body)).body.total).toBeGreaterThan(1)
  })
})

describe('.xml', () => {
  it('answers the same as XML', async () => {
    const portal = await openPortal()
    const response = await fetch(`${portal.webhook}user.get.XML?filter[%3DEMAIL]=${wanted}&select[]=NAME&select[]=ACTIVE`)
    const text = await response.text()
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8'])
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n<response><result><item>.*<NAME>Cleo<\/NAME>.*<\/item><\/result><total>1<\/total><time><start>[\d.]+<\/start>.*<\/response>\n$/)
    expect(text).toContain('<ACTIVE>1</ACTIVE>')
  })

  it('refuses as XML, and writes signs as entities', async () => {
    const portal = await openPortal({ faults: ['localised-error'] })
    const response = await fetch(`${portal.webhook}profile.xml`)
    expect(response.status).toBe(400)
    expect(await response.text()).toMatch(/<response><error>ERROR_CORE<\/error><error_description>[^<]*&lt;br&gt;\n[^<]*&lt;br&gt;<\/error_description><\/response>/)
  })
})

describe('REST 3.0', () => {
  it.each([
    ['a webhook', (portal: DemoPortal) => fetch(`${portal.adminWebhook.replace('/rest/', '/rest/api/')}no.such.method`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })],
    ['a path with two slashes', (portal: DemoPortal) => fetch(`${portal.adminWebhook.replace('/rest/', '//rest//api//')}no.such.method`)],
  ])('is reached by %s', async (_name, send) => {
    const portal = await openPortal()
    const { body } = await read(await send(portal))
    expect(body.error).toMatchObject({ code: 'BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION' })
    expect(portal.requests().map(({ method }) => method)).toEqual(['no.such.method'])
  })

  it.each([
    ['a wrong secret', '/rest/api/1/wrong/main.eventlog.list', 'INVALID_CREDENTIALS'],
    ['no caller', '/rest/api/main.eventlog.list', 'NO_AUTH_FOUND'],
    ['a wrong token in the query', '/rest/api/main.eventlog.list?auth=x', 'invalid_token'],
  ])('is not reached with %s', async (_name, path, error) => {
    const portal = await openPortal()
    const { status, body } = await post(`${portal.url}${path}`, 'application/json', '{}')
    expect([status, body.error]).toEqual([401, error])
  })

  it('a 3.0 path suffers the same faults', async () => {
    const portal = await openPortal({ faults: ['rate-limit=1', 'bom'] })
    const send = (): Promise<Response> => fetch(`${portal.adminWebhook.replace('/rest/', '/rest/api/')}rest.scope.list`)
    const first = await send()
    expect(first.status).toBe(503)
    expect([...new Uint8Array(await first.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })
})

describe('hostile callers', () => {
  it('a head that never ends is cut off', async () => {
    const portal = await openPortal({ headTimeoutMs: 40 })
    expect(statusOf(await askRaw(portOf(portal), 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '))).toBe(408)
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
  })

  it.each([
    ['a huge header', (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
    ['a huge address', (path: string) => `GET ${path}?${'x'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ['no HTTP', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n', 400],
    ['two lengths', (path: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`, 400],
    ['a length and chunks', (path: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['a broken chunk', (path: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
    ['a whole address', (path: string) => `GET http://elsewhere.example${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 404],
    ['a method of its own', (path: string) => `PROPFIND ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`, 200],
  ])('%s gets an answer', async (_name, raw, status) => {
    const portal = await openPortal()
    expect(statusOf(await askRaw(portOf(portal), raw(`${pathOf(portal.webhook)}profile`)))).toBe(status)
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
  })

  it('somebody who leaves in the middle of a body harms nobody', async () => {
    const portal = await openPortal()
    const socket = connect(portOf(portal), '127.0.0.1', () => socket.write(`POST ${pathOf(portal.webhook)}profile HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"a":`))
    await untilSeen(portal, 1)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.resetAndDestroy()
    await closed
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
  })

  it('whatever comes, it is answered', { timeout: 60_000 }, async () => {
    const portal = await openPortal({ now: () => Date.UTC(2026, 9, 14) })
    const { pathname } = new URL(portal.webhook)
    const heads = ['/', '/rest/', '//rest//', '/rest/api/', '/oauth/token/', '/oauth/authorize/', pathname, `${pathname}user.get`, `${pathname}batch`, `/rest/api${pathname.slice(5)}main.eventlog.list`]
    const word = fc.constantFrom('%', '%zz', '[', ']', '[__proto__]', '=', '&', '?', '.xml', '.json', '..', '%00', '%2f', '{', '}', '"', ',', ':', 'filter', 'cmd', 'auth', 'start', 'a[]', '1', '-1', '1e999', 'null')
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(''))
    const contentType = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=X', 'multipart/form-data', 'text/plain', '')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), text, fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'DELETE'), contentType, fc.oneof(text, fc.json(), fc.string({ unit: 'binary' })), async (head, tail, method, type, body) => {
        const answer = await ask(portOf(portal), method, `${head}${tail}`, [['Host', 'x'], ['Content-Type', type]], method === 'GET' || method === 'HEAD' ? undefined : body)
        expect(answer.status).toBeGreaterThanOrEqual(200)
        expect(answer.status, `${method} ${head}${tail}`).not.toBe(500)
      }),
      { numRuns: 400 },
    )
    expect((await call(portal.webhook, 'profile')).status).toBe(200)
  })
})
