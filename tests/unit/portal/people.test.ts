import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { people } from '../../../electron/adapters/portal/people'
import type { PortalCall } from '../../../electron/adapters/portal/portalClient'
import type { CallOptions } from '../../../electron/core/ports'
import { everybody, failureOf } from '../../support/portal/portalParts'
import { runBatch, userGet, type DirectoryRow, type Params, type ScriptedCall } from '../../support/portal/scriptedPortal'

const rowOf = (id: number): DirectoryRow => ({ ID: String(id), NAME: `N${id}`, EMAIL: `n${id}@x.example` })

/** A portal that pages as Bitrix24 does. `each` runs before every command, so the company may change within a batch too. */
function directory(ids: Iterable<number>, each: (there: Map<number, DirectoryRow>) => void = () => undefined) {
  const there = new Map([...ids].map((id) => [id, rowOf(id)]))
  const batches: { readonly commands: number; readonly options: CallOptions | undefined }[] = []
  const call: PortalCall = (_method, params, options) => {
    batches.push({ commands: Object.keys(params['cmd'] as object).length, options })
    const answer = runBatch({ params } as ScriptedCall, (_name, query) => {
      each(there)
      return userGet([...there.values()], query)
    })
    return Promise.resolve((answer as { result: unknown }).result)
  }
  return { call, batches, there }
}

/** A portal that answers the n-th command of each batch with these rows. */
function pagesThatSay(pages: readonly unknown[], total?: number): { readonly call: PortalCall; readonly batches: () => number } {
  let batches = 0
  const call: PortalCall = (_method, { cmd }) => {
    batches += 1
    const keys = Object.keys(cmd as Params)
    return Promise.resolve({ result: Object.fromEntries(keys.map((key, index) => [key, pages[index] ?? []])), result_error: [], result_total: total === undefined ? [] : { c0: total } })
  }
  return { call, batches: () => batches }
}
const range = (from: number, to: number): readonly number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
const rows = (from: number, to: number): readonly DirectoryRow[] => range(from, to).map(rowOf)

describe('everybody', () => {
  test.each([0, 1, 49, 50, 51, 99, 100, 101, 2549, 2550, 2551, 2600])('of %i people is everybody, in order of id', async (count) => {
    const { call } = directory(range(1, count))

    expect((await everybody(people(call))).map(({ id }) => id)).toEqual(range(1, count).map(String))
  })

  test('asks for no more pages than the count makes likely, at most fifty at a time', async () => {
    const { call, batches } = directory(range(1, 5130))
    await everybody(people(call))

    expect(batches.map(({ commands }) => commands)).toEqual([1, 50, 50, 2])
    const small = directory(range(1, 30))
    await everybody(people(small.call))
    expect(small.batches).toHaveLength(1)
  })

  test('without a count asks for twice as many each time', async () => {
    const there = directory(range(1, 6000))
    const call: PortalCall = async (...asked) => ({ ...((await there.call(...asked)) as object), result_total: [] })
    await everybody(people(call))

    expect(there.batches.map(({ commands }) => commands)).toEqual([1, 2, 4, 8, 16, 32, 50, 50])
  })

  test('a count that is far too small or too large changes nothing', async () => {
    for (const total of [0, 1, 51, 10_000_000, -5, 'many']) {
      const there = directory(range(1, 430))
      const call: PortalCall = async (...asked) => ({ ...((await there.call(...asked)) as object), result_total: { c0: total } })
      expect(await everybody(people(call))).toHaveLength(430)
    }
  })

  test('waits long for its turn unless told otherwise', async () => {
    const first = directory([1])
    await everybody(people(first.call))
    expect(first.batches[0]?.options?.patienceMs).toBe(600_000)
    const second = directory([1])
    await everybody(people(second.call, { patienceMs: 5 }))
    expect(second.batches[0]?.options?.patienceMs).toBe(5)
  })

  test('nobody twice, nobody missed who was there throughout, and an end: whatever comes and goes meanwhile', async () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 1200 }), { maxLength: 400 })
    const change = fc.record({ id: fc.integer({ min: 1, max: 1200 }), comes: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(ids, fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 30 }), async (atFirst, changes) => {
        const [stayed, seenEver] = [new Set(atFirst), new Set(atFirst)]
        let step = 0
        const { call } = directory(atFirst, (there) => {
          for (const { id, comes } of changes[step] ?? []) {
            if (comes) {
              if (!there.has(id)) there.set(id, rowOf(id))
              seenEver.add(id)
            } else {
              there.delete(id)
              stayed.delete(id)
            }
          }
          step += 1
        })

        const found = (await everybody(people(call))).map(({ id }) => Number(id))

        expect(new Set(found).size).toBe(found.length)
        expect(found).toEqual([...found].sort((a, b) => a - b))
        for (const id of stayed) expect(found).toContain(id)
        for (const id of found) expect(seenEver.has(id)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})

describe('a portal that pages wrongly', () => {
  test('what follows a page that is not full is not looked at', async () => {
    // The reference to its fiftieth row led nowhere: the portal begins anew
    const { call, batches } = pagesThatSay([rows(1, 50)], 400)
    const other: PortalCall = async (method, params, options) => {
      const isFirst = Object.keys(params['cmd'] as object).length === 1
      return isFirst ? call(method, params, options) : pagesThatSay([rows(51, 80), rows(1, 50), rows(1, 50)]).call(method, params, options)
    }

    expect((await everybody(people(other))).map(({ id }) => Number(id))).toEqual(range(1, 80))
    expect(batches()).toBe(1)
  })

  test.each([
    ['begins anew after a full page', [rows(1, 50)]],
    ['repeats a row', [[...rows(1, 49), rowOf(49)]]],
    ['goes backwards', [[rowOf(2), rowOf(1)]]],
    ['puts more on a page than a page holds', [rows(1, 51)]],
    ['sends something else', ['text']],
    ['sends a row without an id', [[{ NAME: 'x' }]]],
  ])('one that %s ends in a named code', async (_what, pages) => {
    expect((await failureOf(everybody(people(pagesThatSay(pages, 400).call)))).code).toBe('badAnswerFromPortal')
  })

  test('ids longer than exact numbers are compared by their digits', async () => {
    const { call } = pagesThatSay([[{ ID: '9007199254740992' }, { ID: '9007199254740993' }, { ID: '90071992547409930' }]])

    expect(await everybody(people(call))).toHaveLength(3)
  })

  test('a command that fails is told after the pages before it', async () => {
    const there = directory(range(1, 200))
    const call: PortalCall = async (...asked) => {
      const answer = (await there.call(...asked)) as { result: Record<string, unknown> }
      const done = Object.fromEntries(Object.entries(answer.result).filter(([key]) => key !== 'c2'))
      return there.batches.length === 1 ? answer : { ...answer, result: done, result_error: { c2: { error: 'OPERATION_TIME_LIMIT', error_description: '' } } }
    }
    const taken: number[] = []
    const failure = await failureOf(
      (async () => {
        for await (const page of people(call)) taken.push(page.length)
      })(),
    )

    expect(failure.code).toBe('overloaded')
    expect(taken).toEqual([50, 50, 50])
  })
})

describe('ending early', () => {
  test('a consumer that stops ends it: nothing more is asked', async () => {
    const { call, batches } = directory(range(1, 20_000))
    for await (const page of people(call)) {
      expect(page).toHaveLength(50)
      break
    }

    expect(batches).toHaveLength(1)
  })

  test('nothing is fetched ahead of a consumer that looks at the first pages', async () => {
    const { call, batches } = directory(range(1, 20_000))
    const pages = people(call)
    await pages.next()
    await pages.next()
    expect(batches).toHaveLength(2)
    for (let count = 0; count < 49; count += 1) await pages.next()
    expect(batches).toHaveLength(2)
    await pages.next()
    expect(batches).toHaveLength(4)
    await pages.return()
  })

  test('a signal ends it between two pages of one batch', async () => {
    const ending = new AbortController()
    const { call, batches } = directory(range(1, 20_000))
    let pages = 0
    const failure = await failureOf(
      (async () => {
        for await (const page of people(call, { signal: ending.signal })) {
          pages += page.length / 50
          if (pages === 4) ending.abort()
        }
      })(),
    )

    expect(failure.code).toBe('cancelled')
    expect(pages).toBe(4)
    expect(batches).toHaveLength(2)
  })

  test('the event loop gets its turn between pages', async () => {
    const { call } = directory(range(1, 2500))
    let turns = 0
    let isOver = false
    const count = (): void => {
      turns += 1
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    await everybody(people(call))
    isOver = true

    expect(turns).toBeGreaterThanOrEqual(49)
  })
})
