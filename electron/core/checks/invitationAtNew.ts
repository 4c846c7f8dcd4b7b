import type { CheckContext, CheckOutcome } from './checkContext'
import { invitationAt } from './invitationAt'

/** A corrected invitation waits at the right address (bitrix24.md §3 P7). */
export function invitationAtNew(context: CheckContext): Promise<CheckOutcome> {
  return invitationAt(context, 'address.new')
}
