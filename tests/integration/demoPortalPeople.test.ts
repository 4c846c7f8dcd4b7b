import { describe, expect, it } from 'vitest'
import type { DemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { call, openPortal } from '../support/demoPortal/callPortal'
import type { PortalReply, UserRow } from '../support/demoPortal/callPortal'
import type { Condition } from '../support/demoPortal/truth'
import { adminName, agentName, mailDomain, portalName, truth, truthAbout, wrongPasswordVariants } from '../support/demoPortal/truth'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const dayMs = 86_400_000

async function everybody(portal: DemoPortal, filter: Readonly<Record<string, unknown>> = {}, method = 'user.get'): Promise<readonly UserRow[]> {
  const rows: UserRow[] = []
  for (let start: number | undefined = 0; start !== undefined; ) {
    const { body }: PortalReply<UserRow[]> = await call<UserRow[]>(portal.adminWebhook, method, { FILTER: filter, start })
    rows.push(...body.result)
    start = body.next
  }
  return rows
}

/** What the answers of the portal say, by the table of the status (bitrix24.md section 4). */
function conditionOf(row: UserRow, idsWithCode: ReadonlySet<string>): Condition {
  const hasCode = idsWithCode.has(row.ID)
  if (!row.ACTIVE) return hasCode ? 'awaitingApproval' : 'dismissed'
  if (hasCode) return 'invitationPending'
  return row.LAST_LOGIN === '' ? 'neverLoggedIn' : 'healthy'
}

describe('Harbour & Pine', () => {
  it('is what the truth says, person by person, and everybody else is healthy', async () => {
    const portal = await openPortal({ now: () => startedAtMs })
    expect(portal.portalHost).toBe(portalName)
    const rows = await everybody(portal)
    const idsWithCode = new Set((await everybody(portal, { '!CONFIRM_CODE': '0' }, 'user.search')).map(({ ID }) => ID))
    expect(rows).toHaveLength(60)
    const known = new Map(truth.map((one) => [String(one.id), one]))
    for (const row of rows) {
      const expected = known.get(row.ID)
      const name = `${row.NAME} ${row.LAST_NAME}`
      if (expected !== undefined) expect([name, row.EMAIL]).toEqual([expected.name, expected.email])
      expect(conditionOf(row, idsWithCode), name).toBe(expected?.condition ?? 'healthy')
      expect(rows.filter(({ EMAIL }) => EMAIL === row.EMAIL).length > 1, `${name} shares ${row.EMAIL}`).toBe(expected?.sharesAddress ?? false)
      if (expected === undefined) expect(row.EMAIL, name).toMatch(new RegExp(`^[a-z]+\\.[a-z]+\\d*@${mailDomain.replace('.', '\\.')}$`))
    }
    expect(rows.filter(({ ID }) => known.has(ID))).toHaveLength(truth.length)
  })

  it('nobody can be found by the address that somebody types wrong', async () => {
    const portal = await openPortal()
    const wrong = truth.flatMap(({ types }) => (types === undefined ? [] : [types]))
    expect(wrong.length).toBeGreaterThan(0)
    for (const address of wrong) expect(await everybody(portal, { '=EMAIL': address }), address).toEqual([])
  })

  it('has somebody for every cause of a wrong password', async () => {
    const portal = await openPortal()
    const conditions = Object.values(wrongPasswordVariants).map((name) => truthAbout(name).condition)
    expect(new Set(conditions)).toEqual(new Set(['invitationPending', 'awaitingApproval', 'dismissed', 'neverLoggedIn', 'healthy']))
    const { body } = await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '=EMAIL': truthAbout(wrongPasswordVariants.mistypedPassword).email } })
    expect(body.result[0]?.LAST_LOGIN).not.toBe('')
  })

  it('owns its webhooks by an agent and by its only administrator', async () => {
    const portal = await openPortal()
    const profileOf = async (webhook: string): Promise<unknown> => (await call(webhook, 'profile')).body.result
    const named = (name: string): unknown => ({ NAME: name.split(' ')[0], LAST_NAME: name.split(' ')[1] })
    expect(await profileOf(portal.webhook)).toMatchObject({ ...(named(agentName) as object), ADMIN: false })
    expect(await profileOf(portal.adminWebhook)).toMatchObject({ ...(named(adminName) as object), ADMIN: true })
    expect(truth.filter(({ isAdmin }) => isAdmin)).toEqual([truthAbout(adminName)])
  })

  it('invited Cleo fifteen days ago', async () => {
    const portal = await openPortal({ now: () => startedAtMs })
    const [cleo] = await everybody(portal, { '=ID': 27 })
    expect(cleo).toMatchObject({ ACTIVE: true, LAST_LOGIN: '', DATE_REGISTER: '2026-09-29T00:00:00+00:00', UF_DEPARTMENT: [5] })
  })

  it('has believable dates: registered before the first login, nothing in the future', async () => {
    const portal = await openPortal({ people: 300, now: () => startedAtMs })
    for (const row of await everybody(portal)) {
      const [registered, login] = [Date.parse(row.DATE_REGISTER), row.LAST_LOGIN === '' ? startedAtMs : Date.parse(row.LAST_LOGIN)]
      expect(registered, row.EMAIL).toBeLessThanOrEqual(login)
      expect(login, row.EMAIL).toBeLessThanOrEqual(startedAtMs)
      if (row.ACTIVE && row.LAST_LOGIN !== '') expect(startedAtMs - login, row.EMAIL).toBeLessThan(30 * dayMs)
    }
  })

  it('writes in several scripts and has one very long name', async () => {
    const portal = await openPortal()
    const names = (await everybody(portal)).map(({ NAME, LAST_NAME }) => `${NAME} ${LAST_NAME}`)
    for (const script of [/\p{Script=Cyrillic}/u, /[äöüß]/i, /^[A-Za-z]+ [A-Za-z]+$/]) expect(names.some((name) => script.test(name)), String(script)).toBe(true)
    expect(Math.max(...names.map((name) => name.length))).toBeGreaterThan(60)
  })

  it('is the same for the same seed and another for another', async () => {
    const namesWith = async (seed: number): Promise<readonly string[]> =>
      (await everybody(await openPortal({ seed, now: () => startedAtMs }))).map((row) => JSON.stringify({ ...row, time: undefined }))
    const [one, again, two] = [await namesWith(1), await namesWith(1), await namesWith(2)]
    expect(again).toEqual(one)
    expect(two).not.toEqual(one)
    // the named people do not depend on the seed
    expect(two.filter((row) => row.includes('"Cleo"'))).toEqual(one.filter((row) => row.includes('"Cleo"')))
  })

  it('grows by healthy people alone, no two of them with one address or id', async () => {
    const portal = await openPortal({ people: 5000 })
    const seen: UserRow[] = []
    for (const first of [0, 50]) {
      const cmd = Object.fromEntries([...Array(50).keys()].map((page) => [`p${page}`, `user.get?start=${(first + page) * 50}`]))
      const { body } = await call<{ result: Record<string, UserRow[]> }>(portal.webhook, 'batch', { cmd })
      seen.push(...Object.values(body.result.result).flat())
    }
    expect(new Set(seen.map(({ ID }) => ID)).size).toBe(5000)
    expect(new Set(seen.map(({ EMAIL }) => EMAIL.toLowerCase())).size).toBe(4999)
    const mobiles = seen.flatMap((row) => (row['PERSONAL_MOBILE'] === undefined ? [] : [row['PERSONAL_MOBILE']]))
    expect(new Set(mobiles).size).toBe(mobiles.length)
    expect(await everybody(portal, { '!CONFIRM_CODE': '0' }, 'user.search')).toHaveLength(4)
    expect(await everybody(portal, { ACTIVE: false })).toHaveLength(3)
    expect(await everybody(portal, { LAST_LOGIN: '', ACTIVE: true })).toHaveLength(4)
  })

  it('holds 200,000 people and finds the last of them by id and by address', async () => {
    const portal = await openPortal({ people: 200_000 })
    expect(portal.people).toBe(200_000)
    const last = await call<UserRow[]>(portal.webhook, 'user.get', { sort: 'ID', order: 'DESC' })
    expect(last.body.total).toBe(200_000)
    const [someone] = last.body.result
    expect(Number(someone?.ID)).toBeGreaterThan(200_000)
    const byAddress = await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '=EMAIL': someone?.EMAIL } })
    expect(byAddress.body.result).toEqual([someone])
    const page = await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '>ID': 150_000 }, start: -1 })
    expect(Number(page.body.result[0]?.ID)).toBeGreaterThan(150_000)
    expect(page.body.result).toHaveLength(50)
  })
})

describe('signIn', () => {
  it('moves the last login to now, for that person alone', async () => {
    let nowMs = startedAtMs
    const portal = await openPortal({ now: () => nowMs })
    const others = await everybody(portal, { '!ID': 8, IS_ONLINE: 'N' })
    nowMs += 30 * 60_000
    portal.signIn(8)
    const [ben] = await everybody(portal, { '=ID': 8 })
    expect(ben).toMatchObject({ LAST_LOGIN: '2026-10-14T11:12:07+00:00', IS_ONLINE: 'Y' })
    expect(await everybody(portal, { '!ID': 8, '@ID': others.map(({ ID }) => ID) })).toEqual(others)
  })

  it('shows in an answer that was asked before', async () => {
    const portal = await openPortal()
    const filter = { LAST_LOGIN: '', ACTIVE: true }
    expect((await everybody(portal, filter)).map(({ ID }) => ID)).toContain('45')
    portal.signIn(45)
    expect((await everybody(portal, filter)).map(({ ID }) => ID)).not.toContain('45')
  })

  it('accepts an open invitation', async () => {
    const portal = await openPortal()
    portal.signIn(27)
    expect(await everybody(portal, { '!CONFIRM_CODE': '0', '=ID': 27 }, 'user.search')).toEqual([])
    expect(await everybody(portal, { '!LAST_LOGIN': '', '=ID': 27 })).toHaveLength(1)
  })

  it('is refused to who cannot log in', async () => {
    const portal = await openPortal()
    expect(() => portal.signIn(31)).toThrow(/not active/)
    expect(() => portal.signIn(26)).toThrow(/nobody/)
  })
})
