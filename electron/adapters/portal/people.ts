import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { CallOptions, PortalUser } from '../../core/ports'
import { callBatch, commandKey, mostCommands, valueOf, type BatchCommand, type CommandOutcome } from './batch'
import { everyoneQuery } from './methods/userFilter'
import type { PortalCall } from './portalClient'
import { portalFailure } from './portalErrors'
import { readUsers } from './schemas/users'
import { own, readId } from './schemas/values'

/** Fixed by the portal (bitrix24.md §1.5). */
export const pageSize = 50
/** A long job waits for its turn rather than fail. */
const patienceMs = 10 * 60_000

/** From this batch on, counted from 0, the next one is fetched while a batch is read: by then it is no look at the first pages. */
const firstAhead = 2

/**
 * Everybody, page by page, in order of id. Each page of a batch begins after the last id of the one before it, which the
 * portal itself puts in (`$result[c0][49][ID]`), so rows that come and go meanwhile shift nothing (bitrix24.md §1.5, §1.6).
 * A page that is not full is the last one: the reference to its fiftieth row leads nowhere, and a filter without a value
 * begins with the first person again. What follows such a page is therefore not looked at.
 *
 * Whoever looks at the first pages and leaves costs the portal those alone. A listing that goes on has one batch fetched
 * ahead, never more, once its consumer has come back for the second page of the batch before it.
 */
export async function* people(call: PortalCall, options: CallOptions = {}): AsyncGenerator<readonly PortalUser[], void, undefined> {
  const leaving = new AbortController()
  const signal = options.signal === undefined ? leaving.signal : AbortSignal.any([options.signal, leaving.signal])
  const ask = (afterId: string, pages: number, counted = false): Promise<readonly PageOutcome[]> => callBatch(call, pageCommands(afterId, pages, counted), { patienceMs, ...options, signal })

  let lastId: string | undefined
  let received = 0
  let pages = 1
  // Counted once, to ask for no more pages than there are; the count decides nothing else
  let asked = ask('0', pages, true)
  let total: number | undefined
  try {
    for (let batch = 0; ; batch += 1) {
      const outcomes = await asked
      if (batch === 0) total = outcomes[0]?.ok === true ? outcomes[0].total : undefined
      const nextPages = pagesOfNextBatch(pages, received + outcomes.length * pageSize, total)
      let ahead: typeof asked | undefined
      for (const [index, outcome] of outcomes.entries()) {
        // A batch brings up to 2,500 rows: they are read a page at a time, and the window gets its turn in between
        await turnOfTheLoop()
        if (options.signal?.aborted === true) throw portalFailure('cancelled')
        const endId = index === 1 && batch >= firstAhead ? lastIdOfFull(outcomes) : undefined
        if (endId !== undefined) {
          ahead = ask(endId, nextPages)
          // It is told when its turn comes, or to nobody where the consumer leaves before
          ahead.catch(() => undefined)
        }
        const page = readUsers(valueOf(outcome))
        lastId = lastIdOf(page, lastId)
        received += page.length
        if (page.length > 0) yield page
        if (page.length < pageSize) return
      }
      asked = ahead ?? ask(lastId ?? '0', nextPages)
      pages = nextPages
    }
  } finally {
    leaving.abort()
  }
}

type PageOutcome = CommandOutcome<unknown>

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

/** Where the next batch begins, when every page is full; undefined where this one is the last, or reading it will tell what is wrong. */
function lastIdOfFull(outcomes: readonly PageOutcome[]): string | undefined {
  const pages = outcomes.map((outcome) => (outcome.ok && Array.isArray(outcome.value) && outcome.value.length === pageSize ? (outcome.value as readonly unknown[]) : undefined))
  return pages.includes(undefined) ? undefined : readId(own(pages.at(-1)?.at(-1), 'ID'))
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
