import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { call } from './callPortal'
import type { UserRow } from './callPortal'

/** What an administrator is shown of one person. */
export async function readPerson(portal: DemoPortal, id: number): Promise<UserRow | undefined> {
  return (await call<UserRow[]>(portal.adminWebhook, 'user.get', { FILTER: { '=ID': id }, ADMIN_MODE: true })).body.result[0]
}

export async function idsWithAddress(portal: DemoPortal, address: string): Promise<readonly string[]> {
  return (await call<UserRow[]>(portal.adminWebhook, 'user.get', { FILTER: { '=EMAIL': address }, ADMIN_MODE: true })).body.result.map(({ ID }) => ID)
}

async function hasCode(portal: DemoPortal, id: number): Promise<boolean> {
  return (await call<UserRow[]>(portal.adminWebhook, 'user.search', { FILTER: { '!CONFIRM_CODE': '0', '=ID': id }, ADMIN_MODE: true })).body.result.length === 1
}

/** The state by the table of the status (bitrix24.md section 4). */
export async function stateOf(portal: DemoPortal, id: number): Promise<string> {
  const row = await readPerson(portal, id)
  if (row === undefined) return 'NOT_REGISTERED'
  if (await hasCode(portal, id)) return row.ACTIVE ? 'INVITED' : 'INVITE_AWAITING_APPROVE'
  return row.ACTIVE ? 'ACTIVE' : 'FIRED'
}
