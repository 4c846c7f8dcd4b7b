import type { SuccessAnswer } from '../methods/restMethod'
import type { RestErrorCode } from '../restError'

/** What may stand behind `name=`; `count` means "so many requests, then never again" and is understood by every fault with it. */
export type FaultArgument = 'count' | 'milliseconds' | 'seconds' | 'method' | 'origin' | 'scope'

/** The connection, as far as a fault may meddle with it. */
export interface Exchange {
  readonly path: string
  /** The name the caller used for the portal: `127.0.0.1:PORT` unless it followed a renaming. */
  readonly isOldName: boolean
  readonly newOrigin: string
  respond(status: number, contentType: string, body: string, headers?: Readonly<Record<string, string>>): void
  /** Breaks the connection without an answer. */
  reset(): void
  /** Never settles; the connection hangs until the portal stops. */
  hang(): Promise<never>
  delay(ms: number): Promise<void>
}

/** One way to misbehave. Every hook is optional; the server asks each in its own place. */
export interface Fault {
  readonly name: string
  readonly does: string
  readonly argument?: FaultArgument
  /** Whether the portal's pages suffer too, or REST alone. */
  readonly reaches: 'rest' | 'everything'
  /** True when the fault has answered (or ended) the exchange itself. */
  readonly takeOver?: (exchange: Exchange, argument: string) => boolean | Promise<boolean>
  /** Refuses the whole request, a batch too. */
  readonly refuseRequest?: RestErrorCode
  /** Refuses one call; inside a batch only that one fails. */
  readonly refuseCall?: (method: string, argument: string) => RestErrorCode | undefined
  readonly changeScopes?: (scopes: readonly string[], argument: string) => readonly string[]
  readonly clockAheadMs?: (argument: string) => number
  readonly reshape?: (answer: SuccessAnswer, method: string) => SuccessAnswer
  readonly rewriteText?: (json: string) => string
}

/** A fault that is switched on for the request at hand. */
export interface AppliedFault {
  readonly fault: Fault
  readonly argument: string
}
