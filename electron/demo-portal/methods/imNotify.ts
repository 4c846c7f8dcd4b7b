import type { PhpMap, PhpValue } from '../php/phpValue'
import { isList, isMap, toInteger, toText, upperCaseKeys } from '../php/phpValue'
import type { NewNotification } from '../portalRecords'
import { RestError } from '../restError'
import type { MethodResult, RestCall, RestMethod } from './restMethod'

const largestAttachment = 60_000

/** In the name of the company (bitrix24.md 2.11). */
export const imNotifySystemAdd: RestMethod = { name: 'im.notify.system.add', scopes: ['im'], writes: true, run: (call) => notify(call, 'system') }
/** In the name of the caller. */
export const imNotifyPersonalAdd: RestMethod = { name: 'im.notify.personal.add', scopes: ['im'], writes: true, run: (call) => notify(call, 'personal') }

function notify({ params: sent, caller, portal, changes }: RestCall, kind: NewNotification['kind']): MethodResult {
  const params = upperCaseKeys(sent)
  const toUserId = toInteger(params['USER_ID'])
  if (toUserId <= 0) throw new RestError('USER_ID_EMPTY')
  const message = toText(params['MESSAGE']).trim()
  if (message === '') throw new RestError('MESSAGE_EMPTY')
  refuseAttachment(params['ATTACH'])
  // nobody there to be told: no error, but no number either
  if (portal.directory.person(toUserId)?.active !== true) return { result: false }
  const tag = tagOf(params, caller.kind)
  const messageOut = toText(params['MESSAGE_OUT']).trim()
  return {
    result: changes.addNotification({
      kind,
      fromUserId: caller.userId,
      toUserId,
      message,
      ...(messageOut === '' ? {} : { messageOut }),
      ...(tag === undefined ? {} : { tag }),
    }),
  }
}

/** Tags belong to an application; a webhook has to say for which one it speaks, else its tag means nothing. */
function tagOf(params: PhpMap, kind: RestCall['caller']['kind']): string | undefined {
  const [tag, clientId] = [toText(params['TAG']), kind === 'app' ? 'app' : toText(params['CLIENT_ID'])]
  return tag === '' || clientId === '' ? undefined : `${clientId} ${tag}`
}

function refuseAttachment(attachment: PhpValue | undefined): void {
  if (attachment === undefined || attachment === null || attachment === '') return
  if (JSON.stringify(attachment).length > largestAttachment) throw new RestError('ATTACH_OVERSIZE')
  const read = typeof attachment === 'string' ? parse(attachment) : attachment
  if (!isList(read) && !isMap(read)) throw new RestError('ATTACH_ERROR')
}

function parse(text: string): PhpValue | undefined {
  try {
    return JSON.parse(text) as PhpValue
  } catch {
    return undefined
  }
}
