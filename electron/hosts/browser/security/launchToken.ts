import { createHash, timingSafeEqual } from 'node:crypto'
import type { Clock, IdSource } from '../../../core/ports'

export const launchTokenLifeMs = 60_000
export const maxFailedTokens = 10
/** Tokens remembered, used ones among them: more than one start can need (address line, redirect file, fallback). */
const remembered = 16

export type Redemption = 'accepted' | 'refused' | 'usedAgain' | 'lockedOut'

export interface LaunchTokens {
  /** A fresh token; those issued before stay valid until their own time is up. */
  issue(): string
  /** `usedAgain`: somebody holds a link that was opened already; the caller ends every session. */
  redeem(raw: string): Redemption
}

interface Issued {
  readonly digest: Buffer
  readonly expiresAt: number
  used: boolean
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The one-time key in the address that the person opens. */
export function createLaunchTokens({ clock, ids }: { readonly clock: Clock; readonly ids: Pick<IdSource, 'token'> }): LaunchTokens {
  const issued: Issued[] = []
  let failures = 0

  const fail = (outcome: 'refused' | 'usedAgain'): Redemption => {
    failures += 1
    // SECURITY: 6B-13: ten failed tokens end the app; until it is gone nothing is accepted any more.
    return failures >= maxFailedTokens ? 'lockedOut' : outcome
  }

  return {
    issue() {
      // SECURITY: 6B-2: 32 random bytes; only the digest is kept.
      const token = ids.token(32)
      issued.push({ digest: digestOf(token), expiresAt: clock.now() + launchTokenLifeMs, used: false })
      if (issued.length > remembered) issued.shift()
      return token
    },
    redeem(raw) {
      if (failures >= maxFailedTokens) return 'lockedOut'
      const digest = digestOf(raw)
      let found: Issued | undefined
      // SECURITY: 6B-2: timingSafeEqual throws on unequal lengths, so digests are compared; every entry is looked at.
      for (const entry of issued) if (timingSafeEqual(entry.digest, digest)) found = entry
      if (!found) return fail('refused')
      // SECURITY: 6B-2: one use, 60 s. A second use outranks the time: it means that the link leaked.
      if (found.used) return fail('usedAgain')
      if (clock.now() >= found.expiresAt) return fail('refused')
      found.used = true
      return 'accepted'
    },
  }
}
