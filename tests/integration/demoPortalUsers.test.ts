import { describe, expect, it } from 'vitest'
import type { DemoPortal, DemoPortalOptions } from '../../electron/demo-portal/startDemoPortal'
import { call, openPortal as openAnyPortal } from '../support/demoPortal/callPortal'
import type { PortalReply, UserRow } from '../support/demoPortal/callPortal'
import { isActive, seenByAgent } from '../support/demoPortal/generatedTruth'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const clock = (): number => startedAtMs

/** A company of sixty: few enough to count by hand, and nobody but the first named people is out of the ordinary. */
function openPortal(options: DemoPortalOptions = {}): Promise<DemoPortal> {
  return openAnyPortal({ people: 60, ...options })
}

async function idsOf(portal: DemoPortal, filter: unknown, method = 'user.get'): Promise<readonly number[]> {
  const { status, body } = await call<UserRow[]>(portal.webhook, method, { FILTER: filter, start: -1 })
  expect(status).toBe(200)
  return body.result.map(({ ID }) => Number(ID))
}

async function totalOf(portal: DemoPortal, filter: unknown, method = 'user.get'): Promise<number> {
  return (await call<UserRow[]>(portal.webhook, method, { FILTER: filter })).body.total ?? 0
}

describe('filters of user.get', () => {
  it.each<readonly [string, unknown, readonly number[]]>([
    ['an exact address', { '=EMAIL': 'cleo.marsh@harbourpine.example' }, [27]],
    ['an exact address in capitals', { '=EMAIL': 'CLEO.MARSH@HARBOURPINE.EXAMPLE' }, [27]],
    ['an exact address does not know masks', { '=EMAIL': 'cleo.mars_@harbourpine.example' }, []],
    ['an address without a sign is a mask', { EMAIL: 'cleo.mars_@harbourpine.exam%' }, [27]],
    ['a mask must fit the whole address', { EMAIL: 'cleo.marsh' }, []],
    ['a dot in a mask is a dot', { EMAIL: 'cleo_marsh@harbourpine%example' }, [27]],
    ['a shared address', { '=EMAIL': 'front.desk@harbourpine.example' }, [37, 41]],
    ['several addresses', { '@EMAIL': ['cleo.marsh@harbourpine.example', 'dispatch@harbourpine.example', 'nobody@harbourpine.example'] }, [27, 31]],
    ['a list behind an equals sign', { '=EMAIL': ['cleo.marsh@harbourpine.example', 'ben.harrow@harbourpine.example'] }, [8, 27]],
    ['a part of a text', { '%LAST_NAME': 'zwanenburgh' }, [51]],
    ['a part may hold a percent sign', { '%LAST_NAME': '%' }, []],
    ['a mask with a sign', { '=%NAME': 'wilhelm%' }, [51]],
    ['the same mask, signs swapped', { '%=NAME': '%alexandrina' }, [51]],
    ['one id', { ID: 27 }, [27]],
    ['one id as text', { '=ID': '27' }, [27]],
    ['several ids, not all taken', { '@ID': [31, 27, 26, 9999] }, [27, 31]],
    ['a range of ids', { '>ID': 26, '<=ID': 29 }, [27, 28, 29]],
    ['a range from the other side', { '>=ID': 27, '<ID': 30, '!ID': 28 }, [27, 29]],
    ['not one of some', { '!@ID': [28], '>ID': 26, '<ID': 30 }, [27, 29]],
    ['two conditions', { UF_DEPARTMENT: 5, '=NAME': 'Cleo' }, [27]],
    ['people without a second name and one with', { '!SECOND_NAME': null }, [51]],
    ['those who never logged in', { LAST_LOGIN: false }, [27, 35, 43, 45, 48]],
    ['registered since a day', { '>=DATE_REGISTER': '2026-10-08' }, [43, 45, 48]],
    ['registered since a moment with a zone', { '>DATE_REGISTER': '2026-10-12T13:42:06+03:00' }, [43]],
    ['a date nobody can read fits nobody', { '>DATE_REGISTER': 'last week' }, []],
    ['nor does its opposite', { '!DATE_REGISTER': 'last week' }, []],
    ['a type of user nobody has', { USER_TYPE: 'extranet' }, []],
    ['an empty list', { '@ID': [] }, []],
  ])('%s', async (_name, filter, expected) => {
    const portal = await openPortal({ now: clock })
    const found = await idsOf(portal, filter)
    expect(found).toEqual(expected)
  })

  it('ACTIVE leaves the inactive out, or asks for them; without it both come', async () => {
    const portal = await openPortal()
    const inactive = [31, 43, 47]
    expect(await totalOf(portal, {})).toBe(60)
    for (const value of [true, 'Y', 1, '1', 'true']) expect(await totalOf(portal, { ACTIVE: value }), String(value)).toBe(60 - inactive.length)
    for (const value of [false, 'N', 0, '0', '']) expect(await idsOf(portal, { ACTIVE: value }), String(value)).toEqual(inactive)
    // any text but N is true, the text 'false' too
    expect(await totalOf(portal, { ACTIVE: 'false' })).toBe(60 - inactive.length)
  })

  it('negations find exactly the others', async () => {
    const portal = await openPortal({ now: clock })
    const filters: readonly (readonly [string, string, unknown])[] = [
      ['=EMAIL', '!=EMAIL', 'front.desk@harbourpine.example'],
      ['EMAIL', '!EMAIL', '%@harbourpin.example'],
      ['%LAST_NAME', '!%LAST_NAME', 'er'],
      ['@UF_DEPARTMENT', '!@UF_DEPARTMENT', [5, 7]],
      ['LAST_LOGIN', '!LAST_LOGIN', ''],
      ['IS_ONLINE', '!IS_ONLINE', 'Y'],
    ]
    for (const [plain, negated, value] of filters) {
      const [some, others] = [await totalOf(portal, { [plain]: value }), await totalOf(portal, { [negated]: value })]
      expect(some, plain).toBeGreaterThan(0)
      expect(some + others, plain).toBe(60)
    }
  })

  it.each([['LOGIN'], ['E_MAIL'], ['=EMIAL'], ['!=%EMAIL'], ['!%=EMAIL'], ['CONFIRM_CODE'], ['!CONFIRM_CODE'], ['FIND'], ['constructor'], ['__proto__x']])(
    'drops the key %s without a word, and so finds everybody',
    async (key) => {
      const portal = await openPortal()
      expect(await totalOf(portal, { [key]: 'cleo.marsh@harbourpine.example' })).toBe(60)
    },
  )

  it('a FILTER replaces the keys beside it; without one they are the filter', async () => {
    const portal = await openPortal()
    const beside = await call<UserRow[]>(portal.webhook, 'user.get', { '=ID': 27, FILTER: { UF_DEPARTMENT: 3, '@ID': [1, 22] } })
    expect(beside.body.result.map(({ ID }) => ID)).toEqual(['1', '22'])
    const alone = await call<UserRow[]>(portal.webhook, 'user.get', { '=id': 27, SORT: 'ID', ORDER: 'asc', ADMIN_MODE: 'true' })
    expect(alone.body.result.map(({ ID }) => ID)).toEqual(['27'])
    const empty = await call<UserRow[]>(portal.webhook, 'user.get', { '=ID': 27, FILTER: {} })
    expect(empty.body.total).toBe(60)
  })

  it('NAME_SEARCH finds beginnings of words', async () => {
    const portal = await openPortal()
    expect(await idsOf(portal, { NAME_SEARCH: 'marsh cle' })).toEqual([27])
    expect(await idsOf(portal, { NAME_SEARCH: 'arsh' })).toEqual([])
  })
})

describe('user.search', () => {
  it('splits people by confirmation code, with the text "0" alone', async () => {
    const portal = await openPortal()
    const withCode = await idsOf(portal, { '!CONFIRM_CODE': '0' }, 'user.search')
    expect(withCode).toEqual([27, 35, 43, 48])
    expect(await totalOf(portal, { CONFIRM_CODE: '0' }, 'user.search')).toBe(60 - withCode.length)
    expect(await totalOf(portal, { '!CONFIRM_CODE': 0 }, 'user.search')).toBe(60)
    expect(await totalOf(portal, { CONFIRM_CODE: 0 }, 'user.search')).toBe(0)
    expect(await idsOf(portal, { '!CONFIRM_CODE': '0', '=EMAIL': 'cleo.marsh@harbourpine.example' }, 'user.search')).toEqual([27])
    expect(await idsOf(portal, { '!CONFIRM_CODE': '0', '=EMAIL': 'ben.harrow@harbourpine.example' }, 'user.search')).toEqual([])
  })

  it('looks for beginnings of names, positions and departments', async () => {
    const portal = await openPortal()
    expect(await idsOf(portal, { FIND: 'Cleo Mar' }, 'user.search')).toEqual([27])
    expect(await idsOf(portal, { FIND: 'dispatcher' }, 'user.search')).toContain(31)
    expect(await idsOf(portal, { LAST_NAME: 'har' }, 'user.search')).toEqual([8])
    expect(await idsOf(portal, { NAME: 'har' }, 'user.search')).toEqual([])
    expect(await idsOf(portal, { UF_DEPARTMENT_NAME: 'Ware', WORK_POSITION: 'Pack' }, 'user.search')).toContain(45)
    expect(await idsOf(portal, { LAST_NAME: 'arro' }, 'user.search')).toEqual([])
  })

  it('does not find a whole address with FIND', async () => {
    const portal = await openPortal()
    expect(await totalOf(portal, { FIND: 'cleo.marsh@harbourpine.example' }, 'user.search')).toBe(0)
  })
})

describe('rows', () => {
  it('never carry a code, a login or a password, whatever is selected', async () => {
    const portal = await openPortal()
    for (const select of [undefined, ['*'], ['*', 'UF_*', 'CONFIRM_CODE', 'LOGIN', 'PASSWORD', 'CHECKWORD', 'EXTERNAL_AUTH_ID']]) {
      for (const method of ['user.get', 'user.search', 'user.current']) {
        const { text } = await call(portal.webhook, method, { select, FILTER: { '@ID': [1, 4, 27, 43] } })
        expect(text).not.toMatch(/CONFIRM|"LOGIN"|PASSWORD|CHECKWORD|EXTERNAL|h3k9w2pd|b7x2m6ty/)
        expect(text).toContain('"LAST_LOGIN":')
      }
    }
  })

  it('print two moments as empty objects, in user.current as text', async () => {
    const portal = await openPortal({ now: clock })
    const listed = (await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { ID: 4 } })).body.result[0]
    expect(listed).toMatchObject({ TIMESTAMP_X: {}, LAST_ACTIVITY_DATE: {}, LAST_LOGIN: '2026-10-14T08:42:07+00:00' })
    const own = (await call<UserRow>(portal.webhook, 'user.current')).body.result
    expect(own).toMatchObject({ ID: '4', TIMESTAMP_X: '14.10.2026 08:42:07', LAST_ACTIVITY_DATE: '2026-10-14 09:42:07' })
  })

  it('hold only what is selected; unknown names are skipped', async () => {
    const portal = await openPortal()
    const select = async (names: unknown): Promise<unknown> => (await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { ID: 27 }, select: names })).body.result[0]
    expect(await select(['id', 'NAME', 'NO_SUCH_FIELD'])).toEqual({ ID: '27', NAME: 'Cleo' })
    expect(await select(['UF_*'])).toEqual({ UF_EMPLOYMENT_DATE: '', UF_DEPARTMENT: [5] })
    expect(await select(['*'])).toMatchObject({ ID: '27', EMAIL: 'cleo.marsh@harbourpine.example', UF_DEPARTMENT: [5] })
  })
})

describe('sorting and paging', () => {
  it.each(['user.get', 'user.search'])('%s refuses an order that is no text beside a field to sort by, and overlooks it alone', async (method) => {
    const portal = await openPortal()
    for (const order of [{ ID: 'DESC' }, ['DESC'], {}, []]) {
      const { status, body } = await call(portal.webhook, method, { sort: 'NAME', order })
      expect([status, body], JSON.stringify(order)).toEqual([400, { error: 'ERROR_ARGUMENT', error_description: 'Order must be a string', argument: '' }])
      for (const params of [{ order }, { order, sort: '' }, { order, FILTER: { ACTIVE: true } }]) expect((await call(portal.webhook, method, params)).status).toBe(200)
    }
    expect((await call(portal.webhook, method, { sort: 'NAME' })).status).toBe(200)
  })

  it('sorts by any field, both ways, empty first', async () => {
    const portal = await openPortal()
    const values = async (sort: string, order: string): Promise<readonly string[]> =>
      (await call<UserRow[]>(portal.webhook, 'user.get', { sort, order })).body.result.map((row) => String(row[sort]).toLowerCase())
    const names = await values('LAST_NAME', 'ASC')
    expect(names).toEqual([...names].sort())
    const logins = await values('LAST_LOGIN', 'asc')
    expect(logins.slice(0, 5)).toEqual(['', '', '', '', ''])
    expect(logins).toEqual([...logins].sort())
    const ids = (await values('ID', 'DESC')).map(Number)
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
  })

  it('sorts by id when told nothing, or something unknown', async () => {
    const portal = await openPortal()
    for (const params of [{}, { sort: 'NO_SUCH_FIELD' }, { order: 'DESC' }, { order: 'DESC', FILTER: { ACTIVE: true } }]) {
      const ids = (await call<UserRow[]>(portal.webhook, 'user.get', params)).body.result.map(({ ID }) => Number(ID))
      expect(ids).toEqual([...ids].sort((a, b) => a - b))
    }
  })

  it('walks 120 people in pages of fifty', async () => {
    const portal = await openPortal({ people: 120 })
    const seen: string[] = []
    const offsets: (number | undefined)[] = []
    for (let start: number | undefined = 0; start !== undefined; ) {
      const { body }: PortalReply<UserRow[]> = await call<UserRow[]>(portal.webhook, 'user.get', { start })
      expect(body.total).toBe(seenByAgent(120).length)
      seen.push(...body.result.map(({ ID }) => ID))
      offsets.push(body.next)
      start = body.next
    }
    expect(offsets).toEqual([50, 100, undefined])
    expect(new Set(seen).size).toBe(seenByAgent(120).length)
  })

  it('walks a filtered and sorted list without losing or doubling anybody', async () => {
    const portal = await openPortal({ people: 200 })
    const pages = await Promise.all([0, 50, 100, 150].map((start) => call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { ACTIVE: true }, sort: 'NAME', order: 'DESC', start })))
    const names = pages.flatMap(({ body }) => body.result.map(({ NAME }) => NAME.toLowerCase()))
    expect(names).toHaveLength(seenByAgent(200).filter(isActive).length)
    expect(names).toEqual([...names].sort().reverse())
    expect(new Set(pages.flatMap(({ body }) => body.result.map(({ ID }) => ID))).size).toBe(names.length)
  })

  it('takes any whole number as offset', async () => {
    const portal = await openPortal()
    const { body } = await call<UserRow[]>(portal.webhook, 'user.get', { start: 7 })
    expect([body.result.length, body.next, body.total]).toEqual([50, 57, 60])
  })

  it('does not count with start=-1, and a walk by id ends', async () => {
    const portal = await openPortal({ people: 120 })
    const seen: number[] = []
    for (let last = 0; ; ) {
      const { body } = await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '>ID': last, ACTIVE: true }, sort: 'ID', order: 'ASC', start: -1 })
      expect(body).not.toHaveProperty('total')
      expect(body).not.toHaveProperty('next')
      if (body.result.length === 0) break
      seen.push(...body.result.map(({ ID }) => Number(ID)))
      last = seen.at(-1) ?? 0
    }
    expect(seen).toHaveLength(seenByAgent(120).filter(isActive).length)
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b))
  })

  it('gives no total when nobody is found, nor behind the last page', async () => {
    const portal = await openPortal()
    const nobody = await call(portal.webhook, 'user.get', { FILTER: { '=EMAIL': 'nobody@harbourpine.example' } })
    expect(nobody.body).toEqual({ result: [], time: expect.any(Object) as unknown })
    const behind = await call(portal.webhook, 'user.get', { start: 100 })
    expect(behind.body).toEqual({ result: [], time: expect.any(Object) as unknown })
  })
})
