import { accountOf, isHindrance, readAccount, valuesOf } from './fixAccount'
import { judged, userSubject, type FixRunner } from './fixRunner'

/** An undocumented method, offered only where the portal says that it has it (bitrix24.md §2.13). That a letter went out shows nowhere. */
export const reinvite: FixRunner = {
  async prepare(input) {
    const { api, signal, scopes } = input
    if (!scopes.includes('intranet')) return { refusal: 'needsScope' }
    if (!(await api.invitations.isAvailable({ signal }))) return { refusal: 'notOffered' }
    const record = await readAccount(input)
    if (isHindrance(record)) return record
    const { user, invitation } = record
    const account = accountOf(user)
    if (invitation === 'accepted') return { refusal: 'alreadyAccepted', account }
    if (user.active === false) return { refusal: 'awaitingApproval', account }
    return {
      account,
      rows: [{ label: 'person.address', after: user.email ?? '' }],
      notes: ['sendsMail', 'undocumented', 'cannotBeSeen'],
      before: valuesOf(record),
      wanted: {},
      subjects: [userSubject(user.id)],
      send: async (options) => {
        await api.invitations.inviteAgain(user.id, options)
        return 'portal'
      },
    }
  },
  judge: () => judged('unknown', 'cannotBeSeen'),
}
