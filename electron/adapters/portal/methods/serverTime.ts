import type { CallOptions } from '../../../core/ports'
import type { PortalCall } from '../portalClient'
import { readServerTime } from '../schemas/portal'

/** UTC milliseconds; the portal answers in whole seconds (bitrix24.md §2.6). */
export async function serverTime(call: PortalCall, options?: CallOptions): Promise<number> {
  return readServerTime(await call('server.time', {}, options))
}
