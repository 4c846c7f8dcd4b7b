import type { PortalLogEntry } from '../../../core/ports'
import { z } from 'zod'
import { list, optionalId, own, read, readTime, text } from './values'

const page = z.object({
  items: list(z.object({ timestampX: z.unknown().optional(), auditTypeId: text, userId: optionalId, description: z.unknown().optional() })),
})

export interface EventLogPage {
  readonly entries: readonly PortalLogEntry[]
  /** How many the portal sent, readable or not: tells whether there may be more. */
  readonly sent: number
}

/** An entry without a moment or a kind tells nothing, and is left out. */
export function readEventLogPage(value: unknown): EventLogPage {
  const { items } = read(page, value)
  const entries = items.flatMap(({ timestampX, auditTypeId, userId, description }) => {
    const at = readTime(timestampX)
    if (at === undefined || auditTypeId === undefined) return []
    return [{ at, auditType: auditTypeId, userId: userId === '0' ? undefined : userId, method: methodIn(description) }]
  })
  return { entries, sent: items.length }
}

/** Longer than any that were seen; a description may hold anything that somebody once typed at the portal's door. */
const longestDescription = 8000

/** The description is JSON within a text (bitrix24.md §2.12). Only this one word of it is taken. */
function methodIn(description: unknown): string | undefined {
  if (typeof description !== 'string' || description.length > longestDescription || !description.startsWith('{')) return undefined
  try {
    const method = own(JSON.parse(description), 'method')
    return typeof method === 'string' && /^[A-Za-z][\w.-]{0,39}$/.test(method) ? method : undefined
  } catch {
    return undefined
  }
}
