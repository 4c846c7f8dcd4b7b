import { readAddressList } from '@shared/domain/address/addressList'
import { AppFailure } from '@shared/contract/appError'
import { invitedPeople, type InvitedPerson } from '../checks/invitedPeople'
import type { CallOptions, PortalApi } from '../ports'
import { countParts, everyPart, partSubjects } from './fixParts'
import { judged, textOf, userSubject, type FixRow, type FixRunner, type PartAnswered } from './fixRunner'
import { isRefusal } from './isRefusal'

/** A portal's limit is everybody's: who is sent to later waits for it (bitrix24.md §1.7). */
const patienceMs = 45_000
const mostLettersInRow = 300

const personCodes: ReadonlySet<string> = new Set(['INTRANET_CONTROLLER_INVITE_USER_NOT_FOUND', 'INTRANET_CONTROLLER_INVITE_FAILED'])

const listed = ['awaitingApproval', 'accepted', 'dismissed', 'missing', 'unclear'] as const
const labels = { awaitingApproval: 'waitForApproval', accepted: 'many.accepted', dismissed: 'many.dismissed', missing: 'many.missing', unclear: 'notClear' } as const satisfies Record<(typeof listed)[number], FixRow['label']>

/** The same as `reinvite` for everybody on a list whose invitation is open, one after the other (bitrix24.md §2.13). */
export const reinviteMany: FixRunner = {
  async prepare({ api, signal, facts, scopes, sentBefore }) {
    if (!scopes.includes('intranet')) return { refusal: 'needsScope' }
    if (!(await api.invitations.isAvailable({ signal }))) return { refusal: 'notOffered' }
    const { addresses, tooMany } = readAddressList(textOf(facts, 'people.addresses'))
    if (addresses.length === 0 || tooMany) return { refusal: 'listUnreadable' }
    const people = await invitedPeople(api, addresses, { signal })
    const open = people.flatMap((one) => (one.state === 'pending' ? [one] : []))
    const left = open.filter(({ user }) => sentBefore?.has(userSubject(user.id)) !== true)
    if (left.length === 0) return { refusal: 'nobodyLeft' }
    const before = Object.fromEntries(left.map(({ user, address }) => [userSubject(user.id), address]))
    const subjects = partSubjects(before)
    const earlier = open.filter((one) => !left.includes(one))
    return {
      account: {},
      rows: [
        ...rowsOf('willGet', left),
        ...rowsOf('sentBefore', earlier),
        ...listed.flatMap((state) => rowsOf(labels[state], people.filter((one) => one.state === state))),
      ],
      notes: ['oneByOne', 'undocumented', 'cannotBeSeen'],
      before,
      wanted: {},
      subjects,
      confirmWith: String(subjects.length),
      send: async (options, answered) => {
        await sendToEach(api, subjects, options, answered)
        return 'portal'
      },
    }
  },
  judge(intent, { parts = {} }) {
    const words = everyPart(intent, parts)
    const left = countParts(words).notSent
    return { ...judged('unknown', left > 0 ? 'partly' : 'cannotBeSeen', words), ...(left > 0 ? { left } : {}) }
  },
}

/** Throws what ended it early; where everybody was refused, the first refusal. */
async function sendToEach(api: PortalApi, subjects: readonly string[], options: CallOptions, answered: PartAnswered = () => true): Promise<void> {
  const refusals: AppFailure[] = []
  for (const subject of subjects) {
    if (options.signal?.aborted === true) throw new AppFailure('cancelled')
    try {
      await api.invitations.inviteAgain(subject.slice('user:'.length), { ...options, patienceMs })
    } catch (error) {
      const failure = error instanceof AppFailure ? error : new AppFailure('internal')
      const isHis = isRefusal(failure) && isOfThisPerson(failure)
      // Whoever a portal that takes nothing more was asked for has not been come to
      if (isHis || !isRefusal(failure)) answered(subject, isHis ? 'refused' : 'unconfirmed', failure)
      if (!isHis) throw failure
      refusals.push(failure)
      continue
    }
    // Somebody has looked at this run from another window, and ended it
    if (!answered(subject, 'sent')) throw new AppFailure('cancelled')
  }
  const [first] = refusals
  if (first !== undefined && refusals.length === subjects.length) throw first
}

/** Accepted meanwhile, or gone: said of one person. Anything else would meet the next one as well. */
function isOfThisPerson({ code, details }: AppFailure): boolean {
  return (code === 'notFound' || code === 'portalError') && personCodes.has(String(details?.['portalCode']))
}

/** How many, then who: as many rows as the names fill. */
function rowsOf(label: FixRow['label'], people: readonly InvitedPerson[]): readonly FixRow[] {
  if (people.length === 0) return []
  const rows: string[] = []
  for (const { user, address } of people) {
    const name = user === undefined || user.name === '' ? address : `${user.name} <${address}>`
    const last = rows.at(-1)
    if (last !== undefined && last.length + name.length + 2 <= mostLettersInRow) rows[rows.length - 1] = `${last}, ${name}`
    else rows.push(name.slice(0, mostLettersInRow))
  }
  return [{ label, after: people.length }, ...rows.map((after): FixRow => ({ label: 'who', after }))]
}
