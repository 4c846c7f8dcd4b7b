import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastIdIn } from '../../../electron/adapters/portal/lastIdIn'
import { people } from '../../../electron/adapters/portal/people'
import type { PortalCall, PortalCallOptions } from '../../../electron/adapters/portal/portalClient'
import { AppFailure } from '@shared/contract/appError'
import { everybody } from '../../support/portal/portalParts'
import { readPhpQuery } from '../../support/portal/scriptedPortal'

type Row = Readonly<Record<string, unknown>>
type Pages = readonly (readonly Row[])[]
interface Answer {
  readonly body: Uint8Array
  readonly result: unknown
}
interface Asking {
  readonly afterId: string
  readonly commands: number
  readonly options: PortalCallOptions
  isSettled: boolean
  /** Brings the body, unread as yet. */
  bring(): void
  /** Has read it. */
  read(): void
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const rowOf = (id: number): Row => ({ ID: String(id), NAME: 'Ann', EMAIL: 'ann@x.example' })

/** How a portal may write one answer. */
type Writing = (pages: Pages, total: number | undefined) => Answer
function write(rows: Pages, total: number | undefined, { space, before = '', map = Object.fromEntries, rest = {}, last = {} }: { readonly space?: number; readonly before?: string; readonly map?: (entries: [string, unknown][]) => object; readonly rest?: Row; readonly last?: Row } = {}): Answer {
  const result = { result: map(rows.map((page, index) => [`c${index}`, page])), result_error: [], result_total: total === undefined ? [] : { c0: total }, result_next: [], ...rest }
  return { result, body: bytesOf(before + JSON.stringify({ result, time: { start: 1, ...last } }, null, space)) }
}
const plain: Writing = (pages, total) => write(pages, total)
const changed = (change: (row: Row) => Row): Writing => (pages, total) => write(pages.map((page) => page.map(change)), total)
const reversed = (entries: [string, unknown][]): object => Object.fromEntries(entries.reverse())

const writings: Readonly<Record<string, Writing>> = {
  plain,
  'with a byte order mark': (pages, total) => write(pages, total, { before: '\uFEFF' }),
  'with spaces': (pages, total) => write(pages, total, { space: 1 }),
  'with the id last in its row': changed((row) => reversed(Object.entries(row)) as Row),
  'with pages from the last to the first': (pages, total) => write(pages, total, { map: reversed }),
  'with numbers for ids': changed((row) => ({ ...row, ID: Number(row['ID']) })),
  'with zeros before its ids': changed((row) => ({ ...row, ID: `00${String(row['ID'])}` })),
  'with other ids inside of its rows': changed((row) => ({ ...row, UF_PLACE: { ID: '77' } })),
  'with larger ids inside of its rows': changed((row) => ({ ...row, UF_PLACE: { ID: String(Number(row['ID']) + 3) } })),
  'with ids behind the rows': (pages, total) => write(pages, total, { rest: { result_time: { c0: { ID: '99999' } } } }),
  'with ids in its times': (pages, total) => write(pages, total, { last: { ID: '4' } }),
  'with an id too long to be one': (pages, total) => write(pages, total, { last: { ID: '9'.repeat(30) } }),
  'in bytes of another answer': (pages, total) => ({ ...write(pages, total), body: bytesOf('{"result":[{"ID":"12345"}]}') }),
}

/** A portal whose answers come in two steps: when a test says so, or at once where it says nothing. */
function portal(ids: readonly number[], { writing = () => plain, isSlow = false }: { readonly writing?: (batch: number) => Writing; readonly isSlow?: boolean } = {}) {
  const asked: Asking[] = []
  let mostAtOnce = 0
  const call: PortalCall = (_method, { cmd }, options = {}) => {
    const queries = Object.values(cmd as Readonly<Record<string, string>>).map((line) => readPhpQuery(line.slice(line.indexOf('?') + 1)))
    const afterId = String((queries[0]?.['FILTER'] as Row)['>ID'])
    const start = ids.findIndex((id) => id > Number(afterId))
    const from = start < 0 ? ids.length : start
    // A page that begins after the fiftieth row of one that has none begins with the first person again
    const rows = queries.map((_query, index) => (from + index * 50 <= ids.length ? ids.slice(from + index * 50, from + index * 50 + 50) : ids.slice(0, 50)).map(rowOf))
    return new Promise((resolve, reject) => {
      const { body, result } = writing(asked.length)(rows, asked.length === 0 ? ids.length : undefined)
      const asking: Asking = {
        afterId, commands: queries.length, options, isSettled: false,
        bring: () => options.onBody?.(body),
        read() {
          asking.isSettled = true
          resolve(result)
        },
      }
      options.signal?.addEventListener('abort', () => {
        asking.isSettled = true
        reject(new AppFailure('cancelled'))
      })
      asked.push(asking)
      mostAtOnce = Math.max(mostAtOnce, asked.filter(({ isSettled }) => !isSettled).length)
      if (isSlow) return
      setImmediate(() => {
        if (asking.isSettled) return
        asking.bring()
        setImmediate(() => asking.read())
      })
    })
  }
  return { call, asked, mostAtOnce: () => mostAtOnce }
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1)
/** Four batches of fifty pages behind the first page. */
const company = range(9990)

describe('the last id in a body', () => {
  test.each([
    ['is that of the last row', '{"result":[{"ID":"7"},{"ID":"12","NAME":"A"}]}', '12'],
    ['is found behind a byte order mark and letters of any kind', '\uFEFF{"NAME":"Семён","ID":"12"}', '12'],
    ['has no leading zeros', '{"ID":"0012"}', '12'],
    ['is none of a longer key', '{"ID":"5","UF_ID":"12"}', '5'],
    ['is none of a text', String.raw`{"ID":"5","NAME":"\"ID\":\"12\""}`, '5'],
    ['is nothing where there is none', '{"result":[]}', undefined],
    ['is nothing in nothing', '', undefined],
    ['is nothing when it is no number', '{"ID":"5"},{"ID":"x12"}', undefined],
    ['is nothing when it is too long', `{"ID":"${'9'.repeat(19)}"}`, undefined],
    ['is nothing when the body ends within it', '{"ID":"12', undefined],
  ])('%s', (_what, text, id) => {
    expect(lastIdIn(bytesOf(text))).toBe(id)
  })

  test('is looked for near the end, wherever the bytes lie', () => {
    const far = bytesOf(`{"ID":"12"}${' '.repeat(70_000)}`)
    expect(lastIdIn(far)).toBeUndefined()
    const near = bytesOf(`{"ID":"9"}{"ID":"12"}${' '.repeat(60_000)}{"ID":"13"}`)
    expect(lastIdIn(near.subarray(0, -10))).toBe('12')
  })

  test('is one or none, whatever the bytes are', () => {
    fc.assert(fc.property(fc.uint8Array(), fc.array(fc.constantFrom('"ID":"', '12', '"', '\\', '{', 'x', '"ID"')), (bytes, words) => {
      expect(lastIdIn(Buffer.concat([bytes, bytesOf(words.join(''))])) ?? '0').toMatch(/^\d{1,18}$/)
    }))
  })
})

describe('a listing that goes on', () => {
  /** Leaves the listing waiting for its batch of that number, whose body has not come. */
  async function waitingFor(batch: number, options: { readonly writing?: (batch: number) => Writing; readonly ids?: readonly number[] } = {}) {
    const { call, asked } = portal(options.ids ?? company, { ...options, isSlow: true })
    const pages = people(call)
    let next = pages.next()
    for (let number = 0; number < batch; number += 1) {
      asked[number]?.bring()
      asked[number]?.read()
      for (let page = 0; page < (number === 0 ? 1 : 50); page += 1) {
        expect((await next).done).toBe(false)
        next = pages.next()
      }
    }
    // The turns of the loop that a generator takes before it asks
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate)
    return { asked, next, pages }
  }

  test('asks on by the end of a body, before anything of it is read', async () => {
    const { asked, next, pages } = await waitingFor(2)
    expect(asked.map(({ afterId }) => afterId)).toEqual(['0', '50', '2550'])
    asked[2]?.bring()
    expect(asked.map(({ afterId, commands }) => [afterId, commands])).toEqual([['0', 1], ['50', 50], ['2550', 50], ['5050', 50]])
    asked[2]?.read()
    await next
    expect(asked).toHaveLength(4)
    await pages.return()
  })

  test('does not do so for its first two batches', async () => {
    for (const batch of [0, 1]) {
      const { asked, next, pages } = await waitingFor(batch)
      asked[batch]?.bring()
      asked[batch]?.read()
      await next
      expect(asked).toHaveLength(batch + 1)
      await pages.return()
    }
  })

  test('does not do so for a batch that its consumer has not come to', async () => {
    const { asked, next, pages } = await waitingFor(2)
    asked[2]?.bring()
    asked[2]?.read()
    await next
    asked[3]?.bring()
    asked[3]?.read()
    for (let page = 1; page < 50; page += 1) await pages.next()
    expect(asked).toHaveLength(4)
    await pages.next()
    expect(asked.map(({ afterId }) => afterId)).toEqual(['0', '50', '2550', '5050', '7550'])
    await pages.return()
  })

  test('does not do so for what the count says is the last batch', async () => {
    const { asked, next, pages } = await waitingFor(2, { ids: range(5050) })
    asked[2]?.bring()
    expect(asked).toHaveLength(3)
    asked[2]?.read()
    await next
    await pages.return()
  })

  test('drops what it asked after a wrong guess, asks anew, and guesses no more', async () => {
    const wrong = writings['with larger ids inside of its rows']
    const { asked, next, pages } = await waitingFor(2, { writing: (batch) => (batch === 2 && wrong !== undefined ? wrong : plain) })
    asked[2]?.bring()
    expect(asked.at(-1)?.afterId).toBe('5053')
    asked[2]?.read()
    await next
    expect(asked.map(({ afterId, options }) => [afterId, options.signal?.aborted])).toEqual([['0', false], ['50', false], ['2550', false], ['5053', true], ['5050', false]])

    for (let page = 1; page < 50; page += 1) await pages.next()
    const nextBatch = pages.next()
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate)
    asked[4]?.bring()
    expect(asked).toHaveLength(5)
    asked[4]?.read()
    await nextBatch
    expect(asked.at(-1)?.afterId).toBe('7550')
    await pages.return()
  })

  test('believes no guess where a page is not full', async () => {
    const short: Writing = (pages, total) => write(pages.map((page, index) => (index === 10 ? page.slice(0, 20) : page)), total)
    const { call, asked } = portal(company, { writing: (batch) => (batch === 2 ? short : plain) })

    expect(await everybody(people(call))).toHaveLength(50 + 2500 + 520)
    expect(asked.map(({ options }) => options.signal?.aborted)).toEqual([true, true, true, true])
    expect(asked).toHaveLength(4)
  })

  test('ends what it asked by a guess when its consumer’s signal fires', async () => {
    const { call, asked } = portal(company, { isSlow: true })
    const own = new AbortController()
    const listing = everybody(people(call, { signal: own.signal })).catch((error: unknown) => error)
    for (let batch = 0; batch < 2; batch += 1) {
      asked[batch]?.bring()
      asked[batch]?.read()
      while (asked.length < batch + 2) await new Promise(setImmediate)
    }
    asked[2]?.bring()
    expect(asked).toHaveLength(4)
    own.abort()

    expect(asked[3]?.options.signal?.aborted).toBe(true)
    expect(await listing).toMatchObject({ code: 'cancelled' })
  })
})

describe('whatever an answer looks like', () => {
  test.each(Object.entries(writings))('everybody comes once, in order: %s', async (_what, writing) => {
    const { call, asked, mostAtOnce } = portal(company, { writing: () => writing })

    expect((await everybody(people(call))).map(({ id }) => Number(id))).toEqual(company)
    expect(mostAtOnce()).toBeLessThanOrEqual(2)
    expect(asked.length).toBeLessThanOrEqual(6)
  })

  test('a portal that writes as one should is asked for no batch twice', async () => {
    for (const what of ['plain', 'with a byte order mark', 'with the id last in its row', 'with zeros before its ids', 'with spaces', 'with numbers for ids']) {
      const { call, asked } = portal(company, { writing: () => writings[what] ?? plain })
      await everybody(people(call))
      expect(asked.map(({ afterId }) => afterId)).toEqual(['0', '50', '2550', '5050', '7550'])
    }
  })

  test('everybody comes once, in order, whoever they are and however each answer is written', async () => {
    const distances = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2500, max: 9000 }), distances, fc.array(fc.constantFrom(...Object.values(writings)), { minLength: 1, maxLength: 9 }), async (count, gaps, order) => {
        let id = 0
        const ids = Array.from({ length: count }, (_, index) => (id += gaps[index % gaps.length] ?? 1))
        const { call, asked, mostAtOnce } = portal(ids, { writing: (batch) => order[batch % order.length] ?? plain })

        expect((await everybody(people(call))).map((user) => Number(user.id))).toEqual(ids)
        expect(mostAtOnce()).toBeLessThanOrEqual(2)
        // A last page that is full is told from an end by asking once more; and one wrong guess at most
        const needed = 1 + Math.ceil((count - 50) / 2500) + (count % 50 === 0 ? 1 : 0)
        expect(asked.length).toBeLessThanOrEqual(needed + 1)
      }),
      { numRuns: 20 },
    )
  })
})
