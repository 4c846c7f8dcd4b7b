import type { CallOptions, PortalProfile } from '../../../core/ports'
import type { PortalCall } from '../portalClient'
import { readProfile } from '../schemas/portal'

/** Works with any webhook: the best first question (bitrix24.md §2.4). */
export async function profile(call: PortalCall, options?: CallOptions): Promise<PortalProfile> {
  return readProfile(await call('profile', {}, options))
}
