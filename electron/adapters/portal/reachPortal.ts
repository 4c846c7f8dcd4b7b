import type { Clock } from '../../core/ports'
import type { SendRequest } from './httpRequest'
import { portalFailure } from './portalErrors'
import { judgeRedirect } from './redirect'
import { isLoopbackHost } from './webhookAddress'

export interface ReachAnswer {
  readonly answer: 'answers' | 'renamed' | 'notAPortal'
  readonly movedTo?: string
  readonly tookMs: number
}
interface ReachParts {
  readonly send: SendRequest
  readonly clock: Clock
  readonly userAgent: string
  readonly timeoutMs: number
}

/** Asks for the front page, without any right and without following where it points. */
export async function reachPortal(parts: ReachParts, host: string, options: { readonly signal?: AbortSignal; readonly baseUrl?: string }): Promise<ReachAnswer> {
  const url = frontPage(host, options.baseUrl)
  const startedAt = parts.clock.now()
  const answer = await parts.send({
    method: 'GET',
    url: url.href,
    isLoopback: isLoopbackHost(url.hostname),
    headers: { Accept: 'text/html', 'User-Agent': parts.userAgent },
    timeoutMs: parts.timeoutMs,
    signal: options.signal,
    headOnly: true,
  })
  const tookMs = Math.max(0, parts.clock.now() - startedAt)
  if (answer.status === 407) throw portalFailure('proxy', { status: 407 })
  if (answer.status === 511) throw portalFailure('captivePortal', { status: 511 })
  if (answer.status >= 500) throw portalFailure('portalError', { status: answer.status })
  if (answer.status >= 300 && answer.status < 400) {
    const { says, movedTo } = judgeRedirect(answer.location, { hosts: [url.host, host.toLowerCase()], isLoopback: isLoopbackHost(url.hostname) })
    if (says === 'captive') throw portalFailure('captivePortal', { status: answer.status, answer: 'redirect' })
    return says === 'renamed' ? { answer: 'renamed', ...(movedTo === undefined ? {} : { movedTo }), tookMs } : { answer: 'answers', tookMs }
  }
  const isPage = answer.status === 200 || answer.status === 401 || answer.status === 403
  return { answer: isPage && answer.contentType.includes('html') ? 'answers' : 'notAPortal', tookMs }
}

function frontPage(host: string, baseUrl: string | undefined): URL {
  try {
    const url = new URL(baseUrl ?? (host.includes('://') ? host : `https://${host}`))
    // SECURITY (6A-1): https only, except the demo portal's own address
    if (url.protocol === 'https:' || (baseUrl !== undefined && url.protocol === 'http:' && isLoopbackHost(url.hostname))) return new URL('/', url.origin)
  } catch {
    // no address at all
  }
  throw portalFailure('hostNotFound', { part: 'host' })
}
