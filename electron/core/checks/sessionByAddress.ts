import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { activeWord, lookUpLine } from './evidence'
import { invitationLine } from './invitationLine'

/**
 * Does the portal know the profile that the browser is logged in with? Nobody: another Network profile than the invited one.
 * An open invitation: not accepted, or waiting for approval where it is not active; without one, not active is dismissed
 * (bitrix24.md §3, interpretation of the look-up, and P2).
 */
export async function sessionByAddress(context: CheckContext): Promise<CheckOutcome> {
  const address = textFact(context, 'session.address')
  const users = await context.lookUp.byAddress(address, context.signal)
  const line = lookUpLine(address, users, (user) => [activeWord(user)])
  const evidence = [line]
  const [user, second] = users
  if (user === undefined) return outcome('problem', 'none', { values: { 'session.found': 'none' }, words: { count: 0 }, evidence })
  if (second !== undefined) return outcome('problem', 'several', { values: { 'session.found': 'several' }, words: { count: users.length }, numbers: { count: users.length }, evidence })
  if (user.active === undefined) return outcome('unknown', 'unclear', { values: { 'session.found': 'one' }, evidence })
  const invitation = await context.lookUp.invitation(address, user.id, context.signal)
  const known = { 'session.found': 'one', 'session.active': user.active ? 'yes' : 'no' }
  const seen = [line, invitationLine(address, invitation)]
  if (invitation === 'pending') {
    const word = user.active ? 'pending' : 'awaitingApproval'
    return outcome('problem', word, { values: { ...known, 'session.invitation': word }, evidence: seen })
  }
  const values = { ...known, ...(invitation === 'none' ? { 'session.invitation': 'accepted' } : {}) }
  return user.active ? outcome('ok', 'active', { values, evidence: seen }) : outcome('problem', 'dismissed', { values, evidence: seen })
}
