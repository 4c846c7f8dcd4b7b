import type { ErrorCode, Result } from '@shared/contract/appError'
import type { AppEvent } from '@shared/contract/events'
import { methods, type MethodName, type Params, type Value } from '@shared/contract/methods'
import type { LinkState, Transport } from '@/transport/transport'
import { sampleFlows, sampleMatch, sampleRows, sampleState, sampleTimeline, sampleView } from './sampleViews'

export type Answerer<M extends MethodName> = (params: Params<M>) => Result<Value<M>> | Promise<Result<Value<M>>>

export interface ScriptedTransport extends Transport {
  readonly calls: { readonly method: MethodName; readonly params: Record<string, unknown> }[]
  callsOf(method: MethodName): Record<string, unknown>[]
  answer<M extends MethodName>(method: M, answerer: Answerer<M>): void
  publish(event: AppEvent): void
  setLink(state: LinkState): void
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const fails = (code: ErrorCode, details?: Record<string, string | number>): Extract<Result<never>, { readonly ok: false }> => ({ ok: false, error: { code, message: code, retry: 'no', ...(details ? { details } : {}) } })

/**
 * Stands in for the core behind the wire: a boundary, not our client. It holds the page to the contract: params that
 * the core would refuse fail the test.
 */
export function createScriptedTransport(): ScriptedTransport {
  const calls: ScriptedTransport['calls'] = []
  const listeners = new Set<(event: AppEvent) => void>()
  const linkListeners = new Set<(state: LinkState) => void>()
  const answerers: { [M in MethodName]?: Answerer<M> } = {
    'app.state': () => ok(sampleState()),
    'app.setPreferences': ({ theme }) => ok(sampleState(theme ? { theme } : {})),
    'flows.list': () => ok({ flows: sampleFlows() }),
    'flows.match': () => ok(sampleMatch()),
    'cases.view': () => ok(sampleView()),
    'cases.open': () => ok(sampleView()),
    'cases.list': () => ok({ rows: sampleRows(), total: 3, totalIsExact: true }),
    'cases.timeline': () => ok({ rows: sampleTimeline() }),
  }
  return {
    calls,
    callsOf: (method) => calls.filter((call) => call.method === method).map((call) => call.params),
    answer(method, answerer) {
      Object.assign(answerers, { [method]: answerer })
    },
    publish(event) {
      for (const listener of [...listeners]) listener(event)
    },
    setLink(state) {
      for (const listener of [...linkListeners]) listener(state)
    },
    start: () => Promise.resolve('ready'),
    async call<M extends MethodName>(method: M, params: Params<M>): Promise<Result<Value<M>>> {
      const parsed = methods[method].params.safeParse(params)
      if (!parsed.success) throw new Error(`the page sent ${method} what the contract refuses: ${parsed.error.message}`)
      calls.push({ method, params: params })
      await Promise.resolve()
      const answerer = answerers[method]
      if (!answerer) throw new Error(`no answer is scripted for ${method}`)
      return answerer(params)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onLinkState(listener) {
      linkListeners.add(listener)
      return () => linkListeners.delete(listener)
    },
  }
}
