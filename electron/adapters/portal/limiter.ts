import type { Sleep } from './sleep'

export interface Limiter {
  /** Waits for its turn. Rejects with `cancelled` when the signal fires first. */
  take(signal?: AbortSignal): Promise<void>
  /** The portal says the bucket is full: others behind the same address share it (bitrix24.md §1.7). */
  fill(): void
}

/** A portal on this very machine, the demo company's, shares its bucket with nobody. */
export const noLimiter: Limiter = { take: () => Promise.resolve(), fill: () => undefined }

/** The portal's own leaky bucket, kept on this side too, so that it is not met in the first place. */
export function createLimiter(options: { readonly now: () => number; readonly sleep: Sleep; readonly drainPerSecond?: number; readonly threshold?: number }): Limiter {
  const { now, sleep, drainPerSecond = 2, threshold = 50 } = options
  let level = 0
  let at = now()

  const drain = (): void => {
    const time = now()
    // A clock that was set back must not fill the bucket
    level = Math.max(0, level - (Math.max(0, time - at) / 1000) * drainPerSecond)
    at = time
  }

  return {
    async take(signal) {
      drain()
      level += 1
      const waitMs = Math.max(0, ((level - threshold) / drainPerSecond) * 1000)
      if (waitMs === 0) return
      try {
        await sleep(waitMs, signal)
      } catch (error) {
        level = Math.max(0, level - 1)
        throw error
      }
    },
    fill() {
      drain()
      level = Math.max(level, threshold)
    },
  }
}
