import type { ServerResponse } from 'node:http'
import { createSendRequest } from '../../../electron/adapters/portal/httpRequest'
import { noLimiter } from '../../../electron/adapters/portal/limiter'
import { appAccess } from '../../../electron/adapters/portal/oauth/appAccess'
import { createTokenClient, type TokenClient, type TokenClientParts } from '../../../electron/adapters/portal/oauth/tokenClient'
import { createPortalCall, type PortalCall } from '../../../electron/adapters/portal/portalClient'
import type { AppCredentials, AppTokens } from '../../../electron/core/ports'
import { recordingLog } from './portalParts'
import { json, refusal, result, scriptedHost, type ScriptedHost, type SeenRequest, type Step } from './scriptedHost'

export const credentials: AppCredentials = { clientId: 'local.5f0c1a2b', clientSecret: 'cl13nts3cr3tcl13nts3cr3tcl13nt' }

/** A portal and its authorisation server on one host of loopback; a pair is good until the test says otherwise. */
export interface OauthHost extends ScriptedHost {
  readonly tokens: AppTokens
  /** Requests to the authorisation server, and to the portal's methods. */
  readonly asked: () => readonly SeenRequest[]
  readonly called: () => readonly SeenRequest[]
  /** The portal takes no token that was given out so far. */
  expire(): void
  /** What the authorisation server does from now on; undefined: gives the next pair. */
  answerTokens(step: Step | undefined): void
  /** What the portal answers from now on; undefined: `true` for a good token. */
  answerCalls(step: Step | undefined): void
  pairOf(number: number): { readonly accessToken: string; readonly refreshToken: string }
}

export async function oauthHost(): Promise<OauthHost> {
  let [given, goodFrom] = [1, 1]
  let tokenStep: Step | undefined
  let callStep: Step | undefined
  const pairOf = (number: number) => ({ accessToken: `acc3ss${String(number).padStart(20, '0')}`, refreshToken: `r3fr3sh${String(number).padStart(20, '0')}` })
  const answer: Step = (request, response: ServerResponse) => {
    if (request.path === '/oauth/token/') {
      if (tokenStep !== undefined) {
        tokenStep(request, response)
        return
      }
      given += 1
      const { accessToken, refreshToken } = pairOf(given)
      json(200, { access_token: accessToken, refresh_token: refreshToken, expires_in: 3600, client_endpoint: `${host.origin}/rest/`, domain: 'oauth.bitrix.info', member_id: 'a223c6b3710f85df' })(request, response)
      return
    }
    if (callStep !== undefined) {
      callStep(request, response)
      return
    }
    const { auth } = JSON.parse(request.body) as { readonly auth?: string }
    const number = Number(auth?.replace('acc3ss', ''))
    const step = number >= goodFrom ? result(true) : refusal(401, 'expired_token', 'The access token provided has expired.')
    step(request, response)
  }
  const host = await scriptedHost([answer])
  return {
    ...host,
    pairOf,
    tokens: { ...pairOf(1), expiresAt: 0, clientEndpoint: `${host.origin}/rest/`, memberId: 'a223c6b3710f85df' },
    asked: () => host.seen.filter(({ path }) => path.startsWith('/oauth/')),
    called: () => host.seen.filter(({ path }) => path.startsWith('/rest/')),
    expire: () => void (goodFrom = given + 1),
    answerTokens: (step) => void (tokenStep = step),
    answerCalls: (step) => void (callStep = step),
  }
}

export interface AppSetup {
  readonly call: PortalCall
  readonly log: ReturnType<typeof recordingLog>
  /** Each pair that was handed over, and how many calls had reached the portal by then. */
  readonly kept: (AppTokens & { readonly callsBefore: number })[]
  readonly waits: number[]
}

export function tokenClientOf(host: ScriptedHost, log = recordingLog(), parts: Partial<TokenClientParts> = {}): TokenClient {
  return createTokenClient({ send: createSendRequest(), clock: { now: () => Date.now() }, log, userAgent: 'latchkey/0.0.0-test', timeoutMs: 15_000, authServer: host.origin, allowLoopback: true, ...parts })
}

/** The real client as an application, over real HTTP. */
export function appOn(host: OauthHost, parts: { readonly onTokens?: (tokens: AppTokens) => void; readonly timeoutMs?: number; readonly tokens?: AppTokens } = {}): AppSetup {
  const { timeoutMs = 15_000, tokens = host.tokens } = parts
  const log = recordingLog()
  const kept: (AppTokens & { callsBefore: number })[] = []
  const waits: number[] = []
  const access = appAccess({
    credentials, tokens, allowLoopback: true, log,
    tokenClient: tokenClientOf(host, log, { timeoutMs }),
    onTokens: (pair) => {
      kept.push({ ...pair, callsBefore: host.called().length })
      parts.onTokens?.(pair)
    },
  })
  const call = createPortalCall({
    access, send: createSendRequest(), limiter: noLimiter, log, clock: { now: () => Date.now() }, random: () => 0.5, userAgent: 'latchkey/0.0.0-test', timeoutMs,
    sleep: (ms) => {
      waits.push(Math.round(ms))
      return Promise.resolve()
    },
  })
  return { call, log, kept, waits }
}
