import type { CompanyDirectory } from './company/companyDirectory'
import type { ActiveFaults } from './faults/activeFaults'
import type { LeakyBucket } from './leakyBucket'
import { minuteMs } from './portalTime'
import type { UserList } from './users/userList'
import type { Webhook } from './webhook'

export interface SeenRequest {
  readonly method: string
  readonly at: number
}

/** What the simulated portal knows, apart from HTTP and from the methods. */
export interface PortalState {
  readonly directory: CompanyDirectory
  readonly users: UserList
  readonly webhooks: readonly Webhook[]
  readonly faults: ActiveFaults
  readonly bucket: LeakyBucket | undefined
  readonly requests: RequestLog
  readonly operating: OperatingTime
  readonly now: () => number
}

const longestLog = 100_000
const longestName = 100

/** Method names of the calls so far, nothing else of them; the oldest go when there are too many. */
export class RequestLog {
  private seen: SeenRequest[] = []

  add(method: string, at: number): void {
    if (this.seen.length >= longestLog) this.seen = this.seen.slice(longestLog / 2)
    this.seen.push({ method: method.toLowerCase().slice(0, longestName), at })
  }

  list(): readonly SeenRequest[] {
    return [...this.seen]
  }
}

const operatingWindowMs = 10 * minuteMs

/** Seconds each method has cost within ten minutes: the `operating` of the time block (bitrix24.md 1.7). */
export class OperatingTime {
  private readonly spent = new Map<string, { seconds: number; resetAtMs: number }>()

  charge(method: string, seconds: number, nowMs: number): { readonly seconds: number; readonly resetAtMs: number } {
    const known = this.spent.get(method)
    const entry = known === undefined || known.resetAtMs <= nowMs ? { seconds: 0, resetAtMs: nowMs + operatingWindowMs } : known
    entry.seconds += seconds
    this.spent.set(method, entry)
    return entry
  }
}
