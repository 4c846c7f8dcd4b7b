import { randomBytes } from 'node:crypto'

/** An inbound webhook: runs with its owner's rights and the ticked scopes (bitrix24.md 1.2). */
export interface Webhook {
  readonly userId: number
  readonly secret: string
  readonly scopes: readonly string[]
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Documented form: at least 16 lower-case letters and digits. */
export function makeSecret(length = 20): string {
  // 252 is the largest multiple of 36 that fits a byte: without the cut the first letters would be likelier
  const letters = [...randomBytes(length * 4)].filter((byte) => byte < 252).map((byte) => alphabet.charAt(byte % alphabet.length))
  return letters.slice(0, length).join('')
}
