import type { PhpMap } from '../php/phpValue'
import { isList, isMap, isTrue, toText, upperCaseKeys } from '../php/phpValue'
import { RestError } from '../restError'
import { fieldsForScopes } from '../users/userFields'
import { readFilter } from '../users/userFilter'
import { selectFields, userRow } from '../users/userRow'
import { viewerOf } from './owner'
import type { MethodResult, RestCall } from './restMethod'

/** What user.get and user.search share (bitrix24.md 2.1, 2.2). */
export function listUsers(call: RestCall, isSearch: boolean): MethodResult {
  const params = upperCaseKeys(call.params)
  const fields = fieldsForScopes(call.scopes)
  const sortName = toText(params['SORT']).toUpperCase()
  const sortBy = fields.find(({ name }) => name === sortName)
  refuseWrongOrder(params)
  const isCounted = call.start !== -1
  const offset = Math.max(0, call.start)
  const { people, total } = call.portal.users.page(
    {
      viewer: viewerOf(call, params['ADMIN_MODE']),
      conditions: readFilter(filterOf(params), { fields, isSearch }),
      sortBy,
      // a direction without a field to sort by means nothing
      isDescending: sortBy !== undefined && toText(params['ORDER']).toUpperCase() === 'DESC',
      offset,
      isCounted,
    },
    call.nowMs,
  )
  const selected = selectFields(fields, params['SELECT'])
  const result = people.map((person) => userRow(person, selected, 'emptyObject', call.nowMs))
  // nobody found: the answer has no total (bitrix24.md 1.5)
  if (!isCounted || people.length === 0) return { result }
  const reached = offset + people.length
  return { result, total, ...(reached < total ? { next: reached } : {}) }
}

/** A direction that is no text, such as the object of other lists, is looked at only beside a field to sort by. */
function refuseWrongOrder({ SORT: sort, ORDER: order }: PhpMap): void {
  if (isTrue(sort) && (isMap(order) || isList(order))) throw new RestError('ERROR_ARGUMENT', { argument: '' }, 'Order must be a string')
}

/** FILTER replaces the top level; without it the top level is the filter, where SORT and the like match no field (1.8). */
function filterOf(params: PhpMap): PhpMap {
  const filter = params['FILTER']
  if (isMap(filter)) return upperCaseKeys(filter)
  // an empty list is an empty array in PHP: still a filter, and one that leaves everybody in
  return Array.isArray(filter) ? {} : params
}
