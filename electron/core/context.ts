import type { Connection } from './connection/connection'
import type { RunningChecks } from './checks/runningChecks'
import type { Ports } from './ports'

/** What the use cases share: the ports, the connection, and the checks that run right now. */
export interface CoreContext {
  readonly ports: Ports
  readonly connection: Connection
  readonly runningChecks: RunningChecks
  /** Language of the screen, two letters. */
  language(): string
}
