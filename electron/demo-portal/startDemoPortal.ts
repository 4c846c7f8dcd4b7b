import { portalHost } from './company/company'
import { CompanyDirectory } from './company/companyDirectory'
import { departmentsOf } from './company/departments'
import { mailZone } from './company/mailZone'
import { operatingKey } from './callMethod'
import type { DemoApp, DemoPortal, DemoPortalOptions } from './demoPortal'
import { ActiveFaults, UnknownFaultError } from './faults/activeFaults'
import { faultTable, readFaults, writeFaults } from './faults/faultTable'
import { bucketPlans, LeakyBucket } from './leakyBucket'
import { makeLocalApp } from './oauth/localApp'
import type { LocalApp } from './oauth/localApp'
import { OAuthServer } from './oauth/oauthServer'
import { cloudOperatingSeconds, OperatingTime } from './operatingTime'
import { Outbox } from './outbox'
import { PortalRecords } from './portalRecords'
import { PortalServer } from './portalServer'
import type { PortalSettings } from './portalSettings'
import { defaultSettings } from './portalSettings'
import type { PortalState } from './portalState'
import { RequestLog } from './portalState'
import { EventLog } from './rest3/eventLog'
import { IdempotencyKeys } from './rest3/idempotencyKeys'
import { UserList } from './users/userList'
import type { Webhook } from './webhook'
import { makeSecret } from './webhook'

export type { DemoApp, DemoPortal, DemoPortalOptions }
export { readFaults, UnknownFaultError, writeFaults }

/** Names of all faults. */
export const demoPortalFaults: readonly string[] = faultTable.map(({ name }) => name)

/** What the company may be made of; a request for more is a mistake. */
export const mostPeople = 200_000

/** Owners by id: Noa of the helpdesk, Ada Quill who administers (company/namedPeople.ts). */
const agentId = 4
const adminId = 1
const agentScopes = ['user']
const adminScopes = ['user', 'department', 'im', 'task', 'main', 'intranet', 'mail', 'crm']

/** Starts the simulated portal on loopback. Each start has new secrets. */
export async function startDemoPortal(options: DemoPortalOptions = {}): Promise<DemoPortal> {
  const portal = makePortal(options)
  const [app] = portal.oauth.apps
  if (app === undefined) throw new RangeError('a portal has an application')
  const { directory, faults, now } = portal
  const server = new PortalServer(portal, options.headTimeoutMs)
  const url = await server.start(options.port ?? 0)
  const addressOf = (ownerId: number): string => {
    const secret = portal.webhooks.find(({ userId }) => userId === ownerId)?.secret ?? ''
    return `${url}/rest/${ownerId}/${secret}/`
  }
  return {
    url,
    portalHost,
    webhook: addressOf(agentId),
    adminWebhook: addressOf(adminId),
    people: directory.ids.length,
    mailZone,
    app: appHandle(app, portal, url),
    authorizeCode: (userId) => portal.oauth.makeCode(app, userId, now()),
    requests: () => portal.requests.list(),
    mails: () => portal.outbox.list(),
    records: portal.records,
    spendOperating: (method, seconds, ownerId = agentId) => void portal.operating.charge(operatingKey({ name: method }, { kind: 'webhook', userId: ownerId }), seconds, now()),
    setFault: (fault) => faults.set(fault),
    clearFaults: () => faults.clear(),
    signIn: (userId) => signIn(directory, userId, now()),
    stop: () => server.stop(),
  }
}

function makePortal(options: DemoPortalOptions): PortalState {
  const { people = 100, seed = 1, now = Date.now, limits = 'off' } = options
  if (people > mostPeople) throw new RangeError(`people must not be more than ${mostPeople}`)
  const directory = new CompanyDirectory(people, seed, now())
  const webhooks: readonly Webhook[] = [
    { userId: agentId, secret: makeSecret(), scopes: options.scopes ?? agentScopes },
    { userId: adminId, secret: makeSecret(), scopes: options.adminScopes ?? adminScopes },
  ]
  const faults = new ActiveFaults()
  for (const fault of options.faults ?? []) faults.set(fault)
  const settings = settingsOf(options)
  return {
    directory,
    users: new UserList(directory),
    departments: departmentsOf(people),
    settings,
    outbox: new Outbox(),
    records: new PortalRecords(),
    eventLog: new EventLog(directory, settings.isOnPremise, now),
    idempotencyKeys: new IdempotencyKeys(),
    webhooks,
    oauth: new OAuthServer([makeLocalApp(options.app?.scopes ?? adminScopes, options.app?.redirectUri)]),
    faults,
    bucket: limits === 'off' ? undefined : new LeakyBucket(bucketPlans[limits]),
    requests: new RequestLog(),
    operating: new OperatingTime(limits === 'off' || settings.isOnPremise ? Infinity : cloudOperatingSeconds),
    now,
  }
}

function settingsOf({ language, longRefusals, invitesBy, userLimit, intranetInvite, onPremise }: DemoPortalOptions): PortalSettings {
  return {
    language: language ?? defaultSettings.language,
    hasLongRefusals: longRefusals ?? defaultSettings.hasLongRefusals,
    inviting: invitesBy ?? defaultSettings.inviting,
    intranetInvite: intranetInvite ?? defaultSettings.intranetInvite,
    isOnPremise: onPremise ?? defaultSettings.isOnPremise,
    ...(userLimit === undefined ? {} : { userLimit }),
  }
}

function appHandle(app: LocalApp, { oauth }: PortalState, url: string): DemoApp {
  return {
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    scopes: app.scopes,
    authorizeUrl: `${url}/oauth/authorize/`,
    tokenUrl: `${url}/oauth/token/`,
    expireTokens: () => oauth.expireAccessTokens(),
    removeApp: () => {
      app.state = 'removed'
    },
    uninstall: () => {
      app.state = 'notInstalled'
    },
    endSubscription: () => {
      app.state = 'unpaid'
    },
  }
}

function signIn(directory: CompanyDirectory, userId: number, atMs: number): void {
  if (directory.person(userId)?.active === false) throw new Error(`person ${userId} is not active and cannot log in`)
  directory.change(userId, { confirmCode: '', externalAuthId: 'socservices', changedAtMs: atMs, lastLoginAtMs: atMs, lastActivityAtMs: atMs })
}
