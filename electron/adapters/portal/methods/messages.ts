import type { CallOptions } from '../../../core/ports'
import { sendOnce, type WriteParts } from '../confirmWrite'
import { portalFailure } from '../portalErrors'
import { readNestedId, readNewId } from '../schemas/written'
import { filled, userNumber } from './askedFor'

/** What these make cannot be looked up: a lost answer stays unconfirmed (bitrix24.md §2.11). */

export interface NewTask {
  readonly title: string
  readonly description: string
  readonly responsibleId: string
  readonly deadline?: number
}
export interface NewCrmItem {
  readonly entityTypeId: number
  readonly title: string
  readonly description: string
}

export async function notify(parts: WriteParts, userId: string, message: string, options?: CallOptions): Promise<string> {
  const params = { USER_ID: userNumber(userId), MESSAGE: filled(message) }
  const { answer } = await sendOnce(parts, { method: 'im.notify.system.add', params, read: (result) => (result === false ? 'refused' : readNewId(result)) }, options)
  // `false` is how this method says no (bitrix24.md §2.11)
  if (answer === 'refused') throw portalFailure('portalError', { reason: 'notSent' }, 'no')
  return answer
}

export async function sendMessage(parts: WriteParts, dialogId: string, message: string, options?: CallOptions): Promise<string> {
  if (!/^(?:chat|sg)?[1-9]\d{0,14}$/.test(dialogId)) throw portalFailure('badRequest', { field: 'dialogId' })
  const params = { DIALOG_ID: dialogId, MESSAGE: filled(message) }
  return (await sendOnce(parts, { method: 'im.message.add', params, read: readNewId }, options)).answer
}

export async function addTask(parts: WriteParts, task: NewTask, options?: CallOptions): Promise<string> {
  const fields = {
    TITLE: filled(task.title),
    DESCRIPTION: task.description,
    RESPONSIBLE_ID: userNumber(task.responsibleId),
    DEADLINE: task.deadline === undefined ? undefined : `${new Date(task.deadline).toISOString().slice(0, 19)}+00:00`,
  }
  return (await sendOnce(parts, { method: 'tasks.task.add', params: { fields }, read: (result) => readNestedId(result, 'task') }, options)).answer
}

export async function addCrmItem(parts: WriteParts, item: NewCrmItem, options?: CallOptions): Promise<string> {
  const params = { entityTypeId: item.entityTypeId, fields: { title: filled(item.title), comments: item.description } }
  return (await sendOnce(parts, { method: 'crm.item.add', params, read: (result) => readNestedId(result, 'item') }, options)).answer
}
