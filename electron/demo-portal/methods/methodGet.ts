import { toText } from '../php/phpValue'
import { mayCall } from './mayCall'
import { invitationController, invitationScope } from './intranetInvite'
import type { RestMethod } from './restMethod'

/**
 * The parameter and the name asked for are lower case only; other spellings do not exist (documented of method.get). Of a
 * controller only the controller is looked for: any action exists, in any spelling (bitrix24.md 2.6).
 */
export const methodGet: RestMethod = {
  name: 'method.get',
  scopes: [],
  run: ({ params, methods, scopes, portal }) => {
    const name = toText(params['name'])
    if (invitationController.test(name)) {
      const { intranetInvite } = portal.settings
      return { result: { isExisting: intranetInvite, isAvailable: intranetInvite && scopes.includes(invitationScope) } }
    }
    const method = name === name.toLowerCase() ? methods.find(name) : undefined
    return { result: { isExisting: method !== undefined, isAvailable: method !== undefined && mayCall(method, scopes) } }
  },
}
