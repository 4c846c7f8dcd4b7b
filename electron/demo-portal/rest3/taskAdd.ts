import { isMap, toInteger, toText } from '../php/phpValue'
import { parseMoment } from '../portalTime'
import { invalidRequest, missingField } from './rest3Error'
import type { Rest3Method } from './rest3Method'

/** The one write of REST 3.0 here: the documented example of `Idempotency-Key` (bitrix24.md 1.1). Exists in both versions. */
export const taskAdd: Rest3Method = {
  name: 'tasks.task.add',
  title: 'A new task',
  scope: 'task',
  writes: true,
  plan: ({ params, portal, owner }) => {
    const { fields } = params
    if (!isMap(fields)) throw missingField('fields')
    const title = toText(fields['title']).trim()
    if (title === '') throw missingField('title')
    const responsibleId = toInteger(fields['responsibleId'])
    if (responsibleId <= 0) throw missingField('responsibleId')
    if (portal.directory.person(responsibleId)?.active !== true) throw invalidRequest('responsibleId', 'There is no such person')
    const deadlineAtMs = parseMoment(toText(fields['deadline']))
    const task = { title, description: toText(fields['description']), responsibleId, createdById: owner.id, ...(deadlineAtMs === undefined ? {} : { deadlineAtMs }) }
    return (changes) => ({ item: { id: changes.addTask(task), title, description: task.description, responsibleId, creatorId: owner.id } })
  },
}
