import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { lookUpLine } from './evidence'
import { personWords } from './onePerson'

/** None: unknown here, or hidden from the owner of the webhook (bitrix24.md §3, interpretation of the look-up). */
export async function personByAddress(context: CheckContext): Promise<CheckOutcome> {
  const address = textFact(context, 'person.address')
  const users = await context.lookUp.byAddress(address, context.signal)
  const evidence = [lookUpLine(address, users)]
  const [user, second] = users
  if (user === undefined) return outcome('problem', 'none', { values: { 'person.found': 'none' }, words: { count: 0 }, evidence })
  if (second !== undefined) return outcome('problem', 'several', { values: { 'person.found': 'several' }, words: { count: users.length }, numbers: { count: users.length }, evidence })
  return outcome('ok', 'one', {
    values: { 'person.found': 'one', 'person.id': user.id, ...(user.name === '' ? {} : { 'person.name': user.name.slice(0, 254) }) },
    words: { count: 1, ...personWords(user) },
    evidence,
  })
}
