import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { activeWord, lookUpLine } from './evidence'
import { invitationLine } from './invitationLine'
import { personWords } from './onePerson'

/** Whether the address to be used instead is somebody's already: then it cannot be given to anybody (bitrix24.md §2.7, §2.8). */
export async function newAddressOnPortal(context: CheckContext): Promise<CheckOutcome> {
  const address = textFact(context, 'address.new')
  const users = await context.lookUp.byAddress(address, context.signal)
  const line = lookUpLine(address, users, (user) => [activeWord(user)])
  const [user, second] = users
  if (user === undefined) return outcome('ok', 'free', { values: { 'address.newHolder': 'nobody' }, evidence: [line] })
  if (second !== undefined) return outcome('problem', 'taken', { values: { 'address.newHolder': 'somebody' }, words: { count: users.length }, evidence: [line] })
  const invitation = await context.lookUp.invitation(address, user.id, context.signal)
  const word = invitation === 'pending' && user.active === true ? 'invited' : 'taken'
  return outcome('problem', word, {
    values: { 'address.newHolder': word === 'invited' ? 'invited' : 'somebody' },
    words: personWords(user),
    evidence: [line, invitationLine(address, invitation)],
  })
}
