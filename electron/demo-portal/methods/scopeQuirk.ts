import type { RestErrorCode } from '../restError'
import { RestError } from '../restError'
import type { MethodResult } from './restMethod'

/** Under the reduced user scopes the writing user methods put their refusal into `result`, with status 200 (bitrix24.md 1.4). */
export function insideResult(code: RestErrorCode): MethodResult {
  return { result: new RestError(code).toAnswer() }
}
