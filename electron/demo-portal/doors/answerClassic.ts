import { authorize } from '../authorize'
import type { Credentials } from '../authorize'
import type { CallContext } from '../callMethod'
import { callMethod } from '../callMethod'
import { methodsOf } from '../methods/registry'
import { encodeJson } from '../php/encodeJson'
import { encodeXml } from '../php/encodeXml'
import type { PhpMap } from '../php/phpValue'
import { toText } from '../php/phpValue'
import type { RestPath } from '../readRequest'
import { readParams } from '../readRequest'
import { RestError } from '../restError'
import { admit, contextOf } from './admit'
import type { DoorAnswer, DoorRequest } from './request'
import { jsonType, xmlType } from './request'

/** `/rest/USER/SECRET/METHOD` and `/rest/METHOD` (bitrix24.md 1.1). */
export async function answerClassic(door: DoorRequest, path: RestPath): Promise<{ readonly answer: DoorAnswer; readonly isSilent: boolean }> {
  const context = contextOf(door)
  try {
    const params = await readParams(door.exchange.request, door.exchange.query)
    admit(door, () => new RestError('QUERY_LIMIT_EXCEEDED'))
    return { answer: written(200, call(path, params, context), path), isSilent: context.fate.isSilent }
  } catch (error) {
    if (!(error instanceof RestError)) throw error
    return { answer: written(error.status, error.toAnswer(), path), isSilent: context.fate.isSilent }
  }
}

function call({ method: name, credentials }: RestPath, params: PhpMap, context: CallContext): PhpMap {
  const method = methodsOf(context.portal).find(name.toLowerCase())
  if (method === undefined) throw new RestError('ERROR_METHOD_NOT_FOUND')
  return callMethod(method, params, authorize(method, credentials ?? tokenOf(params), context), context)
}

/** In the query, a form or JSON, and nowhere else (bitrix24.md 1.1). */
function tokenOf({ auth }: PhpMap): Credentials {
  const accessToken = toText(auth)
  return accessToken === '' ? undefined : { accessToken }
}

function written(status: number, answer: PhpMap, { format }: RestPath): DoorAnswer {
  return format === 'xml' ? { status, contentType: xmlType, text: encodeXml(answer) } : { status, contentType: jsonType, text: encodeJson(answer) }
}
