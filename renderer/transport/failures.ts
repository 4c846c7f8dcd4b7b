import type { AppError, ErrorCode, Result } from '@shared/contract/appError'

type Failure = Extract<Result<never>, { readonly ok: false }>

/** An error that arose on the page's side of the door. */
export function failure(code: ErrorCode, retry: AppError['retry'] = 'no'): Failure {
  return { ok: false, error: { code, message: code, retry } }
}

/** Whether something that came over the wire is an answer of dispatch. */
export function isResult(value: unknown): value is Result<never> {
  return typeof value === 'object' && value !== null && 'ok' in value && ((value.ok === true && 'value' in value) || (value.ok === false && 'error' in value))
}
