import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { Result } from '@shared/contract/appError'
import type { MethodName } from '@shared/contract/methods'
import { createMemorySecretStore } from '../../electron/adapters/secrets/memorySecretStore'
import { assemble, type Assembled } from '../../electron/assembly/assemble'
import type { FileDoor } from '../../electron/core/ports'
import type { Dispatch } from '../../electron/rpc/dispatch'
import { startHostUnderTest } from '../support/browserHost'
import { ask } from '../support/rawHttp'
import type { ContractClient } from './goodCalls'

export interface Transport extends ContractClient {
  /** Sends a body of that many bytes. */
  sendOversize(bytes: number): Promise<Result<unknown>>
  upload(text: string): Promise<string>
  stop(): Promise<void>
}

/** Electron's own channel, played in this process: everything that crosses it is cloned, as Electron clones it. */
const ipc = vi.hoisted(() => {
  type Handler = (event: unknown, ...words: unknown[]) => unknown
  const handlers = new Map<string, Handler>()
  const state: { bridge?: { call(name: unknown, params: unknown): Promise<unknown> }; dispatch?: (method: unknown, params: unknown) => Promise<unknown> } = {}
  return {
    state,
    module: {
      ipcMain: { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) },
      ipcRenderer: {
        invoke: async (channel: string, ...words: unknown[]) => structuredClone(await handlers.get(channel)?.({ senderFrame: { parent: null, url: 'app://bundle/', origin: 'null' } }, ...structuredClone<unknown[]>(words))),
        on: () => undefined,
        removeListener: () => undefined,
      },
      contextBridge: { exposeInMainWorld: (_: string, bridge: NonNullable<typeof state.bridge>) => void (state.bridge = bridge) },
    },
  }
})
vi.mock('electron', () => ipc.module)

const stagedFiles = (): FileDoor & { readonly stage: (text: string) => string } => {
  const files = new Map<string, Uint8Array>()
  return {
    stage: (text) => {
      const id = `file${files.size.toString().padStart(16, '0')}`
      files.set(id, new TextEncoder().encode(text))
      return id
    },
    saveText: (name) => Promise.resolve({ via: 'dialog', saved: true, name }),
    beginUpload: () => Promise.resolve({ via: 'dialog' }),
    take: (id) => {
      const bytes = files.get(id)
      files.delete(id)
      return bytes
    },
  }
}

/** The real core on a folder of its own; `throwing` makes one method's handler fail as a defect would. */
async function realCore(files: FileDoor, throwing: MethodName | undefined): Promise<{ readonly dispatch: Dispatch; readonly assembled: Assembled; readonly remove: () => void }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-contract-'))
  const assembled = await assemble({ dataDir, exclusive: true, hostPorts: () => ({ host: 'browser', secrets: createMemorySecretStore(), links: { open: () => Promise.resolve(false) }, files, quit: () => undefined }) })
  if (throwing !== undefined) {
    Object.assign(assembled.core.handlers, {
      [throwing]: () => {
        throw new RangeError('Cleo Marsh, k3jx82mqp0zt64aa')
      },
    })
  }
  return { dispatch: assembled.dispatch, assembled, remove: () => rmSync(dataDir, { recursive: true, force: true }) }
}

async function overHttp(throwing?: MethodName): Promise<Transport> {
  // The tickets are the host's own; the core behind them is made afterwards and put in.
  const late: { dispatch?: Dispatch } = {}
  const host = await startHostUnderTest({ answer: ({ method, params }) => (late.dispatch as Dispatch)(method, params) })
  const { dispatch, assembled, remove } = await realCore(host.tickets, throwing)
  late.dispatch = dispatch
  const cookie = await host.signIn()
  const call: ContractClient['call'] = async (method, params) => JSON.parse((await host.call(cookie, { method, params })).body) as Result<unknown>
  return {
    call,
    sendOversize: (bytes) => call('flows.match', { message: 'x'.repeat(bytes) }),
    upload: async (text) => {
      const begun = (await call('files.beginUpload', {})) as { value: { ticket: string } }
      const headers = host.headers({ Cookie: cookie, 'Content-Type': 'application/octet-stream', 'Content-Length': String(Buffer.byteLength(text)) })
      return (JSON.parse((await ask(host.port, 'PUT', `/upload/${begun.value.ticket}`, headers, text)).body) as { value: { fileId: string } }).value.fileId
    },
    async stop() {
      await host.stop()
      await assembled.close()
      remove()
    },
  }
}

async function overIpc(throwing?: MethodName): Promise<Transport> {
  const files = stagedFiles()
  const { dispatch, assembled, remove } = await realCore(files, throwing)
  const { serveCalls } = await import('../../electron/hosts/electron/ipcTransport')
  serveCalls((method, params) => (ipc.state.dispatch as Dispatch)(method, params))
  await import('../../electron/hosts/electron/preload/preload')
  const call: ContractClient['call'] = async (method, params) => {
    // One process has one channel; several cores take turns on it here.
    ipc.state.dispatch = dispatch
    return (await ipc.state.bridge?.call(method, params)) as Result<unknown>
  }
  return {
    call,
    sendOversize: (bytes) => call('flows.match', { message: 'x'.repeat(bytes) }),
    upload: (text) => Promise.resolve(files.stage(text)),
    async stop() {
      await assembled.close()
      remove()
    },
  }
}

export const transports = { 'HTTP on loopback': overHttp, 'Electron’s channel': overIpc } as const
