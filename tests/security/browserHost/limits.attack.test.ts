import { maxRequestBytes } from '@shared/contract/events'
import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { startHostUnderTest, type HostUnderTest } from '../../support/browserHost'
import { ask, askRaw, statusOf } from '../../support/rawHttp'

let host: HostUnderTest | undefined
afterEach(async () => {
  await host?.stop()
  host = undefined
})
const head = (made: HostUnderTest, path: string, changes: Parameters<HostUnderTest['headers']>[0], method = 'POST'): string =>
  `${method} ${path} HTTP/1.1\r\n${made.headers(changes).map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`

describe('6B-13: limits', () => {
  it('cut a body that never comes', async () => {
    host = await startHostUnderTest({ limits: { headersTimeoutMs: 50, requestTimeoutMs: 100, checkEveryMs: 20 } })
    const cookie = await host.signIn()
    const answer = await askRaw(host.port, `${head(host, '/rpc', { Cookie: cookie, 'Content-Length': '100' })}{"method"`)
    expect(statusOf(answer)).toBe(408)
    expect(host.calls).toEqual([])
  })

  it('cut headers that never end', async () => {
    host = await startHostUnderTest({ limits: { headersTimeoutMs: 50, requestTimeoutMs: 60_000, checkEveryMs: 20 } })
    expect(statusOf(await askRaw(host.port, 'GET / HTTP/1.1\r\nHost: 127'))).toBe(408)
  })

  it('cut headers that grow too large', async () => {
    host = await startHostUnderTest({ limits: { maxHeaderBytes: 4096 } })
    expect(statusOf(await askRaw(host.port, `GET / HTTP/1.1\r\nX: ${'x'.repeat(5000)}\r\n\r\n`))).toBe(431)
  })

  it('refuse a body that says it is too large, before a byte of it', async () => {
    host = await startHostUnderTest()
    const cookie = await host.signIn()
    const answer = await askRaw(host.port, head(host, '/rpc', { Cookie: cookie, 'Content-Length': String(maxRequestBytes + 1), Connection: 'close' }))
    expect(statusOf(answer)).toBe(413)
    expect(answer).toContain('"tooLarge"')
  })

  it('stop a body that turns out too large, and the sender can still read why', async () => {
    host = await startHostUnderTest()
    const cookie = await host.signIn()
    const answer = await ask(host.port, 'POST', '/rpc', host.headers({ Cookie: cookie, 'Transfer-Encoding': 'chunked' }), Buffer.alloc(maxRequestBytes + 1, ' '))
    expect(answer.status).toBe(413)
    expect(host.calls).toEqual([])
  })

  it('cut a refused sender that goes on and on', async () => {
    host = await startHostUnderTest()
    const made = host
    // No Host of ours: refused at once, yet the body keeps coming until the connection is cut.
    const sent = await new Promise<number>((resolve) => {
      let size = 0
      const piece = Buffer.alloc(64 * 1024, 'x')
      const socket = connect(made.port, '127.0.0.1', () => {
        socket.write(`POST /rpc HTTP/1.1\r\nHost: evil.test\r\nContent-Length: ${1024 * 1024 * 1024}\r\n\r\n`)
        const more = (): void => {
          size += piece.length
          if (!socket.destroyed) socket.write(piece, (error) => (error ? socket.destroy() : more()))
        }
        more()
      })
      socket.resume()
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(size))
    })
    expect(sent).toBeLessThan(64 * 1024 * 1024)
  })

  it('take exactly the largest body', async () => {
    host = await startHostUnderTest()
    const cookie = await host.signIn()
    const text = '{"method":"app.state","params":{}}'.padEnd(maxRequestBytes, ' ')
    expect((await ask(host.port, 'POST', '/rpc', host.headers({ Cookie: cookie, 'Content-Length': String(text.length) }), text)).status).toBe(200)
  })

  it('drop connections beyond the allowed number', async () => {
    host = await startHostUnderTest({ limits: { maxConnections: 2 } })
    const made = host
    const cookie = await made.signIn()
    const first = await made.listenToEvents(cookie)
    const second = await made.listenToEvents(cookie)
    expect(await askRaw(made.port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${made.port}\r\nConnection: close\r\n\r\n`)).toBe('')
    first.leave()
    second.leave()
  })
})

describe('6B-1: who can reach the port', () => {
  it('is this machine alone: its outside addresses refuse', async () => {
    host = await startHostUnderTest()
    const { port } = host
    const outside = Object.values(networkInterfaces()).flatMap((all) => all ?? []).filter((one) => !one.internal && one.family === 'IPv4').map((one) => one.address)
    // Another address of the loopback network stands in where the machine has no outside one.
    for (const address of [...outside, '127.0.0.2']) {
      const outcome = await new Promise<string>((resolve) => {
        const socket = connect(port, address, () => resolve('connected'))
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'))
        socket.on('close', () => socket.destroy())
      })
      expect(outcome).toBe('ECONNREFUSED')
    }
  })
})

describe('Bodies made to break the reader', () => {
  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a text', '"app.state"'],
    ['one key more', '{"method":"app.state","params":{},"id":1}'],
    ['no method', '{"params":{}}'],
    ['a number for a method', '{"method":1,"params":{}}'],
    ['two values', '{"method":"app.state","params":{}}{}'],
    ['a long name', `{"method":"${'x'.repeat(101)}","params":{}}`],
  ])('are refused with 400: %s', async (_what, text) => {
    host = await startHostUnderTest()
    const cookie = await host.signIn()
    const answer = await ask(host.port, 'POST', '/rpc', host.headers({ Cookie: cookie, 'Content-Length': String(Buffer.byteLength(text)) }), text)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toEqual({ ok: false, error: { code: 'badRequest', message: 'badRequest', retry: 'no' } })
    expect(host.calls).toEqual([])
  })

  it('are refused when they are no UTF-8', async () => {
    host = await startHostUnderTest()
    const cookie = await host.signIn()
    const bytes = Buffer.concat([Buffer.from('{"method":"app.state","params":{"a":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}}')])
    expect((await ask(host.port, 'POST', '/rpc', host.headers({ Cookie: cookie, 'Content-Length': String(bytes.length) }), bytes)).status).toBe(400)
  })

  it('bring down nothing when they nest without end', async () => {
    host = await startHostUnderTest()
    const cookie = await host.signIn()
    const text = `{"method":"app.state","params":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    expect((await ask(host.port, 'POST', '/rpc', host.headers({ Cookie: cookie, 'Content-Length': String(text.length) }), text)).status).toBeLessThan(500)
    expect((await host.call(cookie, { method: 'app.state', params: {} })).status).toBe(200)
  })
})
