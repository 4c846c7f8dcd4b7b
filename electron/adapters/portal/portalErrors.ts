import { AppFailure, type AppError, type ErrorCode } from '@shared/contract/appError'

type Details = Readonly<Record<string, string | number>>
type Retry = AppError['retry']

/** Whether trying again can help, where the code alone tells; a refusal of the portal has its own line in refusalTable.ts. */
const retries: Partial<Record<ErrorCode, Retry>> = {
  network: 'now',
  hostNotFound: 'now',
  timeout: 'now',
  cancelled: 'now',
  proxy: 'later',
  captivePortal: 'later',
  certificateDate: 'later',
  confirmationAwaited: 'later',
  rateLimited: 'later',
  overloaded: 'later',
  portalError: 'later',
  badAnswerFromPortal: 'now',
}

/**
 * SECURITY: the only way this folder makes an error. It takes closed words and numbers; it never gets the foreign error
 * as `cause`, because an axios error carries `config.url`, and the webhook's secret is in that address.
 */
export function portalFailure(code: ErrorCode, details: Details = {}, retry: Retry = retries[code] ?? 'no'): AppFailure {
  return new AppFailure(code, { retry, ...(Object.keys(details).length > 0 ? { details } : {}) })
}

/** The same failure with more details. */
export function withDetails(failure: AppFailure, details: Details): AppFailure {
  return portalFailure(failure.code, { ...failure.details, ...details }, failure.retry)
}

/** A write that left this machine and whose end nobody knows. Trying again is not offered: it could be done twice. */
export function deliveryUnknown(failure: AppFailure): AppFailure {
  return portalFailure(failure.code, { ...failure.details, delivery: 'unknown' }, 'no')
}

/** True where a write was sent and nobody knows whether it was carried out. A read never is. */
export function isDeliveryUnknown(error: unknown): error is AppFailure {
  return error instanceof AppFailure && error.details?.['delivery'] === 'unknown'
}
