import { inject, type InjectionKey } from 'vue'
import type { Transport } from './transport'

export const transportKey: InjectionKey<Transport> = Symbol('transport')

/** Inside a component or a store. */
export function useTransport(): Transport {
  const transport = inject(transportKey)
  if (!transport) throw new Error('no transport was provided')
  return transport
}
