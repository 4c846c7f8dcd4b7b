import type { AppFailure } from '@shared/contract/appError'
import { isDeliveryUnknown } from './portalErrors'
import type { CallClass } from './portalMethods'

export interface Attempts {
  readonly class: CallClass
  /** How many have been made, this one counted; a repetition with a renewed right does not count. */
  readonly made: number
  /** How many of them ended in an error of the portal's own. */
  readonly portalErrors: number
  /** The right has been renewed for this call. */
  readonly isRenewed: boolean
}
/** `renew`: ask for a new right, then send again. `backOff`: wait a little. `resetWait`: wait until the method has budget again. */
export type NextStep = 'renew' | 'backOff' | 'resetWait' | 'stop'

export const maxAttempts = 3
const firstWaitMs = 400

/**
 * What may be sent again (bitrix24.md §1.4). A read where that can help. A write only where it certainly was not carried
 * out: refused before its turn, or never sent. OVERLOAD_LIMIT (portalBlocked) is never met with a second request.
 */
export function nextStep(failure: AppFailure, attempts: Attempts): NextStep {
  const isWrite = attempts.class === 'write'
  if (isWrite && isDeliveryUnknown(failure)) return 'stop'
  if (isRightRefused(failure)) return attempts.isRenewed ? 'stop' : 'renew'
  // Refused on this side, by the call's own patience: nothing was sent
  if (attempts.made >= maxAttempts || failure.details?.['by'] !== undefined) return 'stop'
  switch (failure.code) {
    case 'rateLimited':
    case 'network':
      return 'backOff'
    case 'overloaded':
      return 'resetWait'
    case 'portalError': {
      const status = failure.details?.['status']
      return !isWrite && typeof status === 'number' && status >= 500 && attempts.portalErrors < 2 ? 'backOff' : 'stop'
    }
    default:
      return 'stop'
  }
}

/** The two codes that a new right can mend; a portal that refuses the person (ACCESS_DENIED) refuses the next token too. */
function isRightRefused(failure: AppFailure): boolean {
  const code = failure.details?.['portalCode']
  return failure.code === 'tokenExpired' && (code === 'EXPIRED_TOKEN' || code === 'INVALID_TOKEN')
}

/** Doubling, with a spread so that several apps behind one address do not knock together. `random`: 0 up to 1. */
export function backOffMs(attempt: number, random: number): number {
  return firstWaitMs * 2 ** (attempt - 1) * (0.75 + random / 2)
}
