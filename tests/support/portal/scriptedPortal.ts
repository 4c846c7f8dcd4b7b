import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createPortalGateway, type PortalGatewayOptions } from '../../../electron/adapters/portal/portalGateway'
import type { PortalApi } from '../../../electron/core/ports'
import { AppFailure } from '@shared/contract/appError'
import { recordingLog } from './portalParts'

export type Params = Readonly<Record<string, unknown>>
export interface ScriptedCall {
  readonly method: string
  readonly path: string
  readonly params: Params
  readonly headers: IncomingHttpHeaders
}
/** What the server does with one call. `lost`: it takes the request and never answers, the connection breaks. */
export type ScriptedAnswer = { readonly result: unknown } | { readonly error: string; readonly words?: string; readonly status?: number } | { readonly text: string; readonly status?: number } | 'lost'
export type Script = (call: ScriptedCall) => ScriptedAnswer

export interface ScriptedPortal {
  readonly webhook: string
  readonly secret: string
  readonly calls: readonly ScriptedCall[]
}

/** A portal that answers just what a test says, over real HTTP. */
export async function startScriptedPortal(script: Script): Promise<ScriptedPortal> {
  const secret = 'q1w2e3r4t5y6u7i8o9p0'
  const calls: ScriptedCall[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      const method = path.split('/').at(-1)?.replace(/\.json$/, '') ?? ''
      const call = { method, path, params: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Params, headers: request.headers }
      calls.push(call)
      const answer = script(call)
      if (answer === 'lost') {
        request.socket.destroy()
        return
      }
      response.setHeader('Content-Type', 'application/json')
      if ('text' in answer) response.writeHead(answer.status ?? 200).end(answer.text)
      else if ('error' in answer) response.writeHead(answer.status ?? 400).end(JSON.stringify({ error: answer.error, error_description: answer.words ?? '' }))
      else response.end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { webhook: `http://127.0.0.1:${(server.address() as AddressInfo).port}/rest/1/${secret}/`, secret, calls }
}

export interface ScriptedSetup extends ScriptedPortal {
  readonly api: PortalApi
  readonly log: ReturnType<typeof recordingLog>
  /** How long the client wanted to wait; nothing is waited for. */
  readonly waits: number[]
}

export async function connectToScript(script: Script, client: Partial<PortalGatewayOptions> = {}): Promise<ScriptedSetup> {
  const portal = await startScriptedPortal(script)
  const log = recordingLog()
  const waits: number[] = []
  const gateway = createPortalGateway({
    log,
    clock: { now: () => Date.now() },
    version: '0.0.0-test',
    timeoutMs: 15_000,
    sleep: (ms, signal) => {
      waits.push(ms)
      return signal?.aborted === true ? Promise.reject(new AppFailure('cancelled')) : Promise.resolve()
    },
    ...client,
  })
  return { ...portal, api: gateway.connect(portal.webhook, { allowLoopback: true }), log, waits }
}

/** One answer for every call of a method; what is not listed is refused as a method that does not exist. */
export function answers(table: Readonly<Record<string, ScriptedAnswer | ((call: ScriptedCall) => ScriptedAnswer)>>): Script {
  return (call) => {
    const answer = Object.hasOwn(table, call.method) ? table[call.method] : undefined
    if (answer === undefined) return { error: 'ERROR_METHOD_NOT_FOUND', status: 404 }
    return typeof answer === 'function' ? answer(call) : answer
  }
}

type Single = { readonly result: unknown; readonly total?: number } | { readonly error: string; readonly words?: string }

/**
 * Answers a batch as the portal does: each command's query is read as PHP reads it, references to earlier results are put
 * in, what leads nowhere becomes empty, and maps without anything in them are lists (bitrix24.md §1.6).
 */
export function runBatch(call: ScriptedCall, single: (method: string, params: Params) => Single): ScriptedAnswer {
  const results: Record<string, unknown> = {}
  const [errors, totals]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}]
  for (const [key, command] of Object.entries(call.params['cmd'] as Readonly<Record<string, string>>)) {
    const [method = '', query = ''] = command.split('?')
    const answer = single(method, withReferences(readPhpQuery(query), results))
    if ('error' in answer) errors[key] = { error: answer.error, error_description: answer.words ?? '' }
    else {
      results[key] = answer.result
      if (answer.total !== undefined) totals[key] = answer.total
    }
  }
  return { result: { result: phpMap(results), result_error: phpMap(errors), result_total: phpMap(totals), result_next: [], result_time: [] } }
}

function phpMap(map: Readonly<Record<string, unknown>>): unknown {
  return Object.keys(map).length === 0 ? [] : map
}

/** `a[b][c]=d` -> {a: {b: {c: 'd'}}}; everything is a text, as in PHP. */
export function readPhpQuery(query: string): Params {
  const root: Record<string, unknown> = {}
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const cut = pair.indexOf('=')
    const [name, value] = [decodeURIComponent(pair.slice(0, cut)), decodeURIComponent(pair.slice(cut + 1))]
    const keys = [name.split('[')[0] ?? '', ...[...name.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')]
    let at = root
    for (const key of keys.slice(0, -1)) at = (at[key] ??= {}) as Record<string, unknown>
    at[keys.at(-1) ?? ''] = value
  }
  return root
}

function withReferences(params: Params, results: Readonly<Record<string, unknown>>): Params {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]))
    if (typeof value !== 'string' || !value.startsWith('$result[')) return value
    let found: unknown = results
    for (const [, key = ''] of value.matchAll(/\[([^\]]+)\]/g)) found = (found as Readonly<Record<string, unknown>> | undefined)?.[key]
    return typeof found === 'string' ? found : ''
  }
  return fill(params) as Params
}

export interface DirectoryRow {
  readonly ID: string
  readonly [field: string]: unknown
}

/** user.get over these people, in pages of fifty. An empty value leaves its condition out, as the portal does. */
export function userGet(people: readonly DirectoryRow[], params: Params): { readonly result: readonly DirectoryRow[]; readonly total?: number } {
  const filter = (params['FILTER'] ?? {}) as Readonly<Record<string, unknown>>
  const after = filter['>ID']
  const found = people
    .filter(({ ID }) => after === undefined || after === '' || Number(ID) > Number(after))
    .filter(({ ID }) => filter['ID'] === undefined || ID === filter['ID'])
    .filter(({ EMAIL }) => filter['=EMAIL'] === undefined || JSON.stringify(EMAIL).toLowerCase() === JSON.stringify(filter['=EMAIL']).toLowerCase())
    .sort((a, b) => Number(a.ID) - Number(b.ID))
  return { result: found.slice(0, 50), ...(String(params['start']) === '-1' || found.length === 0 ? {} : { total: found.length }) }
}
