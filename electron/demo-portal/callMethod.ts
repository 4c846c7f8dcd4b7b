import { performance } from 'node:perf_hooks'
import { refuseMissingScope, scopesOf } from './authorize'
import type { Caller } from './caller'
import type { AppliedFault } from './faults/fault'
import type { Changes } from './methods/changes'
import { directChanges } from './methods/changes'
import { methodsOf } from './methods/registry'
import type { CallAnswer, RestMethod, SuccessAnswer } from './methods/restMethod'
import { resetSecond } from './operatingTime'
import type { PhpMap } from './php/phpValue'
import { toInteger } from './php/phpValue'
import type { PortalState } from './portalState'
import { isoMoment, secondMs } from './portalTime'
import { RestError } from './restError'

/** What one request brings to each of its calls. */
export interface CallContext {
  readonly portal: PortalState
  readonly faults: readonly AppliedFault[]
  /** The portal's clock when the request came in. */
  readonly nowMs: number
  /** The same moment on the clock that measures. */
  readonly arrivedAt: number
  /** Set by a fault of writing: the request is carried out and then never answered. */
  readonly fate: { isSilent: boolean }
}

/** A writing method was about to run and its request got lost: there will be no answer. */
export class RequestLost extends Error {}

/** When a call began and what it cost, measured. */
export interface CallTiming {
  readonly beganAt: number
  readonly processingMs: number
}

/** Runs an authorised method and wraps what it returns: result, total, next and the time block (bitrix24.md 1.3). */
export function callMethod(method: RestMethod, params: PhpMap, caller: Caller, context: CallContext, beganAt = context.arrivedAt): SuccessAnswer {
  refuseCall(method, caller, context)
  const startedAt = performance.now()
  const result = runMethod(method, context, (changes) =>
    method.run({
      params: methodParams(params),
      start: toInteger(params['start']),
      caller,
      scopes: scopesOf(caller, context),
      portal: context.portal,
      changes,
      nowMs: context.nowMs,
      methods: methodsOf(context.portal),
      callAnother: (name, innerParams) => callWithin(name, innerParams, caller, context),
    }),
  )
  const time = timeBlock(method, caller, { beganAt, processingMs: performance.now() - startedAt }, context)
  return context.faults.reduce<SuccessAnswer>((shaped, { fault }) => fault.reshape?.(shaped, method.name) ?? shaped, { ...result, time })
}

const takenByServer: readonly string[] = ['start', 'auth']

/** The server takes the offset, in this spelling alone, and the token before the method sees its parameters. */
function methodParams(params: PhpMap): PhpMap {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !takenByServer.includes(name)))
}

/** Refusals that come before the method, in a batch for one command alone. */
export function refuseCall(method: Pick<RestMethod, 'name'>, caller: Caller, { portal, faults, nowMs }: CallContext): void {
  for (const { fault, argument } of faults) {
    const refusal = fault.refuseCall?.(method, argument)
    if (refusal !== undefined) throw refusal
  }
  if (portal.operating.isBlocked(operatingKey(method, caller), nowMs)) throw new RestError('OPERATION_TIME_LIMIT')
}

/** Runs with the changes that faults of writing leave of the real ones. */
export function runMethod<Result>(method: Pick<RestMethod, 'writes'>, context: CallContext, run: (changes: Changes) => Result): Result {
  const { portal, faults, fate } = context
  const direct = directChanges(portal)
  if (method.writes !== true) return run(direct)
  const met = faults.filter(({ fault }) => fault.silence !== undefined || fault.replaceChanges !== undefined).filter((applied) => applied.spend())
  if (met.some(({ fault }) => fault.silence === 'withoutChange')) throw new RequestLost()
  const result = run(met.reduce((changes, { fault, argument }) => fault.replaceChanges?.(changes, { portal, argument }) ?? changes, direct))
  if (met.some(({ fault }) => fault.silence === 'withChange')) fate.isSilent = true
  return result
}

/** A command of a batch: its error is an answer too. */
function callWithin(name: string, params: PhpMap, caller: Caller, context: CallContext): CallAnswer {
  context.portal.requests.add(name, context.portal.now())
  try {
    const method = methodsOf(context.portal).find(name.toLowerCase())
    if (method === undefined) throw new RestError('ERROR_METHOD_NOT_FOUND')
    refuseMissingScope(method, caller, context)
    return { ok: true, answer: callMethod(method, params, caller, context, performance.now()) }
  } catch (error) {
    if (error instanceof RestError) return { ok: false, code: error.code, description: error.description }
    throw error
  }
}

/** Measured, not made up: `processing` is the method's own time, `duration` what the request has taken (bitrix24.md 1.3). */
export function timeBlock(method: Pick<RestMethod, 'name'>, caller: Caller, { beganAt, processingMs }: CallTiming, { portal, nowMs, arrivedAt }: CallContext): PhpMap {
  const startMs = nowMs + (beganAt - arrivedAt)
  const durationMs = performance.now() - beganAt
  return {
    start: startMs / secondMs,
    finish: (startMs + durationMs) / secondMs,
    duration: durationMs / secondMs,
    processing: processingMs / secondMs,
    date_start: isoMoment(startMs),
    date_finish: isoMoment(startMs + durationMs),
    ...operatingTime(method, caller, processingMs, { portal, nowMs }),
  }
}

/** On-premise nothing is counted unless somebody has switched it on (bitrix24.md 1.7). */
function operatingTime(method: Pick<RestMethod, 'name'>, caller: Caller, processingMs: number, { portal, nowMs }: Pick<CallContext, 'portal' | 'nowMs'>): PhpMap {
  if (portal.settings.isOnPremise) return {}
  const operating = portal.operating.charge(operatingKey(method, caller), chargedSeconds(method, processingMs), nowMs)
  return { operating_reset_at: resetSecond(operating), operating: operating.seconds }
}

/** Per method and per application or webhook (bitrix24.md 1.7). */
export function operatingKey({ name }: Pick<RestMethod, 'name'>, { kind, userId }: Pick<Caller, 'kind' | 'userId'>): string {
  return `${kind} ${userId} ${name}`
}

/** A batch's commands are charged each for itself (bitrix24.md 1.6). */
function chargedSeconds({ name }: Pick<RestMethod, 'name'>, processingMs: number): number {
  return name === 'batch' ? 0 : processingMs / secondMs
}
