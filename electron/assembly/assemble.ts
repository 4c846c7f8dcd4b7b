import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { createMailDns } from '../adapters/dns/mailDns'
import { loadFlows } from '../adapters/flowFiles/loadFlows'
import { loadMessages } from '../adapters/flowFiles/loadMessages'
import { createLog } from '../adapters/logging/createLog'
import { createPortalGateway } from '../adapters/portal/portalGateway'
import { nativeBindingOf, openCaseLog, type CaseLog } from '../adapters/sqlite/openCaseLog'
import { takeWindowLock } from '../adapters/sqlite/windowLock'
import { createProjectCase } from '../core/cases/projectCase'
import { createCore, type Core } from '../core/createCore'
import type { DemoCompany, FileDoor, LinkOpener, Log, LogVerification, MailDns, SecretStore } from '../core/ports'
import { createWorkerJobRunner } from '../jobs/workerJobRunner'
import { createDispatch, type Dispatch } from '../rpc/dispatch'
import { createEventHub, type EventHub } from '../rpc/eventHub'
import { buildFolder } from './buildFolder'
import { createDemoCompany } from './demoCompany'
import { managedCardReader } from './managedCard'
import { isPackagedApp, operatorName, systemClock, systemIds } from './machine'

/** What only a host can give. */
export interface HostPorts {
  readonly host: 'electron' | 'browser' | 'cli'
  readonly secrets: SecretStore
  readonly links: LinkOpener
  readonly files: FileDoor
  readonly quit: () => void
  /** A demo company of the host's own, one whose faults it holds; the usual one unless said. */
  readonly demo?: DemoCompany
  /** Name servers of the host's own; the computer's unless said. */
  readonly dns?: MailDns
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
  /** The whole log, on this thread: for the command line only. A window lets the worker do it. */
  verifyLog(): LogVerification
  /** Stops the core, marks a clean end, closes the database and the lock. Safe to call twice. */
  close(): Promise<void>
}
export type Assemble = (options: AssembleOptions) => Promise<Assembled>

/**
 * Puts core, adapters and host together: the one place that knows them all. Throws AppFailure (dataFolderInUse,
 * dataFolderUnwritable, databaseNotOne, databaseFromFuture, databaseDamaged, migrationFailed, flowsDamaged); what was
 * opened until then is closed again.
 */
export const assemble: Assemble = async ({ dataDir, exclusive, hostPorts }) => {
  // SECURITY: 6A. The packaged app honours no override of the database binding, in its command line neither.
  const packaged = isPackagedApp()
  const out = buildFolder()
  const flows = loadFlows(join(out, 'resources', 'flows'))
  const messages = loadMessages(join(out, 'resources', 'messages.json'))
  const lock = exclusive ? takeWindowLock(dataDir, { nativeBinding: nativeBindingOf(packaged) }) : undefined
  let caseLog: CaseLog
  try {
    caseLog = openCaseLog({ dataDir, projectCase: createProjectCase(flows), ids: systemIds, clock: systemClock, packaged })
  } catch (error) {
    lock?.release()
    throw error
  }
  const log = createLog({ file: join(dataDir, 'logs', 'latchkey.log'), level: 'info' })
  const hub = createEventHub(log)
  const host = hostPorts(log)
  const core = createCore({
    clock: systemClock,
    ids: systemIds,
    log,
    cases: caseLog.cases,
    settings: caseLog.settings,
    portal: createPortalGateway({ log, clock: systemClock, version: packageJson.version }),
    dns: createMailDns({ clock: systemClock }),
    demo: createDemoCompany(),
    jobs: createWorkerJobRunner({ workerFile: join(out, 'main', 'worker.js'), dataDir, packaged, ids: systemIds }),
    publisher: hub,
    flows,
    messages,
    version: packageJson.version,
    operator: operatorName(),
    managedCard: managedCardReader(packaged),
    ...host,
  })
  // Only a window's end tells a clean one from a crash: command lines come and go beside it.
  const uncleanEnd = exclusive && !caseLog.runState.wasCleanEnd()
  if (exclusive) caseLog.runState.markRunning()
  await core.start({ uncleanEnd })

  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await core.stop()
    if (exclusive) caseLog.runState.markCleanEnd()
    caseLog.close()
    lock?.release()
    log.flush()
  }
  return {
    core,
    dispatch: createDispatch(core.handlers, log),
    hub,
    log,
    verifyLog: () => caseLog.cases.verify(),
    close: () => (closing ??= close()),
  }
}
