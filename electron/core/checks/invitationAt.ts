import type { FactName } from '@shared/domain/facts'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { activeWord, lookUpLine } from './evidence'
import { invitationLine } from './invitationLine'
import { personWords } from './onePerson'

/** How an invited address stands: an invitation is proven by being pending there, not by the address alone (bitrix24.md §4). */
export async function invitationAt(context: CheckContext, fact: FactName): Promise<CheckOutcome> {
  const address = textFact(context, fact)
  const users = await context.lookUp.byAddress(address, context.signal)
  const line = lookUpLine(address, users, (user) => [activeWord(user)])
  const [user, second] = users
  if (user === undefined) return outcome('problem', 'none', { values: { 'invite.state': 'none' }, evidence: [line] })
  if (second !== undefined) return outcome('unknown', 'several', { values: { 'invite.state': 'several' }, words: { count: users.length }, evidence: [line] })
  const invitation = await context.lookUp.invitation(address, user.id, context.signal)
  const parts = { words: personWords(user), evidence: [line, invitationLine(address, invitation)] }
  if (invitation === 'filterIgnored') return outcome('unknown', 'filterIgnored', parts)
  if (invitation === 'pending') {
    const word = user.active === false ? 'awaitingApproval' : 'pending'
    return outcome('ok', word, { ...parts, values: { 'invite.state': word } })
  }
  if (user.active === undefined) return outcome('unknown', 'filterIgnored', parts)
  return user.active
    ? outcome('problem', 'accepted', { ...parts, values: { 'invite.state': 'accepted' } })
    : outcome('problem', 'dismissed', { ...parts, values: { 'invite.state': 'dismissed' } })
}
