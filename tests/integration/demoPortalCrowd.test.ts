import { describe, expect, it } from 'vitest'
import type { DemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { call, openPortal } from '../support/demoPortal/callPortal'
import type { UserRow } from '../support/demoPortal/callPortal'
import type { GeneratedTruth } from '../support/demoPortal/generatedTruth'
import { generatedKinds, isActive, namedTruth, seenByAgent, truthOfGenerated, wholeTruth } from '../support/demoPortal/generatedTruth'
import { conditionOf, fullName, readEverybody, readOpenInvitations } from '../support/demoPortal/readEverybody'
import { everyTruth, truth, usualPeople } from '../support/demoPortal/truth'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const clock = (): number => startedAtMs
const dayMs = 86_400_000
const slippedDomains = /@(?:harbourpin|harborpine|habourpine|harbourpine-boat|freemial)\.example$/

async function totalOf(portal: DemoPortal, filter: unknown, method = 'user.get'): Promise<number> {
  return (await call(portal.adminWebhook, method, { FILTER: filter, ADMIN_MODE: 'true' })).body.total ?? 0
}

/** A company with exactly that many people besides the named ones. */
function sizeWith(generated: number): number {
  return (truth.length + generated < usualPeople ? truth.length : everyTruth.length) + generated
}

describe('the people without a part of their own', () => {
  it.each([0, 60, 500, 10_000])('of %i, each kind is the whole part of its share', (generated) => {
    for (const seed of [1, 2, 77, 88, 2 ** 31]) {
      const rows = truthOfGenerated(seed, sizeWith(generated))
      expect(rows).toHaveLength(generated)
      for (const { kind, share } of generatedKinds) expect(rows.filter((one) => one.kind === kind).length, kind).toBe(Math.floor((generated * share) / 10_000))
    }
  })

  it.each([
    [0, 1], [1, 3], [2, 1], [60, 1], [60, 2], [500, 1], [500, 88], [10_000, 1], [10_000, 2 ** 31],
  ])('of %i with the seed %i, the portal shows just these', { timeout: 60_000 }, async (generated, seed) => {
    const people = sizeWith(generated)
    const portal = await openPortal({ people, seed, now: clock })
    expect(portal.people).toBe(people)
    const rows = await readEverybody(portal)
    const open = await readOpenInvitations(portal)
    const byId = new Map(rows.map((row) => [Number(row.ID), row]))
    const expected = truthOfGenerated(seed, people)
    const named = new Set(namedTruth(people).map(({ id }) => id))
    expect(rows.map(({ ID }) => Number(ID)).filter((id) => !named.has(id))).toEqual(expected.map(({ id }) => id))
    for (const one of expected) {
      const row = byId.get(one.id)!
      const who = `${one.id} (${one.kind})`
      expect(conditionOf(row, open), who).toBe(one.condition)
      expect(row['USER_TYPE'], who).toBe(one.type ?? 'employee')
      expect((row['UF_DEPARTMENT'] as readonly number[]).length, who).toBe(one.type === 'extranet' ? 0 : 1)
      expectAddress(row, one, byId)
    }
    const holders = Map.groupBy(rows, ({ EMAIL }) => EMAIL.toLowerCase())
    expect([...holders.values()].filter(({ length }) => length > 1)).toHaveLength(new Set(wholeTruth(seed, people).filter((one) => 'sharesAddress' in one || 'partnerId' in one).map(({ id }) => byId.get(id)?.EMAIL)).size)
  })

  it('are counted alike by the filters of the portal', async () => {
    const people = sizeWith(500)
    const portal = await openPortal({ people })
    const shown = wholeTruth(1, people).filter(({ hiddenFrom }) => hiddenFrom !== 'everybody')
    const count = (...conditions: readonly string[]): number => shown.filter(({ condition }) => conditions.includes(condition)).length
    expect(await totalOf(portal, {})).toBe(shown.length)
    expect(await totalOf(portal, { ACTIVE: false })).toBe(count('dismissed', 'awaitingApproval'))
    expect(await totalOf(portal, { '!CONFIRM_CODE': '0' }, 'user.search')).toBe(count('invitationPending', 'awaitingApproval'))
    expect(await totalOf(portal, { '!CONFIRM_CODE': '0', ACTIVE: true }, 'user.search')).toBe(count('invitationPending'))
    expect(await totalOf(portal, { CONFIRM_CODE: '0', ACTIVE: false }, 'user.search')).toBe(count('dismissed'))
    expect(await totalOf(portal, { CONFIRM_CODE: '0', ACTIVE: true, LAST_LOGIN: '' }, 'user.search')).toBe(count('neverLoggedIn'))
    expect(await totalOf(portal, { USER_TYPE: 'extranet' })).toBe(shown.filter(({ type }) => type === 'extranet').length)
    expect((await call(portal.webhook, 'user.get')).body.total).toBe(seenByAgent(people).length)
    expect((await call(portal.webhook, 'user.get', { FILTER: { ACTIVE: true } })).body.total).toBe(seenByAgent(people).filter(isActive).length)
  })

  it('are other people, at other places, with another seed, and the same with the same', async () => {
    const rowsWith = async (seed: number): Promise<readonly string[]> => (await readEverybody(await openPortal({ people: 600, seed, now: clock }))).map((row) => JSON.stringify(row))
    const [one, again, two] = [await rowsWith(1), await rowsWith(1), await rowsWith(2)]
    expect(again).toEqual(one)
    expect(two).not.toEqual(one)
    // the named people do not depend on the seed
    const named = new Set(everyTruth.map(({ id }) => String(id)))
    const isNamed = (row: string): boolean => named.has((JSON.parse(row) as UserRow).ID)
    expect(two.filter(isNamed)).toEqual(one.filter(isNamed))
    expect(two.filter((row) => !isNamed(row) && one.includes(row))).toEqual([])
    const placesWith = (seed: number): readonly number[] => truthOfGenerated(seed, 600).filter(({ kind }) => kind !== 'nothing').map(({ id }) => id)
    expect(placesWith(2)).not.toEqual(placesWith(1))
  })

  it('do not stand together: every page of fifty has somebody with a problem and many without', () => {
    const rows = truthOfGenerated(1, 10_000)
    for (let from = 0; from + 50 <= rows.length; from += 50) {
      const troubled = rows.slice(from, from + 50).filter(({ problems }) => problems.length > 0).length
      expect(troubled, `from ${from}`).toBeGreaterThan(3)
      expect(troubled, `from ${from}`).toBeLessThan(25)
    }
  })

  it('have believable dates: registered before the last login, nothing in the future, most of them here this month', async () => {
    const portal = await openPortal({ people: 2000, now: clock })
    const rows = await readEverybody(portal)
    for (const row of rows) {
      const [registered, login] = [Date.parse(row.DATE_REGISTER), row.LAST_LOGIN === '' ? startedAtMs : Date.parse(row.LAST_LOGIN)]
      expect(registered, row.EMAIL).toBeLessThanOrEqual(login)
      expect(login, row.EMAIL).toBeLessThanOrEqual(startedAtMs)
    }
    const here = rows.filter((row) => row.ACTIVE && startedAtMs - Date.parse(row.LAST_LOGIN) < 30 * dayMs)
    expect(here.length).toBeGreaterThan(rows.length * 0.85)
    const mobiles = rows.flatMap((row) => (row['PERSONAL_MOBILE'] === undefined ? [] : [row['PERSONAL_MOBILE']]))
    expect(new Set(mobiles).size).toBe(mobiles.length)
  })

  it('are 200,000, and the last of them is found by id and by address', async () => {
    const before = performance.now()
    const portal = await openPortal({ people: 200_000 })
    // nobody is made before somebody asks; measured: some 10 ms
    expect(performance.now() - before).toBeLessThan(300)
    expect(portal.people).toBe(200_000)
    const last = await call<UserRow[]>(portal.webhook, 'user.get', { sort: 'ID', order: 'DESC' })
    expect(last.body.total).toBe(seenByAgent(200_000).length)
    const someone = last.body.result.find(({ EMAIL }) => !EMAIL.includes('+'))
    expect(Number(someone?.ID)).toBeGreaterThan(200_000)
    const byAddress = await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '=EMAIL': someone?.EMAIL } })
    expect(byAddress.body.result.map(({ ID }) => ID)).toContain(someone?.ID)
    const page = await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '>ID': 150_000 }, start: -1 })
    expect(Number(page.body.result[0]?.ID)).toBeGreaterThan(150_000)
    expect(page.body.result).toHaveLength(50)
  })
})

function expectAddress(row: UserRow, { kind, address = 'ordinary', partnerId }: GeneratedTruth, byId: ReadonlyMap<number, UserRow>): void {
  const who = `${row.ID} (${kind}) ${fullName(row)}`
  if (partnerId !== undefined) expect(byId.get(partnerId)?.EMAIL, who).toBe(row.EMAIL)
  const isAscii = /^[\x21-\x7e]+$/.test(row.EMAIL)
  expect(isAscii, who).toBe(address !== 'lookalike')
  if (address === 'lookalike') expect(row.EMAIL, who).toMatch(/^[a-z.-]*\p{Script=Cyrillic}/u)
  expect(slippedDomains.test(row.EMAIL), who).toBe(address === 'slippedDomain')
  expect(row.EMAIL.includes('+'), who).toBe(address === 'plus')
  if (address === 'role') expect(row.EMAIL, who).toMatch(/^(?:orders|accounts|stores|invoices|personnel|workshop|quality|reception)\d*@harbourpine\.example$/)
}
