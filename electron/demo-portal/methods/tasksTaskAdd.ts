import type { PhpValue } from '../php/phpValue'
import { isMap, toInteger, toText, upperCaseKeys } from '../php/phpValue'
import { parseMoment } from '../portalTime'
import { RestError } from '../restError'
import { ownerOf } from './owner'
import type { RestCall, RestMethod } from './restMethod'
import { serverText } from './serverTexts'
import { taskRow } from './taskRow'

/** A task for somebody (bitrix24.md 2.11). Dates without a zone are the server's. */
export const tasksTaskAdd: RestMethod = {
  name: 'tasks.task.add',
  scopes: ['task'],
  writes: true,
  run: (call) => {
    const { portal, changes, nowMs } = call
    const fields = fieldsOf(upperCaseKeys(call.params)['FIELDS'])
    const refusal = refuse(call, fields)
    if (refusal !== undefined) throw new RestError('ERROR_CORE', {}, `${serverText(portal.settings, refusal)}<br>`)
    const createdById = authorOf(call, fields)
    const deadlineAtMs = parseMoment(toText(fields['DEADLINE']))
    const task = {
      title: toText(fields['TITLE']).trim(),
      description: toText(fields['DESCRIPTION']),
      responsibleId: toInteger(fields['RESPONSIBLE_ID']),
      createdById,
      ...(deadlineAtMs === undefined ? {} : { deadlineAtMs }),
    }
    return { result: { task: taskRow({ id: changes.addTask(task), task, directory: portal.directory, callerId: call.caller.userId, nowMs }) } }
  },
}

function fieldsOf(value: PhpValue | undefined): Readonly<Record<string, PhpValue>> {
  if (!isMap(value) || Object.keys(value).length === 0) throw new RestError('100', {}, 'Could not find value for parameter {fields} (internal error)')
  return upperCaseKeys(value)
}

function refuse({ portal }: RestCall, fields: Readonly<Record<string, PhpValue>>): 'titleMissing' | 'assigneeMissing' | 'assigneeUnknown' | undefined {
  if (toText(fields['TITLE']).trim() === '') return 'titleMissing'
  const responsibleId = toInteger(fields['RESPONSIBLE_ID'])
  if (responsibleId <= 0) return 'assigneeMissing'
  return portal.directory.person(responsibleId)?.active === true ? undefined : 'assigneeUnknown'
}

/** Only an administrator may name somebody else as the author. */
function authorOf(call: RestCall, fields: Readonly<Record<string, PhpValue>>): number {
  const owner = ownerOf(call)
  const named = toInteger(fields['CREATED_BY'])
  return owner.isAdmin && call.portal.directory.person(named) !== undefined ? named : owner.id
}
