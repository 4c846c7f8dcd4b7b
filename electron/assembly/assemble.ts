import type { Core } from '../core/createCore'
import type { FileDoor, LinkOpener, Log, SecretStore } from '../core/ports'
import type { Dispatch } from '../rpc/dispatch'
import type { EventHub } from '../rpc/eventHub'

/** What only a host can give. */
export interface HostPorts {
  readonly host: 'electron' | 'browser' | 'cli'
  readonly secrets: SecretStore
  readonly links: LinkOpener
  readonly files: FileDoor
  readonly quit: () => void
}

export interface AssembleOptions {
  readonly dataDir: string
  /** Windows take the data folder for themselves (one window host at a time); the command line works beside one. */
  readonly exclusive: boolean
  readonly hostPorts: (log: Log) => HostPorts
}

export interface Assembled {
  readonly core: Core
  readonly dispatch: Dispatch
  readonly hub: EventHub
  readonly log: Log
  /** Stops the core, marks a clean end, closes the database and the lock. Safe to call twice. */
  close(): Promise<void>
}

/** Folders of the build, found from the running file: out/main/main.js -> out. */
export type Assemble = (options: AssembleOptions) => Promise<Assembled>
