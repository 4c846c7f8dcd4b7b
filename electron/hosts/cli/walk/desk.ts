import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppFailure } from '@shared/contract/appError'
import type { FlowLibrary } from '@shared/flows/walkTypes'
import { openCaseLog } from '../../../adapters/sqlite/openCaseLog'
import { isPackagedApp, systemClock, systemIds } from '../../../assembly/machine'
import { createProjectCase } from '../../../core/cases/projectCase'
import type { CaseRepository, DemoCompany, MailDns } from '../../../core/ports'
import type { DemoPortal } from '../../../demo-portal/startDemoPortal'
import { openCore, type OpenCore } from '../openCore'
import { startServer, type Server } from './demoServer'
import { within } from './within'

const offline = { kind: 'unknown', why: 'offline' } as const
/** Beyond the demo company's own names nobody is asked: a walk finds the same everywhere. */
const noNet: MailDns = { mx: () => Promise.resolve(offline), addresses: () => Promise.resolve(offline), txt: () => Promise.resolve(offline) }

const closingMs = 20_000

/** A core on a folder of its own that goes with it, its case log from beside, and a demo company whose faults we hold. */
export interface Desk {
  readonly core: OpenCore
  readonly cases: CaseRepository
  /** A portal as it was on the first day; the one before is gone. */
  connect(server: Server): Promise<DemoPortal>
  /** The same portal by a new connection, which knows nothing of what the one before was refused. */
  reconnect(): Promise<void>
  disconnect(): Promise<void>
  close(): Promise<void>
}

export async function openDesk(library: FlowLibrary): Promise<Desk> {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-walk-'))
  const remove = (): void => rmSync(dataDir, { recursive: true, force: true })
  let portal: Promise<DemoPortal> | undefined
  let present: Server = 'cloud'
  let isClosed = false
  const start = (): Promise<DemoPortal> => {
    // A portal that starts after its desk has closed would be stopped by nobody.
    if (isClosed) return Promise.reject(new AppFailure('demoUnavailable'))
    return (portal ??= startServer(present))
  }
  const stop = async (): Promise<void> => {
    const running = portal
    portal = undefined
    await (await running)?.stop()
  }
  const demo: DemoCompany = { start, stop }
  try {
    const core = await openCore(dataDir, { demo, dns: noNet })
    const log = openCaseLog({ dataDir, packaged: isPackagedApp(), projectCase: createProjectCase(library), ids: systemIds, clock: systemClock })
    return {
      core,
      cases: log.cases,
      connect: async (server) => {
        await core.call('connection.disconnect', {})
        await stop()
        present = server
        await core.call('connection.openDemo', {})
        return start()
      },
      reconnect: async () => {
        await core.call('connection.openDemo', {})
      },
      disconnect: async () => {
        await core.call('connection.disconnect', {})
      },
      close: async () => {
        isClosed = true
        log.close()
        try {
          await within(closingMs, 'closing a desk', async () => {
            await stop()
            await core.close()
          })
        } finally {
          remove()
        }
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}
