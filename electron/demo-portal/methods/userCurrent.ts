import { fieldsForScopes, userScopes } from '../users/userFields'
import { userRow } from '../users/userRow'
import type { RestMethod } from './restMethod'

export const userCurrent: RestMethod = {
  name: 'user.current',
  scopes: userScopes,
  run: ({ portal, webhook, scopes, nowMs }) => {
    const owner = portal.directory.person(webhook.userId)
    return { result: owner === undefined ? [] : userRow(owner, fieldsForScopes(scopes), 'text', nowMs) }
  },
}
