import type { CheckContext, CheckOutcome } from './checkContext'
import { invitationAt } from './invitationAt'

/** Free, or an account in use: both as it should be, for the account may be the person's own (bitrix24.md §3 P5). */
const expected: ReadonlySet<string> = new Set(['none', 'accepted'])

/** Whose the wanted login is on this portal: a hint at a second account, a colleague or somebody who left. */
export async function newAddressHolder(context: CheckContext): Promise<CheckOutcome> {
  const found = await invitationAt(context, 'address.new')
  if (found.result === 'unknown') return found
  return { ...found, result: expected.has(found.reason) ? 'ok' : 'problem' }
}
