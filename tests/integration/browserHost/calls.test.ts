import { afterEach, describe, expect, it } from 'vitest'
import { startHostUnderTest, tokenOf, type HostUnderTest } from '../../support/browserHost'
import { askRaw } from '../../support/rawHttp'

let host: HostUnderTest | undefined
afterEach(async () => {
  await host?.stop()
  host = undefined
})

describe('The address that is opened', () => {
  it('names this machine by number and carries a token in the fragment, a new one each time', async () => {
    host = await startHostUnderTest()
    const [first, second] = [host.server.launchUrl(), host.server.launchUrl()]
    expect(first).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${host.port}/#[A-Za-z0-9_-]{43}$`))
    expect(second).not.toBe(first)
  })

  it('opens a session, and tells the host that the page is there', async () => {
    host = await startHostUnderTest()
    expect(host.seen.redeemed).toBe(0)
    const answer = await host.redeem(tokenOf(host.server.launchUrl()))
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: {} })
    expect(host.seen.redeemed).toBe(1)
  })
})

describe('A call', () => {
  it('reaches the core with its name and params, and its answer comes back as it is', async () => {
    host = await startHostUnderTest({ answer: ({ params }) => ({ ok: true, value: { echo: params } }) })
    const answer = await host.call(await host.signIn(), { method: 'flows.match', params: { message: 'Привет, <мир>' } })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: { echo: { message: 'Привет, <мир>' } } })
    expect(host.calls).toEqual([{ method: 'flows.match', params: { message: 'Привет, <мир>' } }])
  })

  it('answers an error of the core with 200 too: the door let it in', async () => {
    host = await startHostUnderTest({ answer: () => ({ ok: false, error: { code: 'caseNotFound', message: 'caseNotFound', retry: 'no' } }) })
    const answer = await host.call(await host.signIn(), { method: 'cases.view', params: {} })
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { ok: false, error: { code: 'caseNotFound', message: 'caseNotFound', retry: 'no' } }])
  })

  it('keeps its answer when the handler throws: no text of the error goes out or into the log', async () => {
    host = await startHostUnderTest({ answer: () => Promise.reject(new TypeError('a value of somebody')) })
    const answer = await host.call(await host.signIn(), { method: 'app.state', params: {} })
    expect(answer.status).toBe(500)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(answer.body + JSON.stringify(host.log.lines)).not.toContain('somebody')
    expect(host.log.lines).toContainEqual({ level: 'error', area: 'door', event: 'threw', fields: { route: 'rpc', error: 'TypeError' } })
  })

  it('is asked for its body only once the door let it in', async () => {
    host = await startHostUnderTest()
    const made = host
    const cookie = await made.signIn()
    const text = '{"method":"app.state","params":{}}'
    const send = (changes: Parameters<HostUnderTest['headers']>[0]): Promise<string> =>
      askRaw(made.port, `POST /rpc HTTP/1.1\r\n${made.headers({ Expect: '100-continue', Connection: 'close', 'Content-Length': String(text.length), ...changes }).map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${text}`)
    expect(await send({ Cookie: cookie })).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /)
    expect(await send({})).toMatch(/^HTTP\/1\.1 401 /)
    expect(await send({ Cookie: cookie, Host: 'evil.test' })).toMatch(/^HTTP\/1\.1 421 /)
    expect(await send({ Cookie: cookie, Host: 'evil.test', Expect: 'something-else' })).toMatch(/^HTTP\/1\.1 421 /)
    expect(made.calls).toHaveLength(1)
  })
})

describe('A port that is taken', () => {
  it('is told as such', async () => {
    host = await startHostUnderTest()
    const { createBrowserServer } = await import('../../../electron/hosts/browser/httpServer')
    const { createFileTickets } = await import('../../../electron/hosts/browser/fileTickets')
    const { clock, log } = host
    const ids = { token: () => 'x'.repeat(43) }
    const second = createBrowserServer({
      dispatch: () => Promise.resolve({ ok: true, value: {} }), hub: { subscribe: () => () => undefined }, staticFiles: { lookUp: () => undefined, paths: [], styleHashes: [] }, csp: '',
      clock, log, ids, tickets: createFileTickets({ clock, ids }),
    })
    await expect(second.start(host.port)).rejects.toMatchObject({ code: 'portInUse', details: { port: host.port } })
    await second.close()
  })
})
