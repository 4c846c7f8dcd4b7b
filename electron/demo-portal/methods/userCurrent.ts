import { fieldsForScopes, userScopes } from '../users/userFields'
import { userRow } from '../users/userRow'
import { ownerOf } from './owner'
import type { RestMethod } from './restMethod'

export const userCurrent: RestMethod = {
  name: 'user.current',
  scopes: userScopes,
  run: (call) => ({ result: userRow(ownerOf(call), fieldsForScopes(call.scopes), 'text', call.nowMs) }),
}
