import { Resolver } from 'node:dns/promises'
import { AppFailure } from '@shared/contract/appError'
import type { DnsAnswer } from '../../core/ports'
import { readFailure } from './readAnswers'

export interface ServerOptions {
  /** `127.0.0.1:5353`; the system's own name servers unless said. */
  readonly servers?: readonly string[]
  /** For one try at one server; the next one waits longer, up to twice as long. */
  readonly timeoutMs: number
  readonly tries: number
}

/** One question with a resolver of its own, so that ending it ends nobody else's. */
export async function askServers<T>(options: ServerOptions, signal: AbortSignal | undefined, ask: (resolver: Resolver) => Promise<DnsAnswer<T>>): Promise<DnsAnswer<T>> {
  if (signal?.aborted === true) throw new AppFailure('cancelled')
  const resolver = new Resolver({ timeout: options.timeoutMs, tries: options.tries, maxTimeout: 2 * options.timeoutMs })
  if (options.servers !== undefined) resolver.setServers(options.servers)
  const onAbort = (): void => resolver.cancel()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await ask(resolver)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ECANCELLED') throw new AppFailure('cancelled')
    return readFailure(code)
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}
