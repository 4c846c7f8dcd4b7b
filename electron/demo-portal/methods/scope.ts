import { isTrue, upperCaseKeys } from '../php/phpValue'
import type { RestMethod } from './restMethod'

/** Every scope this portal could grant. */
const portalScopes: readonly string[] = [
  'crm', 'department', 'humanresources', 'im', 'intranet', 'mail', 'main', 'task', 'user', 'user.userfield', 'user_basic', 'user_brief',
]

/** The scopes of the webhook; the basic one is never listed (bitrix24.md 2.6). */
export const scope: RestMethod = {
  name: 'scope',
  scopes: [],
  run: ({ params, scopes }) => ({ result: isTrue(upperCaseKeys(params)['FULL']) ? portalScopes : scopes }),
}
