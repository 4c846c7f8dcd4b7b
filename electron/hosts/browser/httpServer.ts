import { AppFailure, type ErrorCode } from '@shared/contract/appError'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Clock, IdSource, Log } from '../../core/ports'
import type { Dispatch } from '../../rpc/dispatch'
import type { EventHub } from '../../rpc/eventHub'
import type { StaticFiles } from '../../static/staticFiles'
import { createEventStreams } from './eventStream'
import type { FileTickets } from './fileTickets'
import { discardRest, parseJson, readBody } from './readBody'
import { createLaunchTokens } from './security/launchToken'
import { guard, maxBodyBytes, type Route } from './security/requestGuard'
import { downloadHeaders, notKept, securityHeaders, staticHeaders, type Headers } from './security/responseHeaders'
import { createSessions, sessionCookie } from './security/sessions'

export interface ServerLimits {
  /** Until the last header line is there. */
  readonly headersTimeoutMs: number
  /** Until the whole body is there. */
  readonly requestTimeoutMs: number
  /** How often connections are held to both. */
  readonly checkEveryMs: number
  readonly keepAliveMs: number
  readonly maxConnections: number
  readonly maxHeaderBytes: number
  readonly heartbeatMs: number
  /** What an answer under way gets when the server closes. */
  readonly closeGraceMs: number
}

export const defaultLimits: ServerLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  checkEveryMs: 2_000,
  keepAliveMs: 5_000,
  maxConnections: 64,
  maxHeaderBytes: 16 * 1024,
  heartbeatMs: 15_000,
  closeGraceMs: 300,
}

export interface BrowserServerOptions {
  readonly dispatch: Dispatch
  readonly hub: Pick<EventHub, 'subscribe'>
  readonly staticFiles: StaticFiles
  readonly csp: string
  readonly clock: Clock
  readonly ids: Pick<IdSource, 'token'>
  readonly tickets: FileTickets
  readonly log: Log
  readonly limits?: Partial<ServerLimits>
  /** A launch token was accepted: some browser has the page. */
  readonly onRedeemed?: () => void
  /** Ten failed tokens: the app must end. */
  readonly onLockedOut?: () => void
}

export interface BrowserServer {
  /** Rejects with `portInUse` when the port cannot be had. */
  start(port: number): Promise<{ readonly port: number }>
  /** The port refuses at once; answers under way get a moment. Safe to call twice. */
  close(): Promise<void>
  /** The address with a fresh one-time token. */
  launchUrl(): string
  /** Since when nobody has asked for anything; 0 while a page listens or a request is under way. */
  idleMs(): number
}

const loopback = '127.0.0.1'
const launchSchema = z.strictObject({ token: z.string().max(256) })
const callSchema = z.strictObject({ method: z.string().max(100), params: z.unknown() })

export function createBrowserServer(options: BrowserServerOptions): BrowserServer {
  const { dispatch, staticFiles, clock, ids, tickets, log } = options
  const limits: ServerLimits = { ...defaultLimits, ...options.limits }
  const tokens = createLaunchTokens({ clock, ids })
  const sessions = createSessions(ids)
  const always = securityHeaders(options.csp)
  let port = 0
  let busy = 0
  let lastActive = clock.now()
  const touch = (): void => {
    lastActive = clock.now()
  }
  const streams = createEventStreams({ hub: options.hub, heartbeatMs: limits.heartbeatMs, onCountChanged: touch })

  const send = (response: ServerResponse, status: number, headers: Headers, body: string | Uint8Array = ''): void => {
    if (response.destroyed) return
    response.writeHead(status, { ...always, ...headers, 'Content-Length': String(Buffer.byteLength(body)) })
    response.end(body)
  }
  const sendJson = (response: ServerResponse, status: number, value: unknown, headers: Headers = {}): void =>
    send(response, status, { ...notKept, 'Content-Type': 'application/json; charset=utf-8', ...headers }, JSON.stringify(value))
  const refuse = (response: ServerResponse, status: number, code: ErrorCode, headers: Headers = {}): void =>
    sendJson(response, status, { ok: false, error: new AppFailure(code).toAppError() }, headers)

  /** The body, or `undefined` when the refusal went out already. */
  const receive = async (request: IncomingMessage, response: ServerResponse, route: Route['name']): Promise<Buffer | undefined> => {
    // Only now: a sender that asks first is told to go on after the door let it in.
    if (request.headers.expect !== undefined) response.writeContinue()
    const body = await readBody(request, maxBodyBytes(route))
    if (body.ok) return body.bytes
    if (body.problem === 'tooLarge') {
      refuse(response, 413, 'tooLarge')
      discardRest(request, maxBodyBytes(route))
    }
    return undefined
  }

  const openSession = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes = await receive(request, response, 'session')
    if (!bytes) return
    const body = launchSchema.safeParse(parseJson(bytes))
    if (!body.success) {
      refuse(response, 400, 'badRequest')
      return
    }
    const outcome = tokens.redeem(body.data.token)
    if (outcome === 'accepted') {
      sendJson(response, 200, { ok: true, value: {} }, { 'Set-Cookie': sessionCookie(port, sessions.open()) })
      options.onRedeemed?.()
      return
    }
    log.warn('door', 'tokenRefused', { outcome })
    if (outcome !== 'refused') {
      // SECURITY: 6B-2: a link opened twice leaked: whoever came in by it is put out, the rightful one too.
      sessions.endAll()
      streams.endAll()
    }
    if (outcome === 'lockedOut') response.once('close', () => options.onLockedOut?.())
    refuse(response, 401, 'linkUsed')
  }

  const call = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes = await receive(request, response, 'rpc')
    if (!bytes) return
    const body = callSchema.safeParse(parseJson(bytes))
    if (!body.success) {
      refuse(response, 400, 'badRequest')
      return
    }
    sendJson(response, 200, await dispatch(body.data.method, body.data.params))
  }

  const upload = async (request: IncomingMessage, response: ServerResponse, ticket: string): Promise<void> => {
    if (!tickets.redeemUpload(ticket)) {
      refuse(response, 404, 'fileNotFound')
      discardRest(request, maxBodyBytes('rpc'))
      return
    }
    const bytes = await receive(request, response, 'upload')
    if (bytes) sendJson(response, 200, { ok: true, value: { fileId: tickets.keepUpload(bytes) } })
  }

  const serve = async (route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    switch (route.name) {
      case 'static': {
        const file = staticFiles.lookUp(route.path)
        if (!file) refuse(response, 404, 'unknownMethod')
        else if (!file.contentType.startsWith('text/html') && request.headers['if-none-match'] === file.etag) {
          response.writeHead(304, { ...always, ...staticHeaders(file) }).end()
        } else send(response, 200, staticHeaders(file), file.bytes)
        return
      }
      case 'session':
        return openSession(request, response)
      case 'rpc':
        return call(request, response)
      case 'events':
        streams.open(response, always)
        return
      case 'upload':
        return upload(request, response, route.ticket)
      case 'download': {
        const file = tickets.redeemDownload(route.ticket)
        if (file) send(response, 200, downloadHeaders(file.name), file.bytes)
        else refuse(response, 404, 'fileNotFound')
      }
    }
  }

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    response.on('error', () => undefined)
    const verdict = guard(
      {
        method: request.method ?? '',
        target: request.url ?? '',
        hosts: request.headersDistinct['host'] ?? [],
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value])),
      },
      { port, isStatic: (path) => staticFiles.lookUp(path) !== undefined, isSession: (values) => sessions.has(values) },
    )
    if (!verdict.pass) {
      log.info('door', 'refused', { status: verdict.status, code: verdict.code })
      refuse(response, verdict.status, verdict.code, verdict.allow === undefined ? {} : { Allow: verdict.allow })
      discardRest(request, 2 * maxBodyBytes('rpc'))
      return
    }
    touch()
    busy += 1
    serve(verdict.route, request, response)
      .catch((error: unknown) => {
        log.error('door', 'threw', { route: verdict.route.name, error: error instanceof Error ? error.name : typeof error })
        if (response.headersSent) response.destroy()
        else refuse(response, 500, 'internal')
      })
      .finally(() => {
        busy -= 1
        touch()
      })
  }

  const server = createServer(
    {
      // SECURITY: 6B-13.
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.maxHeaderBytes,
      // SECURITY: 6B-5: a request without Host is refused by our guard with 421, like every other wrong Host.
      requireHostHeader: false,
    },
    handle,
  )
  server.maxConnections = limits.maxConnections
  server.on('checkContinue', handle)
  server.on('checkExpectation', handle)
  // SECURITY: 6B-10: no WebSocket and no tunnel: the socket is destroyed before a byte of an answer.
  server.on('upgrade', (_request, socket) => socket.destroy())
  server.on('connect', (_request, socket) => socket.destroy())

  let closing: Promise<void> | undefined
  return {
    start(wanted) {
      return new Promise((resolve, reject) => {
        server.once('error', (cause) => reject(new AppFailure('portInUse', { details: { port: wanted }, cause })))
        // SECURITY: 6B-1: this address and no other; a name or no host would listen to the network.
        server.listen(wanted, loopback, () => {
          const address = server.address()
          if (address === null || typeof address === 'string') {
            reject(new Error('No address to listen on'))
            return
          }
          port = address.port
          touch()
          resolve({ port })
        })
      })
    },
    close() {
      closing ??= new Promise((resolve) => {
        streams.endAll()
        // SECURITY: 6B-14: hanging sockets are destroyed; one stuck client must not keep the process.
        const cut = setTimeout(() => server.closeAllConnections(), limits.closeGraceMs)
        server.close(() => {
          clearTimeout(cut)
          resolve()
        })
        server.closeIdleConnections()
      })
      return closing
    },
    // SECURITY: 6B-3: in the fragment, which no request line, Referer or server log ever carries.
    launchUrl: () => `http://${loopback}:${port}/#${tokens.issue()}`,
    idleMs: () => (streams.count > 0 || busy > 0 ? 0 : clock.now() - lastActive),
  }
}
