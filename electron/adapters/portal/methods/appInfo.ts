import type { CallOptions, PortalAppInfo } from '../../../core/ports'
import type { PortalCall } from '../portalClient'
import { readAppInfo } from '../schemas/portal'

export async function appInfo(call: PortalCall, options?: CallOptions): Promise<PortalAppInfo> {
  return readAppInfo(await call('app.info', {}, options))
}
