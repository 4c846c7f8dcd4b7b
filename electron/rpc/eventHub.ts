import { eventSchemas, type AppEvent } from '@shared/contract/events'
import type { Log, Publisher } from '../core/ports'

export interface EventHub extends Publisher {
  /** Answers how to stop listening. A listener that throws is dropped and logged. */
  subscribe(listener: (event: AppEvent) => void): () => void
}

/** Core -> every open page. What does not fit its schema is a defect: it is logged and not sent. */
export function createEventHub(log: Log): EventHub {
  const listeners = new Set<(event: AppEvent) => void>()
  return {
    publish(event) {
      if (!eventSchemas[event.type].safeParse(event.data).success) {
        log.error('rpc', 'eventRefused', { type: event.type })
        return
      }
      for (const listener of [...listeners]) {
        try {
          listener(event)
        } catch {
          listeners.delete(listener)
          log.warn('rpc', 'listenerDropped', { type: event.type })
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
