import { minuteMs, secondMs } from './portalTime'

const baskets = 10
const basketMs = minuteMs

/** The documented example of the cloud's limit (bitrix24.md 1.7). */
export const cloudOperatingSeconds = 480

export interface Operating {
  readonly seconds: number
  /** When the oldest basket is emptied. */
  readonly resetAtMs: number
}

/**
 * Seconds that each caller's method has cost within ten baskets of a minute: the `operating` of the time block. A method
 * that has used up the limit is blocked until enough baskets are emptied, oldest first (bitrix24.md 1.7).
 */
export class OperatingTime {
  private readonly spent = new Map<string, Map<number, number>>()

  /** Without a limit nothing is ever blocked; the counting goes on. */
  constructor(private readonly limitSeconds = Infinity) {}

  charge(key: string, seconds: number, nowMs: number): Operating {
    const used = this.current(key, nowMs)
    // the first basket begins with the first call; the others follow it by the minute
    const basket = [...used.keys()].findLast((startMs) => startMs <= nowMs && nowMs < startMs + basketMs) ?? nowMs
    used.set(basket, (used.get(basket) ?? 0) + seconds)
    this.spent.set(key, used)
    return { seconds: sum(used), resetAtMs: oldest(used, nowMs) + baskets * basketMs }
  }

  isBlocked(key: string, nowMs: number): boolean {
    return sum(this.current(key, nowMs)) >= this.limitSeconds
  }

  private current(key: string, nowMs: number): Map<number, number> {
    const used = this.spent.get(key) ?? new Map<number, number>()
    for (const startMs of used.keys()) if (startMs + baskets * basketMs <= nowMs) used.delete(startMs)
    return used
  }
}

function sum(used: ReadonlyMap<number, number>): number {
  return [...used.values()].reduce((total, seconds) => total + seconds, 0)
}

function oldest(used: ReadonlyMap<number, number>, nowMs: number): number {
  return Math.min(nowMs, ...used.keys())
}

/** Whole seconds since 1970, as the time block prints it. */
export function resetSecond({ resetAtMs }: Operating): number {
  return Math.floor(resetAtMs / secondMs)
}
