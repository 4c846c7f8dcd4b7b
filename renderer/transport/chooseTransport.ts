import { launchToken } from '../launchToken'
import { createHttpTransport } from './httpTransport'
import { createIpcTransport, type LatchkeyBridge } from './ipcTransport'
import type { Transport } from './transport'

/** Once, by what the host put into the page. */
export function chooseTransport(): Transport {
  const { latchkey } = globalThis as { latchkey?: LatchkeyBridge }
  if (latchkey) return createIpcTransport(latchkey)
  return createHttpTransport({
    fetch: (input, init) => fetch(input, init),
    openEvents: (address) => new EventSource(address),
    token: launchToken,
  })
}
