import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { people } from '../../../electron/adapters/portal/people'
import { callTo } from '../../support/portal/clientParts'
import { connectToDemo, everybody, failureOf, until } from '../../support/portal/portalParts'
import { json, result, scriptedHost, type Step } from '../../support/portal/scriptedHost'
import { connectToScript, runBatch, userGet, type Params } from '../../support/portal/scriptedPortal'

const batchesIn = (requests: readonly { readonly method: string }[]): number => requests.filter(({ method }) => method === 'batch').length

describe('everybody of the demo company', () => {
  test.each([60, 100, 2551])('of about %i people comes once, in order of id', async (people) => {
    const { portal, api } = await connectToDemo({ people })
    const found = await everybody(api.people())

    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
    expect(found.map(({ id }) => Number(id))).toEqual(found.map(({ id }) => Number(id)).sort((a, b) => a - b))
    expect(found.length).toBeLessThanOrEqual(portal.people)
    // Bots and the like are no users; everybody else is there
    for (const id of ['1', '4', '27', '43', '50']) expect(found.map((user) => user.id)).toContain(id)
    expect(batchesIn(portal.requests())).toBeLessThanOrEqual(3)
  })

  test('is the same without counts', async () => {
    const { portal, api } = await connectToDemo({ people: 700 })
    const counted = await everybody(api.people())
    portal.setFault('missing-total')

    expect(await everybody(api.people())).toEqual(counted)
  })

  test('agrees with what paging by offset shows', async () => {
    const { portal, api } = await connectToDemo({ people: 400 })
    const byOffset: string[] = []
    for (let start = 0; ; start += 50) {
      const response = await fetch(`${portal.webhook}user.get`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ sort: 'ID', order: 'ASC', start, select: ['ID'] }) })
      const { result, next } = (await response.json()) as { result: { ID: string }[]; next?: number }
      byOffset.push(...result.map(({ ID }) => ID))
      if (next === undefined) break
    }

    expect((await everybody(api.people())).map(({ id }) => id)).toEqual(byOffset)
  })

  test('leaving early asks for nothing more, and the connection serves the next call', async () => {
    const { portal, api } = await connectToDemo({ people: 5000 })
    let pages = 0
    for await (const page of api.people()) {
      pages += page.length > 0 ? 1 : 0
      if (pages === 3) break
    }
    expect(batchesIn(portal.requests())).toBe(2)
    await expect(api.profile()).resolves.toMatchObject({ id: '4' })
    expect(batchesIn(portal.requests())).toBe(2)
  })

  test('a slow consumer is waited for: nothing is fetched meanwhile', async () => {
    const { portal, api } = await connectToDemo({ people: 5000 })
    const pages = api.people()[Symbol.asyncIterator]()
    await pages.next()
    const seen = portal.requests().length
    let turns = 0
    await until(() => (turns += 1) > 200)
    expect(portal.requests()).toHaveLength(seen)
    await pages.return?.()
  })

  test('each listing is its own', async () => {
    const { api } = await connectToDemo({ people: 300 })
    const [one, other] = await Promise.all([everybody(api.people()), everybody(api.people())])

    expect(one).toEqual(other)
  })

  test('a reduced scope lists too, one without users does not', async () => {
    const { portal, api } = await connectToDemo()
    portal.setFault('scope-reduced')
    expect((await everybody(api.people())).every(({ lastLogin }) => lastLogin === undefined)).toBe(true)
    portal.clearFaults()
    portal.setFault('scope-missing')
    expect((await failureOf(everybody(api.people()))).code).toBe('scopeMissing')
  })
})

test('a portal whose references lead nowhere ends in a named code, not in a circle', async () => {
  const people = Array.from({ length: 200 }, (_, index) => ({ ID: String(index + 1) }))
  const { api, calls } = await connectToScript((call) =>
    // Each command sees only its own query: `$result[…]` stays a text and the filter is dropped
    runBatch(call, (_method, params) => userGet(people, { ...params, FILTER: { '>ID': String((params['FILTER'] as Record<string, unknown>)['>ID']).match(/^\d+$/)?.[0] === '50' ? '50' : '' } })),
  )

  expect(await failureOf(everybody(api.people()))).toMatchObject({ code: 'badAnswerFromPortal', details: { reason: 'pagesOutOfOrder' } })
  expect(calls).toHaveLength(2)
})

describe('the body of an answer', () => {
  test('is shown before it is decoded, and what is asked then has left by that time', async () => {
    const host = await scriptedHost([result('one')])
    const { call } = callTo(host.origin)
    const order: string[] = []
    const note = (): void => void order.push('sent')
    subscribe('http.client.request.start', note)
    onTestFinished(() => void unsubscribe('http.client.request.start', note))
    const decode = vi.spyOn(TextDecoder.prototype, 'decode').mockImplementation(function (this: TextDecoder, bytes) {
      order.push('decoded')
      return Buffer.from(bytes as Uint8Array).toString('utf8')
    })
    onTestFinished(() => decode.mockRestore())
    let second: Promise<unknown> | undefined
    const first = await call('batch', {}, { onBody: (body) => void (second = call('batch', { shown: Buffer.from(body).toString('utf8') })) })

    expect(first).toBe('one')
    expect(order.slice(0, 3)).toEqual(['sent', 'sent', 'decoded'])
    await second
    expect(JSON.parse(host.seen[1]?.body ?? '')).toEqual({ shown: '{"result":"one"}' })
  })

  test('of a refusal is shown to nobody', async () => {
    const host = await scriptedHost([json(503, { error: 'QUERY_LIMIT_EXCEEDED' }), json(401, { error: 'NO_AUTH_FOUND' })])
    let shown = 0
    const failure = await failureOf(callTo(host.origin).call('batch', {}, { onBody: () => (shown += 1) }))

    expect(failure.code).toBe('webhookDead')
    expect(shown).toBe(0)
  })

  test('may come packed: everybody comes once, by no more batches than it takes', async () => {
    const company = Array.from({ length: 7590 }, (_, index) => ({ ID: String(index + 1) }))
    const packed: Step = ({ body, path, headers }, response) => {
      const answer = runBatch({ method: 'batch', path, headers, params: JSON.parse(body) as Params }, (_method, params) => userGet(company, params))
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end(gzipSync(JSON.stringify(answer)))
    }
    const host = await scriptedHost([packed])

    expect((await everybody(people(callTo(host.origin).call))).map(({ id }) => id)).toEqual(company.map(({ ID }) => ID))
    expect(host.seen).toHaveLength(1 + 3 + 1)
  })
})
