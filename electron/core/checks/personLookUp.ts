import { AppFailure } from '@shared/contract/appError'
import type { CallOptions, PersonRecord, PortalApi, PortalUser } from '../ports'

/** `filterIgnored`: the portal does not honour the undocumented filter, so it cannot tell (bitrix24.md §4). */
export type InvitationAnswer = 'pending' | 'none' | 'filterIgnored'

/**
 * What the checks of one run ask about a person: one request for all of them. A new run takes a new one, so that an
 * old answer is never shown as today's.
 */
export interface PersonLookUp {
  byAddress(address: string, signal: AbortSignal): Promise<readonly PortalUser[]>
  invitation(address: string, userId: string, signal: AbortSignal): Promise<InvitationAnswer>
}

export function createPersonLookUp(api: PortalApi | undefined): PersonLookUp {
  const records = shareByKey<PersonRecord>()

  /** Users and invitation states come in one request, whichever of them is asked for first. */
  const recordOf = (address: string, signal: AbortSignal): Promise<PersonRecord> =>
    records(keyOf(address), signal, (options) => {
      if (api === undefined) throw new AppFailure('notConnected')
      return api.personByAddress(address, options)
    })

  return {
    byAddress: async (address, signal) => (await recordOf(address, signal)).users,
    async invitation(address, userId, signal) {
      const { invitation } = await recordOf(address, signal)
      if (invitation === undefined) return 'filterIgnored'
      const isPending = invitation.pending.includes(userId)
      // In neither set: the portal could not read the filter for this person
      if (isPending === invitation.accepted.includes(userId)) return 'filterIgnored'
      return isPending ? 'pending' : 'none'
    },
  }
}

function keyOf(address: string): string {
  return address.trim().toLowerCase()
}

type Shared<T> = (key: string, signal: AbortSignal, start: (options: CallOptions) => Promise<T>) => Promise<T>

/** One request a key, shared by all who wait for it; it is aborted when the last of them has gone. */
function shareByKey<T>(): Shared<T> {
  const open = new Map<string, { readonly answer: Promise<T>; readonly ending: AbortController; waiting: number; done: boolean }>()

  return (key, signal, start) => {
    if (signal.aborted) return Promise.reject(new AppFailure('cancelled'))
    let entry = open.get(key)
    if (entry === undefined) {
      const ending = new AbortController()
      const answer = Promise.resolve().then(() => start({ signal: ending.signal }))
      const begun = { answer, ending, waiting: 0, done: false }
      const finish = (): void => {
        begun.done = true
      }
      answer.then(finish, finish)
      open.set(key, begun)
      entry = begun
    }
    const shared = entry
    shared.waiting += 1

    return new Promise<T>((resolve, reject) => {
      const onAbort = (): void => {
        shared.waiting -= 1
        if (shared.waiting === 0 && !shared.done) {
          // Whoever asks next starts anew
          open.delete(key)
          shared.ending.abort()
        }
        reject(new AppFailure('cancelled'))
      }
      signal.addEventListener('abort', onAbort, { once: true })
      const stopListening = (): void => {
        signal.removeEventListener('abort', onAbort)
      }
      shared.answer.then(
        (value) => {
          stopListening()
          resolve(value)
        },
        (error: unknown) => {
          stopListening()
          reject(error instanceof Error ? error : new AppFailure('internal'))
        },
      )
    })
  }
}
