import { AppFailure } from '@shared/contract/appError'

/** A mistake of ours may come after the request: only the portal's own word makes it certain that nothing was done. */
export function isRefusal(error: unknown): error is AppFailure {
  return error instanceof AppFailure && error.code !== 'writeUnconfirmed' && error.code !== 'internal' && error.details?.['delivery'] !== 'unknown'
}
