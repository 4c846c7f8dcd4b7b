import type { PhpValue } from '../php/phpValue'
import { isList, toText, upperCaseKeys } from '../php/phpValue'
import { hasAccessCode } from './accessCodes'
import { ownerOf } from './owner'
import type { RestMethod } from './restMethod'

/** Whether the caller has any of the access codes; administrators have them all (bitrix24.md 2.5). */
export const userAccess: RestMethod = {
  name: 'user.access',
  scopes: [],
  run: (call) => {
    const owner = ownerOf(call)
    return { result: owner.isAdmin || codesOf(upperCaseKeys(call.params)['ACCESS']).some((code) => hasAccessCode(owner, code, call.portal)) }
  },
}

/** A single code may stand alone. */
function codesOf(value: PhpValue | undefined): readonly string[] {
  return isList(value) ? value.map(toText) : [toText(value)]
}
