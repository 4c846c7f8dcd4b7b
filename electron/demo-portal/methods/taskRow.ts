import { randomUUID } from 'node:crypto'
import type { CompanyDirectory } from '../company/companyDirectory'
import type { PhpMap, PhpValue } from '../php/phpValue'
import { isoMoment } from '../portalTime'
import type { NewTask } from '../portalRecords'
import { personName } from './personName'

export interface WrittenTask {
  readonly id: number
  readonly task: NewTask
  readonly directory: CompanyDirectory
  readonly callerId: number
  readonly nowMs: number
}

const unset: Readonly<Record<string, null>> = Object.fromEntries(
  [
    'parentId', 'mark', 'statusChangedBy', 'closedBy', 'closedDate', 'dateStart', 'startDatePlan', 'endDatePlan', 'xmlId', 'commentsCount',
    'serviceCommentsCount', 'forkedByTemplateId', 'timeSpentInLogs', 'forumTopicId', 'forumId', 'exchangeModified', 'exchangeId', 'viewedDate',
    'sorting', 'durationFact', 'flowId', 'durationPlan',
  ].map((name) => [name, null]),
)

const no: Readonly<Record<string, string>> = Object.fromEntries(
  ['multitask', 'notViewed', 'replicate', 'allowChangeDeadline', 'allowTimeTracking', 'taskControl', 'addInReport', 'matchWorkTime', 'isMuted', 'isPinned', 'isPinnedInGroup', 'favorite'].map((name) => [name, 'N']),
)

const actions: Readonly<Record<string, boolean>> = {
  accept: false, decline: false, complete: true, approve: false, disapprove: false, start: true, pause: false, delegate: true, remove: true, edit: true,
  defer: true, renew: false, create: true, changeDeadline: true, checklistAddItems: true, addFavorite: true, deleteFavorite: false, rate: true,
  'edit.originator': false, 'checklist.reorder': true, 'elapsedtime.add': true, 'dayplan.timer.toggle': false, 'edit.plan': true, 'checklist.add': true,
  'favorite.add': true, 'favorite.delete': false,
}

/** A new task as the answer shows it: ids are texts, what nobody has set is null (documented of tasks.task.add). */
export function taskRow({ id, task, directory, callerId, nowMs }: WrittenTask): PhpMap {
  const now = isoMoment(nowMs)
  const creator = String(task.createdById)
  return {
    ...unset,
    ...no,
    id: String(id),
    title: task.title,
    description: task.description,
    descriptionInBbcode: 'Y',
    priority: '1',
    stageId: '0',
    status: '2',
    groupId: '0',
    siteId: 's1',
    outlookVersion: '1',
    timeEstimate: '0',
    durationType: 'days',
    subordinate: creator === String(task.responsibleId) ? 'Y' : 'N',
    guid: `{${randomUUID()}}`,
    createdBy: creator,
    createdDate: now,
    responsibleId: String(task.responsibleId),
    changedBy: creator,
    changedDate: now,
    activityDate: now,
    statusChangedDate: now,
    deadline: task.deadlineAtMs === undefined ? null : isoMoment(task.deadlineAtMs),
    auditors: [],
    accomplices: [],
    checklist: [],
    group: [],
    creator: memberRow(task.createdById, directory),
    responsible: memberRow(task.responsibleId, directory),
    accomplicesData: [],
    auditorsData: [],
    newCommentsCount: 0,
    action: actions,
    checkListTree: { nodeId: 0, fields: emptyChecklist(callerId), action: [], descendants: [] },
    checkListCanAdd: true,
  }
}

function memberRow(id: number, directory: CompanyDirectory): PhpMap {
  const person = directory.person(id)
  return { id: String(id), name: person === undefined ? '' : personName(person), link: `/company/personal/user/${id}/`, icon: '/bitrix/images/tasks/default_avatar.png', workPosition: person?.workPosition ?? '' }
}

function emptyChecklist(userId: number): Readonly<Record<string, PhpValue>> {
  return {
    id: null, copiedId: null, entityId: null, userId, createdBy: null, parentId: null, title: '', sortIndex: null, displaySortIndex: '', isComplete: false,
    isImportant: false, completedCount: 0, members: [], attachments: [],
  }
}
