import { userScopes } from '../users/userFields'
import { listUsers } from './listUsers'
import type { RestMethod } from './restMethod'

export const userGet: RestMethod = { name: 'user.get', scopes: userScopes, run: (call) => listUsers(call, false) }
