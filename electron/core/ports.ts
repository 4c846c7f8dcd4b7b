import type { ErrorCode } from '@shared/contract/appError'
import type { AppEvent } from '@shared/contract/events'
import type { CaseEvent, NewEvent } from '@shared/domain/events'
import type { CaseId, CommandId } from '@shared/domain/ids'
import type { CaseState, Door, HandOverRole, Outcome, PortalPlan } from '@shared/domain/stateWords'
import type { EndedRun } from '@shared/flows/flowHealth'
import type { ProblemMessages } from '@shared/flows/match/problemMessages'
import type { FlowLibrary } from '@shared/flows/walkTypes'

/** What the core needs from the world. Each is implemented in electron/adapters or by a host. */

export interface Clock {
  /** UTC milliseconds. */
  now(): number
}

export interface IdSource {
  uuid(): string
  /** Random bytes as base64url. */
  token(bytes: number): string
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>
/** JSON lines; `event` is a fixed word. Values are redacted by key and by pattern; never a body, a name or an address. */
export interface Log {
  debug(area: string, event: string, fields?: LogFields): void
  info(area: string, event: string, fields?: LogFields): void
  warn(area: string, event: string, fields?: LogFields): void
  error(area: string, event: string, fields?: LogFields): void
}

// ---- the case log -------------------------------------------------------------------------------------------------

export interface AppendCommand {
  readonly commandId: CommandId
  readonly caseId: CaseId
  readonly role: Door
  /** UTC milliseconds, for every event of the command. */
  readonly at: number
}

export interface AppendOutcome {
  /** All events of the case after the command, in order. */
  readonly events: readonly CaseEvent[]
  /** False when this commandId was carried out before: nothing was written now. */
  readonly written: boolean
}

export interface CaseListQuery {
  readonly state?: CaseState
  readonly outcome?: Outcome
  readonly problem?: string
  readonly search?: string
  readonly sort: 'updated' | 'opened' | 'number' | 'person' | 'state'
  readonly descending: boolean
  /** From 1. */
  readonly page: number
  readonly pageSize: number
}

/** The `cases` projection: what the list shows, rebuilt from events by `projectCase`. */
export interface CaseProjection {
  readonly person: string | undefined
  readonly address: string | undefined
  readonly problem: string
  readonly flowVersion: number
  readonly state: CaseState
  readonly outcome: Outcome | undefined
  readonly verdict: string | undefined
  readonly lastStep: string | undefined
  readonly waitingFor: HandOverRole | undefined
  readonly operator: string | undefined
  readonly door: Door
  readonly openedAt: number
  readonly updatedAt: number
  /** Further words the search finds the case by: error text, notes. */
  readonly searchText: string
  /** What must be found without reading the case: begun changes whose end nobody knows, and what is to be reminded of. */
  readonly fixMarks?: readonly FixMark[]
}
/** `portal` and `subject` (an account or an address there) name what an open change has hold of. */
export type FixMark =
  | { readonly kind: 'open'; readonly fix: string; readonly portal: string; readonly subject: string }
  | { readonly kind: 'reversal' | 'recheck'; readonly fix: string | undefined; readonly dueAt: number }
export interface CaseReminder {
  readonly caseId: CaseId
  readonly number: number
  readonly kind: 'reversal' | 'recheck'
  readonly fix: string | undefined
  /** UTC milliseconds. */
  readonly dueAt: number
}
export type ProjectCase = (events: readonly CaseEvent[]) => CaseProjection
export type StoredCaseRow = CaseProjection & { readonly caseId: CaseId; readonly number: number }

export interface LogFinding {
  /** Closed word: hashMismatch, chainBroken, seqGap, commitmentMismatch, blankWithoutErasure, ledgerMismatch, notCanonical, envelopeUnreadable, missingFromLedger … */
  readonly finding: string
  readonly caseId: string | undefined
  readonly writerId: string | undefined
  readonly seq: number | undefined
}
export interface LogVerification {
  readonly events: number
  readonly cases: number
  readonly findings: readonly LogFinding[]
  /** Head of this writer's ledger; hex. */
  readonly head: string
}

export interface CaseRepository {
  /**
   * One BEGIN IMMEDIATE: reads the case's events, asks `decide` what to add, writes events, personal values, ledger,
   * command and projection together. `decide` is pure and synchronous; what it throws is thrown on and nothing is written.
   * A commandId seen before writes nothing and answers the present events.
   */
  append(command: AppendCommand, decide: (events: readonly CaseEvent[]) => readonly NewEvent[]): AppendOutcome
  /** In order (lamport, writerId, seq); empty when there is no such case. */
  events(caseId: CaseId): readonly CaseEvent[]
  row(caseId: CaseId): StoredCaseRow | undefined
  list(query: CaseListQuery): { readonly rows: readonly StoredCaseRow[]; readonly total: number; readonly totalIsExact: boolean }
  /** Ended cases that were opened with this problem since then (UTC ms), newest first; those of the demo company, or those that are not. */
  endedRuns(query: { readonly problem: string; readonly demo: boolean; readonly since: number; readonly limit: number }): readonly EndedRun[]
  counts(): { readonly total: number; readonly open: number; readonly waiting: number }
  /** Cases that have begun a change of one of these subjects at that portal and know no end of it; inside `append` as of that moment. */
  openFixes(portal: string, subjects: readonly string[]): readonly { readonly caseId: CaseId; readonly number: number }[]
  /** Soonest first, a few hundred at most. */
  reminders(): readonly CaseReminder[]
  /** Writes every projection anew from the events. Answers how many cases. */
  rebuild(): number
  verify(options?: { readonly onProgress?: (done: number, total: number) => void; readonly isCancelled?: () => boolean }): LogVerification
}

/** Small settings beside the log; never a secret. */
export interface SettingsRepository {
  get(key: string): string | undefined
  set(key: string, value: string): void
  remove(key: string): void
}

// ---- the portal ---------------------------------------------------------------------------------------------------

export interface PortalProfile {
  readonly id: string
  readonly isAdmin: boolean
  readonly name: string
}
export interface PortalRights {
  readonly owner: PortalProfile
  readonly scopes: readonly string[]
}
export interface PortalUser {
  readonly id: string
  readonly active: boolean | undefined
  readonly name: string
  readonly email: string | undefined
  /** UTC ms; `never` when the portal says empty; undefined when it does not tell (scope). */
  readonly lastLogin: number | 'never' | undefined
  readonly registered: number | undefined
  readonly userType: string | undefined
  readonly departments: readonly number[]
}
export interface CallOptions {
  readonly signal?: AbortSignal
  /** How long the call may wait for its turn when the portal's limits are used up; 10 s unless said. Long jobs wait longer. */
  readonly patienceMs?: number
}

/** The users with an address, and which of them have a pending invitation: one request (bitrix24.md §4 (a)). */
export interface PersonRecord {
  readonly users: readonly PortalUser[]
  /** Ids with a confirmation code, and without one; undefined when the portal ignores the filter. */
  readonly invitation: { readonly pending: readonly string[]; readonly accepted: readonly string[] } | undefined
}
export interface PortalDepartment {
  readonly id: number
  readonly name: string
  readonly parent: number | undefined
}
/** What im.user.get tells beyond user.get (bitrix24.md §2.11). */
export interface PortalAccountKind {
  readonly isNetwork: boolean | undefined
  readonly isExtranet: boolean | undefined
  readonly isBot: boolean | undefined
  readonly externalAuth: string | undefined
}
export interface PortalAppInfo {
  readonly scopes: readonly string[]
  readonly licence: string | undefined
  /** By the ending `_selfhosted` of the licence (bitrix24.md §2.6); undefined when the portal does not tell. */
  readonly isOnPremise: boolean | undefined
}
export interface PortalLogEntry {
  /** UTC ms. */
  readonly at: number
  readonly auditType: string
  readonly userId: string | undefined
  /** `external`, `appPassword`, `rest` …: how a person was let in. */
  readonly method: string | undefined
}
export interface PortalPersonCard {
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly position: string | undefined
  readonly departments: readonly number[]
}
export interface NewPortalUser {
  readonly email: string
  readonly name?: string
  readonly lastName?: string
  readonly position?: string
  readonly departments: readonly number[]
  readonly invitationText?: string
}
export interface PortalUserChange {
  readonly email?: string
  readonly active?: boolean
  readonly name?: string
  readonly lastName?: string
  readonly departments?: readonly number[]
}
/** What a write did, told by reading it back: an answer of `true` proves nothing (bitrix24.md §2.8). */
export interface UserChangeOutcome {
  /** `portal`: the portal said yes. `lookUp`: its answer was lost, the record shows the change. */
  readonly confirmedBy: 'portal' | 'lookUp'
  /** The record after the change. */
  readonly user: PortalUser | undefined
  /** What the record does not show (yet). Empty: everything is as asked. */
  readonly differs: readonly (keyof PortalUserChange)[]
  /** Others who hold the new address now; only asked when the address was changed. */
  readonly alsoHeldBy: readonly string[]
}
export interface UserAdded {
  readonly id: string
  readonly confirmedBy: 'portal' | 'lookUp'
}
/** bitrix24.md §2.13. */
export const invitationStates = ['notRegistered', 'invited', 'awaitingApproval', 'active', 'dismissed'] as const
export type InvitationState = (typeof invitationStates)[number]

/**
 * The undocumented invitation controller (bitrix24.md §2.13): never assumed, only used where `method.get` says that the
 * portal has it. Each call is refused with `notFound` where it has not.
 */
export interface InvitationControl {
  isAvailable(options?: CallOptions): Promise<boolean>
  state(address: string, options?: CallOptions): Promise<InvitationState>
  inviteAgain(userId: string, options?: CallOptions): Promise<void>
  inviteAgainAt(userId: string, address: string, options?: CallOptions): Promise<void>
  deleteInvitation(userId: string, options?: CallOptions): Promise<void>
  decideRequest(userId: string, accept: boolean, options?: CallOptions): Promise<void>
}

/**
 * One portal through one webhook or one local application. Throws AppFailure with a code of the closed list; never an
 * error with an address in it. Reads are repeated where that can help. A write is sent once: when its answer is lost, the
 * record is looked up, and what even that cannot tell ends in `writeUnconfirmed`, never in a second sending.
 */
export interface PortalApi {
  profile(options?: CallOptions): Promise<PortalProfile>
  scope(options?: CallOptions): Promise<readonly string[]>
  /** Whose connection it is, and its scopes: one request. */
  rights(options?: CallOptions): Promise<PortalRights>
  /** UTC ms on the server. */
  serverTime(options?: CallOptions): Promise<number>
  methodGet(name: string, options?: CallOptions): Promise<{ readonly isExisting: boolean; readonly isAvailable: boolean }>
  appInfo(options?: CallOptions): Promise<PortalAppInfo>
  usersByAddress(address: string, options?: CallOptions): Promise<readonly PortalUser[]>
  /** Ids of the users with that address and with (true) or without (false) a pending invitation; bitrix24.md §4 (a). */
  userIdsByInvitation(address: string, pending: boolean, options?: CallOptions): Promise<readonly string[]>
  /** Users and invitation states in one batch. */
  personByAddress(address: string, options?: CallOptions): Promise<PersonRecord>
  /** The same for many, in the order of the addresses: a batch for every sixteen. */
  peopleByAddresses(addresses: readonly string[], options?: CallOptions): Promise<readonly PersonRecord[]>
  userById(id: string, options?: CallOptions): Promise<PortalUser | undefined>
  /** What is written of a person when somebody is invited: names apart, position, departments. */
  personCard(id: string, options?: CallOptions): Promise<PortalPersonCard | undefined>
  searchUsers(text: string, options?: CallOptions): Promise<readonly PortalUser[]>
  /** Addresses that contain the text: the same name at another domain, or a slip in it. At most fifty. */
  usersWithAddressLike(text: string, options?: CallOptions): Promise<readonly PortalUser[]>
  usersByMobile(mobile: string, options?: CallOptions): Promise<readonly PortalUser[]>
  currentUser(options?: CallOptions): Promise<PortalUser>
  /** Everybody, in order of id, page by page: batches of fifty pages, paged by id (bitrix24.md §1.5). Ends early when the consumer does. */
  people(options?: CallOptions): AsyncIterable<readonly PortalUser[]>
  departments(options?: CallOptions): Promise<readonly PortalDepartment[]>
  accountKind(userId: string, options?: CallOptions): Promise<PortalAccountKind>
  /** Newest first; scope `main`, administrators only (bitrix24.md §2.12). */
  eventLog(filter: { readonly userId?: string; readonly auditTypes?: readonly string[]; readonly since?: number; readonly limit?: number }, options?: CallOptions): Promise<readonly PortalLogEntry[]>

  addUser(user: NewPortalUser, options?: CallOptions): Promise<UserAdded>
  updateUser(userId: string, change: PortalUserChange, options?: CallOptions): Promise<UserChangeOutcome>
  /** A notice to one person; answers its id. Cannot be looked up afterwards. */
  notify(userId: string, message: string, options?: CallOptions): Promise<string>
  sendMessage(dialogId: string, message: string, options?: CallOptions): Promise<string>
  addTask(task: { readonly title: string; readonly description: string; readonly responsibleId: string; readonly deadline?: number }, options?: CallOptions): Promise<string>
  addCrmItem(item: { readonly entityTypeId: number; readonly title: string; readonly description: string }, options?: CallOptions): Promise<string>
  readonly invitations: InvitationControl
}


/** A local application's credentials; only the keychain or memory holds them. */
export interface AppCredentials {
  readonly clientId: string
  readonly clientSecret: string
}
export interface AppTokens {
  readonly accessToken: string
  readonly refreshToken: string
  /** UTC ms. */
  readonly expiresAt: number
  /** Prefix of the calls: https://PORTAL/rest/ */
  readonly clientEndpoint: string
  /** The portal's stable id. */
  readonly memberId: string
}
export interface ConnectOptions {
  readonly allowLoopback: boolean
  readonly plan?: PortalPlan | undefined
  /** Told after each call how it ended; `movedTo` where the portal named its new host. */
  readonly onOutcome?: (outcome: 'ok' | ErrorCode, movedTo?: string) => void
}
export type { PortalPlan } from '@shared/domain/stateWords'
export interface PortalGateway {
  /** Parses and normalises; throws webhookMalformed or webhookInsecure. Nothing is sent. */
  parseWebhook(webhook: string, options: { readonly allowLoopback: boolean }): { readonly host: string; readonly userId: string }
  /** The same webhook at the portal's new host, after a person has seen and confirmed it (bitrix24.md §0.10). */
  moveWebhook(webhook: string, host: string): string
  connect(webhook: string, options: ConnectOptions): PortalApi
  /** Where the browser asks a person to let the application in (bitrix24.md §1.2). */
  authorizeAddress(portal: string, clientId: string, state: string): string
  /** Takes the code (valid for 30 s) or the whole address that Bitrix24 led to. Throws codeExpired, appRemoved, network … */
  exchangeCode(credentials: AppCredentials, codeOrAddress: string, options?: CallOptions): Promise<AppTokens>
  /** `onTokens` gets each new pair before the first call with it goes out. */
  connectApp(credentials: AppCredentials, tokens: AppTokens, options: ConnectOptions & { readonly onTokens: (tokens: AppTokens) => void }): PortalApi
  /** Asks a portal's front page, without any right: is a Bitrix24 there? */
  reach(host: string, options?: CallOptions & { readonly baseUrl?: string }): Promise<{ readonly answer: 'answers' | 'renamed' | 'notAPortal'; readonly movedTo?: string; readonly tookMs: number }>
}
/** The demo company's portal, started on first use in this process, on loopback. */
export interface DemoCompany {
  start(): Promise<{ readonly url: string; readonly portalHost: string; readonly webhook: string; readonly adminWebhook: string; readonly mailZone: MailZone }>
  stop(): Promise<void>
}

// ---- name servers -------------------------------------------------------------------------------------------------

/** Why nothing is known: never a word about the domain. `reserved`: a name that is kept for examples and own networks. */
export const dnsSilences = ['timedOut', 'offline', 'refused', 'serverFailed', 'garbled', 'badName', 'reserved'] as const
export type DnsSilence = (typeof dnsSilences)[number]
/** `none`: the name exists and has no such records. Only `none` and `noSuchDomain` say that something is not there. */
export type DnsAnswer<T> =
  | { readonly kind: 'records'; readonly records: readonly [T, ...T[]] }
  | { readonly kind: 'none' }
  | { readonly kind: 'noSuchDomain' }
  | { readonly kind: 'unknown'; readonly why: DnsSilence }
export interface MailExchange {
  /** Without the full stop at its end; empty for the null MX that never accepts mail (RFC 7505). */
  readonly exchange: string
  /** The lowest is tried first. */
  readonly priority: number
}
/**
 * What name servers say about a domain's mail. Never throws but `cancelled`: whatever cannot be known is `unknown`, and
 * a network that blocks such questions makes everything so. A domain in other letters is asked for as `xn--…`.
 */
export interface MailDns {
  /** The first tried first. */
  mx(domain: string, options?: CallOptions): Promise<DnsAnswer<MailExchange>>
  addresses(domain: string, options?: CallOptions): Promise<DnsAnswer<string>>
  txt(domain: string, options?: CallOptions): Promise<DnsAnswer<string>>
  /** A name with an address that whoever is asked about the domain must know; absent: any that the whole net knows. */
  knownName?(domain: string): string | undefined
}
/** A made-up world's name servers, as data; domains in other letters are written `xn--…`. */
export interface MailZone {
  /** Of all names that end so, there are those of `names` and no others. */
  readonly ending: string
  readonly knownName: string
  readonly names: Readonly<Record<string, { readonly mx?: readonly MailExchange[]; readonly addresses?: readonly string[]; readonly txt?: readonly string[] }>>
}

// ---- the machine --------------------------------------------------------------------------------------------------

/** The keychain, or memory until the process ends. Nothing else ever holds a secret. */
export interface SecretStore {
  readonly kind: 'keychain' | 'session'
  keep(name: string, secret: string): void
  read(name: string): string | undefined
  forget(name: string): void
}
/** Opens an address outside the app after the host's own checks (architecture 6A-15). Answers whether it was opened. */
export interface LinkOpener {
  open(address: string, kind: 'help' | 'portal' | 'mail', portalHosts: readonly string[]): Promise<boolean>
}
/** Files come and go through the host: dialogs in Electron, one-use tickets in the browser. */
export interface FileDoor {
  saveText(name: string, text: string): Promise<{ via: 'ticket'; ticket: string; name: string } | { via: 'dialog'; saved: boolean; name: string }>
  beginUpload(): Promise<{ via: 'ticket'; ticket: string } | { via: 'dialog'; fileId?: string }>
  /** The bytes of an uploaded file, once. */
  take(fileId: string): Uint8Array | undefined
}

export interface JobHandle {
  readonly jobId: string
  cancel(): void
}
export type JobUpdate =
  | { readonly type: 'progress'; readonly done: number; readonly total?: number }
  | { readonly type: 'finished'; readonly outcome: 'done' | 'cancelled' | 'failed'; readonly findings?: number; readonly error?: { readonly code: string; readonly message: string } }
/** Long work, in the one worker entry (electron/jobs). */
export interface JobRunner {
  start(job: 'verifyLog', onUpdate: (update: JobUpdate) => void): JobHandle
}

export interface Publisher {
  publish(event: AppEvent): void
}

export interface Ports {
  readonly clock: Clock
  readonly ids: IdSource
  readonly log: Log
  readonly cases: CaseRepository
  readonly settings: SettingsRepository
  readonly portal: PortalGateway
  readonly dns: MailDns
  readonly demo: DemoCompany
  readonly secrets: SecretStore
  readonly links: LinkOpener
  readonly files: FileDoor
  readonly jobs: JobRunner
  readonly publisher: Publisher
  readonly flows: FlowLibrary
  readonly messages: ProblemMessages
  readonly host: 'electron' | 'browser' | 'cli'
  readonly version: string
  /** The name of whoever works here; events carry it as a personal value. */
  readonly operator: string | undefined
  /** The text of the company card that was put in place for this machine; read anew each time. */
  readonly managedCard: () => string | undefined
  /** Ends the app, after the answer has gone out. */
  readonly quit: () => void
  /** Waits, and rejects when the signal ends it; the clock's own unless said. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

