import { outcome, type CheckContext, type CheckOutcome } from './checkContext'
import { lookUpLine } from './evidence'
import { personWords, withOnePerson } from './onePerson'

/** Those of USER_TYPE that a way to log in depends on (bitrix24.md §4); collab guests, bots and shop customers are none of them. */
const known: readonly string[] = ['employee', 'extranet', 'email']

/** What kind of account it is: whoever is no employee was invited, and logs in, in another way (bitrix24.md §3 P6). */
export function personType(context: CheckContext): Promise<CheckOutcome> {
  return withOnePerson(context, (user, address) => {
    const told = user.userType?.trim().toLowerCase() ?? ''
    const type = known.includes(told) ? told : 'other'
    const words = personWords(user)
    // Of a word that is not known only that it is another one is written down
    const evidence = [lookUpLine(address, [user], () => [`USER_TYPE ${told === '' ? 'not told' : type}`])]
    if (told === '') return outcome('unknown', 'hidden', { words, evidence })
    return outcome(type === 'employee' ? 'ok' : 'problem', type, { values: { 'person.type': type }, words, evidence })
  })
}
