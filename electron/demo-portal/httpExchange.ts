import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Exchange, Outgoing } from './faults/fault'

/** Timers that end with the portal: `stop` leaves nothing running. */
export class PortalTimers {
  private readonly timers = new Set<NodeJS.Timeout>()

  once(ms: number, done: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      done()
    }, ms)
    this.timers.add(timer)
  }

  every(ms: number, act: () => void): () => void {
    const timer = setInterval(act, ms)
    this.timers.add(timer)
    return () => {
      this.timers.delete(timer)
      clearInterval(timer)
    }
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer)
    this.timers.clear()
  }
}

/** One request and its answer. */
export class HttpExchange implements Exchange {
  readonly path: string
  readonly pathname: string
  readonly query: string
  readonly isOldName: boolean
  readonly newOrigin: string

  constructor(
    readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    host: string,
    private readonly timers: PortalTimers,
  ) {
    this.path = request.url ?? '/'
    const cut = this.path.indexOf('?')
    // not parsed as a URL: a path that begins with two slashes would be taken for a host
    this.pathname = cut < 0 ? this.path : this.path.slice(0, cut)
    this.query = cut < 0 ? '' : this.path.slice(cut + 1)
    this.isOldName = request.headers.host === host
    this.newOrigin = `http://${host.replace('127.0.0.1', 'localhost')}`
  }

  respond(status: number, contentType: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): void {
    if (!this.begin(status, contentType, { 'Content-Length': Buffer.byteLength(body), ...headers })) return
    this.response.end(body)
  }

  reset(): void {
    this.request.socket.resetAndDestroy()
  }

  respondPartly({ status, contentType, body }: Outgoing, bytes: number): void {
    if (!this.begin(status, contentType, { 'Content-Length': body.length })) return
    this.response.write(body.subarray(0, bytes), () => this.reset())
  }

  drip({ status, contentType, body }: Outgoing, everyMs: number): void {
    if (!this.begin(status, contentType, {})) return
    let at = 0
    // behind its end, JSON may have any number of spaces
    const stop = this.timers.every(everyMs, () => this.response.write(at < body.length ? body.subarray(at, ++at) : ' '))
    this.response.once('close', stop)
  }

  hang(): Promise<never> {
    this.request.resume()
    return new Promise<never>(() => undefined)
  }

  delay(ms: number): Promise<void> {
    return new Promise((resolve) => this.timers.once(ms, resolve))
  }

  private begin(status: number, contentType: string, headers: Readonly<Record<string, string | number>>): boolean {
    if (this.response.destroyed || this.response.headersSent) return false
    // what is left of the request is read and dropped, else the caller never gets to read the answer
    this.request.resume()
    this.response.writeHead(status, { 'Content-Type': contentType, 'X-Content-Type-Options': 'nosniff', ...headers })
    return true
  }
}
