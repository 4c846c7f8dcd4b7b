import { outcome, type CheckContext, type CheckOutcome } from './checkContext'
import { activeWord, isoTime, lookUpLine } from './evidence'
import { invitationLine } from './invitationLine'
import { personWords, withOnePerson } from './onePerson'

const dayMs = 86_400_000

/** The code itself is never returned; the portal tells by an undocumented filter, where it knows it (bitrix24.md §4 (a)). */
export function invitationAccepted(context: CheckContext): Promise<CheckOutcome> {
  return withOnePerson(context, async (user, address) => {
    const invitation = await context.lookUp.invitation(address, user.id, context.signal)
    const registered = user.registered
    const days = registered === undefined ? undefined : Math.max(0, Math.floor((context.now() - registered) / dayMs))
    const parts = {
      values: registered === undefined ? {} : { 'person.registered': registered },
      words: { ...personWords(user), ...(registered === undefined ? {} : { registeredAt: registered }), ...(days === undefined ? {} : { days }) },
      numbers: days === undefined ? {} : { days },
      evidence: [lookUpLine(address, [user], (row) => [activeWord(row), `DATE_REGISTER ${registered === undefined ? 'not told' : isoTime(registered).slice(0, 10)}`]), invitationLine(address, invitation)],
    }
    if (invitation === 'filterIgnored') return outcome('unknown', 'filterIgnored', parts)
    if (invitation === 'none') return outcome('ok', 'accepted', { ...parts, values: { ...parts.values, 'person.invitation': 'accepted' } })
    // Pending, and not switched on: an administrator has to approve first
    const word = user.active === false ? 'awaitingApproval' : 'pending'
    return outcome('problem', word, { ...parts, values: { ...parts.values, 'person.invitation': word } })
  })
}
