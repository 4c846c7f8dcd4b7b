import { createHash } from 'node:crypto'
import { portalHost } from '../company/company'
import { dayMs, hourMs, secondMs } from '../portalTime'
import { makeSecret } from '../webhook'
import type { LocalApp } from './localApp'
import { OAuthError } from './oauthError'
import { OneUseCodes, TokenList } from './tokenList'

const accessLifeMs = hourMs
const refreshLifeMs = 180 * dayMs
const tokenLetters = 32

/** Everything a token stands for. */
export interface Grant {
  readonly app: LocalApp
  readonly userId: number
  /** The fault `token-expired` takes tokens that were refreshed while it was on, and no others. */
  readonly refreshedUnder: object | undefined
}

export interface TokenPair {
  readonly accessToken: string
  readonly refreshToken: string
  readonly userId: number
  readonly expiresInSeconds: number
  readonly expiresAtSecond: number
}

/** Applications, codes and tokens: the authorization server, which for the real portal is another machine (bitrix24.md 1.2). */
export class OAuthServer {
  /** Stays the same for a portal, whatever it is called. */
  readonly memberId = createHash('sha256').update(portalHost).digest('hex').slice(0, 32)
  private readonly codes = new OneUseCodes<Grant>()
  private readonly access = new TokenList<Grant>()
  private readonly refresh = new TokenList<Grant & { readonly accessToken: string }>()

  constructor(readonly apps: readonly LocalApp[]) {}

  /** An app that was removed is as unknown as one that never was. */
  app(clientId: string): LocalApp | undefined {
    return this.apps.find((app) => app.clientId === clientId && app.state !== 'removed')
  }

  makeCode(app: LocalApp, userId: number, nowMs: number): string {
    const code = makeSecret(tokenLetters)
    this.codes.add(code, { app, userId, refreshedUnder: undefined }, nowMs)
    return code
  }

  exchangeCode(app: LocalApp, code: string, nowMs: number): TokenPair {
    const taken = this.codes.take(code, nowMs)
    if (taken === 'unknown') throw new OAuthError('bad_verification_code')
    if (taken === 'spent' || taken.app !== app) throw new OAuthError('invalid_grant')
    return this.issue(taken, nowMs)
  }

  /** Both tokens change; the old ones are of no more use. */
  exchangeRefresh(app: LocalApp, refreshToken: string, nowMs: number, activeFault: object | undefined): TokenPair {
    const found = this.refresh.find(refreshToken)
    if (found === undefined || found.value.app !== app || found.expiresAtMs <= nowMs) throw new OAuthError('invalid_grant')
    this.refresh.remove(refreshToken)
    this.access.expire(found.value.accessToken)
    return this.issue({ ...found.value, refreshedUnder: activeFault }, nowMs)
  }

  grantOf(accessToken: string): Grant | undefined {
    return this.access.find(accessToken)?.value
  }

  isExpired(accessToken: string, nowMs: number): boolean {
    const found = this.access.find(accessToken)
    return found !== undefined && found.expiresAtMs <= nowMs
  }

  expireAccessTokens(): void {
    this.access.expireAll()
  }

  private issue({ app, userId, refreshedUnder }: Grant, nowMs: number): TokenPair {
    const [accessToken, refreshToken] = [makeSecret(tokenLetters), makeSecret(tokenLetters)]
    this.access.add(accessToken, { app, userId, refreshedUnder }, nowMs + accessLifeMs)
    this.refresh.add(refreshToken, { app, userId, refreshedUnder, accessToken }, nowMs + refreshLifeMs)
    return { accessToken, refreshToken, userId, expiresInSeconds: accessLifeMs / secondMs, expiresAtSecond: Math.floor((nowMs + accessLifeMs) / secondMs) }
  }
}
