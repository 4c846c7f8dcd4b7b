import { AppFailure } from '@shared/contract/appError'
import { mostAddresses, readAddressList } from '@shared/domain/address/addressList'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { clip, shortenAddress } from './evidence'
import { invitedPeople, invitedStates, type InvitedPerson, type InvitedState } from './invitedPeople'

const mostLetters = 1000
const shownInEvidence = 5

/** Many invitations that did not arrive, looked up together: how many are still open, and whose. */
export async function invitationsOfMany(context: CheckContext): Promise<CheckOutcome> {
  const { api, signal } = context
  if (api === undefined) throw new AppFailure('notConnected')
  const { addresses, broken, tooMany } = readAddressList(textFact(context, 'people.addresses'))
  const unread = broken.length === 0 ? [] : [clip(`lines without a readable address → ${broken.join(', ')}`)]
  const listed = { count: addresses.length, broken: broken.length, most: mostAddresses }
  if (addresses.length === 0 || tooMany) return outcome('problem', tooMany ? 'tooMany' : 'noAddress', { values: { 'many.state': 'badList' }, words: listed, evidence: unread })

  const people = await invitedPeople(api, addresses, { signal })
  const among = (state: InvitedState): readonly InvitedPerson[] => people.filter((one) => one.state === state)
  const [pending, accepted, missing, dismissed] = (['pending', 'accepted', 'missing', 'dismissed'] as const).map((state) => among(state).length) as [number, number, number, number]
  const others = people.length - pending - accepted - missing - dismissed
  const evidence = [clip(`user.get, user.search ${people.length} × {"=EMAIL":…} → ${invitedStates.map((state) => `${state} ${among(state).length}`).join(' · ')}`), ...invitedStates.flatMap((state) => lineOf(state, among(state))), ...unread]
  const words = { ...listed, pending, accepted, missing, dismissed, others, ...namesOf(people) }
  // Whoever is unclear may have an open invitation: without one that is certain, nothing is said
  if (pending === 0 && among('unclear').length > 0) return outcome('unknown', 'filterIgnored', { words, evidence })
  const state = pending === people.length ? 'allPending' : pending > 0 ? 'somePending' : 'nonePending'
  const values = { 'many.state': state, 'many.pending': pending, 'many.accepted': accepted, 'many.missing': missing, 'many.dismissed': dismissed } as const
  return outcome(state === 'nonePending' ? 'problem' : 'ok', state, { values, words, evidence })
}

function lineOf(state: InvitedState, people: readonly InvitedPerson[]): readonly string[] {
  if (people.length === 0) return []
  const more = people.length - shownInEvidence
  return [clip(`${state} → ${people.slice(0, shownInEvidence).map(({ address }) => shortenAddress(address)).join(' · ')}${more > 0 ? ` · and ${more} more` : ''}`)]
}

/** Who is in which state, for the window. */
function namesOf(people: readonly InvitedPerson[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    invitedStates.flatMap((state) => {
      const names = people.filter((one) => one.state === state).map(({ address }) => address).join(', ')
      return names === '' ? [] : [[`${state}People`, Array.from(names).slice(0, mostLetters).join('')]]
    }),
  )
}
