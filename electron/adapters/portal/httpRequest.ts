import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { networkInterfaces } from 'node:os'
import { Readable } from 'node:stream'
import axios, { type AxiosRequestConfig } from 'axios'
import { portalFailure, transportFailure, type PortalAnswer } from './portalErrors'

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly isLoopback: boolean
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Only status and headers matter: the body is thrown away unread. */
  readonly headOnly?: boolean
}
export type HttpAnswer = PortalAnswer & { readonly contentType: string }
export type SendRequest = (request: HttpRequest) => Promise<HttpAnswer>

/** Far more than fifty users weigh; a portal never sends it, a hostile host might. */
const maxAnswerBytes = 4 * 1024 * 1024

/** Certificates are checked by Node's defaults: there is no switch here to turn that off. */
export function createSendRequest(): SendRequest {
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 6 })
  const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 6 })
  const client = axios.create({
    adapter: 'http',
    httpAgent,
    httpsAgent,
    // A renamed portal answers 302; followed, the POST becomes a GET and the secret goes to whoever was named (bitrix24.md §0.10)
    maxRedirects: 0,
    maxContentLength: maxAnswerBytes,
    maxBodyLength: 256 * 1024,
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

    const config: AxiosRequestConfig = {
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
    try {
      const answer = await client.request<unknown>(config)
      const header = (name: string): string | undefined => {
        const value: unknown = answer.headers[name]
        return typeof value === 'string' ? value : undefined
      }
      return {
        status: answer.status,
        location: header('location'),
        contentType: (header('content-type') ?? '').toLowerCase(),
        text: bodyText(answer.data),
      }
    } catch (error) {
      // SECURITY: the axios error ends here. It holds the address, and the address holds the secret.
      if (hasEnded(request.signal)) throw portalFailure('cancelled')
      throw ending.signal.aborted ? portalFailure('timeout') : transportFailure(error, isOnline)
    } finally {
      clearTimeout(timer)
      request.signal?.removeEventListener('abort', onAbort)
    }
  }
}

// A function, because the compiler takes a property read once for settled
function hasEnded(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true
}

const decoder = new TextDecoder('utf-8')

function bodyText(data: unknown): string {
  if (data instanceof Uint8Array) return decoder.decode(data)
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
