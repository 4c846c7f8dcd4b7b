import { htmlPage, htmlType } from '../pages'
import type { PhpValue } from '../php/phpValue'
import { isList, isMap } from '../php/phpValue'
import { secondMs } from '../portalTime'
import { RestError } from '../restError'
import type { Exchange, Fault } from './fault'

const defaultDelayMs = 3000
const defaultSkewSeconds = 600

/** Every fault: name, and what it does. One more is one more row. The order is the order in which they are asked. */
export const faultTable: readonly Fault[] = [
  {
    name: 'slow',
    does: 'answers after 3,000 ms, or after the given number of them',
    argument: 'milliseconds',
    reaches: 'everything',
    takeOver: wait,
  },
  {
    name: 'reset',
    does: 'breaks the connection without an answer',
    argument: 'count',
    reaches: 'everything',
    takeOver: breakOff,
  },
  {
    name: 'time-out',
    does: 'accepts the request and never answers',
    argument: 'count',
    reaches: 'everything',
    takeOver: (exchange) => exchange.hang(),
  },
  {
    name: 'renamed',
    does: 'sends everything on to the new name of the portal with a 302: localhost, or the given origin',
    argument: 'origin',
    reaches: 'everything',
    takeOver: sendToNewName,
  },
  {
    name: 'html-502',
    does: 'a proxy answers 502 with a page instead of the portal',
    argument: 'count',
    reaches: 'everything',
    takeOver: (exchange) => answerWithPage(exchange, 502, 'Bad Gateway'),
  },
  {
    name: 'html-200',
    does: 'REST answers 200 with a maintenance page',
    argument: 'count',
    reaches: 'rest',
    takeOver: (exchange) => answerWithPage(exchange, 200, 'Maintenance'),
  },
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
    does: 'authorization_error with status 401: the owner of the webhook was dismissed',
    reaches: 'rest',
    refuseRequest: 'authorization_error',
  },
  {
    name: 'operating-limit',
    does: 'OPERATION_TIME_LIMIT with status 429 for every method but batch, or for the given one; inside a batch a failed command',
    argument: 'method',
    reaches: 'rest',
    refuseCall: (method, argument) => (method === argument || (argument === '' && method !== 'batch') ? 'OPERATION_TIME_LIMIT' : undefined),
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
  {
    name: 'clock-skew',
    does: "the portal's clock is 600 s ahead, or the given number of seconds (below zero: behind)",
    argument: 'seconds',
    reaches: 'everything',
    clockAheadMs: (argument) => (argument === '' ? defaultSkewSeconds : Number(argument)) * secondMs,
  },
  {
    name: 'result-holds-error',
    does: 'status 200, and the error object is inside `result`',
    reaches: 'rest',
    reshape: (answer, method) => (method === 'batch' ? answer : { result: new RestError('insufficient_scope').toAnswer(), time: answer.time }),
  },
  {
    name: 'missing-total',
    does: 'lists come without `total`',
    reaches: 'rest',
    reshape: ({ result, next, time }) => ({ result, ...(next === undefined ? {} : { next }), time }),
  },
  {
    name: 'unknown-fields',
    does: 'a newer portal: users, objects, the time block and the envelope carry keys nobody knows',
    reaches: 'rest',
    reshape: (answer, method) => ({
      ...answer,
      result: method === 'batch' ? answer.result : withUnknown(answer.result),
      time: { ...answer.time, queued: 0.002 },
      steps: ['queued', 'started', 'finished'],
    }),
  },
  { name: 'truncated', does: 'the JSON ends in the middle', argument: 'count', reaches: 'rest', rewriteText: (json) => json.slice(0, Math.floor(json.length / 2)) },
  { name: 'bom', does: 'a byte order mark stands before the JSON', argument: 'count', reaches: 'rest', rewriteText: (json) => `\uFEFF${json}` },
]

async function wait(exchange: Exchange, argument: string): Promise<boolean> {
  await exchange.delay(argument === '' ? defaultDelayMs : Number(argument))
  return false
}

function breakOff(exchange: Exchange): boolean {
  exchange.reset()
  return true
}

function sendToNewName(exchange: Exchange, argument: string): boolean {
  if (!exchange.isOldName) return false
  const location = `${argument === '' ? exchange.newOrigin : argument}${exchange.path}`
  exchange.respond(302, htmlType, htmlPage('302 Found'), { Location: location })
  return true
}

function answerWithPage(exchange: Exchange, status: number, title: string): boolean {
  exchange.respond(status, htmlType, htmlPage(title))
  return true
}

function withUnknown(result: PhpValue): PhpValue {
  if (isList(result)) return result.map((row) => (isMap(row) ? withUnknown(row) : row))
  return isMap(result) ? { ...result, UF_USR_1790000000001: 'added later', COLLABORATION: { STATE: 'NEW', STEPS: [1, 2] } } : result
}
