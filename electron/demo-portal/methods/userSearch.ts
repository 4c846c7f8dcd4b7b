import { userScopes } from '../users/userFields'
import { listUsers } from './listUsers'
import type { RestMethod } from './restMethod'

export const userSearch: RestMethod = { name: 'user.search', scopes: userScopes, run: (call) => listUsers(call, true) }
