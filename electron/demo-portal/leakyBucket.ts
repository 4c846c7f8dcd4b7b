import { secondMs } from './portalTime'

export interface BucketPlan {
  readonly drainPerSecond: number
  readonly threshold: number
}

/** The cloud's limits by plan (bitrix24.md 1.7). */
export const bucketPlans = {
  standard: { drainPerSecond: 2, threshold: 50 },
  enterprise: { drainPerSecond: 5, threshold: 250 },
} as const satisfies Readonly<Record<string, BucketPlan>>

/** More than ever call one portal; then those whose count has leaked away are forgotten. */
const mostSources = 1000

/** Counts requests of one source address; the count leaks away. A refused request is not counted. */
export class LeakyBucket {
  private readonly levels = new Map<string, { level: number; atMs: number }>()

  constructor(private readonly plan: BucketPlan) {}

  /** False when the request is one too many. */
  admit(source: string, nowMs: number): boolean {
    const known = this.levels.get(source) ?? { level: 0, atMs: nowMs }
    const leaked = ((nowMs - known.atMs) / secondMs) * this.plan.drainPerSecond
    const level = Math.max(0, known.level - Math.max(0, leaked))
    const fits = level + 1 <= this.plan.threshold
    if (this.levels.size >= mostSources) this.forgetDrained(nowMs)
    this.levels.set(source, { level: fits ? level + 1 : level, atMs: nowMs })
    return fits
  }

  private forgetDrained(nowMs: number): void {
    for (const [source, { level, atMs }] of this.levels) {
      if (level <= ((nowMs - atMs) / secondMs) * this.plan.drainPerSecond) this.levels.delete(source)
    }
  }
}
