import { describe, expect, test } from 'vitest'
import { people } from '../../../electron/adapters/portal/people'
import type { PortalCall } from '../../../electron/adapters/portal/portalClient'
import type { CallOptions } from '../../../electron/core/ports'
import { AppFailure } from '@shared/contract/appError'
import { everybody, failureOf, until } from '../../support/portal/portalParts'
import { runBatch, userGet, type ScriptedCall } from '../../support/portal/scriptedPortal'

/** The first batch has one page, each further one fifty. */
const pagesInTwoBatches = 1 + 50
const company = Array.from({ length: 8990 }, (_, index) => ({ ID: String(index + 1) }))

/** Notes what is asked; `fails` is the batch, counted from 0, that the portal refuses. */
function portal(fails?: number) {
  const asked: (CallOptions | undefined)[] = []
  const call: PortalCall = (_method, params, options) => {
    asked.push(options)
    if (asked.length - 1 === fails) return Promise.reject(new AppFailure('portalError'))
    return Promise.resolve((runBatch({ params } as ScriptedCall, (_name, query) => userGet(company, query)) as { readonly result: unknown }).result)
  }
  return { call, asked }
}

async function take(pages: AsyncIterator<unknown>, count: number): Promise<void> {
  for (let taken = 0; taken < count; taken += 1) expect((await pages.next()).done).toBe(false)
}

describe('a listing that goes on', () => {
  test('has one batch fetched ahead, from its third on, as soon as a batch has come', async () => {
    const { call, asked } = portal()
    const pages = people(call)
    await take(pages, pagesInTwoBatches)
    expect(asked).toHaveLength(2)
    await take(pages, 1)
    expect(asked).toHaveLength(4)
    await take(pages, 49)
    expect(asked).toHaveLength(4)
    // The first page of the batch that was fetched ahead, and the last one is asked for
    await take(pages, 1)
    expect(asked).toHaveLength(5)
    await take(pages, 29)
    expect(asked).toHaveLength(5)
    await pages.return()
  })

  test('is everybody, once, by no more batches than it takes', async () => {
    const { call, asked } = portal()

    expect((await everybody(people(call))).map(({ id }) => id)).toEqual(company.map(({ ID }) => ID))
    expect(asked).toHaveLength(5)
  })

  test('ends what was fetched ahead when its consumer leaves, and says so to nobody else', async () => {
    const { call, asked } = portal()
    const own = new AbortController()
    const pages = people(call, { signal: own.signal })
    await take(pages, pagesInTwoBatches + 2)
    expect(asked[3]?.signal?.aborted).toBe(false)
    await pages.return()

    expect(asked[3]?.signal?.aborted).toBe(true)
    expect(own.signal.aborted).toBe(false)
  })

  test('passes its consumer’s signal on to what is fetched ahead', async () => {
    const { call, asked } = portal()
    const own = new AbortController()
    const pages = people(call, { signal: own.signal })
    await take(pages, pagesInTwoBatches + 2)
    own.abort()

    expect(asked[3]?.signal?.aborted).toBe(true)
    expect((await failureOf(Promise.resolve(pages.next()))).code).toBe('cancelled')
  })

  test('tells of a batch that failed ahead after every page before it', async () => {
    const { call, asked } = portal(3)
    let taken = 0
    const failure = await failureOf(
      (async () => {
        for await (const page of people(call)) taken += page.length
      })(),
    )

    expect(failure.code).toBe('portalError')
    expect(asked).toHaveLength(4)
    expect(taken).toBe((pagesInTwoBatches + 50) * 50)
  })

  test('a batch that failed ahead is nobody’s rejection when its consumer leaves before', async () => {
    const unheard: unknown[] = []
    const hear = (reason: unknown): void => void unheard.push(reason)
    process.on('unhandledRejection', hear)
    const pages = people(portal(3).call)
    await take(pages, pagesInTwoBatches + 2)
    await pages.return()
    let turns = 0
    await until(() => (turns += 1) > 20)
    process.off('unhandledRejection', hear)

    expect(unheard).toEqual([])
  })
})
