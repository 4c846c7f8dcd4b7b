import type { CheckContext, CheckOutcome } from './checkContext'
import { invitationAt } from './invitationAt'

/** The address that was in somebody's way is invited now (bitrix24.md §3 P6, P10). Told apart from the look before it was freed. */
export function invitationOut(context: CheckContext): Promise<CheckOutcome> {
  return invitationAt(context, 'person.address')
}
