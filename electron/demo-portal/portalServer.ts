import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { RequestLost } from './callMethod'
import { answerClassic } from './doors/answerClassic'
import type { OAuthPath } from './doors/answerOAuth'
import { answerOAuth, readOAuthPath } from './doors/answerOAuth'
import { answerPage } from './doors/answerPage'
import { answerRest3Door } from './doors/answerRest3Door'
import type { DoorAnswer, DoorRequest } from './doors/request'
import { jsonType } from './doors/request'
import type { AppliedFault, Door } from './faults/fault'
import { HttpExchange, PortalTimers } from './httpExchange'
import { htmlPage, htmlType } from './pages'
import { encodeJson } from './php/encodeJson'
import type { PortalState } from './portalState'
import { secondMs } from './portalTime'
import type { RestPath } from './readRequest'
import { BodyTooLargeError, readRestPath } from './readRequest'
import { RestError } from './restError'

/** A request takes a minute at most in the cloud (bitrix24.md 1.7); its head should not take that long. */
const requestTimeoutMs = 60 * secondMs
const headersTimeoutMs = 15 * secondMs

/** HTTP in, HTTP out; knows no method by name. */
export class PortalServer {
  private readonly server: Server
  private readonly timers = new PortalTimers()
  /** Every open connection, those whose request a fault has taken out of the server's hands among them. */
  private readonly sockets = new Set<Socket>()
  private isStopping = false
  private host = ''

  constructor(
    private readonly portal: PortalState,
    /** How long the head of a request may take. */
    headTimeoutMs = headersTimeoutMs,
  ) {
    const options = { headersTimeout: headTimeoutMs, requestTimeout: Math.max(requestTimeoutMs, headTimeoutMs), connectionsCheckingInterval: Math.min(secondMs, headTimeoutMs) }
    this.server = createServer(options, (request, response) => {
      // whatever a request does, it ends alone
      this.answer(request, response).catch(() => request.socket.destroy())
    })
    this.server.on('connection', (socket) => {
      // One that was on its way while the server closed would keep it open for ever
      if (this.isStopping) socket.destroy()
      this.sockets.add(socket)
      socket.once('close', () => this.sockets.delete(socket))
    })
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
    return this.origin
  }

  async stop(): Promise<void> {
    this.timers.stop()
    if (!this.server.listening) return
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    this.isStopping = true
    for (const socket of this.sockets) socket.destroy()
    await closed
  }

  private get origin(): string {
    return `http://${this.host}`
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = new HttpExchange(request, response, this.host, this.timers)
    const target = readTarget(exchange.pathname)
    const faults = this.portal.faults.meet(target.door)
    try {
      response.setHeader('Date', new Date(this.portal.now() + clockAheadMs(faults)).toUTCString())
      await this.answerThrough(exchange, target, faults)
    } catch (error) {
      if (error instanceof RequestLost) await exchange.hang()
      respondError(exchange, error, target, faults)
    }
  }

  private async answerThrough(exchange: HttpExchange, target: Target, faults: readonly AppliedFault[]): Promise<void> {
    const nowMs = this.portal.now() + clockAheadMs(faults)
    const door: DoorRequest = { exchange, portal: this.portal, faults, nowMs, arrivedAt: performance.now(), origin: this.origin }
    if (target.rest !== undefined) {
      this.portal.requests.add(target.rest.method, this.portal.now())
      this.portal.faults.pending.begin(this.portal.now())
    }
    for (const { fault, argument } of faults) {
      if (fault.takeOver !== undefined && (await fault.takeOver(exchange, argument))) return
    }
    const { answer, isSilent } = await answerOf(door, target)
    if (isSilent) await exchange.hang()
    if (target.rest === undefined) exchange.respond(answer.status, answer.contentType, answer.text, answer.headers)
    else respondRest(exchange, answer, faults)
  }
}

interface Target {
  readonly door: Door
  readonly rest: RestPath | undefined
  readonly oauth: OAuthPath | undefined
}

function readTarget(pathname: string): Target {
  const [rest, oauth] = [readRestPath(pathname), readOAuthPath(pathname)]
  if (rest !== undefined) return { door: rest.credentials === undefined ? 'app' : 'webhook', rest, oauth }
  return { door: oauth === undefined ? 'page' : 'oauth', rest, oauth }
}

async function answerOf(door: DoorRequest, { rest, oauth }: Target): Promise<{ readonly answer: DoorAnswer; readonly isSilent: boolean }> {
  if (rest !== undefined) return rest.version === 'rest3' ? answerRest3Door(door, rest) : answerClassic(door, rest)
  return { answer: oauth === undefined ? answerPage(door) : await answerOAuth(door, oauth), isSilent: false }
}

function clockAheadMs(faults: readonly AppliedFault[]): number {
  return faults.reduce((sum, { fault, argument }) => sum + (fault.clockAheadMs?.(argument) ?? 0), 0)
}

function respondError(exchange: HttpExchange, error: unknown, { rest }: Target, faults: readonly AppliedFault[]): void {
  if (error instanceof BodyTooLargeError) exchange.respond(413, htmlType, htmlPage('413 Request Entity Too Large'), { Connection: 'close' })
  else if (rest === undefined) exchange.respond(500, htmlType, htmlPage('500 Internal Server Error'))
  else respondRest(exchange, { status: 500, contentType: jsonType, text: encodeJson(new RestError('INTERNAL_SERVER_ERROR').toAnswer()) }, faults)
}

/** Text, bytes, delivery: a fault may spoil each of the three. */
function respondRest(exchange: HttpExchange, { status, contentType, text, headers }: DoorAnswer, faults: readonly AppliedFault[]): void {
  const rewritten = faults.reduce((json, { fault }) => fault.rewriteText?.(json) ?? json, text)
  const encode = faults.find(({ fault }) => fault.encode !== undefined)?.fault.encode
  const body = encode?.(rewritten) ?? Buffer.from(rewritten)
  for (const { fault, argument } of faults) {
    if (fault.deliver === undefined) continue
    fault.deliver(exchange, { status, contentType, body }, argument)
    return
  }
  exchange.respond(status, contentType, body, headers)
}
