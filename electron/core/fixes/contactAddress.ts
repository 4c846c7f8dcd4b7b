import { addressShape } from '@shared/domain/address/addressShape'
import type { FixNote } from '@shared/domain/fixes'
import { accountOf, holdersOf, sightOf, valuesOf, type AccountRecord } from './fixAccount'
import { addressSubject, fold, judged, textOf, userSubject, type FixHindrance, type FixInput, type FixPlan, type FixRunner } from './fixRunner'

/** Changes the contact address. What somebody logs in with stays as it is (bitrix24.md §2.8): that is said, never left out. */
export async function planAddress(input: FixInput, record: AccountRecord, address: string): Promise<FixPlan | FixHindrance> {
  const { api, signal } = input
  const { user, invitation } = record
  const account = accountOf(user)
  const present = user.email ?? ''
  const intent = { before: valuesOf(record), wanted: { 'person.contactAddress': address }, subjects: [userSubject(user.id), addressSubject(address)] }
  if (addressShape(address).shape !== 'fine') return { refusal: 'addressBad', account }
  if (fold(present) === fold(address)) return { refusal: 'nothingToDo', account, ...intent }
  if ((await holdersOf(api, address, { signal })).some((id) => id !== user.id)) return { refusal: 'addressTaken', account }
  const notes: readonly FixNote[] = ['loginUnchanged', ...(invitation === 'pending' ? (['invitationStays'] as const) : [])]
  return {
    account,
    rows: [{ label: 'person.contactAddress', ...(present === '' ? {} : { before: present }), after: address }],
    notes,
    ...intent,
    send: async (options) => (await api.updateUser(user.id, { email: address }, options)).confirmedBy,
  }
}

export const proveAddress: Pick<FixRunner, 'readBack' | 'judge'> = {
  readBack: async (api, { before, wanted }, options) => ({
    ...(await sightOf(api, textOf(before, 'person.id'), options)),
    holders: await holdersOf(api, textOf(wanted, 'person.contactAddress'), options),
  }),
  judge({ before, wanted }, { user, holders = [] }) {
    const id = textOf(before, 'person.id')
    if (user === undefined) return judged('notVerified', 'accountMissing')
    const after = user.email === undefined ? {} : { 'person.contactAddress': user.email }
    // Whoever else has it now got it instead, or as well: that is not what was wanted
    if (holders.some((holder) => holder !== id)) return judged('notVerified', 'elsewhere', after)
    if (user.email === undefined) return judged('unknown', 'notShown')
    const isShown = fold(user.email) === fold(textOf(wanted, 'person.contactAddress')) && holders.includes(id)
    return isShown ? judged('verified', 'shown', after) : judged('notVerified', 'notShown', after)
  },
}
