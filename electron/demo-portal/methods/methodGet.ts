import { toText } from '../php/phpValue'
import { mayCall } from './mayCall'
import type { RestMethod } from './restMethod'

/** The parameter and the name asked for are lower case only; other spellings do not exist (documented of method.get). */
export const methodGet: RestMethod = {
  name: 'method.get',
  scopes: [],
  run: ({ params, methods, scopes }) => {
    const name = toText(params['name'])
    const method = name === name.toLowerCase() ? methods.find(name) : undefined
    return { result: { isExisting: method !== undefined, isAvailable: method !== undefined && mayCall(method, scopes) } }
  },
}
