import type { PortalUser } from '../ports'
import { outcome, type CheckContext, type CheckOutcome } from './checkContext'
import { activeWord, lookUpLine } from './evidence'
import { invitationLine } from './invitationLine'
import { personWords, withOnePerson } from './onePerson'

/** ACTIVE=false is two things: dismissed, or invited and waiting for an administrator (bitrix24.md §4). */
export function accountActive(context: CheckContext): Promise<CheckOutcome> {
  return withOnePerson(context, async (user, address) => {
    const line = lookUpLine(address, [user], (row) => [activeWord(row)])
    const words = personWords(user)
    if (user.active === undefined) return outcome('unknown', 'unreadable', { words, evidence: [line] })
    if (user.active) return outcome('ok', 'active', { values: { 'person.active': 'yes' }, words, evidence: [line] })

    const values = { 'person.active': 'no' }
    const invitation = await context.lookUp.invitation(address, user.id, context.signal)
    return outcome('problem', reasonOf(user, invitation), { values, words, evidence: [line, invitationLine(address, invitation)] })
  })
}

function reasonOf(user: PortalUser, invitation: 'pending' | 'none' | 'filterIgnored'): string {
  if (invitation === 'pending') return 'notYetApproved'
  // Who has logged in was approved once, whatever the filter says
  return invitation === 'none' || typeof user.lastLogin === 'number' ? 'dismissed' : 'inactive'
}
