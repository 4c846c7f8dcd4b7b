import { hasEnded } from './hasEnded'
import { portalFailure } from './portalErrors'

export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

/** A timer of Node that is asked for more than this fires at once. */
const longestMs = 2 ** 31 - 1

/** Rejects with `cancelled` as soon as the signal fires. */
export const sleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (hasEnded(signal)) {
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
    }, Math.min(ms, longestMs))
    signal?.addEventListener('abort', onAbort, { once: true })
  })
