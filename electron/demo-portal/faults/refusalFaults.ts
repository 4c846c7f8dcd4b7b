import { RestError } from '../restError'
import type { Fault } from './fault'
import { localisedRefusal } from './localisedRefusal'

/** The portal answers, and the answer is no. */
export const refusalFaults: readonly Fault[] = [
  {
    name: '500',
    does: 'INTERNAL_SERVER_ERROR with status 500',
    argument: 'count',
    reaches: 'rest',
    refuseRequest: 'INTERNAL_SERVER_ERROR',
  },
  {
    name: 'rate-limit',
    does: 'QUERY_LIMIT_EXCEEDED with status 503',
    argument: 'count',
    reaches: 'rest',
    refuseRequest: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: 'overload',
    does: 'the whole portal is overloaded: OVERLOAD_LIMIT with status 503 from REST, and a 503 page at its root',
    argument: 'count',
    reaches: 'everything',
    refuseRequest: 'OVERLOAD_LIMIT',
  },
  {
    name: 'portal-blocked',
    does: 'the security block: every REST method answers OVERLOAD_LIMIT with status 503, the portal itself is up',
    reaches: 'rest',
    refuseRequest: 'OVERLOAD_LIMIT',
  },
  {
    name: 'rest-paid-only',
    does: 'ACCESS_DENIED with status 403: the plan has no REST',
    reaches: 'rest',
    refuseRequest: 'ACCESS_DENIED',
  },
  {
    name: 'webhook-dead',
    does: 'authorization_error with status 401: whoever the call is made for was dismissed',
    reaches: 'rest',
    refuseRequest: 'authorization_error',
  },
  {
    name: 'token-expired',
    does: 'expired_token with status 401 for every access token until it is refreshed, or so many times whatever is refreshed; webhooks have no token',
    argument: 'count',
    reaches: 'app',
    expiresTokens: true,
  },
  {
    name: 'operating-limit',
    does: 'OPERATION_TIME_LIMIT with status 429 for every method but batch, or for the given one; inside a batch a failed command',
    argument: 'method',
    reaches: 'rest',
    refuseCall: ({ name }, argument) => (name === argument || (argument === '' && name !== 'batch') ? new RestError('OPERATION_TIME_LIMIT') : undefined),
  },
  {
    name: 'localised-error',
    does: 'every method but batch fails with a text of several lines in Russian, or in the given language: ERROR_CORE, user.add ERROR_ARGUMENT',
    argument: 'language',
    reaches: 'rest',
    refuseCall: ({ name }, argument) => (name === 'batch' ? undefined : localisedRefusal(name, argument)),
  },
  {
    name: 'scope-missing',
    does: 'the webhook has lost the scope user, or the given one',
    argument: 'scope',
    reaches: 'rest',
    changeScopes: (scopes, argument) => scopes.filter((scope) => scope !== (argument === '' ? 'user' : argument)),
  },
  {
    name: 'scope-reduced',
    does: 'the webhook holds user_basic, or the given scope, in place of user: no LAST_LOGIN, under user_brief no address',
    argument: 'scope',
    reaches: 'rest',
    changeScopes: (scopes, argument) => scopes.map((scope) => (scope === 'user' ? (argument === '' ? 'user_basic' : argument) : scope)),
  },
]
