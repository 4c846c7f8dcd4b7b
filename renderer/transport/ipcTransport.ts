import type { AppEvent } from '@shared/contract/events'
import type { MethodName, Params, Value } from '@shared/contract/methods'
import type { Result } from '@shared/contract/appError'
import { failure, isResult } from './failures'
import type { LinkState, Transport } from './transport'

/** What the preload exposes: two frozen functions. */
export interface LatchkeyBridge {
  call(name: string, params: unknown): Promise<unknown>
  subscribe(listener: (event: AppEvent) => void): () => void
}

export function createIpcTransport(bridge: LatchkeyBridge): Transport {
  const linkListeners = new Set<(state: LinkState) => void>()
  return {
    start: () => {
      bridge.subscribe((event) => {
        if (event.type === 'closing') for (const listener of [...linkListeners]) listener('ended')
      })
      return Promise.resolve('ready')
    },
    async call<M extends MethodName>(method: M, params: Params<M>): Promise<Result<Value<M>>> {
      try {
        const answer = await bridge.call(method, params)
        return isResult(answer) ? answer : failure('internal', 'now')
      } catch {
        return failure('internal', 'now')
      }
    },
    subscribe: (listener) => bridge.subscribe(listener),
    onLinkState: (listener) => {
      linkListeners.add(listener)
      return () => linkListeners.delete(listener)
    },
  }
}
