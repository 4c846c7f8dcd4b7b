import { isOnline, userScopes } from '../users/userFields'
import { viewerOf } from './owner'
import type { RestMethod } from './restMethod'

/** Ids of those whom the caller sees and who are here now; in the server's source, in no documentation (bitrix24.md 2.9). */
export const userOnline: RestMethod = {
  name: 'user.online',
  scopes: userScopes,
  run: (call) => {
    const { users, directory } = call.portal
    const online: string[] = []
    for (const id of users.idsSeenBy(viewerOf(call))) {
      const person = directory.personKept(id)
      if (person !== undefined && isOnline(person, call.nowMs)) online.push(String(id))
    }
    return { result: online }
  },
}
