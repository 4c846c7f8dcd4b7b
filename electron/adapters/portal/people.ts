import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { CallOptions, PortalUser } from '../../core/ports'
import { callBatch, commandKey, mostCommands, valueOf, type BatchCommand, type CommandOutcome } from './batch'
import { lastIdIn } from './lastIdIn'
import { everyoneQuery } from './methods/userFilter'
import type { PortalCall } from './portalClient'
import { portalFailure } from './portalErrors'
import { readUsers } from './schemas/users'
import { own, readId } from './schemas/values'

/** Fixed by the portal (bitrix24.md §1.5). */
export const pageSize = 50
/** A long job waits for its turn rather than fail. */
const patienceMs = 10 * 60_000

/** From this batch on, counted from 0, the next one is asked for as soon as a batch has come: by then it is no look at the first pages. */
const firstAhead = 2

/**
 * Everybody, page by page, in order of id. Each page of a batch begins after the last id of the one before it, which the
 * portal itself puts in (`$result[c0][49][ID]`), so rows that come and go meanwhile shift nothing (bitrix24.md §1.5, §1.6).
 * A page that is not full is the last one: the reference to its fiftieth row leads nowhere, and a filter without a value
 * begins with the first person again. What follows such a page is therefore not looked at.
 *
 * Whoever looks at the first pages and leaves costs the portal those alone. A listing that goes on has one batch asked for
 * ahead, never more: when its consumer waits for a batch, the next one is asked for by the end of that answer's body,
 * before anything of it is read, so that the portal works while we read. What was asked after a wrong guess is dropped
 * and asked anew, and such a portal is not guessed at again.
 */
export async function* people(call: PortalCall, options: CallOptions = {}): AsyncGenerator<readonly PortalUser[], void, undefined> {
  const leaving = new AbortController()
  const ended = options.signal === undefined ? leaving.signal : AbortSignal.any([options.signal, leaving.signal])

  let lastId: string | undefined
  let received = 0
  // Counted once, to ask for no more pages than there are; the count decides nothing else
  let total: number | undefined
  let awaited: AskedBatch | undefined
  let guessed: AskedBatch | undefined
  let mayGuess = true

  const ask = (number: number, afterId: string, pages: number): AskedBatch => {
    const dropping = new AbortController()
    const onBody = (body: Uint8Array): void => {
      if (!mayGuess || guessed !== undefined || awaited !== batch || number < firstAhead) return
      const soFar = received + pages * pageSize
      const endId = total !== undefined && soFar < total ? lastIdIn(body) : undefined
      if (endId !== undefined && isAfter(endId, afterId)) guessed = ask(number + 1, endId, pagesOfNextBatch(pages, soFar, total))
    }
    const outcomes = callBatch(call, pageCommands(afterId, pages, number === 0), { patienceMs, ...options, signal: AbortSignal.any([ended, dropping.signal]), onBody })
    // It is told when its turn comes, or to nobody where it is dropped or the consumer leaves before
    outcomes.catch(() => undefined)
    const batch: AskedBatch = { number, afterId, pages, outcomes, drop: () => dropping.abort() }
    return batch
  }

  try {
    for (let batch = ask(0, '0', 1); ; ) {
      awaited = batch
      const outcomes = await batch.outcomes
      awaited = undefined
      if (batch.number === 0) total = outcomes[0]?.ok === true ? outcomes[0].total : undefined
      const nextPages = pagesOfNextBatch(batch.pages, received + batch.pages * pageSize, total)
      const endId = batch.number >= firstAhead ? lastIdOfFull(outcomes) : undefined
      if (guessed !== undefined && guessed.afterId !== endId) {
        guessed.drop()
        mayGuess = false
      }
      const ahead = endId === undefined ? undefined : guessed?.afterId === endId ? guessed : ask(batch.number + 1, endId, nextPages)
      guessed = undefined
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
      batch = ahead ?? ask(batch.number + 1, lastId ?? '0', nextPages)
    }
  } finally {
    leaving.abort()
  }
}

interface AskedBatch {
  /** Counted from 0. */
  readonly number: number
  readonly afterId: string
  readonly pages: number
  readonly outcomes: Promise<readonly PageOutcome[]>
  drop(): void
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
