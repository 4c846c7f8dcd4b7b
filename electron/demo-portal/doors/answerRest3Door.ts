import type { Credentials } from '../authorize'
import { identify, refuseDismissed } from '../authorize'
import { encodeJson } from '../php/encodeJson'
import type { PhpValue } from '../php/phpValue'
import { isMap, toText } from '../php/phpValue'
import type { RestPath } from '../readRequest'
import { readJsonBody } from '../readRequest'
import { answerRest3 } from '../rest3/answerRest3'
import { RestError } from '../restError'
import { admit, contextOf } from './admit'
import type { DoorAnswer, DoorRequest } from './request'
import { jsonType } from './request'

/**
 * `/rest/api/USER/SECRET/METHOD` and `/rest/api/METHOD`, the token in the JSON body (bitrix24.md 1.1). What is refused
 * before REST 3.0 is reached, limits and unknown callers, has the classic form of an error: not documented.
 */
export async function answerRest3Door(door: DoorRequest, { method, credentials }: RestPath): Promise<{ readonly answer: DoorAnswer; readonly isSilent: boolean }> {
  const { request } = door.exchange
  const context = contextOf(door)
  try {
    const body = await readJsonBody(request)
    admit(door)
    const caller = identify(credentials ?? tokenOf(body.ok ? body.value : undefined), context)
    refuseDismissed(caller, context)
    const key = request.headers['idempotency-key']
    const { status, body: answer, headers } = answerRest3({
      methodName: method,
      httpMethod: request.method ?? '',
      bodyJson: body.ok ? { ok: true, value: withoutToken(body.value) } : body,
      idempotencyKey: typeof key === 'string' ? key : undefined,
      caller,
      context,
    })
    return { answer: { status, contentType: jsonType, text: encodeJson(answer), ...(headers === undefined ? {} : { headers }) }, isSilent: context.fate.isSilent }
  } catch (error) {
    if (!(error instanceof RestError)) throw error
    return { answer: { status: error.status, contentType: jsonType, text: encodeJson(error.toAnswer()) }, isSilent: context.fate.isSilent }
  }
}

function tokenOf(body: PhpValue | undefined): Credentials {
  const accessToken = isMap(body) ? toText(body['auth']) : ''
  return accessToken === '' ? undefined : { accessToken }
}

function withoutToken(body: PhpValue | undefined): PhpValue | undefined {
  if (!isMap(body)) return body
  const { auth, ...rest } = body
  return auth === undefined ? body : rest
}
