import { portalFailure } from './portalErrors'

export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

/** Rejects with `cancelled` as soon as the signal fires. */
export const sleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(portalFailure('cancelled'))
      return
    }
    const onAbort = (): void => {
      clearTimeout(timer)
      reject(portalFailure('cancelled'))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
