import { codeRules } from './secretGuard/codes'
import { levelSigns } from './secretGuard/levelSigns'
import { passwordRules } from './secretGuard/passwords'
import type { Rule, SecretKind } from './secretGuard/pattern'
import { tokenRules } from './secretGuard/tokens'

export { secretKinds, type SecretKind } from './secretGuard/pattern'

export interface FoundSecret {
  readonly kind: SecretKind
  /** Offsets into the text, end exclusive: the part to mask. */
  readonly start: number
  readonly end: number
}

const rules: readonly Rule[] = [...tokenRules, ...passwordRules, ...codeRules]
/** What is left and right of a find tells whether the sentence goes on. */
const around = 40

/**
 * Finds passwords, one-time and recovery codes, webhook addresses, tokens, keys and session cookies in a free text. Empty
 * where there is none. Sentences that only speak of a password, error messages, addresses and numbers of cases must pass:
 * both sides are measured in tests/unit/secretGuard. The time grows with the text.
 */
export function findSecrets(text: string): readonly FoundSecret[] {
  const level = levelSigns(text)
  const found: FoundSecret[] = []
  for (const { kind, pattern, accepts } of rules) {
    for (const match of level.text.matchAll(pattern)) {
      const range = match.indices?.groups?.['secret'] ?? match.indices?.[0]
      if (range === undefined) continue
      const [start, end] = range
      if (accepts !== undefined && !accepts(level.text.slice(start, end), level.text.slice(end, end + around), level.text.slice(Math.max(0, start - around), start))) continue
      found.push({ kind, start: level.offset(start), end: level.offset(end - 1) + 1 })
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end)
}
