import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { onTestFinished } from 'vitest'

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly socket: IncomingMessage['socket']
}
/** One step of a script: what to do with one request. */
export type Step = (request: SeenRequest, response: ServerResponse) => void
export interface ScriptedHost {
  readonly port: number
  readonly host: string
  readonly origin: string
  readonly seen: readonly SeenRequest[]
}

/** Answers each request by the next step; the last one stays for all that come after. */
export async function scriptedHost(steps: readonly Step[], tls?: { readonly key: string; readonly cert: string }): Promise<ScriptedHost> {
  const seen: SeenRequest[] = []
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const pieces: Buffer[] = []
    request.on('error', () => undefined)
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces).toString('utf8'), socket: request.socket }
      const step = steps[Math.min(seen.length, steps.length - 1)]
      seen.push(one)
      step?.(one, response)
    })
  }
  const port = await listening(tls === undefined ? createServer(onRequest) : createSecureServer(tls, onRequest))
  const host = `127.0.0.1:${port}`
  return { port, host, origin: `${tls === undefined ? 'http' : 'https'}://${host}`, seen }
}

/** Listens on loopback until the test is over. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    if ('closeAllConnections' in server) (server as HttpServer).closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A JSON answer; `result` alone, or a whole body with its status. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Step {
  return (_request, response) => response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
}
export const result = (value: unknown, more: Readonly<Record<string, unknown>> = {}): Step => json(200, { result: value, ...more })
export const refusal = (status: number, error: string, description = ''): Step => json(status, { error, error_description: description })
export const page = (status: number, html = '<!DOCTYPE html><title>x</title>'): Step => (_request, response) => response.writeHead(status, { 'Content-Type': 'text/html' }).end(html)
/** Takes the request and breaks the connection. */
export const reset: Step = (request) => void request.socket.resetAndDestroy()
/** Takes the request and says nothing. */
export const silence: Step = () => undefined
/** Begins an answer and breaks off. */
export const cutOff: Step = (request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' })
  response.write('{"result":{"ID"', () => request.socket.destroy())
}
