import type { Clock, ConnectOptions, Log, PortalApi, PortalGateway } from '../../core/ports'
import { createSendRequest } from './httpRequest'
import { createLimiter, noLimiter, type Limiter } from './limiter'
import { moveWebhook } from './moveWebhook'
import { appAccess } from './oauth/appAccess'
import { authorizeAddress } from './oauth/authorizeAddress'
import { webUrl } from './oauth/portalHost'
import { createTokenClient, type TokenClient } from './oauth/tokenClient'
import { webhookAccess, type PortalAccess } from './portalAccess'
import { createPortalApi } from './portalApi'
import { createPortalCall } from './portalClient'
import { reachPortal } from './reachPortal'
import { sleep as realSleep, type Sleep } from './sleep'
import { isLoopbackHost, parseWebhookAddress } from './webhookAddress'

export interface PortalGatewayOptions {
  readonly log: Log
  readonly clock: Clock
  /** For the User-Agent that Bitrix24 asks for (bitrix24.md §1.1). */
  readonly version: string
  /** For one request; the checks have shorter limits of their own. */
  readonly timeoutMs?: number
  readonly sleep?: Sleep
  readonly random?: () => number
}

export function createPortalGateway(options: PortalGatewayOptions): PortalGateway {
  const { log, clock, version, timeoutMs = 30_000, sleep = realSleep, random = Math.random } = options
  const send = createSendRequest()
  const userAgent = `latchkey/${version}`
  const limiterOf = createLimiterBook(sleep)
  /** What a person was sent away with, by application: an answer for another portal or another asking is refused. */
  const askedToLetIn = new Map<string, { readonly portal: URL; readonly state: string }>()

  /** A portal on this machine is its own authorisation server; every other one has the official one. */
  const tokenClientFor = (portal: URL | undefined): TokenClient => {
    const onThisMachine = portal !== undefined && isLoopbackHost(portal.hostname) ? portal.origin : undefined
    return createTokenClient({ send, clock, log, userAgent, timeoutMs, allowLoopback: onThisMachine !== undefined, ...(onThisMachine === undefined ? {} : { authServer: onThisMachine }) })
  }

  const apiThrough = (access: PortalAccess, { plan, onOutcome }: ConnectOptions): PortalApi => {
    const call = createPortalCall({
      access, send, limiter: limiterOf(access, plan), log, clock, sleep, random, userAgent, timeoutMs,
      ...(onOutcome === undefined ? {} : { onOutcome }),
    })
    return createPortalApi({ call, sleep, clock })
  }

  return {
    parseWebhook(webhook, { allowLoopback }) {
      const { host, userId } = parseWebhookAddress(webhook, { allowLoopback })
      return { host, userId }
    },
    moveWebhook,
    connect: (webhook, connectOptions) => apiThrough(webhookAccess(parseWebhookAddress(webhook, connectOptions)), connectOptions),
    authorizeAddress(portal, clientId, state) {
      const address = authorizeAddress(portal, clientId, state, { allowLoopback: true })
      askedToLetIn.set(clientId.trim(), { portal: new URL(address), state })
      return address
    },
    exchangeCode(credentials, codeOrAddress, callOptions) {
      const asked = askedToLetIn.get(credentials.clientId)
      const meant = asked === undefined ? {} : { state: asked.state, portalHost: asked.portal.host }
      return tokenClientFor(asked?.portal).exchangeCode(credentials, codeOrAddress, { ...callOptions, ...meant })
    },
    connectApp(credentials, tokens, { onTokens, ...connectOptions }) {
      const { allowLoopback } = connectOptions
      const tokenClient = tokenClientFor(webUrl(tokens.clientEndpoint))
      return apiThrough(appAccess({ credentials, tokens, tokenClient, allowLoopback, log, onTokens }), connectOptions)
    },
    reach: (host, reachOptions = {}) => reachPortal({ send, clock, userAgent, timeoutMs }, host, reachOptions),
  }
}

/** One limiter a portal, whoever asks: a webhook and an application behind one address share the bucket (bitrix24.md §1.7). */
function createLimiterBook(sleep: Sleep): (portal: Pick<PortalAccess, 'origin' | 'isLoopback'>, plan: ConnectOptions['plan']) => Limiter {
  const limiters = new Map<string, Limiter>()
  return ({ origin, isLoopback }, plan) => {
    if (isLoopback && plan === undefined) return noLimiter
    const known = limiters.get(origin)
    if (known !== undefined) {
      if (plan !== undefined) known.setPlan(plan)
      return known
    }
    const limiter = createLimiter({ sleep, ...(plan === undefined ? {} : { plan }) })
    limiters.set(origin, limiter)
    return limiter
  }
}
