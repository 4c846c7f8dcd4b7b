import { createServer as createHttpServer } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createSendRequest, type SendRequest } from '../../../electron/adapters/portal/httpRequest'
import { isDeliveryUnknown } from '../../../electron/adapters/portal/portalErrors'
import { callTo, shownOf, webhookSecret } from '../../support/portal/clientParts'
import { certificate, type Certificate } from '../../support/portal/certificates'
import { failureOf } from '../../support/portal/portalParts'
import { listening, result, scriptedHost } from '../../support/portal/scriptedHost'

const authority = certificate({ isAuthority: true, name: 'a trusted authority' })
const stranger = certificate({ isAuthority: true, name: 'an inspecting gateway' })
const day = 86_400_000
const at = (days: number): Date => new Date(Date.now() + days * day)

/** This process trusts the test's own authority until the test is over; the client is not told. */
function trust(): void {
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, authority.cert])
  onTestFinished(() => setDefaultCACertificates(before))
}

/** Counts every byte that comes through after a handshake. */
async function listener(tls: Certificate): Promise<{ readonly origin: string; readonly heard: () => number }> {
  let heard = 0
  const port = await listening(
    createTlsServer({ key: tls.key, cert: tls.cert }, (socket) => {
      socket.on('error', () => undefined)
      socket.on('data', (bytes: Buffer) => {
        heard += bytes.length
      })
    }),
  )
  return { origin: `https://127.0.0.1:${port}`, heard: () => heard }
}

test('a portal with a good certificate answers', async () => {
  trust()
  const host = await scriptedHost([result(1)], certificate({ issuer: authority }))
  const { call } = callTo(host.origin)

  await expect(call('profile', {})).resolves.toBe(1)
  await expect(call('user.update', {})).resolves.toBe(1)
})

describe('a certificate', () => {
  const bad: readonly (readonly [what: string, () => Certificate, code: string, causes: readonly string[]])[] = [
    ['that signed itself', () => certificate(), 'tlsIntercepted', ['DEPTH_ZERO_SELF_SIGNED_CERT']],
    ['of a gateway, shown with the gateway’s own', () => certificate({ issuer: stranger, withIssuer: true }), 'tlsIntercepted', ['SELF_SIGNED_CERT_IN_CHAIN']],
    ['of a gateway, shown alone', () => certificate({ issuer: stranger }), 'tlsIntercepted', ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY']],
    ['that ran out', () => certificate({ issuer: authority, from: at(-30), until: at(-1) }), 'certificateDate', ['CERT_HAS_EXPIRED']],
    ['that is not valid yet', () => certificate({ issuer: authority, from: at(1), until: at(30) }), 'certificateDate', ['CERT_NOT_YET_VALID']],
    ['of another host', () => certificate({ issuer: authority, address: '192.0.2.1' }), 'tls', ['ERR_TLS_CERT_ALTNAME_INVALID']],
  ]
  test.each(bad)('%s is refused before a byte of the request has left', async (_what, make, code, causes) => {
    trust()
    const { origin, heard } = await listener(make())
    const { call, log, waits } = callTo(origin)
    for (const method of ['profile', 'user.add'] as const) {
      const failure = await failureOf(call(method, {}))
      expect(failure.code).toBe(code)
      expect(causes).toContain(failure.details?.['cause'])
      expect(isDeliveryUnknown(failure)).toBe(false)
      expect(shownOf(failure) + log.lines.join('\n')).not.toContain(webhookSecret)
    }
    expect(heard()).toBe(0)
    expect(waits).toEqual([])
  })
})

describe('a proxy of the system', () => {
  /** Sends as the client does to a portal out in the world: loopback itself never goes through a proxy. */
  const throughProxy = (port: number): SendRequest => {
    for (const name of ['HTTPS_PROXY', 'https_proxy']) vi.stubEnv(name, `http://127.0.0.1:${port}`)
    for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '')
    onTestFinished(() => void vi.unstubAllEnvs())
    const send = createSendRequest()
    return (request) => send({ ...request, isLoopback: false })
  }
  const proxyThat = async (answer: (target: string, socket: Duplex) => void): Promise<{ readonly port: number; readonly asked: string[] }> => {
    const asked: string[] = []
    const server = createHttpServer((_request, response) => void response.end('{"result":"the proxy answered itself"}'))
    server.on('connect', (request, socket) => {
      asked.push(`${request.url ?? ''} ${JSON.stringify(request.headers)}`)
      socket.on('error', () => undefined)
      answer(request.url ?? '', socket)
    })
    return { port: await listening(server), asked }
  }

  test('is asked for a tunnel and sees the host, nothing of the call', async () => {
    trust()
    const host = await scriptedHost([result(1)], certificate({ issuer: authority }))
    const { port, asked } = await proxyThat((target, socket) => {
      const far = connect(Number(target.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        far.pipe(socket).pipe(far)
      })
      far.on('error', () => socket.destroy())
    })
    const { call } = callTo(host.origin, { send: throughProxy(port) })

    await expect(call('profile', {})).resolves.toBe(1)
    await expect(call('user.update', {})).resolves.toBe(1)
    expect(asked).toHaveLength(2)
    expect(asked.join('\n')).toContain(host.host)
    expect(asked.join('\n')).not.toContain(webhookSecret)
  })

  test.each([
    ['asks for a password', 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'],
    ['forbids the host with a page', 'HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>'],
    ['answers as if it were the portal', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 17\r\n\r\n{"result":[1,2]}\n'],
    ['finds no way', 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'],
  ])('that %s is the proxy’s failure: the portal has seen nothing', async (_what, bytes) => {
    trust()
    const host = await scriptedHost([result(1)], certificate({ issuer: authority }))
    const { port } = await proxyThat((_target, socket) => void socket.end(bytes))
    const { call } = callTo(host.origin, { send: throughProxy(port) })

    for (const method of ['profile', 'user.add'] as const) {
      const failure = await failureOf(call(method, {}))
      expect(failure.code).toBe('proxy')
      expect(isDeliveryUnknown(failure)).toBe(false)
      expect(shownOf(failure)).not.toContain(webhookSecret)
    }
    expect(host.seen).toHaveLength(0)
  })

  test.each([
    ['hangs up', (socket: Duplex): unknown => socket.end()],
    ['says nothing', (): unknown => undefined],
  ])('that %s holds nobody longer than the time for a request, and a write was not sent', async (_what, act) => {
    const { port } = await proxyThat((_target, socket) => void act(socket))
    const failure = await failureOf(callTo('https://127.0.0.1:443', { send: throughProxy(port), timeoutMs: 200 }).call('user.add', {}))

    expect(['timeout', 'proxy']).toContain(failure.code)
    expect(isDeliveryUnknown(failure)).toBe(false)
  })

  test('that is not there is the proxy’s failure', async () => {
    const { call } = callTo('https://127.0.0.1:2', { send: throughProxy(1) })
    await expect(call('profile', {})).rejects.toMatchObject({ code: 'proxy', details: { cause: 'ECONNREFUSED' } })
  })

  test('that opens the connection itself is seen by its certificate', async () => {
    trust()
    const inspecting = await listener(certificate({ issuer: stranger, withIssuer: true }))
    const { port } = await proxyThat((_target, socket) => {
      const far = connect(Number(new URL(inspecting.origin).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        far.pipe(socket).pipe(far)
      })
      far.on('error', () => socket.destroy())
    })
    const failure = await failureOf(callTo('https://127.0.0.1:443', { send: throughProxy(port) }).call('user.add', {}))

    expect(failure).toMatchObject({ code: 'tlsIntercepted', details: { cause: 'SELF_SIGNED_CERT_IN_CHAIN' } })
    expect(isDeliveryUnknown(failure)).toBe(false)
    expect(inspecting.heard()).toBe(0)
  })
})
