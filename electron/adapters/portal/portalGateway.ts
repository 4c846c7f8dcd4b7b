import type { Clock, Log, PortalApi, PortalGateway } from '../../core/ports'
import { createSendRequest } from './httpRequest'
import { createLimiter, noLimiter, type Limiter } from './limiter'
import { methodGet } from './methods/methodGet'
import { profile } from './methods/profile'
import { scope } from './methods/scope'
import { serverTime } from './methods/serverTime'
import { currentUser } from './methods/userCurrent'
import { userById, usersByAddress } from './methods/userGet'
import { searchUsers, userIdsByInvitation } from './methods/userSearch'
import { createPortalCall } from './portalClient'
import { reachPortal } from './reachPortal'
import { sleep as realSleep, type Sleep } from './sleep'
import { parseWebhookAddress } from './webhookAddress'

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
  const limiters = new Map<string, Limiter>()

  const limiterOf = (origin: string): Limiter => {
    const known = limiters.get(origin)
    if (known !== undefined) return known
    const limiter = createLimiter({ now: () => clock.now(), sleep })
    limiters.set(origin, limiter)
    return limiter
  }

  return {
    parseWebhook(webhook, { allowLoopback }) {
      const { host, userId } = parseWebhookAddress(webhook, { allowLoopback })
      return { host, userId }
    },
    connect(webhook, { allowLoopback }) {
      const address = parseWebhookAddress(webhook, { allowLoopback })
      const call = createPortalCall({ address, send, limiter: address.isLoopback ? noLimiter : limiterOf(address.origin), log, clock, sleep, random, userAgent, timeoutMs })
      return {
        profile: (callOptions) => profile(call, callOptions),
        scope: (callOptions) => scope(call, callOptions),
        serverTime: (callOptions) => serverTime(call, callOptions),
        methodGet: (name, callOptions) => methodGet(call, name, callOptions),
        usersByAddress: (person, callOptions) => usersByAddress(call, person, callOptions),
        userIdsByInvitation: (person, pending, callOptions) => userIdsByInvitation(call, person, pending, callOptions),
        userById: (id, callOptions) => userById(call, id, callOptions),
        searchUsers: (text, callOptions) => searchUsers(call, text, callOptions),
        currentUser: (callOptions) => currentUser(call, callOptions),
      } satisfies PortalApi
    },
    reach: (host, reachOptions = {}) => reachPortal({ send, clock, userAgent, timeoutMs }, host, reachOptions),
  }
}
