import type { PhpMap } from '../php/phpValue'
import { isMap, toInteger, toText, upperCaseKeys } from '../php/phpValue'
import { isoMoment } from '../portalTime'
import type { NewCrmItem } from '../portalRecords'
import { RestError } from '../restError'
import { ownerOf } from './owner'
import type { RestMethod } from './restMethod'

/** Kinds of item with the stage a new one has (documented of crm.item.add). */
const kinds: ReadonlyMap<number, { readonly name: string; readonly stage?: string }> = new Map([
  [1, { name: 'Lead', stage: 'NEW' }],
  [2, { name: 'Deal', stage: 'NEW' }],
  [3, { name: 'Contact' }],
  [4, { name: 'Company' }],
])

const unset: Readonly<Record<string, null>> = Object.fromEntries(
  ['companyId', 'contactId', 'sourceDescription', 'originatorId', 'originId', 'webformId', 'utmSource', 'utmMedium', 'utmCampaign', 'utmContent', 'utmTerm'].map((name) => [name, null]),
)

/** A lead, a deal … (bitrix24.md 2.11). Fields nobody knows are ignored; here that is all but four. */
export const crmItemAdd: RestMethod = {
  name: 'crm.item.add',
  scopes: ['crm'],
  writes: true,
  run: (call) => {
    const params = upperCaseKeys(call.params)
    const owner = ownerOf(call)
    if (owner.departmentIds.length === 0) throw new RestError('ALLOWED_ONLY_INTRANET_USER')
    const entityTypeId = toInteger(params['ENTITYTYPEID'])
    const kind = kinds.get(entityTypeId)
    if (kind === undefined) throw new RestError('NOT_FOUND')
    const { FIELDS: fields } = params
    if (!isMap(fields)) throw new RestError('100', {}, 'Could not find value for parameter {fields}')
    const assigned = toInteger(fields['assignedById'])
    const item: NewCrmItem = {
      entityTypeId,
      title: toText(fields['title']).trim(),
      comments: toText(fields['comments']),
      createdById: owner.id,
      assignedById: call.portal.directory.person(assigned)?.active === true ? assigned : owner.id,
    }
    const id = call.changes.addCrmItem(item)
    return { result: { item: itemRow(id, item, kind, call.nowMs) } }
  },
}

function itemRow(id: number, item: NewCrmItem, kind: { readonly name: string; readonly stage?: string }, nowMs: number): PhpMap {
  const now = isoMoment(nowMs)
  return {
    ...unset,
    id,
    createdTime: now,
    updatedTime: now,
    createdBy: item.createdById,
    updatedBy: item.createdById,
    assignedById: item.assignedById,
    opened: 'Y',
    title: item.title === '' ? `${kind.name} #${id}` : item.title,
    ...(kind.stage === undefined ? {} : { stageId: kind.stage, stageSemanticId: 'P', movedBy: item.createdById, movedTime: now, opportunity: 0, isManualOpportunity: 'N', currencyId: 'GBP' }),
    comments: item.comments,
    sourceId: 'WEB',
    lastActivityBy: item.createdById,
    lastActivityTime: now,
    observers: [],
    contactIds: [],
    entityTypeId: item.entityTypeId,
  }
}
