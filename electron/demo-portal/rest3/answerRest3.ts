import { performance } from 'node:perf_hooks'
import { scopesOf } from '../authorize'
import type { CallContext } from '../callMethod'
import { refuseCall, runMethod, timeBlock } from '../callMethod'
import type { Caller } from '../caller'
import { ownerOf } from '../methods/owner'
import type { PhpMap, PhpValue } from '../php/phpValue'
import { fromEntries, isList, isMap, toText } from '../php/phpValue'
import { replayable } from './idempotency'
import { findRest3Method } from './registry'
import { invalidRequest, missingField, Rest3Error } from './rest3Error'
import type { Rest3Call, Rest3Method, Rest3Plan } from './rest3Method'

/** A request to `/rest/api/…` whose sender is known already. */
export interface Rest3Request {
  /** As written; names are compared without case. */
  readonly methodName: string
  readonly httpMethod: string
  /** `undefined` inside: there was no body. Not ok: it was no JSON, or of another content type. */
  readonly bodyJson: { readonly ok: true; readonly value: PhpValue | undefined } | { readonly ok: false }
  /** The header's value; undefined when it was not sent. */
  readonly idempotencyKey: string | undefined
  readonly caller: Caller
  readonly context: CallContext
}

export interface Rest3Answer {
  readonly status: number
  readonly body: PhpValue
  readonly headers?: Readonly<Record<string, string>>
}

/** Everything that can be refused is refused before anything is done. RestError is let through: the door words those. */
export function answerRest3(request: Rest3Request): Rest3Answer {
  try {
    return isBatch(request.methodName) ? answerBatch(request) : answerOne(request)
  } catch (error) {
    if (!(error instanceof Rest3Error)) throw error
    return { status: error.status, body: error.toAnswer() }
  }
}

export function isBatch(methodName: string): boolean {
  return methodName.toLowerCase() === 'batch'
}

function answerOne(request: Rest3Request): Rest3Answer {
  const method = admitted(request.methodName, request)
  const body = readBody(request)
  if (!isMap(body)) throw new Rest3Error('INVALIDJSONEXCEPTION', 'The request is no JSON object')
  const answer = (): Rest3Answer => {
    const startedAt = performance.now()
    const plan = method.plan(callOf(request, body))
    const result = runMethod(method, request.context, plan)
    return method.isBare === true ? { status: 200, body: result } : wrapped(method, result, request, startedAt)
  }
  return method.writes === true ? replayable(request, method, body, answer) : answer()
}

/** A list of calls, answered in order; all are carried out or none (bitrix24.md 1.6). */
function answerBatch(request: Rest3Request): Rest3Answer {
  const entries = listOf(readBody(request)).map(readEntry)
  const startedAt = performance.now()
  const { portal } = request.context
  const planned = entries.map(({ name, query }): { readonly method: Rest3Method; readonly plan: Rest3Plan } => {
    portal.requests.add(name, portal.now())
    const method = admitted(name, request)
    return { method, plan: method.plan(callOf(request, query)) }
  })
  const results = planned.map(({ method, plan }) => runMethod(method, request.context, plan))
  return wrapped({ name: 'batch' }, results, request, startedAt)
}

/** PHP cannot tell a list from an object with the keys 0, 1, 2, which is how the official SDK writes it (bitrix24.md 1.6). */
function listOf(body: PhpValue): readonly PhpValue[] {
  const calls = isMap(body) ? fromEntries(Object.entries(body)) : body
  // what the classic batch looks like; the documentation names this code
  if (!isList(calls)) throw new Rest3Error('INVALIDSELECTEXCEPTION', 'Unable to recognize select expression')
  return calls
}

interface BatchEntry {
  readonly name: string
  readonly query: PhpMap
}

/** Both are needed; no parameters are an empty object, or to PHP an empty list. */
function readEntry(call: PhpValue): BatchEntry {
  if (!isMap(call) || toText(call['method']) === '') throw missingField('method')
  const { method, query } = call
  if (query === undefined || query === null) throw missingField('query')
  if (!isMap(query) && !(isList(query) && query.length === 0)) throw invalidRequest('query', 'Parameters are an object')
  return { name: toText(method), query: isMap(query) ? query : {} }
}

function admitted(name: string, { caller, context }: Rest3Request): Rest3Method {
  const method = findRest3Method(name.toLowerCase())
  if (method === undefined) throw new Rest3Error('METHODNOTFOUNDEXCEPTION', `Method \`${name.slice(0, 100)}\` not found`)
  if (method.scope !== undefined && !scopesOf(caller, context).includes(method.scope)) {
    throw new Rest3Error('INSUFFICIENTSCOPEEXCEPTION', 'The request requires higher privileges than provided by the access token')
  }
  if (method.isForAdmins === true && !ownerOf({ caller, portal: context.portal }).isAdmin) throw new Rest3Error('ACCESSDENIEDEXCEPTION', 'Access denied')
  refuseCall(method, caller, context)
  return method
}

/** With GET there are no parameters, whatever the address says (bitrix24.md 1.1). */
function readBody({ httpMethod, bodyJson }: Rest3Request): PhpValue {
  if (httpMethod === 'GET') return {}
  if (!bodyJson.ok) throw new Rest3Error('INVALIDJSONEXCEPTION', 'The request body is not valid JSON')
  return bodyJson.value ?? {}
}

function callOf({ caller, context }: Rest3Request, params: PhpMap): Rest3Call {
  const { portal, nowMs } = context
  return { params, caller, owner: ownerOf({ caller, portal }), portal, nowMs }
}

function wrapped(method: Pick<Rest3Method, 'name'>, result: PhpValue, { caller, context }: Rest3Request, startedAt: number): Rest3Answer {
  const time = timeBlock(method, caller, { beganAt: context.arrivedAt, processingMs: performance.now() - startedAt }, context)
  const body = context.faults.reduce((shaped, { fault }) => fault.reshape?.(shaped, method.name) ?? shaped, { result, time })
  return { status: 200, body }
}
