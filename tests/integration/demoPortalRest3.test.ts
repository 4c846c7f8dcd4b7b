import { describe, expect, it } from 'vitest'
import { call, openPortal } from '../support/demoPortal/callPortal'
import { callRest3, refusalOf } from '../support/demoPortal/callRest3'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const clock = (): number => startedAtMs

interface Entry {
  readonly id: number
  readonly timestampX: string
  readonly auditTypeId: string
  readonly userId: number
  readonly description: string
  readonly [field: string]: unknown
}
interface Entries {
  readonly items: readonly Entry[]
}

/** All entries that fit, page by page. */
async function everyEntry(webhook: string, filter: unknown = []): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for (let page = 1; ; page += 1) {
    const { status, body } = await callRest3<Entries>(webhook, 'main.eventlog.list', { filter, pagination: { page, limit: 100 } })
    expect(status).toBe(200)
    entries.push(...body.result.items)
    if (body.result.items.length < 100) return entries
  }
}

describe('the event log', () => {
  it('holds the logins of people, by way of Bitrix24 Network, ordered by id and time', async () => {
    const portal = await openPortal({ now: clock })
    const entries = await everyEntry(portal.adminWebhook)
    expect(entries.length).toBeGreaterThan(100)
    expect(entries.map(({ id }) => id)).toEqual(entries.map((_entry, index) => entries[0]!.id + index))
    expect(entries.map(({ timestampX }) => timestampX)).toEqual(entries.map(({ timestampX }) => timestampX).sort())
    const ben = entries.filter(({ userId, auditTypeId }) => userId === 8 && auditTypeId === 'USER_AUTHORIZE')
    expect(ben.at(-1)).toMatchObject({ timestampX: '2026-10-11T07:42:07+00:00', severity: 'SECURITY', moduleId: 'main', itemId: '8', siteId: 's1', guestId: 0 })
    for (const { description, userId } of ben) expect(JSON.parse(description)).toMatchObject({ userId, method: 'external', requestId: expect.stringMatching(/^[0-9a-f]{32}-0$/) as unknown })
    expect(entries.filter(({ userId, auditTypeId }) => userId === 8 && auditTypeId === 'USER_INFO').map(({ timestampX }) => timestampX)).toEqual(['2026-10-13T08:42:07+00:00'])
    expect(Object.keys(entries[0]!)).toEqual(['id', 'timestampX', 'severity', 'auditTypeId', 'moduleId', 'itemId', 'remoteAddr', 'userAgent', 'requestUri', 'siteId', 'userId', 'guestId', 'description'])
  })

  it('is the same at each start, and knows nothing of what is older than a month', async () => {
    const [one, two] = [await openPortal({ now: clock }), await openPortal({ now: clock })]
    const entries = await everyEntry(one.adminWebhook)
    expect(await everyEntry(two.adminWebhook)).toEqual(entries)
    expect(Date.parse(entries[0]!.timestampX)).toBeGreaterThan(startedAtMs - 30 * 86_400_000)
    expect(entries.some(({ userId }) => userId === 31)).toBe(false)
  })

  it('sees wrong passwords and blocked people on-premise alone', async () => {
    const types = async (onPremise: boolean): Promise<ReadonlySet<string>> => new Set((await everyEntry((await openPortal({ onPremise })).adminWebhook)).map(({ auditTypeId }) => auditTypeId))
    const [cloud, own] = [await types(false), await types(true)]
    expect([...cloud].sort()).toEqual(['USER_AUTHORIZE', 'USER_INFO', 'USER_REGISTER'])
    expect([...own].sort()).toEqual(['USER_AUTHORIZE', 'USER_BLOCKED', 'USER_INFO', 'USER_LOGIN', 'USER_REGISTER'])
  })

  it('grows by what happens, whether it was read before or not', async () => {
    let nowMs = startedAtMs
    for (const isReadBefore of [true, false]) {
      nowMs = startedAtMs
      const portal = await openPortal({ now: () => nowMs })
      const before = isReadBefore ? await everyEntry(portal.adminWebhook) : await everyEntry((await openPortal({ now: clock })).adminWebhook)
      nowMs += 60_000
      portal.signIn(27)
      const added = await call<number>(portal.adminWebhook, 'user.add', { EMAIL: 'new.person@harbourpine.example', UF_DEPARTMENT: [5] })
      await call(portal.adminWebhook, 'user.update', { ID: 8, NAME: 'Benjamin' })
      const after = await everyEntry(portal.adminWebhook)
      expect(after.slice(0, before.length)).toEqual(before)
      const [login, registration, ...more] = after.slice(before.length)
      expect(more).toEqual([])
      expect(login).toMatchObject({ id: before.at(-1)!.id + 1, auditTypeId: 'USER_AUTHORIZE', userId: 27, timestampX: '2026-10-14T10:43:07+00:00' })
      expect(registration).toMatchObject({ auditTypeId: 'USER_REGISTER', userId: added.body.result })
    }
  })
})

describe('filters, order and pages of the event log', () => {
  const fits: readonly (readonly [name: string, filter: unknown, test: (entry: Entry) => boolean])[] = [
    ['a field and a value', [['userId', 8]], ({ userId }) => userId === 8],
    ['an operator', [['userId', '=', '8']], ({ userId }) => userId === 8],
    ['another', [['userId', '!=', 8]], ({ userId }) => userId !== 8],
    ['a short list', [['userId', [8, 12]]], ({ userId }) => userId === 8 || userId === 12],
    ['a list', [['auditTypeId', 'in', ['USER_INFO', 'USER_REGISTER']]], ({ auditTypeId }) => auditTypeId !== 'USER_AUTHORIZE'],
    ['a range', [['userId', 'between', [8, 12]]], ({ userId }) => userId >= 8 && userId <= 12],
    ['two edges', [['userId', '>', 8], ['userId', '<=', 12]], ({ userId }) => userId > 8 && userId <= 12],
    ['moments', [['timestampX', '>=', '2026-10-13T12:42:07+02:00'], ['timestampX', '<', '2026-10-14']], ({ timestampX }) => timestampX >= '2026-10-13T10:42:07' && timestampX < '2026-10-14'],
    ['one of two', [{ logic: 'or', conditions: [['userId', '=', 8], ['auditTypeId', '=', 'USER_INFO']] }], ({ userId, auditTypeId }) => userId === 8 || auditTypeId === 'USER_INFO'],
    ['groups in groups', [['userId', '<', 50], { logic: 'or', conditions: [{ logic: 'and', conditions: [['userId', '>', 10], ['auditTypeId', '=', 'USER_REGISTER']] }, ['userId', '=', 8]] }],
      ({ userId, auditTypeId }) => userId < 50 && ((userId > 10 && auditTypeId === 'USER_REGISTER') || userId === 8)],
    ['nobody', [['guestId', '>', 0]], () => false],
    ['everybody', [], () => true],
  ]

  it.each(fits)('%s', async (_name, filter, test) => {
    const portal = await openPortal({ now: clock })
    const everything = await everyEntry(portal.adminWebhook)
    expect(await everyEntry(portal.adminWebhook, filter)).toEqual(everything.filter(test))
  })

  it.each<readonly [string, unknown, number, string]>([
    ['no list', { userId: 8 }, 400, 'INVALIDFILTEREXCEPTION'],
    ['a condition that is none', [['userId']], 400, 'INVALIDFILTEREXCEPTION'],
    ['a group without a logic', [{ conditions: [] }], 400, 'INVALIDFILTEREXCEPTION'],
    ['a field that can only be read', [['severity', '=', 'SECURITY']], 400, 'INVALIDFILTEREXCEPTION'],
    ['half a range', [['userId', 'between', [8]]], 400, 'INVALIDFILTEREXCEPTION'],
    ['in without a list', [['userId', 'in', 8]], 400, 'INVALIDFILTEREXCEPTION'],
    ['a list where one is wanted', [['userId', '>', [8, 9]]], 400, 'INVALIDFILTEREXCEPTION'],
    ['an unknown field', [['email', '=', 'x']], 400, 'UNKNOWNDTOPROPERTYEXCEPTION'],
    ['a name every object has', [['constructor', '=', 'x']], 400, 'UNKNOWNDTOPROPERTYEXCEPTION'],
    ['an unknown operator', [['userId', 'like', 8]], 400, 'UNKNOWNFILTEROPERATOREXCEPTION'],
    ['a text for a number', [['userId', '=', 'eight']], 400, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'],
    ['a date nobody can read', [['timestampX', '>', 'yesterday']], 400, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'],
  ])('refuses a filter with %s', async (_name, filter, status, code) => {
    const portal = await openPortal()
    const reply = await callRest3(portal.adminWebhook, 'main.eventlog.list', { filter })
    expect(refusalOf(reply)).toEqual([status, code])
    if (code.startsWith('VALIDATION')) expect(reply.body.error?.validation).toEqual([{ field: (filter as string[][])[0]![0], message: expect.any(String) as unknown }])
  })

  it('sorts by what can be sorted by', async () => {
    const portal = await openPortal()
    const sorted = async (order: unknown): Promise<readonly Entry[]> => (await callRest3<Entries>(portal.adminWebhook, 'main.eventlog.list', { order })).body.result.items
    const all = await everyEntry(portal.adminWebhook)
    expect(await sorted({ id: 'DESC' })).toEqual([...all].reverse().slice(0, 50))
    expect((await sorted({ userId: 'desc', id: 'asc' })).map(({ userId, id }) => [userId, id])).toEqual(
      [...all].sort((a, b) => b.userId - a.userId || a.id - b.id).slice(0, 50).map(({ userId, id }) => [userId, id]),
    )
    expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.list', { order: { description: 'ASC' } }))).toEqual([400, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'])
    expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.list', { order: { nothing: 'ASC' } }))).toEqual([400, 'UNKNOWNDTOPROPERTYEXCEPTION'])
    expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.list', { order: { id: 'up' } }))).toEqual([400, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'])
  })

  it('pages by number or by offset, in fifties unless told', async () => {
    const portal = await openPortal()
    const all = await everyEntry(portal.adminWebhook)
    const page = async (pagination: unknown): Promise<readonly number[]> => (await callRest3<Entries>(portal.adminWebhook, 'main.eventlog.list', { pagination })).body.result.items.map(({ id }) => id)
    const ids = all.map(({ id }) => id)
    expect(await page(undefined)).toEqual(ids.slice(0, 50))
    expect(await page({ page: 2 })).toEqual(ids.slice(50, 100))
    expect(await page({ page: '3', limit: '20' })).toEqual(ids.slice(40, 60))
    expect(await page({ offset: 5, limit: 3 })).toEqual(ids.slice(5, 8))
    expect(await page({ page: 1000 })).toEqual([])
    for (const wrong of [{ limit: 'abc' }, { limit: 0 }, { page: 'one' }, { offset: -1 }, { limit: true }, 'first', [1]]) {
      expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.list', { pagination: wrong })), JSON.stringify(wrong)).toEqual([400, 'INVALIDPAGINATIONEXCEPTION'])
    }
  })

  it('shows what is selected; unknown fields are left out, what is no list of names is refused', async () => {
    const portal = await openPortal()
    const items = async (select: unknown): Promise<unknown> => (await callRest3<Entries>(portal.adminWebhook, 'main.eventlog.list', { select, pagination: { limit: 1 } })).body.result.items
    expect(await items(['id', 'nothing', 'userId'])).toEqual([{ id: expect.any(Number) as unknown, userId: expect.any(Number) as unknown }])
    for (const wrong of ['id', [1], { id: true }]) expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.list', { select: wrong }))).toEqual([400, 'INVALIDSELECTEXCEPTION'])
  })

  it('finds one entry by its id', async () => {
    const portal = await openPortal()
    const [first] = await everyEntry(portal.adminWebhook)
    expect((await callRest3<{ item: Entry }>(portal.adminWebhook, 'main.eventlog.get', { id: first!.id })).body.result.item).toEqual(first)
    expect((await callRest3<{ item: Entry }>(portal.adminWebhook, 'main.eventlog.get', { id: first!.id, select: ['userId'] })).body.result.item).toEqual({ userId: first!.userId })
    expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.get', { id: 1 }))).toEqual([400, 'ENTITYNOTFOUNDEXCEPTION'])
    const missing = await callRest3(portal.adminWebhook, 'main.eventlog.get')
    expect(refusalOf(missing)).toEqual([400, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'])
    expect(missing.body.error?.validation).toEqual([{ field: 'id', message: 'Required field `id` is not specified' }])
    expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.get', { id: 'first' }))).toEqual([400, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'])
  })

  it('tail gives what came after the cursor', async () => {
    const portal = await openPortal({ now: clock })
    const all = await everyEntry(portal.adminWebhook)
    const tail = async (params: unknown): Promise<readonly number[]> => (await callRest3<Entries>(portal.adminWebhook, 'main.eventlog.tail', params)).body.result.items.map(({ id }) => id)
    const ids = all.map(({ id }) => id)
    const last = ids.at(-1)!
    expect(await tail({})).toEqual(ids.slice(0, 50))
    expect(await tail({ cursor: { value: last } })).toEqual([])
    portal.signIn(8)
    expect(await tail({ cursor: { field: 'id', order: 'ASC', value: last } })).toEqual([last + 1])
    expect(await tail({ cursor: { order: 'DESC', value: last, limit: 3 } })).toEqual([last - 1, last - 2, last - 3])
    expect(await tail({ filter: [['userId', '=', 8]], cursor: { value: last } })).toEqual([last + 1])
    expect(await tail({ cursor: { field: 'timestampX', value: '2026-10-14T10:42:06+00:00' } })).toEqual([last + 1])
    const refused = await callRest3(portal.adminWebhook, 'main.eventlog.tail', { filter: [['id', '>', 1]], cursor: { value: last } })
    expect([refusalOf(refused), refused.body.error?.message]).toEqual([[400, 'INVALIDFILTEREXCEPTION'], 'Unable to recognize filter expression `Cursor field id cannot be used at filter.`'])
    for (const limit of [0, 'many']) expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.tail', { cursor: { limit } }))).toEqual([400, 'INVALIDPAGINATIONEXCEPTION'])
    expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.tail', { cursor: { field: 'nothing' } }))).toEqual([400, 'UNKNOWNDTOPROPERTYEXCEPTION'])
  })

  it('describes its fields', async () => {
    const portal = await openPortal()
    const { body } = await callRest3<{ items: { name: string; filterable: boolean; sortable: boolean }[] }>(portal.adminWebhook, 'main.eventlog.field.list', { select: ['name', 'filterable', 'sortable'] })
    expect(body.result.items).toHaveLength(13)
    expect(body.result.items.filter(({ filterable }) => filterable).map(({ name }) => name)).toEqual(['id', 'timestampX', 'auditTypeId', 'userId', 'guestId'])
    const one = await callRest3(portal.adminWebhook, 'main.eventlog.field.get', { name: 'timestampX' })
    expect(one.body.result).toEqual({
      item: { name: 'timestampX', type: 'object', title: 'timestampX', description: null, validationRules: [], requiredGroups: null, filterable: true, sortable: true, editable: false, multiple: false, elementType: null },
    })
    const unknown = await callRest3(portal.adminWebhook, 'main.eventlog.field.get', { name: 'nothing' })
    expect(refusalOf(unknown)).toEqual([400, 'BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION'])
    expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.field.get'))).toEqual([400, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'])
    expect(refusalOf(await callRest3(portal.adminWebhook, 'main.eventlog.field.list', { select: ['nothing'] }))).toEqual([400, 'UNKNOWNDTOPROPERTYEXCEPTION'])
  })
})
