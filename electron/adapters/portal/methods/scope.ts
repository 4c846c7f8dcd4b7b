import type { CallOptions } from '../../../core/ports'
import type { PortalCall } from '../portalClient'
import { readScope } from '../schemas/portal'

export async function scope(call: PortalCall, options?: CallOptions): Promise<readonly string[]> {
  return readScope(await call('scope', {}, options))
}
