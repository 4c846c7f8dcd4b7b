import type { CallOptions, Clock, Log } from '../../core/ports'
import { AppFailure } from '@shared/contract/appError'
import type { SendRequest } from './httpRequest'
import type { Limiter } from './limiter'
import { portalFailure, readAnswer } from './portalErrors'
import type { Sleep } from './sleep'
import type { WebhookAddress } from './webhookAddress'

/** The methods this app calls. All only read: that is why they may be repeated. */
export const portalMethods = ['profile', 'scope', 'server.time', 'method.get', 'user.get', 'user.search', 'user.current'] as const
export type PortalMethod = (typeof portalMethods)[number]

export type PortalCall = (method: PortalMethod, params: Readonly<Record<string, unknown>>, options?: CallOptions) => Promise<unknown>

export interface PortalClientParts {
  readonly address: WebhookAddress
  readonly send: SendRequest
  readonly limiter: Limiter
  readonly log: Log
  readonly clock: Clock
  readonly sleep: Sleep
  readonly random: () => number
  readonly userAgent: string
  readonly timeoutMs: number
}

const maxAttempts = 3
const firstWaitMs = 400

/** One request at a time to one portal, with its retries. The address lives in this closure: no object shows it. */
export function createPortalCall(parts: PortalClientParts): PortalCall {
  const { address, send, limiter, log, clock, sleep, random } = parts
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'User-Agent': parts.userAgent }

  const attempt = async (method: PortalMethod, body: string, signal: AbortSignal | undefined): Promise<unknown> => {
    await limiter.take(signal)
    const url = `${address.origin}/rest/${address.userId}/${address.secret}/${method}.json`
    const answer = await send({ method: 'POST', url, isLoopback: address.isLoopback, headers, body, timeoutMs: parts.timeoutMs, signal })
    return readAnswer(answer, address.secret, address.host)
  }

  return async (method, params, options = {}) => {
    const body = JSON.stringify(params)
    const startedAt = clock.now()
    for (let count = 1; ; count += 1) {
      try {
        const result = await attempt(method, body, options.signal)
        log.debug('portal', 'methodAnswered', { method, tookMs: clock.now() - startedAt, attempts: count })
        return result
      } catch (error) {
        const failure = error instanceof AppFailure ? error : portalFailure('internal')
        const portalCode = failure.details?.['portalCode']
        log.info('portal', 'methodFailed', { method, code: failure.code, portalCode, attempt: count, tookMs: clock.now() - startedAt })
        if (failure.code === 'rateLimited') limiter.fill()
        if (count >= maxAttempts || !isRepeatable(failure)) throw failure
        // Doubling, with a spread so that several apps behind one address do not knock together
        await sleep(firstWaitMs * 2 ** (count - 1) * (0.75 + random() / 2), options.signal)
      }
    }
  }
}

/** Never after OVERLOAD_LIMIT (portalBlocked) or OPERATION_TIME_LIMIT (overloaded): bitrix24.md §1.4. */
function isRepeatable(failure: AppFailure): boolean {
  return failure.code === 'network' || failure.code === 'rateLimited'
}
