import { maxUploadBytes } from '@shared/contract/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHostUnderTest, type HostUnderTest } from '../../support/browserHost'
import { ask, askRaw, statusOf, type Answer } from '../../support/rawHttp'

let host: HostUnderTest
let cookie = ''
beforeAll(async () => {
  host = await startHostUnderTest()
  cookie = await host.signIn()
})
afterAll(() => host.stop())

const uploadTicket = async (): Promise<string> => {
  const made = await host.tickets.beginUpload()
  return made.via === 'ticket' ? made.ticket : ''
}
const downloadTicket = async (name: string): Promise<string> => {
  const made = await host.tickets.saveText(name, '<script>alert(1)</script>')
  return made.via === 'ticket' ? made.ticket : ''
}
const put = (ticket: string, body: string | Buffer, changes: Parameters<HostUnderTest['headers']>[0] = {}): Promise<Answer> =>
  ask(host.port, 'PUT', `/upload/${ticket}`, host.headers({ Cookie: cookie, 'Content-Type': 'text/plain', 'Content-Length': String(body.length), ...changes }), body)
const get = (ticket: string, changes: Parameters<HostUnderTest['headers']>[0] = {}): Promise<Answer> =>
  ask(host.port, 'GET', `/download/${ticket}`, host.headers({ Origin: undefined, 'Content-Type': undefined, 'X-App-Request': undefined, Cookie: cookie, ...changes }))

describe('6B-8: upload tickets', () => {
  it('take one file', async () => {
    const ticket = await uploadTicket()
    const answer = await put(ticket, 'text of a file')
    expect(answer.status).toBe(200)
    const { value } = JSON.parse(answer.body) as { value: { fileId: string } }
    expect(Buffer.from(host.tickets.take(value.fileId) ?? []).toString('utf8')).toBe('text of a file')
    expect((await put(ticket, 'again')).status).toBe(404)
  })

  it('take nothing when made up or a minute old', async () => {
    expect((await put('x'.repeat(43), 'text')).status).toBe(404)
    const ticket = await uploadTicket()
    host.clock.advance(60_000)
    expect((await put(ticket, 'text')).status).toBe(404)
  })

  it('are not enough without the session, the Origin or our header, and are not used up by such a try', async () => {
    const ticket = await uploadTicket()
    expect((await put(ticket, 'text', { Cookie: undefined })).status).toBe(401)
    expect((await put(ticket, 'text', { Origin: 'http://127.0.0.1:1' })).status).toBe(403)
    expect((await put(ticket, 'text', { Origin: undefined })).status).toBe(403)
    expect((await put(ticket, 'text', { 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
    expect((await put(ticket, 'text', { 'X-App-Request': undefined })).status).toBe(403)
    expect((await put(ticket, 'text')).status).toBe(200)
  })

  it('hold the file to its limit, announced or not', async () => {
    const announced = host.headers({ Cookie: cookie, 'Content-Length': String(maxUploadBytes + 1), Connection: 'close' }).map(([name, value]) => `${name}: ${value}`).join('\r\n')
    expect(statusOf(await askRaw(host.port, `PUT /upload/${await uploadTicket()} HTTP/1.1\r\n${announced}\r\n\r\n`))).toBe(413)
    const answer = await put(await uploadTicket(), Buffer.alloc(maxUploadBytes + 1), { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' })
    expect(answer.status).toBe(413)
  })

  it('take exactly the largest file', async () => {
    const answer = await put(await uploadTicket(), Buffer.alloc(maxUploadBytes))
    expect(answer.status).toBe(200)
    const { value } = JSON.parse(answer.body) as { value: { fileId: string } }
    expect(host.tickets.take(value.fileId)?.length).toBe(maxUploadBytes)
  })
})

describe('6B-8: download tickets', () => {
  it('give the file once, as an attachment that is never shown in our origin', async () => {
    const ticket = await downloadTicket('message.html')
    const answer = await get(ticket)
    expect(answer.status).toBe(200)
    expect(answer.body).toBe('<script>alert(1)</script>')
    expect(answer.headers['content-type']).toBe('application/octet-stream')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="message.html"; filename*=UTF-8''message.html`)
    expect((await get(ticket)).status).toBe(404)
  })

  it('give nothing a minute later', async () => {
    const ticket = await downloadTicket('message.txt')
    host.clock.advance(60_000)
    expect((await get(ticket)).status).toBe(404)
  })

  it.each([
    ['a typed address', { 'Sec-Fetch-Site': 'none' }, 403],
    ['a link on another page', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a page on another port', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['a program without the session', { Cookie: undefined }, 401],
  ])('give nothing to %s, and are not used up by it', async (_who, changes, status) => {
    const ticket = await downloadTicket('message.txt')
    expect((await get(ticket, changes)).status).toBe(status)
    expect((await get(ticket)).status).toBe(200)
  })

  it.each(['a"; filename="evil.exe', 'line\r\nSet-Cookie: x=1', 'Сообщение для Анны.txt', "it's (1)*.txt", 'back\\slash', '\ud800'])('carry the name %j without leaving the header', async (name) => {
    const answer = await get(await downloadTicket(name))
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[A-Za-z0-9 ._-]*"; filename\*=UTF-8''[A-Za-z0-9%._~!-]*$/)
  })
})
