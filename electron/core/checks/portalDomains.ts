import { addressParts } from '@shared/domain/address/addressParts'
import type { Clock, PortalApi } from '../ports'

/** The domains that people of a portal have their addresses at. */
export interface SeenDomains {
  /** How many people a domain. */
  readonly counts: ReadonlyMap<string, number>
  readonly people: number
  /** False: the portal has more people than were read, so what was not seen may still be there. */
  readonly isWhole: boolean
}

/** Kept with the connection: domains change slowly, and reading them is dear. */
export interface PortalDomains {
  seenOn(api: PortalApi, signal: AbortSignal): Promise<SeenDomains>
}

/** One batch of fifty pages (bitrix24.md §1.6): whole for most portals, enough of a sample for the others. */
const mostPeople = 2500
const mostDomains = 1000
const keptMs = 10 * 60_000

export function createPortalDomains(clock: Clock): PortalDomains {
  const kept = new WeakMap<PortalApi, { readonly until: number; readonly seen: SeenDomains }>()
  return {
    async seenOn(api, signal) {
      const before = kept.get(api)
      if (before !== undefined && before.until > clock.now()) return before.seen
      const seen = await readDomains(api, signal)
      kept.set(api, { until: clock.now() + keptMs, seen })
      return seen
    },
  }
}

async function readDomains(api: PortalApi, signal: AbortSignal): Promise<SeenDomains> {
  const counts = new Map<string, number>()
  let people = 0
  for await (const page of api.people({ signal })) {
    for (const { email } of page) {
      people += 1
      const domain = email === undefined ? undefined : addressParts(email)?.domain
      if (domain === undefined || (counts.size >= mostDomains && !counts.has(domain))) continue
      counts.set(domain, (counts.get(domain) ?? 0) + 1)
    }
    if (people >= mostPeople) return { counts, people, isWhole: false }
  }
  return { counts, people, isWhole: counts.size < mostDomains }
}
