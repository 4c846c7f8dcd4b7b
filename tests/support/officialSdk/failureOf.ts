import type { AjaxResult } from '@bitrix24/b24jssdk'

/** What failed, as the SDK tells it: no text, no address. */
export interface Failure {
  readonly code: unknown
  readonly status: unknown
}

/** How a call ends that must not succeed, thrown or handed back. */
export async function failureOf(work: Promise<AjaxResult>): Promise<Failure> {
  const error = await work.then((answer) => answer.getErrors().next().value as unknown, (thrown: unknown) => thrown)
  if (!(error instanceof Error)) throw new Error('the call was to fail and did not')
  return { code: codeOf(error), status: 'status' in error ? error.status : undefined }
}

/** Of whatever was thrown; the SDK's own errors have one. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
