import type { Credentials } from '../authorize'
import { identify, refuseDismissed } from '../authorize'
import { encodeJson } from '../php/encodeJson'
import { parseForm } from '../php/parseForm'
import type { PhpValue } from '../php/phpValue'
import { isMap, toText } from '../php/phpValue'
import type { RestPath } from '../readRequest'
import { readJsonBody } from '../readRequest'
import { answerRest3, isBatch } from '../rest3/answerRest3'
import { Rest3Error } from '../rest3/rest3Error'
import { RestError } from '../restError'
import { admit, contextOf } from './admit'
import type { DoorAnswer, DoorRequest } from './request'
import { jsonType } from './request'

/**
 * `/rest/api/USER/SECRET/METHOD` and `/rest/api/METHOD` with a token (bitrix24.md 1.1). Who calls too often is refused in
 * the form of REST 3.0; what else is refused before that is reached, faults and unknown callers, has the classic form: not
 * documented.
 */
export async function answerRest3Door(door: DoorRequest, { method, credentials }: RestPath): Promise<{ readonly answer: DoorAnswer; readonly isSilent: boolean }> {
  const { request, query } = door.exchange
  const context = contextOf(door)
  try {
    const body = await readJsonBody(request)
    admit(door, () => new Rest3Error('RATELIMITEXCEPTION', 'Too many requests'))
    const caller = identify(credentials ?? tokenOf(body.ok ? body.value : undefined, query, request.headers.authorization), context)
    refuseDismissed(caller, context)
    const key = request.headers['idempotency-key']
    const { status, body: answer, headers } = answerRest3({
      methodName: method,
      httpMethod: request.method ?? '',
      // in a batch the token stands among the commands, and is taken for one of them
      bodyJson: body.ok && !isBatch(method) ? { ok: true, value: withoutToken(body.value) } : body,
      idempotencyKey: typeof key === 'string' ? key : undefined,
      caller,
      context,
    })
    return { answer: { status, contentType: jsonType, text: encodeJson(answer), ...(headers === undefined ? {} : { headers }) }, isSilent: context.fate.isSilent }
  } catch (error) {
    if (!(error instanceof RestError || error instanceof Rest3Error)) throw error
    return { answer: { status: error.status, contentType: jsonType, text: encodeJson(error.toAnswer()) }, isSilent: context.fate.isSilent }
  }
}

/** In the JSON body, as is documented; the query and the header are read as well, for a batch has no other place for it. */
function tokenOf(body: PhpValue | undefined, query: string, header = ''): Credentials {
  const [, bearer = ''] = /^Bearer +(\S+) *$/i.exec(header) ?? []
  const places = [isMap(body) ? toText(body['auth']) : '', toText(parseForm(query)['auth']), bearer]
  const accessToken = places.find((token) => token !== '')
  return accessToken === undefined ? undefined : { accessToken }
}

function withoutToken(body: PhpValue | undefined): PhpValue | undefined {
  if (!isMap(body)) return body
  const { auth, ...rest } = body
  return auth === undefined ? body : rest
}
