import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { call } from './callPortal'
import type { UserRow } from './callPortal'
import type { Condition } from './truth'

const pageSize = 50
const mostCommands = 50

/** All rows an administrator is shown, fifty pages a request. */
export async function readEverybody(portal: DemoPortal, filter: Readonly<Record<string, string>> = {}, method = 'user.get'): Promise<readonly UserRow[]> {
  const rows: UserRow[] = []
  for (let isMore = true; isMore; ) {
    const cmd = Object.fromEntries(
      Array.from({ length: mostCommands }, (_, page) => {
        const query = new URLSearchParams({ ADMIN_MODE: 'true', start: String(rows.length + page * pageSize) })
        for (const [key, value] of Object.entries(filter)) query.set(`FILTER[${key}]`, value)
        return [`page${page}`, `${method}?${query.toString()}`]
      }),
    )
    const { body } = await call<{ readonly result: Readonly<Record<string, readonly UserRow[]>> }>(portal.adminWebhook, 'batch', { cmd })
    const read = Object.values(body.result.result).flat()
    rows.push(...read)
    isMore = read.length === pageSize * mostCommands
  }
  return rows
}

/** The ids of those whose invitation is open, as user.search alone can tell (bitrix24.md 2.2). */
export async function readOpenInvitations(portal: DemoPortal): Promise<ReadonlySet<string>> {
  return new Set((await readEverybody(portal, { '!CONFIRM_CODE': '0' }, 'user.search')).map(({ ID }) => ID))
}

/** What the answers of the portal say, by the table of the status (bitrix24.md section 4). */
export function conditionOf(row: UserRow, openInvitations: ReadonlySet<string>): Condition {
  const hasCode = openInvitations.has(row.ID)
  if (!row.ACTIVE) return hasCode ? 'awaitingApproval' : 'dismissed'
  if (hasCode) return 'invitationPending'
  return row.LAST_LOGIN === '' ? 'neverLoggedIn' : 'healthy'
}

export function fullName(row: UserRow): string {
  return `${row.NAME} ${row.LAST_NAME}`.trim()
}
