import type { Person } from '../company/person'
import { toInteger, toText, upperCaseKeys } from '../php/phpValue'
import { RestError } from '../restError'
import { userScopes } from '../users/userFields'
import type { PersonPatch } from './changes'
import { mayInvite } from './owner'
import type { MethodResult, RestCall, RestMethod } from './restMethod'
import { insideResult } from './scopeQuirk'
import { serverText, takenText } from './serverTexts'
import { isAddress, readActive, readDepartments, readWrittenFields } from './writtenFields'

/**
 * Changes a person; answers `true` whatever of it was ignored. Who may invite may change anybody, others their own profile,
 * and there neither ACTIVE nor UF_DEPARTMENT (bitrix24.md 2.8). A code stays where it is: ACTIVE N for somebody invited
 * means waiting for approval, not dismissed (section 4).
 */
export const userUpdate: RestMethod = {
  name: 'user.update',
  scopes: userScopes,
  writes: true,
  run: (call) => (call.scopes.includes('user') ? update(call) : insideResult('insufficient_scope')),
}

function update(call: RestCall): MethodResult {
  const { portal, caller, changes } = call
  const params = upperCaseKeys(call.params)
  const person = portal.directory.person(toInteger(params['ID']))
  const mayChangeAnybody = mayInvite(call)
  if (person === undefined || (!mayChangeAnybody && person.id !== caller.userId)) throw new RestError('ERROR_CORE', {}, 'access_denied')
  const active = mayChangeAnybody ? readActive(params['ACTIVE']) : undefined
  const departmentIds = mayChangeAnybody ? readDepartments(params['UF_DEPARTMENT']) : undefined
  const patch: PersonPatch = {
    ...readWrittenFields(params, person.otherFields),
    ...(params['EMAIL'] === undefined ? {} : { email: readEmail(call, person, toText(params['EMAIL']).trim()) }),
    ...(active === undefined ? {} : { active }),
    ...(departmentIds === undefined ? {} : { departmentIds }),
  }
  if (Object.keys(patch).length > 0) changes.changePerson(person.id, patch)
  return { result: true }
}

/** The contact address alone: what somebody logs in with stays as it is (bitrix24.md 2.8). */
function readEmail({ portal }: RestCall, person: Person, email: string): string {
  const { settings, directory } = portal
  if (!isAddress(email)) throw new RestError('ERROR_CORE', {}, `${serverText(settings, 'wrongEmail')}<br>`)
  const isSame = email.toLowerCase() === person.email.toLowerCase()
  const others = directory.idsByEmailOrLogin(email).filter((id) => id !== person.id)
  if (!isSame && others.length > 0) throw new RestError('ERROR_CORE', {}, `${takenText(settings, email, '<br>')}<br>`)
  return email
}
