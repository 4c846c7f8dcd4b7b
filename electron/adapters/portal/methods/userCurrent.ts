import type { CallOptions, PortalUser } from '../../../core/ports'
import type { PortalCall } from '../portalClient'
import { readUser } from '../schemas/users'

export async function currentUser(call: PortalCall, options?: CallOptions): Promise<PortalUser> {
  return readUser(await call('user.current', {}, options))
}
