import type { PortalUser } from '../ports'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { lookUpLine } from './evidence'

/** The checks about one account share this: they speak only where the address belongs to exactly one. */
export async function withOnePerson(context: CheckContext, judge: (user: PortalUser, address: string) => CheckOutcome | Promise<CheckOutcome>): Promise<CheckOutcome> {
  const address = textFact(context, 'person.address')
  const users = await context.lookUp.byAddress(address, context.signal)
  const [user, second] = users
  if (user === undefined) return outcome('notRun', 'noneFound', { evidence: [lookUpLine(address, users)] })
  if (second !== undefined) return outcome('unknown', 'severalFound', { words: { count: users.length }, evidence: [lookUpLine(address, users)] })
  return judge(user, address)
}

/** For the sentence: who is meant. */
export function personWords(user: PortalUser): Record<string, string> {
  return { userId: user.id, ...(user.name === '' ? {} : { name: user.name }) }
}
