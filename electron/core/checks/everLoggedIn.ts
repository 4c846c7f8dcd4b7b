import { outcome, type CheckContext, type CheckOutcome } from './checkContext'
import { lastLoginWord, lookUpLine } from './evidence'
import { personWords, withOnePerson } from './onePerson'

/** LAST_LOGIN comes with the full scope `user` only: hidden is not never (bitrix24.md §2). */
export function everLoggedIn(context: CheckContext): Promise<CheckOutcome> {
  return withOnePerson(context, (user, address) => {
    const words = personWords(user)
    const evidence = [lookUpLine(address, [user], (row) => [lastLoginWord(row)])]
    if (user.lastLogin === undefined) return outcome('unknown', 'hidden', { words, evidence })
    if (user.lastLogin === 'never') return outcome('problem', 'never', { values: { 'person.everLoggedIn': 'no' }, words, evidence })
    return outcome('ok', 'loggedIn', {
      values: { 'person.everLoggedIn': 'yes', 'person.lastLogin': user.lastLogin },
      words: { ...words, lastLoginAt: user.lastLogin },
      evidence,
    })
  })
}
