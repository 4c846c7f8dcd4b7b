/** Time that passes only when a test says so: a clock, and sleeps that end in their order. */
export interface FakeTime {
  /** Milliseconds since the start; only grows. */
  elapsed(): number
  /** What a clock on the wall shows: it may be set. */
  readonly now: () => number
  set(byMs: number): void
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** How long each sleep was asked for. */
  readonly asked: readonly number[]
  /** How many are asleep. */
  sleeping(): number
  /** Lets time pass; whoever wakes does what it has to do before the next one wakes. */
  pass(ms: number): Promise<void>
  /** Lets time pass until nobody sleeps any more. */
  passAll(): Promise<void>
}

interface Sleeper {
  readonly wakesAt: number
  wake(): void
}

/** Everything that is ready now has been done. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}

export function fakeTime(): FakeTime {
  let elapsedMs = 0
  let wall = 1_760_000_000_000
  const asked: number[] = []
  const sleepers = new Set<Sleeper>()

  const next = (): Sleeper | undefined => [...sleepers].sort((a, b) => a.wakesAt - b.wakesAt)[0]
  const moveTo = (at: number): void => {
    wall += at - elapsedMs
    elapsedMs = at
  }
  const passUntil = async (end: number): Promise<void> => {
    await settled()
    for (let sleeper = next(); sleeper !== undefined && sleeper.wakesAt <= end; sleeper = next()) {
      moveTo(Math.max(elapsedMs, sleeper.wakesAt))
      sleeper.wake()
      await settled()
    }
  }

  return {
    elapsed: () => elapsedMs,
    now: () => wall,
    set: (byMs) => void (wall += byMs),
    asked,
    sleeping: () => sleepers.size,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        asked.push(ms)
        const leave = (): void => {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', onAbort)
        }
        const onAbort = (): void => {
          leave()
          reject(new Error('the sleep was ended'))
        }
        const sleeper: Sleeper = {
          wakesAt: elapsedMs + ms,
          wake: () => {
            leave()
            resolve()
          },
        }
        if (signal?.aborted === true) {
          onAbort()
          return
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', onAbort, { once: true })
      }),
    async pass(ms) {
      const end = elapsedMs + ms
      await passUntil(end)
      moveTo(end)
    },
    passAll: () => passUntil(Number.POSITIVE_INFINITY),
  }
}
