import type { CallOptions, PortalDepartment } from '../../../core/ports'
import { callBatch, mostCommands, valueOf, type BatchCommand } from '../batch'
import type { PortalCall } from '../portalClient'
import { portalFailure } from '../portalErrors'
import { readDepartments } from '../schemas/departments'

/** Fixed by the portal (bitrix24.md §1.5). */
const pageSize = 50
/** No company has so many; a host that never ends its list might. */
const mostDepartments = 20_000

/**
 * All departments: one request for up to fifty of them, two for up to 2,550. A batch even for one page, because its answer
 * tells how many there are: a list that is silently cut would send people into the wrong department.
 */
export async function departments(call: PortalCall, options?: CallOptions): Promise<readonly PortalDepartment[]> {
  const found = new Map<number, PortalDepartment>()
  let total: number | undefined
  let start = 0
  for (let pages = 1; pages > 0; ) {
    const before = found.size
    const outcomes = await callBatch(call, Array.from({ length: pages }, (_, index) => page(start + index * pageSize)), options)
    for (const outcome of outcomes) {
      for (const department of valueOf(outcome)) found.set(department.id, department)
      if (outcome.ok) total = outcome.total ?? total
    }
    start += pages * pageSize
    // Past the end a portal may answer with the first page again
    if (found.size === before) break
    if (found.size > mostDepartments) throw portalFailure('badAnswerFromPortal', { reason: 'listEndless' })
    pages = pagesLeft(start, found.size, total)
  }
  if (total !== undefined && found.size < total) throw portalFailure('badAnswerFromPortal', { reason: 'listIncomplete' })
  return [...found.values()]
}

/** Without a count a full page means that there may be another one. */
function pagesLeft(start: number, found: number, total: number | undefined): number {
  if (total === undefined) return found === start ? 1 : 0
  return Math.min(mostCommands, Math.max(0, Math.ceil((total - start) / pageSize)))
}

function page(start: number): BatchCommand<readonly PortalDepartment[]> {
  return { method: 'department.get', params: { sort: 'ID', order: 'ASC', start }, read: readDepartments }
}
