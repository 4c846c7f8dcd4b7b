import { AppFailure } from '@shared/contract/appError'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { activeWord } from './evidence'
import { personWords } from './onePerson'

/** The record behind an id, whatever its address is now: only this shows whether a change arrived (bitrix24.md §2.8). */
export async function accountById(context: CheckContext): Promise<CheckOutcome> {
  if (context.api === undefined) throw new AppFailure('notConnected')
  const id = textFact(context, 'person.id')
  const user = await context.api.userById(id, { signal: context.signal })
  const asked = `user.get {"ID":"${id}"}`
  if (user === undefined) return outcome('problem', 'none', { evidence: [`${asked} → 0 rows`] })
  const evidence = [`${asked} → 1 row · ${activeWord(user)}`]
  const address = user.email === undefined || user.email === '' ? {} : { 'person.contactAddress': user.email }
  const words = personWords(user)
  if (user.active === undefined) return outcome('unknown', 'active', { values: address, words, evidence })
  return user.active
    ? outcome('ok', 'active', { values: { ...address, 'person.active': 'yes' }, words, evidence })
    : outcome('problem', 'inactive', { values: { ...address, 'person.active': 'no' }, words, evidence })
}
