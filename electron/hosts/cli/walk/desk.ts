import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowLibrary } from '@shared/flows/walkTypes'
import { openCaseLog } from '../../../adapters/sqlite/openCaseLog'
import { isPackagedApp, systemClock, systemIds } from '../../../assembly/machine'
import { createProjectCase } from '../../../core/cases/projectCase'
import type { CaseRepository, DemoCompany, MailDns } from '../../../core/ports'
import { startDemoPortal, type DemoPortal } from '../../../demo-portal/startDemoPortal'
import { openCore, type OpenCore } from '../openCore'

const offline = { kind: 'unknown', why: 'offline' } as const
/** Beyond the demo company's own names nobody is asked: a walk finds the same everywhere. */
const noNet: MailDns = { mx: () => Promise.resolve(offline), addresses: () => Promise.resolve(offline), txt: () => Promise.resolve(offline) }

/** A core on a folder of its own that goes with it, its case log from beside, and a demo company whose faults we hold. */
export interface Desk {
  readonly core: OpenCore
  readonly cases: CaseRepository
  /** A portal as it was on the first day; the one before is gone. */
  connect(): Promise<DemoPortal>
  disconnect(): Promise<void>
  close(): Promise<void>
}

export async function openDesk(library: FlowLibrary): Promise<Desk> {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-walk-'))
  const remove = (): void => rmSync(dataDir, { recursive: true, force: true })
  let portal: DemoPortal | undefined
  const demo: DemoCompany = {
    start: async () => (portal ??= await startDemoPortal()),
    stop: async () => {
      const running = portal
      portal = undefined
      await running?.stop()
    },
  }
  try {
    const core = await openCore(dataDir, { demo, dns: noNet })
    const log = openCaseLog({ dataDir, packaged: isPackagedApp(), projectCase: createProjectCase(library), ids: systemIds, clock: systemClock })
    return {
      core,
      cases: log.cases,
      connect: async () => {
        await core.call('connection.disconnect', {})
        await core.call('connection.openDemo', {})
        return (portal ??= await startDemoPortal())
      },
      disconnect: async () => {
        await core.call('connection.disconnect', {})
      },
      close: async () => {
        log.close()
        await core.close()
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}
