/** Seconds of work a method may cost the portal in ten minutes (bitrix24.md §1.7), and how close to it this app goes. */
const limitSeconds = 480
const marginSeconds = 5
/** The ten minutes are counted in baskets of one: the longest wait, and the wait where the portal names none. */
const windowMs = 10 * 60_000
const basketMs = 60_000

export interface OperatingTime {
  readonly method: string
  /** Seconds in the present ten minutes. */
  readonly seconds: number
  /** How long until some of them are forgotten, by the server's own clock. */
  readonly resetInMs: number | undefined
}
export interface OperatingBudget {
  /** Milliseconds until every one of the methods may be called again; 0 when they may be now. */
  waitMs(methods: readonly string[]): number
  /** What an answer told. */
  note(times: readonly OperatingTime[]): void
  /** OPERATION_TIME_LIMIT came back. */
  used(methods: readonly string[]): void
  /** Their reset has been waited for: the next answer tells anew. */
  rested(methods: readonly string[]): void
}

interface Spent {
  readonly seconds: number
  readonly notedAt: number
  readonly resetInMs: number
}

/** The portal's count of each method's work, kept per webhook or application. `now`: milliseconds that only grow. */
export function createOperatingBudget(now: () => number = () => performance.now()): OperatingBudget {
  const spent = new Map<string, Spent>()

  const remainingMs = (method: string): number => {
    const known = spent.get(method)
    if (known === undefined || known.seconds < limitSeconds - marginSeconds) return 0
    return Math.max(0, known.resetInMs - Math.max(0, now() - known.notedAt))
  }
  return {
    waitMs: (methods) => Math.max(0, ...methods.map(remainingMs)),
    note(times) {
      for (const { method, seconds, resetInMs } of times) spent.set(method, { seconds, notedAt: now(), resetInMs: within(resetInMs) })
    },
    used(methods) {
      for (const method of methods) {
        // A reset that was named before and is still to come is better than a guess
        const left = Math.max(0, resetLeft(spent.get(method), now()))
        spent.set(method, { seconds: limitSeconds, notedAt: now(), resetInMs: left > 0 ? left : basketMs })
      }
    },
    rested(methods) {
      for (const method of methods) spent.delete(method)
    },
  }
}

function resetLeft(known: Spent | undefined, at: number): number {
  return known === undefined ? 0 : known.resetInMs - Math.max(0, at - known.notedAt)
}

function within(resetInMs: number | undefined): number {
  return resetInMs === undefined || Number.isNaN(resetInMs) ? basketMs : Math.min(windowMs, Math.max(0, resetInMs))
}
