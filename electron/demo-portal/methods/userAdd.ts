import { makeSecret } from '../webhook'
import { workgroups } from '../company/departments'
import type { PhpMap, PhpValue } from '../php/phpValue'
import { isList, isTrue, toInteger, toText, upperCaseKeys } from '../php/phpValue'
import { dayMs } from '../portalTime'
import { RestError } from '../restError'
import { userScopes } from '../users/userFields'
import { mayInvite } from './owner'
import type { MethodResult, RestCall, RestMethod } from './restMethod'
import { insideResult } from './scopeQuirk'
import { takenText } from './serverTexts'
import { isAddress, readDepartments, readWrittenFields } from './writtenFields'

const codeLength = 8

/** Invites: makes the person, with a code that is waiting to be used, and sends the mail (bitrix24.md 2.7). */
export const userAdd: RestMethod = {
  name: 'user.add',
  scopes: userScopes,
  writes: true,
  run: (call) => (call.scopes.includes('user') ? invite(call) : insideResult('insufficient_scope')),
}

function invite(call: RestCall): MethodResult {
  const { portal, nowMs, changes } = call
  if (!mayInvite(call)) throw new RestError('ERROR_CORE', {}, 'access_denied')
  const params = upperCaseKeys(call.params)
  const email = toText(params['EMAIL']).trim()
  if (!isAddress(email)) throw argumentError('wrong_email')
  const isOutside = toText(params['EXTRANET']).toUpperCase() === 'Y'
  const place = isOutside ? { departmentIds: [], groupIds: readGroups(params), type: 'extranet' as const } : { departmentIds: departmentsFor(params) }
  refuseWhenFull(call, isOutside)
  if (portal.directory.idsByEmailOrLogin(email).length > 0) throw argumentError(takenText(portal.settings, email, '\n'))
  const fields = readWrittenFields(params)
  const id = changes.addPerson({
    name: '',
    lastName: '',
    gender: '',
    workPosition: '',
    ...fields,
    ...place,
    email,
    login: email,
    active: true,
    confirmCode: makeSecret(codeLength),
    isAdmin: false,
    externalAuthId: '',
    invitedById: call.caller.userId,
    // a day without a time (bitrix24.md section 4)
    registeredAtMs: nowMs - (nowMs % dayMs),
  })
  return { result: id }
}

/** Someone from the company needs a place in it. */
function departmentsFor(params: PhpMap): readonly number[] {
  const departmentIds = readDepartments(params['UF_DEPARTMENT']) ?? []
  if (departmentIds.length === 0) throw argumentError('no_extranet_field')
  return departmentIds
}

/** Three refusals are known for the groups of outsiders; which one when, only the server's source tells (bitrix24.md 2.7). */
function readGroups(params: PhpMap): readonly number[] {
  const value: PhpValue | undefined = params['SONET_GROUP_ID']
  if (value === undefined) throw argumentError('no_sonet_group_for_extranet')
  const ids = (isList(value) ? value : [value]).filter(isTrue).map(toInteger)
  if (ids.length === 0) throw new RestError('ERROR_GROUPID')
  if (!ids.every((id) => workgroups.some((group) => group.id === id))) throw new RestError('ERROR_NO_GROUP')
  return ids
}

/** Plans count the active people of the company, open invitations with them. */
function refuseWhenFull({ portal }: RestCall, isOutside: boolean): void {
  const { userLimit } = portal.settings
  if (userLimit === undefined || isOutside) return
  let active = 0
  for (const id of portal.directory.ids) {
    const person = portal.directory.personKept(id)
    if (person?.active === true && person.departmentIds.length > 0) active += 1
  }
  if (active >= userLimit) throw argumentError('user_count_exceeded')
}

function argumentError(text: string): RestError {
  return new RestError('ERROR_ARGUMENT', { argument: '' }, text)
}
