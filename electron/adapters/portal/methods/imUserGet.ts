import type { CallOptions, PortalAccountKind } from '../../../core/ports'
import type { PortalCall } from '../portalClient'
import { readAccountKind } from '../schemas/accountKind'
import { userNumber } from './askedFor'

/** Tells what user.get does not: whether the account is linked to Bitrix24 Network (bitrix24.md §2.11). */
export async function accountKind(call: PortalCall, userId: string, options?: CallOptions): Promise<PortalAccountKind> {
  return readAccountKind(await call('im.user.get', { ID: userNumber(userId) }, options), userId)
}
