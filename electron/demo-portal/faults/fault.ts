import type { Changes } from '../methods/changes'
import type { RestMethod, SuccessAnswer } from '../methods/restMethod'
import type { PortalState } from '../portalState'
import type { RestError, RestErrorCode } from '../restError'

/**
 * What may stand behind `name=`. `count` means "so many requests, then never again"; a fault of writing counts writes
 * instead. `moment` is a number of requests or, as in `500ms`, of milliseconds.
 */
export type FaultArgument = 'count' | 'milliseconds' | 'seconds' | 'method' | 'origin' | 'scope' | 'language' | 'captiveStatus' | 'moment'

/** By which door a request comes in: a page, the authorization server, REST with a webhook's address or with a token. */
export type Door = 'page' | 'oauth' | 'webhook' | 'app'

/** Which requests a fault meets: REST's, those REST requests that carry an access token, or every one. */
export type Reach = 'rest' | 'app' | 'everything'

/** An answer as it is about to leave. */
export interface Outgoing {
  readonly status: number
  readonly contentType: string
  readonly body: Buffer
}

/** The connection, as far as a fault may meddle with it. */
export interface Exchange {
  readonly path: string
  /** The name the caller used for the portal: `127.0.0.1:PORT` unless it followed a renaming. */
  readonly isOldName: boolean
  readonly newOrigin: string
  respond(status: number, contentType: string, body: string | Buffer, headers?: Readonly<Record<string, string>>): void
  /** Breaks the connection without an answer. */
  reset(): void
  /** Promises the whole answer, sends a part of it and breaks the connection. */
  respondPartly(answer: Outgoing, bytes: number): void
  /** Begins an answer that never ends: one byte at a time, for as long as the caller listens. */
  drip(answer: Outgoing, everyMs: number): void
  /** Never settles; the connection hangs until the portal stops. */
  hang(): Promise<never>
  delay(ms: number): Promise<void>
}

/** What a fault of writing may do instead of the change. */
export interface WriteSetting {
  readonly portal: PortalState
  readonly argument: string
}

/** One way to misbehave. Every hook is optional; the server asks each in its own place. */
export interface Fault {
  readonly name: string
  readonly does: string
  readonly argument?: FaultArgument
  readonly reaches: Reach
  /** True when the fault has answered (or ended) the exchange itself. */
  readonly takeOver?: (exchange: Exchange, argument: string) => boolean | Promise<boolean>
  /** Refuses the whole request, a batch too. */
  readonly refuseRequest?: RestErrorCode
  /** Refuses one call; inside a batch only that one fails. */
  readonly refuseCall?: (method: Pick<RestMethod, 'name'>, argument: string) => RestError | undefined
  /** Access tokens are refused as expired, counted or until they are refreshed. */
  readonly expiresTokens?: true
  readonly changeScopes?: (scopes: readonly string[], argument: string) => readonly string[]
  readonly clockAheadMs?: (argument: string) => number
  readonly reshape?: (answer: SuccessAnswer, method: string) => SuccessAnswer
  readonly rewriteText?: (json: string) => string
  readonly encode?: (text: string) => Buffer
  /** Sends the finished answer in its own way. */
  readonly deliver?: (exchange: Exchange, answer: Outgoing, argument: string) => void
  /** Puts something in the place of what a writing method is about to do. */
  readonly replaceChanges?: (changes: Changes, setting: WriteSetting) => Changes
  /** A writing method's request is never answered; the change happens before that, or not at all. */
  readonly silence?: 'withChange' | 'withoutChange'
}

/** A fault that is switched on for the request at hand. */
export interface AppliedFault {
  readonly fault: Fault
  readonly argument: string
  /** The same for as long as the fault stays switched on. */
  readonly activation: object
  /** For faults of writing, which count writes: whether this write still meets the fault. */
  spend(): boolean
}

export function isWriteFault({ replaceChanges, silence }: Fault): boolean {
  return replaceChanges !== undefined || silence !== undefined
}
