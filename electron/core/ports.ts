import type { AppEvent } from '@shared/contract/events'
import type { CaseEvent, NewEvent } from '@shared/domain/events'
import type { CaseId, CommandId } from '@shared/domain/ids'
import type { CaseState, Door, HandOverRole, Outcome } from '@shared/domain/stateWords'
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
  counts(): { readonly total: number; readonly open: number; readonly waiting: number }
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
}
/** One portal through one webhook. Throws AppFailure with a code of the closed list; never an error with an address in it. */
export interface PortalApi {
  profile(options?: CallOptions): Promise<PortalProfile>
  scope(options?: CallOptions): Promise<readonly string[]>
  /** UTC ms on the server. */
  serverTime(options?: CallOptions): Promise<number>
  methodGet(name: string, options?: CallOptions): Promise<{ readonly isExisting: boolean; readonly isAvailable: boolean }>
  usersByAddress(address: string, options?: CallOptions): Promise<readonly PortalUser[]>
  /** Ids of the users with that address and with (true) or without (false) a pending invitation; bitrix24.md §4 (a). */
  userIdsByInvitation(address: string, pending: boolean, options?: CallOptions): Promise<readonly string[]>
  userById(id: string, options?: CallOptions): Promise<PortalUser | undefined>
  searchUsers(text: string, options?: CallOptions): Promise<readonly PortalUser[]>
  currentUser(options?: CallOptions): Promise<PortalUser>
}
export interface PortalGateway {
  /** Parses and normalises; throws webhookMalformed or webhookInsecure. Nothing is sent. */
  parseWebhook(webhook: string, options: { readonly allowLoopback: boolean }): { readonly host: string; readonly userId: string }
  connect(webhook: string, options: { readonly allowLoopback: boolean }): PortalApi
  /** Asks a portal's front page, without any right: is a Bitrix24 there? */
  reach(host: string, options?: CallOptions & { readonly baseUrl?: string }): Promise<{ readonly answer: 'answers' | 'renamed' | 'notAPortal'; readonly movedTo?: string; readonly tookMs: number }>
}
/** The demo company's portal, started on first use in this process, on loopback. */
export interface DemoCompany {
  start(): Promise<{ readonly url: string; readonly portalHost: string; readonly webhook: string; readonly adminWebhook: string }>
  stop(): Promise<void>
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
  open(address: string, kind: 'help' | 'portal', portalHosts: readonly string[]): Promise<boolean>
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
  readonly demo: DemoCompany
  readonly secrets: SecretStore
  readonly links: LinkOpener
  readonly files: FileDoor
  readonly jobs: JobRunner
  readonly publisher: Publisher
  readonly flows: FlowLibrary
  readonly host: 'electron' | 'browser' | 'cli'
  readonly version: string
  /** The name of whoever works here; events carry it as a personal value. */
  readonly operator: string | undefined
  /** Ends the app, after the answer has gone out. */
  readonly quit: () => void
}

