import type { CompanyDirectory } from './company/companyDirectory'
import type { Department } from './company/departments'
import type { ActiveFaults } from './faults/activeFaults'
import type { LeakyBucket } from './leakyBucket'
import type { OAuthServer } from './oauth/oauthServer'
import type { OperatingTime } from './operatingTime'
import type { Outbox } from './outbox'
import type { PortalRecords } from './portalRecords'
import type { PortalSettings } from './portalSettings'
import type { EventLog } from './rest3/eventLog'
import type { IdempotencyKeys } from './rest3/idempotencyKeys'
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
  readonly departments: readonly Department[]
  readonly settings: PortalSettings
  readonly outbox: Outbox
  readonly records: PortalRecords
  readonly eventLog: EventLog
  readonly idempotencyKeys: IdempotencyKeys
  readonly webhooks: readonly Webhook[]
  readonly oauth: OAuthServer
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
