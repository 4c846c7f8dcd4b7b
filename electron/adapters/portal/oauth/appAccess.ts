import type { AppCredentials, AppTokens, Log } from '../../../core/ports'
import { AppFailure } from '@shared/contract/appError'
import { hasEnded } from '../hasEnded'
import type { PortalAccess } from '../portalAccess'
import { portalFailure } from '../portalErrors'
import { isLoopbackHost } from '../webhookAddress'
import { isSafe, webUrl } from './portalHost'
import type { TokenClient } from './tokenClient'

export interface AppAccessParts {
  readonly credentials: AppCredentials
  readonly tokens: AppTokens
  readonly tokenClient: TokenClient
  readonly allowLoopback: boolean
  readonly log: Log
  /** Gets each new pair before the first call with it goes out. */
  readonly onTokens: (tokens: AppTokens) => void
}

/** The authorisation server said no to these: asking again with the same refresh token gets the same no, and too many get the app blocked. */
const final: ReadonlySet<string> = new Set(['tokenExpired', 'appRemoved', 'subscriptionNeeded', 'portalGone', 'noRights', 'scopeMissing'])

/**
 * A local application's right. The access token is put into the JSON body, never into an address (bitrix24.md §1.1). It is
 * renewed once for all calls that meet its end together, and only when the portal said so.
 */
export function appAccess({ credentials, tokens, tokenClient, allowLoopback, log, onTokens }: AppAccessParts): PortalAccess {
  const endpoint = webUrl(tokens.clientEndpoint)
  if (endpoint === undefined || !isSafe(endpoint, allowLoopback)) throw portalFailure('tokenExpired', { reason: 'endpoint' })
  const { origin, host } = endpoint
  let current = tokens
  let renewing: Promise<void> | undefined
  let refused: AppFailure | undefined

  const renewOnce = async (): Promise<void> => {
    const fetched = await tokenClient.refresh(credentials, current).catch((error: unknown) => {
      if (error instanceof AppFailure && final.has(error.code)) refused = error
      throw error
    })
    // A pair that names another host belongs to a renamed portal. It is good, but goes nowhere a person has not confirmed:
    // the next call meets the portal's own redirect and says so (bitrix24.md §0.10).
    const isMoved = fetched.portalHost !== host
    if (isMoved) log.info('portal', 'tokensNameOtherHost')
    const next = { ...fetched.tokens, clientEndpoint: current.clientEndpoint, memberId: fetched.tokens.memberId === '' ? current.memberId : fetched.tokens.memberId }
    try {
      onTokens(next)
    } catch {
      // The old pair is void already: the new one serves until the app ends
      log.warn('portal', 'tokensNotKept')
    }
    current = next
  }
  const shared = (): Promise<void> => {
    renewing ??= renewOnce().finally(() => (renewing = undefined))
    return renewing
  }

  return {
    kind: 'app',
    origin,
    host,
    isLoopback: isLoopbackHost(endpoint.hostname),
    urlOf: (method, rest) => (rest === 'v3' ? `${origin}/rest/api/${method}` : `${origin}/rest/${method}.json`),
    async authorize(params, signal) {
      // Sent with the old token it would only be refused. How the renewal ended is told by the call that asked for it
      if (renewing !== undefined) await unlessAborted(renewing.catch(() => undefined), signal)
      return { ...params, auth: current.accessToken }
    },
    holdsSecret(text) {
      const lower = text.toLowerCase()
      return [current.accessToken, current.refreshToken, credentials.clientSecret].some((secret) => secret !== '' && lower.includes(secret.toLowerCase()))
    },
    async renew(_failedWith, sent, signal) {
      // Another call renewed while this one was under way
      if (sent['auth'] !== current.accessToken) return true
      if (refused !== undefined) throw refused
      await unlessAborted(shared(), signal)
      return true
    },
  }
}

/** One caller that gives up does not end what the others wait for: a fetched pair must not be lost. */
async function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work
  // Its end may come after nobody listens
  work.catch(() => undefined)
  if (hasEnded(signal)) throw portalFailure('cancelled')
  const aborted = Promise.withResolvers<never>()
  const onAbort = (): void => aborted.reject(portalFailure('cancelled'))
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
