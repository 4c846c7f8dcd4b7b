import { ownerOf } from './owner'
import type { RestMethod } from './restMethod'

/** Whether the caller may change the application's settings: administrators may (bitrix24.md 2.5). */
export const userAdmin: RestMethod = { name: 'user.admin', scopes: [], run: (call) => ({ result: ownerOf(call).isAdmin }) }
