import type { MailZone } from './company/mailZone'
import type { Outbox } from './outbox'
import type { PortalRecords } from './portalRecords'
import type { PortalSettings } from './portalSettings'
import type { SeenRequest } from './portalState'

export interface DemoPortalOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** How many people the company has, 200,000 at most: 100 unless said. */
  readonly people?: number
  /** The same seed makes the same company: 1 unless said. */
  readonly seed?: number
  /** The cloud's limits by plan, of requests and of operating time: off unless said; on-premise of requests alone. */
  readonly limits?: 'off' | 'standard' | 'enterprise'
  /** `name` or `name=argument`, see faults/. */
  readonly faults?: readonly string[]
  readonly now?: () => number
  /** Scopes of the two webhooks; what is said at `webhook` and `adminWebhook` unless given. */
  readonly scopes?: readonly string[]
  readonly adminScopes?: readonly string[]
  readonly app?: {
    /** The same as the administrator's webhook unless said. */
    readonly scopes?: readonly string[]
    /** Where the browser is sent with the code; without it a page shows the code. */
    readonly redirectUri?: string
  }
  readonly language?: PortalSettings['language']
  /** Refusals name every reason, a line each. */
  readonly longRefusals?: boolean
  readonly invitesBy?: PortalSettings['inviting']
  /** Active people the plan allows. */
  readonly userLimit?: number
  /** The undocumented invitation controller answers by REST. */
  readonly intranetInvite?: boolean
  readonly onPremise?: boolean
  /** How long the head of a request may take. */
  readonly headTimeoutMs?: number
}

/** A local application of this portal, and what may happen to it. */
export interface DemoApp {
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes: readonly string[]
  readonly authorizeUrl: string
  readonly tokenUrl: string
  /** Every access token is past its hour; refresh tokens stay good. */
  expireTokens(): void
  /** An administrator deletes the application. */
  removeApp(): void
  /** The application was added and never opened. */
  uninstall(): void
  endSubscription(): void
}

export interface DemoPortal {
  /** http://127.0.0.1:PORT */
  readonly url: string
  /** The name by which the company knows its portal. */
  readonly portalHost: string
  /** Webhook of a helpdesk agent who is no administrator; scope user. */
  readonly webhook: string
  /** Webhook of an administrator; scopes user, department, im, task, main, intranet, mail, crm. */
  readonly adminWebhook: string
  readonly people: number
  /** What name servers would say of the company's domains and of those around it. */
  readonly mailZone: MailZone
  readonly app: DemoApp
  /** What a browser brings back after the person has let the application in; good for 30 s and once. */
  authorizeCode(userId: number): string
  /** Calls seen so far, commands of a batch after their batch; method names only. */
  requests(): readonly SeenRequest[]
  /** Mails the portal has sent, by address and kind. */
  mails(): ReturnType<Outbox['list']>
  /** What REST has put on the portal besides people. */
  readonly records: Pick<PortalRecords, 'notifications' | 'messages' | 'tasks' | 'crmItems'>
  /** Charges the agent's webhook, or another owner's, with operating time. */
  spendOperating(method: string, seconds: number, ownerId?: number): void
  /** Switches a fault on; throws on a name or argument that the table does not know. */
  setFault(fault: string): void
  clearFaults(): void
  /** The person logs in: an open invitation counts as accepted, LAST_LOGIN and LAST_ACTIVITY_DATE are now. */
  signIn(userId: number): void
  /** Open connections are cut. */
  stop(): Promise<void>
}
