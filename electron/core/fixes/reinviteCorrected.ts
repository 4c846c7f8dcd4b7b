import { addressShape } from '@shared/domain/address/addressShape'
import { proveAddress } from './contactAddress'
import { accountOf, holdersOf, invitedAt, isHindrance, readAccount, sightOf, valuesOf } from './fixAccount'
import { addressSubject, fold, judged, textOf, userSubject, type FixRunner } from './fixRunner'

const method = 'intranet.invite.reinviteWithChangeContact'

/** Changes the address of an open invitation, the login with it, and sends it again (bitrix24.md §2.13). Proven by the open invitation there. */
export const reinviteCorrected: FixRunner = {
  async prepare(input) {
    const { api, signal, facts, scopes } = input
    if (!scopes.includes('intranet') || !scopes.includes('user')) return { refusal: 'needsScope' }
    const { isExisting, isAvailable } = await api.methodGet(method, { signal })
    if (!isExisting || !isAvailable) return { refusal: 'notOffered' }
    const record = await readAccount(input)
    if (isHindrance(record)) return record
    const { user, invitation } = record
    const account = accountOf(user)
    const address = textOf(facts, 'address.new')
    if (invitation === 'accepted') return { refusal: 'alreadyAccepted', account }
    if (user.active === false) return { refusal: 'awaitingApproval', account }
    if (addressShape(address).shape !== 'fine') return { refusal: 'addressBad', account }
    if (fold(user.email ?? '') === fold(address)) return { refusal: 'nothingToDo', account }
    if ((await holdersOf(api, address, { signal })).length > 0) return { refusal: 'addressTaken', account }
    return {
      account,
      rows: [{ label: 'person.contactAddress', ...(user.email === undefined || user.email === '' ? {} : { before: user.email }), after: address }],
      notes: ['sendsMail', 'undocumented'],
      before: valuesOf(record),
      wanted: { 'person.contactAddress': address },
      subjects: [userSubject(user.id), addressSubject(address)],
      send: async (options) => {
        await api.invitations.inviteAgainAt(user.id, address, options)
        return 'portal'
      },
    }
  },
  readBack: async (api, { before, wanted }, options) => ({
    ...(await sightOf(api, textOf(before, 'person.id'), options)),
    ...(await invitedAt(api, textOf(wanted, 'person.contactAddress'), options)),
  }),
  // A contact address can be changed without the login: only an invitation that is still open there proves that both moved
  judge(intent, sight) {
    const seen = proveAddress.judge(intent, sight)
    return seen.result === 'verified' && sight.invitation !== 'pending' ? judged('notVerified', 'notShown', seen.after) : seen
  },
}
