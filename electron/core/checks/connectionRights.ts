import { AppFailure } from '@shared/contract/appError'
import { outcome, type CheckContext, type CheckOutcome } from './checkContext'
import { clip } from './evidence'

type LookUp = 'full' | 'noLogins' | 'noAddresses' | 'none'

/** SECURITY: only these are written down by name; a scope is the portal's own text, and could repeat the webhook. */
const namedScopes: readonly string[] = ['user', 'user_basic', 'user_brief', 'user.userfield', 'department', 'im', 'main', 'intranet', 'humanresources', 'mail', 'task', 'crm']

/** Whose connection it is and what it may see: other checks end in "not known" where these rights are missing (bitrix24.md §2). */
export async function connectionRights({ api, door, signal }: CheckContext): Promise<CheckOutcome> {
  // What the connection of those who help may do is no business of whoever sits at this door
  if (door === 'employee') return outcome('notRun', 'employeeDoor')
  if (api === undefined) throw new AppFailure('notConnected')
  const { owner: { isAdmin }, scopes } = await api.rights({ signal })
  const lookUp = lookUpWith(scopes)
  return outcome(lookUp === 'full' || lookUp === 'noLogins' ? 'ok' : 'problem', lookUp === 'full' && isAdmin ? 'admin' : lookUp, {
    values: { 'rights.person': isAdmin ? 'admin' : 'member', 'rights.lookUp': lookUp, 'rights.notify': scopes.includes('im') ? 'yes' : 'no' },
    numbers: { scopes: scopes.length },
    evidence: [`profile → ADMIN ${String(isAdmin)}`, scopeLine(scopes)],
  })
}

/** The fullest one counts where a webhook has several (bitrix24.md §2). */
function lookUpWith(scopes: readonly string[]): LookUp {
  if (scopes.includes('user')) return 'full'
  if (scopes.includes('user_basic')) return 'noLogins'
  return scopes.includes('user_brief') ? 'noAddresses' : 'none'
}

function scopeLine(scopes: readonly string[]): string {
  const named = namedScopes.filter((scope) => scopes.includes(scope))
  const others = scopes.length - named.length
  return clip(['scope → ' + (named.length === 0 ? 'none that counts here' : named.join(', ')), ...(others === 0 ? [] : [`${others} more`])].join(' · '))
}
