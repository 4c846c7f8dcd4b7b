import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { MethodName, Params, Value } from '@shared/contract/methods'
import type { AppEvent } from '@shared/contract/events'
import type { CaseView } from '@shared/contract/views'
import type { CommandId } from '@shared/domain/ids'
import { createMemorySecretStore } from '../../electron/adapters/secrets/memorySecretStore'
import { assemble, type Assembled } from '../../electron/assembly/assemble'
import type { DemoCompany } from '../../electron/core/ports'
import { temporaryFolder } from './temporaryFolder'

export const newCommand = (): CommandId => randomUUID() as CommandId

export interface AppInProcess {
  readonly assembled: Assembled
  readonly dataDir: string
  readonly events: readonly AppEvent[]
  /** What the core asked the host to open, with the portal hosts it vouched for. */
  readonly links: readonly { readonly address: string; readonly kind: string; readonly portalHosts: readonly string[] }[]
  call<M extends MethodName>(method: M, params: Params<M>): Promise<Value<M>>
}

/** The whole app without a window in this process: real database, real flows, real HTTP to the demo company. */
export async function appInProcess(options: { readonly dataDir?: string; readonly demo?: DemoCompany } = {}): Promise<AppInProcess> {
  const dataDir = options.dataDir ?? temporaryFolder()
  const saved = new Map<string, string>()
  const links: { address: string; kind: string; portalHosts: readonly string[] }[] = []
  const assembled = await assemble({
    dataDir,
    exclusive: true,
    hostPorts: () => ({
      host: 'browser',
      secrets: createMemorySecretStore(),
      links: {
        open: (address, kind, portalHosts) => {
          links.push({ address, kind, portalHosts })
          return Promise.resolve(true)
        },
      },
      files: {
        saveText: (name, text) => {
          saved.set(name, text)
          return Promise.resolve({ via: 'dialog', saved: true, name })
        },
        beginUpload: () => Promise.resolve({ via: 'dialog' }),
        take: () => undefined,
      },
      quit: () => undefined,
      ...(options.demo === undefined ? {} : { demo: options.demo }),
    }),
  })
  onTestFinished(() => assembled.close())
  const events: AppEvent[] = []
  assembled.hub.subscribe((event) => events.push(event))
  return {
    assembled,
    dataDir,
    events,
    links,
    async call(method, params) {
      const result = await assembled.dispatch(method, params)
      if (!result.ok) throw new Error(`${method}: ${result.error.code} ${JSON.stringify(result.error.details ?? {})}`)
      return result.value as Value<typeof method>
    },
  }
}

/** Runs whatever the step awaits until a person is asked. */
export async function untilAsked(app: Pick<AppInProcess, 'call'>, view: CaseView): Promise<CaseView> {
  let now = view
  while (now.step.awaits === 'checks') now = await app.call('checks.run', { caseId: now.case.caseId, commandId: newCommand() })
  return now
}

export const changeOf = (view: CaseView): { caseId: CaseView['case']['caseId']; commandId: CommandId; revision: number } => ({ caseId: view.case.caseId, commandId: newCommand(), revision: view.revision })
export const stepOf = (view: CaseView): { step: string; visit: number } => ({ step: view.step.step, visit: view.step.visit })
