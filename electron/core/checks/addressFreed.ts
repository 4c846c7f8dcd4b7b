import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { activeWord, lookUpLine } from './evidence'

/**
 * Nobody has the address as a contact address any more. That it is nobody's login either, no look-up shows
 * (bitrix24.md §0.1, §2.8).
 */
export async function addressFreed(context: CheckContext): Promise<CheckOutcome> {
  const address = textFact(context, 'person.address')
  const users = await context.lookUp.byAddress(address, context.signal)
  const evidence = [lookUpLine(address, users, (user) => [activeWord(user)])]
  return users.length === 0
    ? outcome('ok', 'free', { values: { 'address.freed': 'yes' }, evidence })
    : outcome('problem', 'held', { values: { 'address.freed': 'no' }, words: { count: users.length }, evidence })
}
