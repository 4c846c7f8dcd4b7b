import type { PhpValue } from '../php/phpValue'
import { hourMs } from '../portalTime'

const keptMs = 24 * hourMs
/** So that nobody can fill the memory with them. */
const mostKeys = 10_000

export interface KeptAnswer {
  /** What was asked, to tell a repetition from another request under the same key. */
  readonly body: string
  readonly status: number
  readonly answer: PhpValue
  readonly atMs: number
}

/** Answers of writes by key, for a day (bitrix24.md 1.1). */
export class IdempotencyKeys {
  private readonly kept = new Map<string, KeptAnswer>()

  find(key: string, nowMs: number): KeptAnswer | undefined {
    const found = this.kept.get(key)
    return found === undefined || nowMs - found.atMs >= keptMs ? undefined : found
  }

  keep(key: string, answer: KeptAnswer): void {
    const [oldest] = this.kept.keys()
    if (this.kept.size >= mostKeys && oldest !== undefined) this.kept.delete(oldest)
    this.kept.set(key, answer)
  }
}
