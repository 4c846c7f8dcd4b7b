import { AppFailure } from '@shared/contract/appError'
import type { MethodName, Params, Value } from '@shared/contract/methods'
import { createMemorySecretStore } from '../../adapters/secrets/memorySecretStore'
import { assemble, type HostPorts } from '../../assembly/assemble'
import type { FileDoor, LinkOpener } from '../../core/ports'

export interface OpenCore {
  /** A contract method; throws AppFailure where the answer is an error. */
  call<M extends MethodName>(method: M, params: Params<M>): Promise<Value<M>>
  verify(): { readonly findings: number; readonly head: string }
  close(): Promise<void>
}

const noLinks: LinkOpener = { open: () => Promise.resolve(false) }
const noFiles: FileDoor = {
  saveText: (name) => Promise.resolve({ via: 'dialog', saved: false, name }),
  beginUpload: () => Promise.resolve({ via: 'dialog' }),
  take: () => undefined,
}

/** The same core as behind the window; it works beside an open one. */
export async function openCore(dataDir: string, own: Pick<HostPorts, 'demo' | 'dns'> = {}): Promise<OpenCore> {
  const assembled = await assemble({
    dataDir,
    exclusive: false,
    hostPorts: () => ({ host: 'cli', secrets: createMemorySecretStore(), links: noLinks, files: noFiles, quit: () => undefined, ...own }),
  })
  return {
    async call(method, params) {
      const result = await assembled.dispatch(method, params)
      if (!result.ok) throw new AppFailure(result.error.code, { message: result.error.message, retry: result.error.retry, ...(result.error.details ? { details: result.error.details } : {}) })
      return result.value as Value<typeof method>
    },
    verify: () => {
      const found = assembled.verifyLog()
      return { findings: found.findings.length, head: found.head }
    },
    close: () => assembled.close(),
  }
}
