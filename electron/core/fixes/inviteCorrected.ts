import { addressShape } from '@shared/domain/address/addressShape'
import { accountOf, holdersOf, invitedAt, isHindrance, readAccount, sightOf, valuesOf } from './fixAccount'
import { addressSubject, fold, judged, textOf, userSubject, type FixRunner } from './fixRunner'
import { departmentNames } from './invite'

/** The same person at the right address: names, position and departments come from the wrong account, which stays (bitrix24.md §3 P7). */
export const inviteCorrected: FixRunner = {
  async prepare(input) {
    const { api, signal, facts, scopes } = input
    if (!scopes.includes('user')) return { refusal: 'needsScope' }
    const record = await readAccount(input)
    if (isHindrance(record)) return record
    const { user, invitation } = record
    const account = accountOf(user)
    const address = textOf(facts, 'address.new')
    if (addressShape(address).shape !== 'fine') return { refusal: 'addressBad', account }
    if (fold(user.email ?? '') === fold(address)) return { refusal: 'nothingToDo', account }
    if ((await holdersOf(api, address, { signal })).length > 0) return { refusal: 'addressTaken', account }
    const card = await api.personCard(user.id, { signal })
    if (card === undefined) return { refusal: 'accountMissing' }
    const { firstName, lastName, position, departments } = card
    if (departments.length === 0) return { refusal: 'noDepartment', account }
    return {
      account,
      confirmWith: address,
      rows: [
        { label: 'address.new', ...(user.email === undefined || user.email === '' ? {} : { before: user.email }), after: address },
        ...(user.name === '' ? [] : [{ label: 'name', after: user.name } as const]),
        ...(position === undefined ? [] : [{ label: 'position', after: position } as const]),
        { label: 'departments', after: await departmentNames(input, departments) },
      ],
      notes: ['sendsMail', ...(invitation === 'accepted' ? [] : (['wrongInvitationStays'] as const))],
      before: valuesOf(record),
      wanted: { 'address.new': address },
      subjects: [userSubject(user.id), addressSubject(address)],
      send: async (options) => {
        const names = { ...(firstName === undefined ? {} : { name: firstName }), ...(lastName === undefined ? {} : { lastName }), ...(position === undefined ? {} : { position }) }
        return (await api.addUser({ email: address, ...names, departments }, options)).confirmedBy
      },
    }
  },
  readBack: async (api, { before, wanted }, options) => ({
    ...(await sightOf(api, textOf(before, 'person.id'), options)),
    ...(await invitedAt(api, textOf(wanted, 'address.new'), options)),
  }),
  judge({ before }, { user, holders = [], invitation }) {
    const wrongId = textOf(before, 'person.id')
    const [id, second] = holders
    if (id === undefined) return judged('notVerified', 'notShown')
    // The wrong account itself has it: that is another change than the one agreed to
    if (second !== undefined || id === wrongId || (user !== undefined && fold(user.email ?? '') !== fold(textOf(before, 'person.contactAddress')))) return judged('notVerified', 'elsewhere')
    return invitation === 'pending' ? judged('verified', 'shown', { 'address.new': id }) : judged('notVerified', 'notShown')
  },
}
