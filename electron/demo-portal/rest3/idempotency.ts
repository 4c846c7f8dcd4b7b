import { operatingKey } from '../callMethod'
import type { PhpMap } from '../php/phpValue'
import type { Rest3Answer, Rest3Request } from './answerRest3'
import { Rest3Error } from './rest3Error'
import type { Rest3Method } from './rest3Method'

const longestKey = 255

/**
 * A write that is sent again under the same key gets its first answer and does nothing; the same key for something else is
 * refused (bitrix24.md 1.1). A key belongs to one caller and one method; refused writes leave none behind.
 */
export function replayable({ idempotencyKey, caller, context }: Rest3Request, method: Rest3Method, body: PhpMap, answer: () => Rest3Answer): Rest3Answer {
  if (idempotencyKey === undefined) return answer()
  if (idempotencyKey.length > longestKey || !/^[\x20-\x7E]+$/.test(idempotencyKey)) throw new Rest3Error('INVALIDIDEMPOTENCYKEYEXCEPTION', 'The idempotency key is not valid')
  const { portal } = context
  const key = `${operatingKey(method, caller)} ${idempotencyKey}`
  const text = JSON.stringify(body)
  const headers = { 'Idempotency-Key': idempotencyKey }
  const kept = portal.idempotencyKeys.find(key, portal.now())
  if (kept !== undefined) {
    if (kept.body !== text) throw new Rest3Error('IDEMPOTENCYKEYREUSEDEXCEPTION', 'The idempotency key was used with another request')
    return { status: kept.status, body: kept.answer, headers: { ...headers, 'Idempotent-Replayed': 'true' } }
  }
  const given = answer()
  portal.idempotencyKeys.keep(key, { body: text, status: given.status, answer: given.body, atMs: portal.now() })
  return { ...given, headers }
}
