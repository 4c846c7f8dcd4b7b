import type { PhpMap } from '../php/phpValue'
import { toText } from '../php/phpValue'
import type { LocalApp } from './localApp'
import { OAuthError } from './oauthError'
import type { OAuthServer, TokenPair } from './oauthServer'

export interface TokenRequest {
  readonly params: PhpMap
  readonly oauth: OAuthServer
  readonly nowMs: number
  /** http://127.0.0.1:PORT */
  readonly origin: string
  /** The switched-on fault `token-expired`, if it is to end with a refresh. */
  readonly activeFault: object | undefined
}

/** `/oauth/token/`: a code or a refresh token for a new pair (bitrix24.md 1.2). */
export function answerToken(request: TokenRequest): PhpMap {
  const { params, oauth, nowMs } = request
  const app = authenticate(request)
  refuseWiderScope(params, app)
  switch (toText(params['grant_type'])) {
    case 'authorization_code':
      return tokenAnswer(request, oauth.exchangeCode(app, needed(params, 'code'), nowMs))
    case 'refresh_token': {
      const pair = oauth.exchangeRefresh(app, needed(params, 'refresh_token'), nowMs, request.activeFault)
      // the documented code answer has neither of the two
      return { ...tokenAnswer(request, pair), expires: pair.expiresAtSecond, user_id: pair.userId }
    }
    default:
      throw new OAuthError('invalid_request')
  }
}

function authenticate({ params, oauth }: TokenRequest): LocalApp {
  const clientId = needed(params, 'client_id')
  const app = oauth.app(clientId)
  // "invalid data, or the application may not be installed": a removed one and a wrong secret look alike
  if (app === undefined) throw new OAuthError(oauth.apps.some((known) => known.clientId === clientId) ? 'invalid_client' : 'WRONG_CLIENT')
  if (app.clientSecret !== needed(params, 'client_secret')) throw new OAuthError('invalid_client')
  if (app.state === 'notInstalled') throw new OAuthError('NOT_INSTALLED')
  if (app.state === 'unpaid') throw new OAuthError('PAYMENT_REQUIRED')
  return app
}

function refuseWiderScope(params: PhpMap, app: LocalApp): void {
  const asked = toText(params['scope']).split(',').filter((scope) => scope !== '')
  if (asked.some((scope) => !app.scopes.includes(scope))) throw new OAuthError('invalid_scope')
}

function needed(params: PhpMap, name: string): string {
  const value = toText(params[name])
  if (value === '') throw new OAuthError('invalid_request')
  return value
}

function tokenAnswer({ oauth, origin }: TokenRequest, pair: TokenPair): PhpMap {
  return {
    access_token: pair.accessToken,
    refresh_token: pair.refreshToken,
    expires_in: pair.expiresInSeconds,
    client_endpoint: `${origin}/rest/`,
    server_endpoint: `${origin}/rest/`,
    // the authorization server's name, not the portal's (bitrix24.md 1.2)
    domain: new URL(origin).host,
    member_id: oauth.memberId,
    scope: 'app',
    status: 'L',
  }
}
