import { workgroups } from '../company/departments'
import { toText, upperCaseKeys } from '../php/phpValue'
import { RestError } from '../restError'
import { ownerOf } from './owner'
import type { RestCall, RestMethod } from './restMethod'

/** The chat of everybody in the company. */
const generalChatId = 1

/** A message to a person, a chat or the chat of a workgroup (bitrix24.md 2.11). */
export const imMessageAdd: RestMethod = {
  name: 'im.message.add',
  scopes: ['im'],
  writes: true,
  run: (call) => {
    const params = upperCaseKeys(call.params)
    const dialogId = toText(params['DIALOG_ID']).trim()
    const message = toText(params['MESSAGE']).trim()
    if (message === '') throw new RestError('MESSAGE_EMPTY')
    refuseRecipient(call, dialogId)
    return { result: call.changes.addMessage({ fromUserId: call.caller.userId, dialogId, message }) }
  },
}

function refuseRecipient(call: RestCall, dialogId: string): void {
  const [, kind = '', digits = ''] = /^(chat|sg)?(\d{1,9})$/.exec(dialogId) ?? []
  const id = Number(digits)
  if (kind === '') {
    if (id <= 0) throw new RestError('USER_ID_EMPTY')
    if (call.portal.directory.person(id)?.active !== true) throw new RestError('USER_NOT_FOUND')
    return
  }
  if (id <= 0) throw new RestError('CHAT_ID')
  const owner = ownerOf(call)
  const isMember = kind === 'chat' ? id === generalChatId && owner.departmentIds.length > 0 : workgroups.some((group) => group.id === id) && (owner.isAdmin || (owner.groupIds?.includes(id) ?? false))
  if (!isMember) throw new RestError('ACCESS_ERROR')
}
