import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { activeWord, lookUpLine } from './evidence'

/**
 * Does the portal know the profile that the browser is logged in with? Nobody: another Network profile than the invited one.
 * Not active: dismissed here (bitrix24.md §3 P2).
 */
export async function sessionByAddress(context: CheckContext): Promise<CheckOutcome> {
  const address = textFact(context, 'session.address')
  const users = await context.lookUp.byAddress(address, context.signal)
  const evidence = [lookUpLine(address, users, (user) => [activeWord(user)])]
  const [user, second] = users
  if (user === undefined) return outcome('problem', 'none', { values: { 'session.found': 'none' }, words: { count: 0 }, evidence })
  if (second !== undefined) return outcome('problem', 'several', { values: { 'session.found': 'several' }, words: { count: users.length }, numbers: { count: users.length }, evidence })
  if (user.active === undefined) return outcome('unknown', 'unclear', { values: { 'session.found': 'one' }, evidence })
  return user.active
    ? outcome('ok', 'active', { values: { 'session.found': 'one', 'session.active': 'yes' }, evidence })
    : outcome('problem', 'dismissed', { values: { 'session.found': 'one', 'session.active': 'no' }, evidence })
}
