import type { CallOptions, PortalRights } from '../../../core/ports'
import { callBatch, valueOf } from '../batch'
import type { PortalCall } from '../portalClient'
import { readProfile, readScope } from '../schemas/portal'

/** Whose connection it is, and its scopes: one request instead of two (bitrix24.md §1.6, §2.4, §2.6). */
export async function rights(call: PortalCall, options?: CallOptions): Promise<PortalRights> {
  const [owner, scopes] = await callBatch(call, [{ method: 'profile', params: {}, read: readProfile }, { method: 'scope', params: {}, read: readScope }], options)
  return { owner: valueOf(owner), scopes: valueOf(scopes) }
}
