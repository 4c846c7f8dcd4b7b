import { performance } from 'node:perf_hooks'
import type { AppliedFault } from './faults/fault'
import { mayCall } from './methods/mayCall'
import { methodRegistry } from './methods/registry'
import type { CallAnswer, RestMethod, SuccessAnswer } from './methods/restMethod'
import type { PhpMap } from './php/phpValue'
import { toInteger } from './php/phpValue'
import type { PortalState } from './portalState'
import { isoMoment, secondMs } from './portalTime'
import { RestError } from './restError'
import type { Webhook } from './webhook'

/** What one request brings to each of its calls. */
export interface CallContext {
  readonly portal: PortalState
  readonly faults: readonly AppliedFault[]
  readonly nowMs: number
}

/** Who calls, by the path: a webhook's owner and secret, or nothing yet. */
export interface Credentials {
  readonly userId: string
  readonly secret: string
}

/** The order is the server's: is there such a method, who is calling, may they, then the owner (bitrix24.md 1.4, 1.2). */
export function authorize(name: string, credentials: Credentials | undefined, context: CallContext): { readonly method: RestMethod; readonly webhook: Webhook } {
  const method = methodRegistry.find(name.toLowerCase())
  if (method === undefined) throw new RestError('ERROR_METHOD_NOT_FOUND')
  if (credentials === undefined) throw new RestError('NO_AUTH_FOUND')
  const webhook = context.portal.webhooks.find(({ userId, secret }) => String(userId) === credentials.userId && secret === credentials.secret)
  if (webhook === undefined) throw new RestError('INVALID_CREDENTIALS')
  if (!mayCall(method, scopesOf(webhook, context))) throw new RestError('insufficient_scope')
  if (context.portal.directory.person(webhook.userId)?.active !== true) throw new RestError('authorization_error')
  return { method, webhook }
}

/** Runs an authorised method and wraps what it returns: result, total, next and the time block (bitrix24.md 1.3). */
export function callMethod(method: RestMethod, params: PhpMap, webhook: Webhook, context: CallContext): SuccessAnswer {
  for (const { fault, argument } of context.faults) {
    const code = fault.refuseCall?.(method.name, argument)
    if (code !== undefined) throw new RestError(code)
  }
  const startedAt = performance.now()
  // `start` is taken by the server in this spelling alone, before the method sees its parameters
  const { start, ...rest } = params
  const result = method.run({
    params: rest,
    start: toInteger(start),
    webhook,
    scopes: scopesOf(webhook, context),
    portal: context.portal,
    nowMs: context.nowMs,
    methods: methodRegistry,
    callAnother: (name, innerParams) => callWithin(name, innerParams, webhook, context),
  })
  const answer: SuccessAnswer = { ...result, time: timeBlock(method.name, performance.now() - startedAt, context) }
  return context.faults.reduce((shaped, { fault }) => fault.reshape?.(shaped, method.name) ?? shaped, answer)
}

/** A command of a batch: its error is an answer too. */
function callWithin(name: string, params: PhpMap, webhook: Webhook, context: CallContext): CallAnswer {
  context.portal.requests.add(name, context.portal.now())
  try {
    const method = methodRegistry.find(name.toLowerCase())
    if (method === undefined) throw new RestError('ERROR_METHOD_NOT_FOUND')
    if (!mayCall(method, scopesOf(webhook, context))) throw new RestError('insufficient_scope')
    return { ok: true, answer: callMethod(method, params, webhook, context) }
  } catch (error) {
    if (error instanceof RestError) return { ok: false, code: error.code, description: error.description }
    throw error
  }
}

function scopesOf(webhook: Webhook, { faults }: CallContext): readonly string[] {
  return faults.reduce<readonly string[]>((scopes, { fault, argument }) => fault.changeScopes?.(scopes, argument) ?? scopes, webhook.scopes)
}

function timeBlock(method: string, tookMs: number, { portal, nowMs }: CallContext): PhpMap {
  const seconds = tookMs / secondMs
  const operating = portal.operating.charge(method, seconds, nowMs)
  return {
    start: nowMs / secondMs,
    finish: nowMs / secondMs + seconds,
    duration: seconds,
    processing: seconds,
    date_start: isoMoment(nowMs),
    date_finish: isoMoment(nowMs + tookMs),
    operating_reset_at: Math.floor(operating.resetAtMs / secondMs),
    operating: operating.seconds,
  }
}
