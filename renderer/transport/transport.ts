import type { Result } from '@shared/contract/appError'
import type { AppEvent } from '@shared/contract/events'
import type { MethodName, Params, Value } from '@shared/contract/methods'

/** Whether the program behind the page can be reached. `ended`: it said so itself. */
export type LinkState = 'ready' | 'notSignedIn' | 'linkUsed' | 'gone' | 'ended'

/** How the page reaches the core. Chosen once; no other module knows which one it is. */
export interface Transport {
  /** Signs in where that is needed, then listens. Answers the first state of the link. */
  start(): Promise<LinkState>
  /** Never rejects. */
  call<M extends MethodName>(method: M, params: Params<M>): Promise<Result<Value<M>>>
  /** Answers how to stop listening. */
  subscribe(listener: (event: AppEvent) => void): () => void
  /** `ready` once more means: events may have been missed, ask anew. */
  onLinkState(listener: (state: LinkState) => void): () => void
  /** Browser host only: Electron's dialogs live in its main process. */
  readonly upload?: (ticket: string, file: Blob) => Promise<Result<{ readonly fileId: string }>>
  readonly downloadUrl?: (ticket: string) => string
}
