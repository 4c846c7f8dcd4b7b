import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent } from 'node:http'
import { join } from 'node:path'
import axios, { type AxiosInstance } from 'axios'
import { createLimiter, type Limiter } from '../../../electron/adapters/portal/limiter'
import { people } from '../../../electron/adapters/portal/people'
import { createPortalGateway } from '../../../electron/adapters/portal/portalGateway'
import type { PortalCall } from '../../../electron/adapters/portal/portalClient'
import { sleep } from '../../../electron/adapters/portal/sleep'
import type { Log, PortalApi } from '../../../electron/core/ports'

export interface BenchPortal {
  readonly webhook: string
  /** Its bucket is empty afterwards. */
  rest(): Promise<void>
  stop(): void
}

/** The portal's work is not ours: it has a process of its own. */
export async function startPortal(peopleCount: number): Promise<BenchPortal> {
  const child = fork(join(import.meta.dirname, 'portalProcess.mjs'), [String(peopleCount)])
  const [webhook] = (await once(child, 'message')) as [string]
  return {
    webhook,
    async rest() {
      const rested = once(child, 'message')
      child.send('rest')
      await rested
    },
    stop: () => child.disconnect(),
  }
}

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** The client as the app makes it, told the plan: the limiter is in play although the portal is on this machine. */
export function connect(webhook: string): PortalApi {
  const gateway = createPortalGateway({ log: silent, clock: { now: () => Date.now() }, version: '0.0.0-bench' })
  return gateway.connect(webhook, { allowLoopback: true, plan: 'standard' })
}

/** axios as one would set it up by hand: kept connections, no proxy, nothing followed. */
export function bareAxios(parts: { readonly parse: boolean }): AxiosInstance {
  return axios.create({
    adapter: 'http',
    httpAgent: new Agent({ keepAlive: true }),
    proxy: false,
    maxRedirects: 0,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    ...(parts.parse ? {} : { responseType: 'arraybuffer' as const, transformResponse: [(data: unknown) => data] }),
  })
}

export interface Recorded {
  readonly url: string
  readonly body: string
}

/** A call that sends by bare axios and remembers what it sent. */
export function recordingCall(webhook: string): { readonly call: PortalCall; readonly sent: readonly Recorded[] } {
  const sent: Recorded[] = []
  const client = bareAxios({ parse: true })
  const call: PortalCall = async (method, params) => {
    const request = { url: `${webhook}${method}.json`, body: JSON.stringify(params) }
    sent.push(request)
    const { data } = await client.post<{ readonly result: unknown }>(request.url, request.body)
    return data.result
  }
  return { call, sent }
}

/** The requests by which everybody is read, cursors included. */
export async function recordEverybody(webhook: string): Promise<{ readonly requests: readonly Recorded[]; readonly count: number }> {
  const { call, sent } = recordingCall(webhook)
  let count = 0
  for await (const page of people(call)) count += page.length
  return { requests: sent, count }
}

export async function readEverybody(api: PortalApi): Promise<number> {
  let count = 0
  for await (const page of api.people()) count += page.length
  return count
}

/**
 * The least that limits, portal and wire allow: the same requests one after the other at the limiter's pace, and what comes
 * back is thrown away. Only the end of each body is looked at, for the portal's own `processing` (bitrix24.md §1.3).
 */
export async function replay(requests: readonly Recorded[], times = 1): Promise<{ readonly processingMs: number; readonly bytes: number }> {
  const client = bareAxios({ parse: false })
  const limiter = createLimiter({ sleep, plan: 'standard' })
  let [processingMs, bytes] = [0, 0]
  for (let time = 0; time < times; time += 1) {
    for (const { url, body } of requests) {
      const data = await postInTurn(client, limiter, url, body)
      bytes += data.length
      processingMs += Number(/"processing":([\d.e-]+)/.exec(data.toString('latin1', data.length - 400))?.[1]) * 1000
    }
  }
  return { processingMs, bytes }
}

/** At the very limit a request now and then comes a moment too early for the portal's own count: it is sent again, as the client does. */
async function postInTurn(client: AxiosInstance, limiter: Limiter, url: string, body: string): Promise<Buffer> {
  for (;;) {
    await limiter.take()
    const { status, data } = await client.post<Buffer>(url, body, { validateStatus: () => true })
    if (status === 200) return data
    if (status !== 503) throw new Error(`the portal answered ${status}`)
    limiter.fill()
  }
}
