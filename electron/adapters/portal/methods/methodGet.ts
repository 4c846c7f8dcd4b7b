import type { CallOptions } from '../../../core/ports'
import type { PortalCall } from '../portalClient'
import { readMethodInfo } from '../schemas/portal'

export async function methodGet(call: PortalCall, name: string, options?: CallOptions): Promise<{ readonly isExisting: boolean; readonly isAvailable: boolean }> {
  return readMethodInfo(await call('method.get', { name }, options))
}
