import type { PortalPlan } from '../../core/ports'
import { hasEnded } from './hasEnded'
import { portalFailure } from './portalErrors'
import type { Sleep } from './sleep'

export interface Turn {
  readonly signal?: AbortSignal | undefined
  /** Longer than this nobody waits: the call is refused at once with `rateLimited`, with the seconds it would have taken. */
  readonly patienceMs?: number
}
export interface Limiter {
  /** Waits for its turn, in the order of asking. Rejects with `cancelled` when the signal fires first. */
  take(turn?: Turn): Promise<void>
  /** A place that was taken and not used: nothing was sent. */
  giveBack(): void
  /** The portal says the bucket is full: others behind the same address share it (bitrix24.md §1.7). */
  fill(): void
  /** The portal's plan, when another connection to the same portal knows better. */
  setPlan(plan: PortalPlan): void
}
export interface LimiterParts {
  readonly sleep: Sleep
  /** Milliseconds that only grow; the computer's clock may be set back, and that must neither fill nor empty the bucket. */
  readonly now?: () => number
  readonly plan?: PortalPlan
}

/** A portal on this very machine, the demo company's, shares its bucket with nobody. */
export const noLimiter: Limiter = { take: () => Promise.resolve(), giveBack: () => undefined, fill: () => undefined, setPlan: () => undefined }

/** Requests a second, and how many may come at once (bitrix24.md §1.7). */
const buckets: Readonly<Record<PortalPlan, { readonly drainPerSecond: number; readonly threshold: number }>> = {
  standard: { drainPerSecond: 2, threshold: 50 },
  enterprise: { drainPerSecond: 5, threshold: 250 },
}

interface Waiter {
  /** By the limiter's own count of time. */
  readonly until: number
  admit(): void
  refuse(waitMs: number): void
  fail(): void
}

/** The portal's own leaky bucket, kept on this side too, so that it is not met in the first place. One a portal. */
export function createLimiter({ sleep, now = () => performance.now(), plan = 'standard' }: LimiterParts): Limiter {
  let { drainPerSecond, threshold } = buckets[plan]
  let level = 0
  let at = now()
  /** Milliseconds that have passed here; never goes back. */
  let elapsed = 0
  // A Map keeps its order, and gives a place back without moving the others
  const waiters = new Map<symbol, Waiter>()
  let pause: AbortController | undefined

  const pass = (atLeastMs = 0): void => {
    const time = now()
    // A clock that was set back passed no time; a sleep passed at least its own
    const passedMs = Math.max(0, time - at, atLeastMs)
    level = Math.max(0, level - (passedMs / 1000) * drainPerSecond)
    elapsed += passedMs
    at = time
  }
  /** How long the one with so many before it waits. */
  const waitOf = (before: number): number => Math.max(0, ((level + before + 1 - threshold) / drainPerSecond) * 1000)
  // A thousandth of a request: sums of fractions do not meet a whole number exactly
  const hasRoom = (): boolean => level + 1 <= threshold + 1e-6

  const serve = async (): Promise<void> => {
    while (waiters.size > 0) {
      const first = waiters.entries().next().value
      if (first === undefined) return
      const [place, waiter] = first
      if (hasRoom()) {
        waiters.delete(place)
        level += 1
        waiter.admit()
        continue
      }
      const waitMs = Math.ceil(waitOf(0))
      const { signal } = (pause = new AbortController())
      const startedAt = elapsed
      try {
        await sleep(waitMs, signal)
        // What others let pass meanwhile is counted already
        pass(Math.max(0, waitMs - (elapsed - startedAt)))
      } catch (error) {
        // Woken: the bucket has changed, or nobody waits any more
        if (!signal.aborted) throw error
        pass()
      }
    }
  }
  let isServing = false
  const startServing = (): void => {
    if (isServing) return
    isServing = true
    serve()
      .catch(() => {
        // A sleep that fails would be asked again for ever
        for (const waiter of [...waiters.values()]) waiter.fail()
      })
      .finally(() => {
        isServing = false
        if (waiters.size > 0) startServing()
      })
  }

  return {
    take({ signal, patienceMs = Number.POSITIVE_INFINITY } = {}) {
      if (hasEnded(signal)) return Promise.reject(portalFailure('cancelled'))
      pass()
      if (waiters.size === 0 && hasRoom()) {
        level += 1
        return Promise.resolve()
      }
      const waitMs = waitOf(waiters.size)
      if (waitMs > patienceMs) return Promise.reject(limited(waitMs))
      return new Promise((resolve, reject) => {
        const place = Symbol('place')
        const leave = (): void => {
          waiters.delete(place)
          signal?.removeEventListener('abort', onAbort)
        }
        const onAbort = (): void => {
          leave()
          if (waiters.size === 0) pause?.abort()
          reject(portalFailure('cancelled'))
        }
        waiters.set(place, {
          until: elapsed + patienceMs,
          admit: () => {
            leave()
            resolve()
          },
          refuse: (tooLongMs) => {
            leave()
            reject(limited(tooLongMs))
          },
          fail: () => {
            leave()
            reject(portalFailure('internal'))
          },
        })
        signal?.addEventListener('abort', onAbort, { once: true })
        startServing()
      })
    },
    giveBack() {
      pass()
      level = Math.max(0, level - 1)
      pause?.abort()
    },
    fill() {
      pass()
      level = Math.max(level, threshold)
      let before = 0
      for (const waiter of [...waiters.values()]) {
        const waitMs = waitOf(before)
        if (elapsed + waitMs > waiter.until) waiter.refuse(waitMs)
        else before += 1
      }
      if (waiters.size === 0) pause?.abort()
    },
    setPlan(next) {
      pass()
      ;({ drainPerSecond, threshold } = buckets[next])
      pause?.abort()
    },
  }
}

function limited(waitMs: number): ReturnType<typeof portalFailure> {
  return portalFailure('rateLimited', { seconds: Math.ceil(waitMs / 1000), by: 'limiter' })
}
