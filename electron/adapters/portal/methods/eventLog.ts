import type { CallOptions, PortalLogEntry } from '../../../core/ports'
import type { PortalCall } from '../portalClient'
import { readEventLogPage } from '../schemas/eventLog'
import { userNumber } from './askedFor'

export interface EventLogFilter {
  readonly userId?: string
  readonly auditTypes?: readonly string[]
  readonly since?: number
  readonly limit?: number
}

const pageSize = 50
const usualLimit = 50
const mostEntries = 500
/** A portal that lets a condition fall would be read to its beginning. */
const mostPages = 10

/** Only what is read; addresses of machines and browsers stay in the portal. */
const select = ['id', 'timestampX', 'auditTypeId', 'userId', 'description']

type Condition = readonly [field: 'userId' | 'auditTypeId' | 'timestampX', operator: '=' | 'in' | '>=', value: number | string | readonly string[]]

/** REST 3.0: filters are lists (bitrix24.md §1.8), and a wrong one is refused instead of dropped. Newest first. */
export async function eventLog(call: PortalCall, filter: EventLogFilter, options?: CallOptions): Promise<readonly PortalLogEntry[]> {
  if (filter.auditTypes?.length === 0) return []
  const limit = Math.min(mostEntries, Math.max(1, Math.trunc(filter.limit ?? usualLimit)))
  const entries: PortalLogEntry[] = []
  const size = Math.min(limit, pageSize)
  for (let page = 1; entries.length < limit && page <= mostPages; page += 1) {
    const params = { select, filter: conditionsOf(filter), order: { id: 'DESC' }, pagination: { page, limit: size } }
    const { entries: found, sent } = readEventLogPage(await call('main.eventlog.list', params, options))
    entries.push(...found.filter((entry) => fits(entry, filter)))
    if (sent < size) break
  }
  return entries.sort((a, b) => b.at - a.at).slice(0, limit)
}

function conditionsOf({ userId, auditTypes, since }: EventLogFilter): readonly Condition[] {
  const conditions: Condition[] = []
  if (userId !== undefined) conditions.push(['userId', '=', userNumber(userId)])
  if (auditTypes !== undefined) conditions.push(['auditTypeId', 'in', auditTypes])
  // Whole seconds, with the offset that the portal's own moments have
  if (since !== undefined) conditions.push(['timestampX', '>=', `${new Date(since).toISOString().slice(0, 19)}+00:00`])
  return conditions
}

/** A portal that let a condition fall would tell of another person. */
function fits(entry: PortalLogEntry, { userId, auditTypes, since }: EventLogFilter): boolean {
  if (userId !== undefined && entry.userId !== userId) return false
  if (auditTypes !== undefined && !auditTypes.includes(entry.auditType)) return false
  return since === undefined || entry.at >= Math.floor(since / 1000) * 1000
}
