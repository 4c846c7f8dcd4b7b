import type { Handlers } from '@shared/contract/methods'
import type { Ports } from './ports'

/** What a host holds of the product: the handlers behind the contract, and the two ends of its life. */
export interface Core {
  readonly handlers: Handlers
  /** Takes up what an earlier run left: the kept connection, a check of the log after an unclean end. */
  start(): Promise<void>
  /** Ends running checks and jobs and the demo company. The database is closed by the host after this. */
  stop(): Promise<void>
}
export type CreateCore = (ports: Ports) => Core
