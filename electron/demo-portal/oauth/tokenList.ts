import { secondMs } from '../portalTime'

/** More than any test or demonstration needs; the oldest go first, so that nobody can fill the memory. */
const longestList = 10_000
/** Documented: a code must be used at once (bitrix24.md 1.2). */
const codeLifeMs = 30 * secondMs

interface Entry<Value> {
  readonly value: Value
  readonly expiresAtMs: number
}

export class TokenList<Value> {
  private readonly entries = new Map<string, Entry<Value>>()

  add(token: string, value: Value, expiresAtMs: number): void {
    const [oldest] = this.entries.keys()
    if (this.entries.size >= longestList && oldest !== undefined) this.entries.delete(oldest)
    this.entries.set(token, { value, expiresAtMs })
  }

  find(token: string): Entry<Value> | undefined {
    return this.entries.get(token)
  }

  /** Still known, but past its time whatever the clock says. */
  expire(token: string): void {
    const entry = this.entries.get(token)
    if (entry !== undefined) this.entries.set(token, { value: entry.value, expiresAtMs: -Infinity })
  }

  expireAll(): void {
    for (const token of this.entries.keys()) this.expire(token)
  }

  remove(token: string): void {
    this.entries.delete(token)
  }
}

/** Codes that work once and for half a minute; a spent one is remembered, to be told from one that never was. */
export class OneUseCodes<Value> {
  private readonly codes = new TokenList<Value>()

  add(code: string, value: Value, nowMs: number): void {
    this.codes.add(code, value, nowMs + codeLifeMs)
  }

  take(code: string, nowMs: number): Value | 'spent' | 'unknown' {
    const found = this.codes.find(code)
    if (found === undefined) return 'unknown'
    this.codes.expire(code)
    return found.expiresAtMs <= nowMs ? 'spent' : found.value
  }
}
