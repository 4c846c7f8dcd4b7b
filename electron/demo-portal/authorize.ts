import type { CallContext } from './callMethod'
import type { Caller } from './caller'
import { mayCall } from './methods/mayCall'
import type { RestMethod } from './methods/restMethod'
import { RestError } from './restError'

/** Who calls: a webhook's owner and secret by the path, an access token by the parameters, or nobody. */
export type Credentials = { readonly userId: string; readonly secret: string } | { readonly accessToken: string } | undefined

/** The order is the server's: who is calling, may they, then the owner (bitrix24.md 1.4, 1.2). */
export function authorize(method: RestMethod, credentials: Credentials, context: CallContext): Caller {
  const caller = identify(credentials, context)
  refuseMissingScope(method, caller, context)
  refuseDismissed(caller, context)
  return caller
}

export function identify(credentials: Credentials, context: CallContext): Caller {
  if (credentials === undefined) throw new RestError('NO_AUTH_FOUND')
  return 'accessToken' in credentials ? appCaller(credentials.accessToken, context) : webhookCaller(credentials, context)
}

export function refuseMissingScope(method: RestMethod, caller: Caller, context: CallContext): void {
  if (mayCall(method, scopesOf(caller, context))) return
  throw new RestError('insufficient_scope', {}, caller.kind === 'app' ? 'The request requires higher privileges than provided by the access token' : undefined)
}

export function refuseDismissed({ userId }: Caller, { portal }: CallContext): void {
  if (portal.directory.person(userId)?.active !== true) throw new RestError('authorization_error')
}

/** The scopes that count now: a fault may have taken one away. */
export function scopesOf({ scopes }: Caller, { faults }: CallContext): readonly string[] {
  return faults.reduce<readonly string[]>((left, { fault, argument }) => fault.changeScopes?.(left, argument) ?? left, scopes)
}

function webhookCaller(credentials: { readonly userId: string; readonly secret: string }, { portal }: CallContext): Caller {
  const webhook = portal.webhooks.find(({ userId, secret }) => String(userId) === credentials.userId && secret === credentials.secret)
  if (webhook === undefined) throw new RestError('INVALID_CREDENTIALS')
  return { userId: webhook.userId, kind: 'webhook', scopes: webhook.scopes }
}

function appCaller(accessToken: string, { portal, faults }: CallContext): Caller {
  const grant = portal.oauth.grantOf(accessToken)
  if (grant === undefined) throw new RestError('invalid_token')
  const { app, userId, refreshedUnder } = grant
  if (app.state === 'removed') throw new RestError('APPLICATION_NOT_FOUND')
  if (app.state === 'notInstalled') throw new RestError('ERROR_OAUTH')
  if (app.state === 'unpaid') throw new RestError('PAYMENT_REQUIRED')
  // the authorization server keeps its own time, whatever the portal's clock says
  const isExpired = portal.oauth.isExpired(accessToken, portal.now())
  const isRefused = faults.some(({ fault, argument, activation }) => fault.expiresTokens === true && (argument !== '' || refreshedUnder !== activation))
  if (isExpired || isRefused) throw new RestError('expired_token')
  return { userId, kind: 'app', scopes: app.scopes }
}
