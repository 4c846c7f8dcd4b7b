import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createSocketServer, type AddressInfo, type Server } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createPortalGateway } from '../../../electron/adapters/portal/portalGateway'
import type { PortalApi } from '../../../electron/core/ports'
import { everythingOf, failureOf, recordingLog } from '../../support/portal/portalParts'

const secret = 'q1w2e3r4t5y6u7i8o9p0'

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function') (server as ReturnType<typeof createServer>).closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

async function hostThat(answers: RequestListener): Promise<{ readonly port: number; readonly seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = []
  const port = await listen(
    createServer((request, response) => {
      seen.push(request)
      answers(request, response)
    }),
  )
  return { port, seen }
}

function clientOf(port: number, scheme = 'http', timeoutMs = 15_000): { readonly api: PortalApi; readonly log: ReturnType<typeof recordingLog> } {
  const log = recordingLog()
  const gateway = createPortalGateway({ log, clock: { now: () => Date.now() }, version: '9.8.7', timeoutMs, sleep: () => Promise.resolve() })
  return { api: gateway.connect(`${scheme}://127.0.0.1:${port}/rest/1/${secret}/`, { allowLoopback: true }), log }
}

describe('a request', () => {
  test('is a POST of JSON that says who asks, to the documented address', async () => {
    const bodies: string[] = []
    const { port, seen } = await hostThat((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString('utf8')))
      request.on('end', () => response.end('{"result":[]}'))
    })
    await clientOf(port).api.usersByAddress('ben@acme.example')

    expect(seen[0]).toMatchObject({ method: 'POST', url: `/rest/1/${secret}/user.get.json` })
    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json', 'user-agent': 'latchkey/9.8.7' })
    expect(JSON.parse(bodies.join(''))).toMatchObject({ FILTER: { '=EMAIL': 'ben@acme.example' }, ADMIN_MODE: true })
  })

  test('to this machine goes through no proxy, whatever the system says', async () => {
    const proxy = await hostThat((_request, response) => response.end('{"result":["proxied"]}'))
    const { port } = await hostThat((_request, response) => response.end('{"result":["user"]}'))
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']) vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`)
    for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '')
    onTestFinished(() => void vi.unstubAllEnvs())

    await expect(clientOf(port).api.scope()).resolves.toEqual(['user'])
    expect(proxy.seen).toHaveLength(0)
  })

  test('keeps its connection for the next one', async () => {
    const { port, seen } = await hostThat((_request, response) => response.end('{"result":["user"]}'))
    const { api } = clientOf(port)
    await api.scope()
    await api.scope()

    expect(seen[1]?.socket).toBe(seen[0]?.socket)
  })
})

describe('a host that is no portal', () => {
  const ends = async (port: number, code: string, scheme?: string): Promise<void> => {
    // Short where the host dawdles on purpose, else long enough for a busy machine
    const { api, log } = clientOf(port, scheme, code === 'timeout' ? 300 : 15_000)
    const failure = await failureOf(api.profile())
    expect(failure.code).toBe(code)
    expect(everythingOf(failure) + log.lines.join('\n')).not.toContain(secret)
  }

  test('cannot send the client elsewhere', async () => {
    const other = await hostThat((_request, response) => response.end('{"result":{"ID":"1"}}'))
    for (const status of [301, 302, 303, 307, 308]) {
      const { port } = await hostThat((request, response) => response.writeHead(status, { Location: `http://127.0.0.1:${other.port}${request.url ?? ''}` }).end())
      await ends(port, 'portalRenamed')
    }
    expect(other.seen).toHaveLength(0)
  })

  test('cannot fill the memory, not even packed', async () => {
    const big = await hostThat((_request, response) => response.end(`{"result":{"ID":"1"},"more":"${'a'.repeat(6_000_000)}"}`))
    await ends(big.port, 'badAnswerFromPortal')
    const bomb = gzipSync(Buffer.concat([Buffer.from('{"result":{"ID":"1"}}'), Buffer.alloc(50_000_000, 32)]))
    const packed = await hostThat((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb))
    await ends(packed.port, 'badAnswerFromPortal')
  })

  test('cannot hold the client by a byte now and then', async () => {
    const { port } = await hostThat((_request, response) => {
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    })
    await ends(port, 'timeout')
  })

  test.each([
    ['speaks no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', 'notBitrix'],
    ['repeats the address in an odd status line', `HTTP/1.1 200 ${secret}\r\nContent-Length: 2\r\n\r\n{}`, 'badAnswerFromPortal'],
    ['breaks off in the middle', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"result"', 'network'],
    ['packs wrongly', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain', 'badAnswerFromPortal'],
    ['repeats the secret in its refusal', `HTTP/1.1 403 No\r\nConnection: close\r\n\r\n{"error":"${secret}","error_description":"${secret}"}`, 'noRights'],
    ['asks for a proxy’s password', 'HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n', 'proxy'],
  ])('that %s ends in a named code', async (_what, bytes, code) => {
    const port = await listen(
      createSocketServer((socket) => {
        socket.on('error', () => undefined)
        socket.once('data', () => socket.end(bytes))
      }),
    )
    await ends(port, code)
  })

  test('without a certificate is a TLS failure', async () => {
    const { port, seen } = await hostThat((_request, response) => response.end('{"result":[]}'))
    await ends(port, 'tls', 'https')
    expect(seen).toHaveLength(0)
  })
})

describe('the front page', () => {
  const reach = (port: number) => createPortalGateway({ log: recordingLog(), clock: { now: () => Date.now() }, version: '0' }).reach('acme.bitrix24.example', { baseUrl: `http://127.0.0.1:${port}` })

  test.each([
    [511, 'captivePortal'],
    [407, 'proxy'],
    [503, 'portalError'],
  ])('with %i is no portal’s: %s', async (status, code) => {
    const { port } = await hostThat((_request, response) => response.writeHead(status).end('<html></html>'))
    expect((await failureOf(reach(port))).code).toBe(code)
  })

  test.each([
    ['/auth/', 'answers'],
    ['https://acme.bitrix24.example/auth/', 'answers'],
    ['https://auth2.bitrix24.net/oauth/authorize/', 'answers'],
    ['https://newname.bitrix24.example/', 'renamed'],
  ])('that leads to %s says: %s', async (location, answer) => {
    const { port, seen } = await hostThat((_request, response) => response.writeHead(302, { Location: location }).end())
    expect(await reach(port)).toMatchObject({ answer })
    expect(seen).toHaveLength(1)
  })
})

test('a host that does not exist is told from a portal that refuses', async () => {
  const log = recordingLog()
  const gateway = createPortalGateway({ log, clock: { now: () => Date.now() }, version: '0', timeoutMs: 5000, sleep: () => Promise.resolve() })
  const failure = await failureOf(gateway.connect(`https://nobody.invalid/rest/1/${secret}/`, { allowLoopback: false }).profile())

  // A machine without any name server answers EAI_AGAIN: that is a missing network, not a missing host
  expect(['hostNotFound', 'network']).toContain(failure.code)
  expect(everythingOf(failure) + log.lines.join('\n')).not.toContain(secret)
})
