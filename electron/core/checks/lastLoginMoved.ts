import { outcome, type CheckContext, type CheckOutcome } from './checkContext'
import { isoTime, lastLoginWord, lookUpLine } from './evidence'
import { personWords, withOnePerson } from './onePerson'

/**
 * The proof that the person is back in: a login newer than the case. An old one proves nothing, because LAST_LOGIN may
 * lag behind: then no fact is given, and a person has to say.
 */
export function lastLoginMoved(context: CheckContext): Promise<CheckOutcome> {
  return withOnePerson(context, (user, address) => {
    const { lastLogin } = user
    const seen = typeof lastLogin === 'number' ? { lastLoginAt: lastLogin } : {}
    const words = { ...personWords(user), ...seen, openedAt: context.caseOpenedAt }
    const evidence = [`${lookUpLine(address, [user], (row) => [lastLoginWord(row)])} · case opened ${isoTime(context.caseOpenedAt)}`]
    if (lastLogin === undefined) return outcome('unknown', 'hidden', { words, evidence })
    // LAST_LOGIN counts whole seconds; the case's time does not.
    const openedInSecond = Math.floor(context.caseOpenedAt / 1000) * 1000
    if (lastLogin === 'never' || lastLogin < openedInSecond) return outcome('unknown', 'notYet', { words, evidence })
    return outcome('ok', 'moved', { values: { 'login.works': 'yes' }, words, evidence })
  })
}
