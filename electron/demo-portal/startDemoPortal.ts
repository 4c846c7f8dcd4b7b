import { portalHost } from './company/company'
import { CompanyDirectory } from './company/companyDirectory'
import { ActiveFaults } from './faults/activeFaults'
import { faultTable } from './faults/faultTable'
import { bucketPlans, LeakyBucket } from './leakyBucket'
import { PortalServer } from './portalServer'
import type { PortalState, SeenRequest } from './portalState'
import { OperatingTime, RequestLog } from './portalState'
import { UserList } from './users/userList'
import type { Webhook } from './webhook'
import { makeSecret } from './webhook'

export interface DemoPortalOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** How many people the company has: 60 unless said. */
  readonly people?: number
  /** The same seed makes the same company: 1 unless said. */
  readonly seed?: number
  /** The cloud's request limits by plan: off unless said. */
  readonly limits?: 'off' | 'standard' | 'enterprise'
  /** `name` or `name=argument`, see faults/faultTable.ts. */
  readonly faults?: readonly string[]
  readonly now?: () => number
}

export interface DemoPortal {
  /** http://127.0.0.1:PORT */
  readonly url: string
  /** The name by which the company knows its portal. */
  readonly portalHost: string
  /** Webhook of a helpdesk agent who is no administrator; scope user. */
  readonly webhook: string
  /** Webhook of an administrator; scopes user, department, im, task. */
  readonly adminWebhook: string
  readonly people: number
  /** Calls seen so far, commands of a batch after their batch; method names only. */
  requests(): readonly SeenRequest[]
  /** Switches a fault on; throws on a name or argument that the table does not know. */
  setFault(fault: string): void
  clearFaults(): void
  /** The person logs in: an open invitation counts as accepted, LAST_LOGIN and LAST_ACTIVITY_DATE are now. */
  signIn(userId: number): void
  /** Open connections are cut. */
  stop(): Promise<void>
}

/** Names of all faults. */
export const demoPortalFaults: readonly string[] = faultTable.map(({ name }) => name)

/** Owners by id: Noa of the helpdesk, Ada Quill who administers (company/namedPeople.ts). */
const agentId = 4
const adminId = 1

/** Starts the simulated portal on loopback. Each start has new webhook secrets. */
export async function startDemoPortal(options: DemoPortalOptions = {}): Promise<DemoPortal> {
  const now = options.now ?? Date.now
  const directory = new CompanyDirectory(options.people ?? 60, options.seed ?? 1, now())
  const agent: Webhook = { userId: agentId, secret: makeSecret(), scopes: ['user'] }
  const admin: Webhook = { userId: adminId, secret: makeSecret(), scopes: ['user', 'department', 'im', 'task'] }
  const faults = new ActiveFaults()
  for (const fault of options.faults ?? []) faults.set(fault)
  const portal: PortalState = {
    directory,
    users: new UserList(directory),
    webhooks: [agent, admin],
    faults,
    bucket: options.limits === undefined || options.limits === 'off' ? undefined : new LeakyBucket(bucketPlans[options.limits]),
    requests: new RequestLog(),
    operating: new OperatingTime(),
    now,
  }
  const server = new PortalServer(portal)
  const url = await server.start(options.port ?? 0)
  const addressOf = ({ userId, secret }: Webhook): string => `${url}/rest/${userId}/${secret}/`
  return {
    url,
    portalHost,
    webhook: addressOf(agent),
    adminWebhook: addressOf(admin),
    people: directory.ids.length,
    requests: () => portal.requests.list(),
    setFault: (fault) => faults.set(fault),
    clearFaults: () => faults.clear(),
    signIn: (userId) => signIn(directory, userId, now()),
    stop: () => server.stop(),
  }
}

function signIn(directory: CompanyDirectory, userId: number, atMs: number): void {
  if (directory.person(userId)?.active === false) throw new Error(`person ${userId} is not active and cannot log in`)
  directory.change(userId, { confirmCode: '', externalAuthId: 'socservices', changedAtMs: atMs, lastLoginAtMs: atMs, lastActivityAtMs: atMs })
}
