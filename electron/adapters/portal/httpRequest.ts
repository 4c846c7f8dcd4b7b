import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { networkInterfaces } from 'node:os'
import { Readable } from 'node:stream'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { AppFailure } from '@shared/contract/appError'
import axios, { type AxiosRequestConfig } from 'axios'
import { decodeBody } from './decodeBody'
import { hasEnded } from './hasEnded'
import { deliveryUnknown, portalFailure } from './portalErrors'
import type { PortalAnswer } from './readAnswer'
import { trackedTransport, type Progress } from './trackedTransport'
import { transportFailure } from './transportFailure'

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly isLoopback: boolean
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Given the body of an answer with status 200 before it is decoded: what is asked at once leaves before that work begins. */
  readonly onBody?: ((body: Uint8Array) => void) | undefined
  /** Only status and headers matter: the body is thrown away unread. */
  readonly headOnly?: boolean
  /** What is not known to have stayed here must not be sent again: a failure says so (isDeliveryUnknown). */
  readonly isWrite?: boolean
}
export type HttpAnswer = PortalAnswer & { readonly contentType: string }
export type SendRequest = (request: HttpRequest) => Promise<HttpAnswer>

/** Far more than fifty users weigh; a portal never sends it, a hostile host might. */
const maxAnswerBytes = 4 * 1024 * 1024

/** Certificates are checked by Node's defaults: there is no switch here to turn that off. */
export function createSendRequest(): SendRequest {
  const kept = { httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 6 }), httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 6 }) }
  // A kept connection may be closed by the portal in the moment it is used again, and nobody knows then what arrived
  const fresh = { httpAgent: new HttpAgent({ keepAlive: false }), httpsAgent: new HttpsAgent({ keepAlive: false }) }
  const client = axios.create({
    adapter: 'http',
    // A renamed portal answers 302; followed, the POST becomes a GET and the secret goes to whoever was named (bitrix24.md §0.10)
    maxRedirects: 0,
    maxContentLength: maxAnswerBytes,
    validateStatus: () => true,
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
  })

  return async (request) => {
    if (hasEnded(request.signal)) throw portalFailure('cancelled')
    const ending = new AbortController()
    // One deadline over connecting, waiting and reading: a host that sends a byte a second must end too
    const timer = setTimeout(() => ending.abort(), request.timeoutMs)
    const onAbort = (): void => ending.abort()
    request.signal?.addEventListener('abort', onAbort, { once: true })

    const agents = request.isWrite === true ? fresh : kept
    const isHttps = request.url.startsWith('https:')
    const progress: Progress = { mayBeSent: false, isProxied: false, isProxyAnswer: false }
    const config: AxiosRequestConfig = {
      ...agents,
      transport: trackedTransport(isHttps, [agents.httpAgent, agents.httpsAgent], progress),
      method: request.method,
      url: request.url,
      headers: { ...request.headers },
      signal: ending.signal,
      responseType: request.headOnly === true ? 'stream' : 'arraybuffer',
      ...(request.body === undefined ? {} : { data: request.body }),
      // SECURITY (6A-1): what goes to this machine never goes through a proxy. For https the system's HTTPS_PROXY holds:
      // axios tunnels through it with CONNECT, so the proxy sees the host and no more.
      ...(request.isLoopback ? { proxy: false } : {}),
    }
    const failed = (failure: AppFailure): AppFailure => (request.isWrite === true && progress.mayBeSent ? deliveryUnknown(failure) : failure)
    try {
      const answer = await client.request<unknown>(config)
      if (progress.isProxyAnswer) throw portalFailure('proxy', { status: answer.status })
      const header = (name: string): string | undefined => {
        const value: unknown = answer.headers[name]
        return typeof value === 'string' ? value : undefined
      }
      if (request.onBody !== undefined && answer.status === 200 && answer.data instanceof Uint8Array) {
        request.onBody(answer.data)
        await turnOfTheLoop()
      }
      const contentType = (header('content-type') ?? '').toLowerCase()
      return { status: answer.status, location: header('location'), date: header('date'), contentType, text: bodyText(answer.data, contentType) }
    } catch (error) {
      if (error instanceof AppFailure) throw error
      if (progress.isProxyAnswer) throw portalFailure('proxy')
      // SECURITY: the axios error ends here. It holds the address, and the address holds the secret.
      if (hasEnded(request.signal)) throw failed(portalFailure('cancelled'))
      throw failed(ending.signal.aborted ? portalFailure('timeout') : transportFailure(error, isOnline, progress))
    } finally {
      // An answer that came whole and stays unread keeps its connection for ever, and there are six
      if (request.headOnly === true) progress.hangUp?.()
      clearTimeout(timer)
      request.signal?.removeEventListener('abort', onAbort)
    }
  }
}

function bodyText(data: unknown, contentType: string): string {
  if (data instanceof Uint8Array) return decodeBody(data, contentType)
  if (data instanceof Readable) {
    // An error after this point has nobody to tell
    data.on('error', () => undefined)
    data.destroy()
  }
  return ''
}

/** Windows and macOS answer "no such host" when there is simply no network. */
function isOnline(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal) === true)
}
