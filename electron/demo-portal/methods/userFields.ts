import { fieldsForScopes, userScopes } from '../users/userFields'
import type { RestMethod } from './restMethod'

export const userFields: RestMethod = {
  name: 'user.fields',
  scopes: userScopes,
  run: ({ scopes }) => ({ result: Object.fromEntries(fieldsForScopes(scopes).map(({ name, label }) => [name, label])) }),
}
