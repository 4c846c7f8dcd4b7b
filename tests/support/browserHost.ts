import { randomBytes } from 'node:crypto'
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import type { AppEvent } from '@shared/contract/events'
import type { Result } from '@shared/contract/appError'
import { createFileTickets, type FileTickets } from '../../electron/hosts/browser/fileTickets'
import { createBrowserServer, type BrowserServer, type ServerLimits } from '../../electron/hosts/browser/httpServer'
import type { Log, LogFields } from '../../electron/core/ports'
import { createEventHub } from '../../electron/rpc/eventHub'
import { contentSecurityPolicy } from '../../electron/static/contentSecurityPolicy'
import { loadStaticFiles } from '../../electron/static/staticFiles'
import { ask, type Answer } from './rawHttp'
import { writeExampleBuild } from './staticAttacks'

export interface ManualClock {
  now(): number
  advance(ms: number): void
}
export function createManualClock(): ManualClock {
  let at = 1_790_000_000_000
  return { now: () => at, advance: (ms) => void (at += ms) }
}

export interface LogLine {
  readonly level: string
  readonly area: string
  readonly event: string
  readonly fields: LogFields | undefined
}
export function createListLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = []
  const at = (level: string) => (area: string, event: string, fields?: LogFields): void => void lines.push({ level, area, event, fields })
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

export const randomIds = { token: (bytes: number): string => randomBytes(bytes).toString('base64url') }

/** What somebody asked the fake core for. */
export interface Call {
  readonly method: unknown
  readonly params: unknown
}

export interface HostUnderTest {
  readonly port: number
  readonly origin: string
  readonly server: BrowserServer
  readonly clock: ManualClock
  readonly tickets: FileTickets
  readonly log: ReturnType<typeof createListLog>
  readonly calls: readonly Call[]
  readonly seen: { redeemed: number; lockedOut: number }
  publish(event: AppEvent): void
  /** Pages that the core's events are passed on to. */
  listeners(): number
  /** The headers a browser sends for a script of our own page; `undefined` leaves one out, a text replaces it. */
  headers(changes?: Readonly<Record<string, string | readonly string[] | undefined>>): readonly (readonly [string, string])[]
  /** Redeems a fresh launch token and answers the cookie, as `name=value`. */
  signIn(): Promise<string>
  redeem(token: string): Promise<Answer>
  call(cookie: string, body: unknown): Promise<Answer>
  listenToEvents(cookie: string): Promise<EventListener>
  stop(): Promise<void>
}

export interface EventListener {
  readonly status: number
  readonly response: IncomingMessage
  /** Resolves as soon as everything received holds the text. */
  until(text: string): Promise<string>
  readonly ended: Promise<void>
  leave(): void
}

/** The real server on a real port over an example build; only the core behind it is a stand-in. */
export async function startHostUnderTest(options: { readonly limits?: Partial<ServerLimits>; readonly answer?: (call: Call) => Result<unknown> | Promise<Result<unknown>> } = {}): Promise<HostUnderTest> {
  const build = writeExampleBuild()
  const clock = createManualClock()
  const log = createListLog()
  const hub = createEventHub(log)
  const tickets = createFileTickets({ clock, ids: randomIds })
  const staticFiles = loadStaticFiles(build.dir)
  const calls: Call[] = []
  const seen = { redeemed: 0, lockedOut: 0 }
  let listeners = 0
  const server = createBrowserServer({
    dispatch: async (method, params) => {
      const call = { method, params }
      calls.push(call)
      return options.answer ? options.answer(call) : { ok: true, value: { heard: method } }
    },
    hub: {
      subscribe(listener) {
        const leave = hub.subscribe(listener)
        listeners += 1
        return () => {
          listeners -= 1
          leave()
        }
      },
    },
    staticFiles, clock, tickets, log,
    ids: randomIds,
    csp: contentSecurityPolicy({ styleHashes: staticFiles.styleHashes, dev: false }),
    limits: { closeGraceMs: 50, ...options.limits },
    onRedeemed: () => void (seen.redeemed += 1),
    onLockedOut: () => void (seen.lockedOut += 1),
  })
  const { port } = await server.start(0)
  const origin = `http://127.0.0.1:${port}`

  const headers: HostUnderTest['headers'] = (changes = {}) => {
    const all: Parameters<HostUnderTest['headers']>[0] = { Host: `127.0.0.1:${port}`, Origin: origin, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json', 'X-App-Request': '1', ...changes }
    return Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((one) => [name, one] as const)))
  }
  const post = (path: string, body: unknown, changes: Parameters<typeof headers>[0] = {}): Promise<Answer> => {
    const text = JSON.stringify(body)
    return ask(port, 'POST', path, headers({ 'Content-Length': String(Buffer.byteLength(text)), ...changes }), text)
  }
  const redeem = (token: string): Promise<Answer> => post('/session', { token })

  return {
    port, origin, server, clock, tickets, log, calls, seen, headers, redeem,
    publish: (event) => hub.publish(event),
    listeners: () => listeners,
    async signIn() {
      const answer = await redeem(tokenOf(server.launchUrl()))
      return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    },
    call: (cookie, body) => post('/rpc', body, { Cookie: cookie }),
    listenToEvents: (cookie) => openEvents(port, headers({ Origin: undefined, 'Content-Type': undefined, 'X-App-Request': undefined, Cookie: cookie })),
    async stop() {
      await server.close()
      build.remove()
    },
  }
}

export function tokenOf(launchUrl: string): string {
  return new URL(launchUrl).hash.slice(1)
}

function openEvents(port: number, headers: readonly (readonly [string, string])[]): Promise<EventListener> {
  return new Promise((resolve, reject) => {
    const request: ClientRequest = httpRequest({ host: '127.0.0.1', port, path: '/events', headers: headers.flat(), setHost: false, agent: false }, (response) => {
      let received = ''
      const waiting = new Set<() => void>()
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        received += piece
        for (const look of [...waiting]) look()
      })
      response.on('error', () => undefined)
      resolve({
        status: response.statusCode ?? 0,
        response,
        until: (text) =>
          new Promise((found) => {
            const look = (): void => {
              if (!received.includes(text)) return
              waiting.delete(look)
              found(received)
            }
            waiting.add(look)
            look()
          }),
        ended: new Promise((over) => response.once('close', over)),
        leave: () => request.destroy(),
      })
    })
    request.on('error', reject)
    request.end()
  })
}
