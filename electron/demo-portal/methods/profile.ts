import type { RestMethod } from './restMethod'

/** Who owns the webhook and whether that is an administrator (bitrix24.md 2.4). */
export const profile: RestMethod = {
  name: 'profile',
  scopes: [],
  run: ({ portal, caller }) => {
    const owner = portal.directory.person(caller.userId)
    if (owner?.active !== true) return { result: [] }
    return {
      result: {
        ID: String(owner.id),
        ADMIN: owner.isAdmin,
        NAME: owner.name,
        LAST_NAME: owner.lastName,
        PERSONAL_GENDER: owner.gender,
        TIME_ZONE: '',
      },
    }
  },
}
