import { randomUUID } from 'node:crypto'
import { AppFailure } from '@shared/contract/appError'
import type { MethodName, Params, Value } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import type { CommandId } from '@shared/domain/ids'
import type { FlowLibrary } from '@shared/flows/walkTypes'
import { createPortalGateway } from '../../../electron/adapters/portal/portalGateway'
import { createMemorySecretStore } from '../../../electron/adapters/secrets/memorySecretStore'
import { openCaseLog, type CaseLog } from '../../../electron/adapters/sqlite/openCaseLog'
import { createProjectCase } from '../../../electron/core/cases/projectCase'
import { createCore } from '../../../electron/core/createCore'
import type { DemoCompany, Log, PortalGateway, Ports } from '../../../electron/core/ports'
import { createDispatch } from '../../../electron/rpc/dispatch'

export type Company = Awaited<ReturnType<DemoCompany['start']>>
export const newCommand = (): CommandId => randomUUID() as CommandId

export interface DeskOptions {
  readonly flows: FlowLibrary
  readonly company: Company
  readonly dataDir: string
  /** How long a request may take; short where the portal hangs on purpose. */
  readonly timeoutMs?: number
  /** The clock shows this much more than the computer's. */
  readonly aheadMs?: number
  /** Puts something between the core and its ports. */
  readonly between?: (ports: Ports) => Ports
}

export interface Desk {
  call<M extends MethodName>(method: M, params: Params<M>): Promise<Value<M>>
  readonly log: CaseLog
  readonly clock: { aheadMs: number }
  /** What the product wrote into its own log file. */
  readonly lines: readonly string[]
  close(): Promise<void>
}

/** The product's core with its real log and real HTTP; no window. Usable in a process of its own as well. */
export function openDesk(options: DeskOptions): Desk {
  const clock = { aheadMs: options.aheadMs ?? 0 }
  const now = (): number => Date.now() + clock.aheadMs
  const ids = { uuid: () => randomUUID(), token: (bytes: number) => randomUUID().replaceAll('-', '').slice(0, bytes) }
  const lines: string[] = []
  const write = (level: string) => (area: string, event: string, fields?: object) => void lines.push(JSON.stringify({ level, area, event, ...fields }))
  const appLog: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const log = openCaseLog({ dataDir: options.dataDir, packaged: false, projectCase: createProjectCase(options.flows), ids, clock: { now } })
  const noSleep = (_: number, signal?: AbortSignal): Promise<void> => (signal?.aborted === true ? Promise.reject(new AppFailure('cancelled')) : Promise.resolve())
  const portal: PortalGateway = createPortalGateway({ log: appLog, clock: { now }, version: '0.0.0-test', timeoutMs: options.timeoutMs ?? 15_000, sleep: noSleep })
  const silence = { kind: 'unknown', why: 'offline' } as const
  const ports: Ports = {
    clock: { now }, ids, log: appLog, cases: log.cases, settings: log.settings, portal, flows: options.flows,
    dns: { mx: () => Promise.resolve(silence), addresses: () => Promise.resolve(silence), txt: () => Promise.resolve(silence) },
    demo: { start: () => Promise.resolve(options.company), stop: () => Promise.resolve() },
    secrets: createMemorySecretStore(),
    links: { open: () => Promise.resolve(false) },
    files: { saveText: (name) => Promise.resolve({ via: 'dialog', saved: false, name }), beginUpload: () => Promise.resolve({ via: 'dialog' }), take: () => undefined },
    jobs: { start: () => ({ jobId: 'none', cancel: () => undefined }) },
    publisher: { publish: () => undefined },
    messages: { problems: [] } as unknown as Ports['messages'],
    host: 'browser', version: '0.0.0-test', operator: 'Noa', managedCard: () => undefined, quit: () => undefined, sleep: noSleep,
  }
  const core = createCore(options.between === undefined ? ports : options.between(ports))
  const dispatch = createDispatch(core.handlers, appLog)
  let closed: Promise<void> | undefined
  return {
    log,
    clock,
    lines,
    async call(method, params) {
      const result = await dispatch(method, params)
      if (!result.ok) throw new AppFailure(result.error.code, { message: `${method}: ${result.error.code}`, retry: result.error.retry, ...(result.error.details === undefined ? {} : { details: result.error.details }) })
      return result.value as Value<typeof method>
    },
    close: () => (closed ??= core.stop().then(() => log.close())),
  }
}

export const changeOf = (view: CaseView): { caseId: CaseView['case']['caseId']; commandId: CommandId; revision: number } => ({ caseId: view.case.caseId, commandId: newCommand(), revision: view.revision })
export const stepOf = (view: CaseView): { step: string; visit: number } => ({ step: view.step.step, visit: view.step.visit })
export const placeOf = (view: CaseView): { caseId: CaseView['case']['caseId']; step: string; visit: number } => ({ caseId: view.case.caseId, ...stepOf(view) })
