import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CallContext } from './callMethod'
import { authorize, callMethod } from './callMethod'
import type { AppliedFault, Exchange } from './faults/fault'
import { htmlPage, htmlType, loginPage } from './pages'
import { encodeJson } from './php/encodeJson'
import type { PhpMap } from './php/phpValue'
import type { PortalState } from './portalState'
import type { RestPath } from './readRequest'
import { BodyTooLargeError, readParams, readRestPath } from './readRequest'
import { RestError } from './restError'

const jsonType = 'application/json; charset=utf-8'

/** HTTP in, HTTP out; knows no method by name. */
export class PortalServer {
  private readonly server: Server
  private readonly timers = new Set<NodeJS.Timeout>()
  private host = ''

  constructor(private readonly portal: PortalState) {
    this.server = createServer((request, response) => void this.answer(request, response))
  }

  async start(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject)
      // SECURITY: loopback only, by address (6B-1): the company is made up, but nobody else has business here
      this.server.listen(port, '127.0.0.1', () => {
        this.server.off('error', reject)
        resolve()
      })
    })
    const address = this.server.address() as AddressInfo
    this.host = `127.0.0.1:${address.port}`
    return `http://${this.host}`
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer)
    if (!this.server.listening) return
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    this.server.closeAllConnections()
    await closed
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = new HttpExchange(request, response, this.host, this.timers)
    const { pathname, query } = exchange
    const rest = readRestPath(pathname)
    const faults = this.portal.faults.meet(rest !== undefined)
    const nowMs = this.portal.now() + faults.reduce((sum, { fault, argument }) => sum + (fault.clockAheadMs?.(argument) ?? 0), 0)
    response.setHeader('Date', new Date(nowMs).toUTCString())
    try {
      if (rest !== undefined) this.portal.requests.add(rest.method, this.portal.now())
      for (const { fault, argument } of faults) {
        if (fault.takeOver !== undefined && (await fault.takeOver(exchange, argument))) return
      }
      if (rest === undefined) answerPage(exchange, faults)
      else {
        const answer = await this.answerRest(request, rest, query, { portal: this.portal, faults, nowMs })
        respondJson(exchange, 200, answer, faults)
      }
    } catch (error) {
      respondError(exchange, error, faults)
    }
  }

  private async answerRest(request: IncomingMessage, rest: RestPath, query: string, context: CallContext): Promise<PhpMap> {
    const params = await readParams(request, query)
    const source = request.socket.remoteAddress ?? ''
    if (this.portal.bucket?.admit(source, this.portal.now()) === false) throw new RestError('QUERY_LIMIT_EXCEEDED')
    refuseByFault(context.faults)
    const credentials = rest.userId === undefined || rest.secret === undefined ? undefined : { userId: rest.userId, secret: rest.secret }
    const { method, webhook } = authorize(rest.method, credentials, context)
    return callMethod(method, params, webhook, context)
  }
}

function refuseByFault(faults: readonly AppliedFault[]): void {
  for (const { fault } of faults) if (fault.refuseRequest !== undefined) throw new RestError(fault.refuseRequest)
}

/** Everything outside REST: the root asks for a login, and nothing else is there. */
function answerPage(exchange: HttpExchange, faults: readonly AppliedFault[]): void {
  const refused = faults.find(({ fault }) => fault.refuseRequest !== undefined)
  if (refused !== undefined) exchange.respond(503, htmlType, htmlPage('503 Service Unavailable'))
  else if (exchange.pathname === '/') exchange.respond(200, htmlType, loginPage())
  else exchange.respond(404, htmlType, htmlPage('404 Not Found'))
}

function respondError(exchange: HttpExchange, error: unknown, faults: readonly AppliedFault[]): void {
  if (error instanceof BodyTooLargeError) exchange.respond(413, htmlType, htmlPage('413 Request Entity Too Large'), { Connection: 'close' })
  else {
    const refused = error instanceof RestError ? error : new RestError('INTERNAL_SERVER_ERROR')
    respondJson(exchange, refused.status, refused.toAnswer(), faults)
  }
}

function respondJson(exchange: HttpExchange, status: number, answer: PhpMap, faults: readonly AppliedFault[]): void {
  const json = faults.reduce((text, { fault }) => fault.rewriteText?.(text) ?? text, encodeJson(answer))
  exchange.respond(status, jsonType, json)
}

class HttpExchange implements Exchange {
  readonly path: string
  readonly pathname: string
  readonly query: string
  readonly isOldName: boolean
  readonly newOrigin: string

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    host: string,
    private readonly timers: Set<NodeJS.Timeout>,
  ) {
    this.path = request.url ?? '/'
    const cut = this.path.indexOf('?')
    // not parsed as a URL: a path that begins with two slashes would be taken for a host
    this.pathname = cut < 0 ? this.path : this.path.slice(0, cut)
    this.query = cut < 0 ? '' : this.path.slice(cut + 1)
    this.isOldName = request.headers.host === host
    this.newOrigin = `http://${host.replace('127.0.0.1', 'localhost')}`
  }

  respond(status: number, contentType: string, body: string, headers: Readonly<Record<string, string>> = {}): void {
    if (this.response.destroyed) return
    // what is left of the request is read and dropped, else the caller never gets to read the answer
    this.request.resume()
    this.response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body), 'X-Content-Type-Options': 'nosniff', ...headers })
    this.response.end(body)
  }

  reset(): void {
    this.request.socket.resetAndDestroy()
  }

  hang(): Promise<never> {
    this.request.resume()
    return new Promise<never>(() => undefined)
  }

  delay(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer)
        resolve()
      }, ms)
      this.timers.add(timer)
    })
  }
}
