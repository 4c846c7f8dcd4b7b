import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { CallOptions, PortalUser } from '../../core/ports'
import { callBatch, commandKey, mostCommands, valueOf, type BatchCommand } from './batch'
import { everyoneQuery } from './methods/userFilter'
import type { PortalCall } from './portalClient'
import { portalFailure } from './portalErrors'
import { readUsers } from './schemas/users'

/** Fixed by the portal (bitrix24.md §1.5). */
export const pageSize = 50
/** A long job waits for its turn rather than fail. */
const patienceMs = 10 * 60_000

/**
 * Everybody, page by page, in order of id. Each page of a batch begins after the last id of the one before it, which the
 * portal itself puts in (`$result[c0][49][ID]`), so rows that come and go meanwhile shift nothing (bitrix24.md §1.5, §1.6).
 * A page that is not full is the last one: the reference to its fiftieth row leads nowhere, and a filter without a value
 * begins with the first person again. What follows such a page is therefore not looked at.
 *
 * No batch is fetched ahead: whoever takes the pages needs milliseconds for one, the portal seconds for a batch.
 */
export async function* people(call: PortalCall, options: CallOptions = {}): AsyncGenerator<readonly PortalUser[], void, undefined> {
  const callOptions = { patienceMs, ...options }
  let lastId: string | undefined
  let received = 0
  let total: number | undefined
  for (let pages = 1; ; pages = pagesOfNextBatch(pages, received, total)) {
    // Counted once, to ask for no more pages than there are; the count decides nothing else
    const counted = lastId === undefined
    const outcomes = await callBatch(call, pageCommands(lastId ?? '0', pages, counted), callOptions)
    if (counted) total = outcomes[0]?.ok === true ? outcomes[0].total : undefined
    for (const outcome of outcomes) {
      // A batch brings up to 2,500 rows: they are read a page at a time, and the window gets its turn in between
      await turnOfTheLoop()
      if (options.signal?.aborted === true) throw portalFailure('cancelled')
      const page = readUsers(valueOf(outcome))
      lastId = lastIdOf(page, lastId)
      received += page.length
      if (page.length > 0) yield page
      if (page.length < pageSize) return
    }
  }
}

function pageCommands(afterId: string, pages: number, counted: boolean): readonly BatchCommand<unknown>[] {
  return Array.from({ length: pages }, (_, index) => ({
    method: 'user.get',
    params: everyoneQuery(index === 0 ? afterId : `$result[${commandKey(index - 1)}][${pageSize - 1}][ID]`, counted ? 0 : -1),
    read: (result: unknown) => result,
  }))
}

/** The rest by the count, where the portal gave one and it still makes sense; else twice as many as before. */
function pagesOfNextBatch(before: number, received: number, total: number | undefined): number {
  const left = total === undefined ? 0 : Math.ceil((total - received) / pageSize)
  return Math.min(mostCommands, left > 0 ? left : before * 2)
}

/** Throws where the order of ids is broken: the portal began anew somewhere, and would do so for ever. */
function lastIdOf(page: readonly PortalUser[], lastId: string | undefined): string | undefined {
  if (page.length > pageSize) throw portalFailure('badAnswerFromPortal', { reason: 'pageTooLong' })
  let last = lastId
  for (const { id } of page) {
    if (last !== undefined && !isAfter(id, last)) throw portalFailure('badAnswerFromPortal', { reason: 'pagesOutOfOrder' })
    last = id
  }
  return last
}

/** Ids have no leading zeros here, and may be longer than a number is exact. */
function isAfter(id: string, other: string): boolean {
  return id.length === other.length ? id > other : id.length > other.length
}
