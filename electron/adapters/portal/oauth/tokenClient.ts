import type { AppCredentials, AppTokens, CallOptions, Clock, Log } from '../../../core/ports'
import { AppFailure } from '@shared/contract/appError'
import type { SendRequest } from '../httpRequest'
import { portalFailure } from '../portalErrors'
import { isLoopbackHost } from '../webhookAddress'
import { readAuthorizationCode } from './authorizationCode'
import { isSafe, webUrl } from './portalHost'
import { readTokens, type TokenAnswer } from './tokenAnswer'

export interface TokenClientParts {
  readonly send: SendRequest
  readonly clock: Clock
  readonly log: Log
  readonly userAgent: string
  readonly timeoutMs: number
  /** The demo portal is its own authorisation server, on loopback. */
  readonly authServer?: string
  readonly allowLoopback: boolean
}
export interface ExchangeOptions extends CallOptions {
  /** What `authorizeAddress` was made with: an address that carries another one was not led here by this app. */
  readonly state?: string
  /** The portal the person meant. */
  readonly portalHost?: string
}
export interface TokenClient {
  exchangeCode(credentials: AppCredentials, codeOrAddress: string, options?: ExchangeOptions): Promise<AppTokens>
  /** The new pair, whatever portal host it names: that is for the caller to judge. */
  refresh(credentials: AppCredentials, tokens: AppTokens): Promise<TokenAnswer>
}

const officialServer = 'https://oauth.bitrix.info'

/** Talks to the authorisation server. Each question is sent once: a code and a refresh token work once. */
export function createTokenClient(parts: TokenClientParts): TokenClient {
  const { send, clock, log, userAgent, timeoutMs, authServer = officialServer, allowLoopback } = parts
  const server = webUrl(authServer)
  // SECURITY: the client secret goes here. Plain http, or a name that a page could give, must not start
  if (server === undefined || !isSafe(server, allowLoopback)) throw portalFailure('badArguments', { part: 'authServer' })
  const isLoopback = isLoopbackHost(server.hostname)

  const ask = async (credentials: AppCredentials, grant: 'authorization_code' | 'refresh_token', secret: string, signal?: AbortSignal): Promise<TokenAnswer> => {
    const form = new URLSearchParams({
      grant_type: grant,
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      [grant === 'refresh_token' ? 'refresh_token' : 'code']: secret,
    })
    try {
      const answer = await send({
        method: 'POST', url: `${server.origin}/oauth/token/`, isLoopback,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json', 'User-Agent': userAgent },
        body: form.toString(), timeoutMs, signal,
      })
      const secrets = [credentials.clientSecret, secret].map((text) => text.toLowerCase())
      const read = readTokens(answer, {
        grant, serverHost: server.host, isLoopback, allowLoopback, now: clock.now(),
        holdsSecret: (text) => secrets.some((each) => each !== '' && text.toLowerCase().includes(each)),
      })
      log.info('portal', 'tokensFetched', { grant })
      return read
    } catch (error) {
      const failure = error instanceof AppFailure ? error : portalFailure('internal')
      log.info('portal', 'tokensRefused', { grant, code: failure.code, portalCode: failure.details?.['portalCode'] })
      throw failure
    }
  }

  return {
    async exchangeCode(credentials, codeOrAddress, { signal, state, portalHost } = {}) {
      const given = readAuthorizationCode(codeOrAddress)
      if (state !== undefined && given.state !== undefined && given.state !== state) throw portalFailure('codeExpired', { reason: 'otherState' })
      const answer = await ask(credentials, 'authorization_code', given.code, signal)
      // SECURITY: tokens of one portal are not used at another
      const meant = [portalHost?.toLowerCase(), given.portalHost].filter((host) => host !== undefined)
      if (meant.some((host) => host !== answer.portalHost)) throw portalFailure('badAnswerFromPortal', { by: 'authServer', reason: 'otherPortal' })
      return answer.tokens
    },
    refresh: (credentials, tokens) => ask(credentials, 'refresh_token', tokens.refreshToken),
  }
}
