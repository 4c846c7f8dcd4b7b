import { factDefinition, isFactName } from '@shared/domain/facts'
import { describe, expect, it } from 'vitest'
import type { DemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { call, openPortal } from '../support/demoPortal/callPortal'
import type { PortalReply, UserRow } from '../support/demoPortal/callPortal'
import { seenByAgent, wholeTruth } from '../support/demoPortal/generatedTruth'
import { conditionOf, fullName, readEverybody, readOpenInvitations } from '../support/demoPortal/readEverybody'
import { adminName, agentName, everyTruth, portalName, problemIds, situations, truth, truthAbout, truthWithId, truthWithProblem, usualPeople, wrongPasswordVariants } from '../support/demoPortal/truth'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const clock = (): number => startedAtMs

async function rowsOf(portal: DemoPortal, filter: Readonly<Record<string, unknown>> = {}, webhook = portal.webhook): Promise<readonly UserRow[]> {
  const rows: UserRow[] = []
  for (let start: number | undefined = 0; start !== undefined; ) {
    const { body }: PortalReply<UserRow[]> = await call<UserRow[]>(webhook, 'user.get', { FILTER: filter, ADMIN_MODE: 'true', start })
    rows.push(...body.result)
    start = body.next
  }
  return rows
}

describe('Harbour & Pine', () => {
  it('is what the truth says, person by person, and everybody else is healthy', async () => {
    const portal = await openPortal({ now: clock })
    expect(portal.portalHost).toBe(portalName)
    expect(portal.people).toBe(usualPeople)
    const rows = await readEverybody(portal)
    const open = await readOpenInvitations(portal)
    const shown = everyTruth.filter(({ hiddenFrom }) => hiddenFrom !== 'everybody')
    const known = new Map(shown.map((one) => [String(one.id), one]))
    for (const row of rows) {
      const expected = known.get(row.ID)
      const name = fullName(row)
      if (expected !== undefined) expect([name, row.EMAIL]).toEqual([expected.name, expected.email])
      expect(conditionOf(row, open), name).toBe(expected?.condition ?? 'healthy')
      expect(row['USER_TYPE'], name).toBe(expected?.type ?? 'employee')
      expect(rows.filter(({ EMAIL }) => EMAIL === row.EMAIL).length > 1, `${name} shares ${row.EMAIL}`).toBe(expected?.sharesAddress ?? false)
      if (expected === undefined) expect(row.EMAIL, name).toMatch(/^[a-z-]+(\.[a-z-]+)?@[a-z0-9.-]+\.example$/)
    }
    expect(rows.filter(({ ID }) => known.has(ID))).toHaveLength(shown.length)
    expect(rows).toHaveLength(usualPeople - (everyTruth.length - shown.length))
  })

  it('is a company of sixty, and more: nobody of the sixty is another person in it', async () => {
    const [sixty, usual] = [await openPortal({ people: 60, now: clock }), await openPortal({ now: clock })]
    const rows = await readEverybody(sixty)
    expect(rows).toHaveLength(60)
    expect((await readEverybody(usual)).slice(0, 60)).toEqual(rows)
    const ids = new Set(rows.map(({ ID }) => ID))
    expect(truth.every(({ id }) => ids.has(String(id)))).toBe(true)
    const open = await readOpenInvitations(sixty)
    expect(rows.filter((row) => conditionOf(row, open) !== 'healthy').map(({ ID }) => Number(ID))).toEqual(truth.filter(({ condition }) => condition !== 'healthy').map(({ id }) => id))
  })

  it('shows an agent nobody from outside, an administrator the extranet, and nobody bots, e-mail users and integrators', async () => {
    const portal = await openPortal()
    const idsBy = async (webhook: string): Promise<ReadonlySet<string>> => new Set((await rowsOf(portal, {}, webhook)).map(({ ID }) => ID))
    const [agent, admin] = [await idsBy(portal.webhook), await idsBy(portal.adminWebhook)]
    expect(everyTruth.filter(({ hiddenFrom }) => hiddenFrom === 'agents').length).toBeGreaterThan(1)
    expect(everyTruth.filter(({ hiddenFrom }) => hiddenFrom === 'everybody').length).toBeGreaterThan(2)
    for (const { id, name, hiddenFrom } of everyTruth) {
      expect(agent.has(String(id)), name).toBe(hiddenFrom === undefined)
      expect(admin.has(String(id)), name).toBe(hiddenFrom !== 'everybody')
    }
    expect(agent.size).toBe(seenByAgent(usualPeople).length)
  })

  it('nobody can be found by the address that somebody types wrong, unless it is somebody else’s', async () => {
    const portal = await openPortal()
    const wrong = everyTruth.flatMap(({ id, types }) => (types === undefined ? [] : [{ id, types }]))
    expect(wrong.length).toBeGreaterThan(5)
    for (const { id, types } of wrong) {
      const found = (await rowsOf(portal, { '=EMAIL': types }, portal.adminWebhook)).map(({ ID }) => Number(ID))
      expect(found, types).toEqual(everyTruth.filter(({ email }) => email === types).map((one) => one.id))
      expect(found, types).not.toContain(id)
    }
  })

  it('finds every other shown person by the address, in capitals too', async () => {
    const portal = await openPortal()
    for (const { id, email, name } of everyTruth.filter((one) => one.hiddenFrom !== 'everybody' && one.email !== '')) {
      for (const address of [email, email.toUpperCase()]) expect((await rowsOf(portal, { '=EMAIL': address }, portal.adminWebhook)).map(({ ID }) => Number(ID)), name).toContain(id)
    }
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
    expect(everyTruth.filter(({ isAdmin }) => isAdmin)).toEqual([truthAbout(adminName)])
  })

  it('invited Cleo fifteen days ago', async () => {
    const portal = await openPortal({ now: clock })
    const [cleo] = await rowsOf(portal, { '=ID': 27 })
    expect(cleo).toMatchObject({ ACTIVE: true, LAST_LOGIN: '', DATE_REGISTER: '2026-09-29T00:00:00+00:00', UF_DEPARTMENT: [5] })
  })

  it('hired Orla again: her last login is older than anybody remembers', async () => {
    const portal = await openPortal({ now: clock })
    const [orla] = await rowsOf(portal, { '=ID': truthAbout('Orla Teal').id })
    expect(orla?.ACTIVE).toBe(true)
    expect(Date.parse(orla?.LAST_LOGIN ?? '')).toBeLessThan(startedAtMs - 365 * 86_400_000)
  })

  it('writes in many scripts, both directions, with one word and with a very long name', async () => {
    const portal = await openPortal()
    const names = (await rowsOf(portal)).map(fullName)
    const scripts = ['Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Han', 'Hangul', 'Devanagari', 'Thai'].map((script) => new RegExp(`\\p{Script=${script}}`, 'u'))
    for (const script of [...scripts, /[äöüß]/i, /[ạảấầệịồụưđ]/iu, /[ıİ]/, /^\S+$/, /'/, /\p{L}-\p{L}/u, /^[A-Za-z]+ [A-Za-z]+$/]) expect(names.some((name) => script.test(name)), String(script)).toBe(true)
    expect(Math.max(...names.map((name) => name.length))).toBeGreaterThan(60)
  })

  it('has its mail at its own domain most of all, at subsidiaries, at providers and at domains of other scripts', async () => {
    const portal = await openPortal()
    const domains = new Map<string, number>()
    for (const { EMAIL } of await rowsOf(portal)) domains.set(EMAIL.split('@')[1] ?? '', (domains.get(EMAIL.split('@')[1] ?? '') ?? 0) + 1)
    const [first] = [...domains].sort(([, a], [, b]) => b - a)
    expect(first?.[0]).toBe('harbourpine.example')
    for (const domain of ['nordic.harbourpine.example', 'harbourpine-boats.example', 'freemail.example', 'quickpost.example']) expect(domains.get(domain), domain).toBeGreaterThan(1)
    expect([...domains.keys()].some((domain) => domain.startsWith('xn--'))).toBe(true)
  })
})

describe('the truth about the named people', () => {
  it('has somebody for every problem, for every situation, and people with two problems at once', () => {
    for (const problem of problemIds) expect(truthWithProblem(problem).length, problem).toBeGreaterThanOrEqual(2)
    for (const situation of situations) expect(everyTruth.filter((one) => one.situations.includes(situation)).length, situation).toBeGreaterThanOrEqual(1)
    expect(everyTruth.filter(({ problems }) => problems.length > 1).length).toBeGreaterThan(10)
    expect(everyTruth.filter(({ problems }) => problems.length === 0).length).toBeGreaterThan(3)
  })

  it('knows everybody once, and what they say when something is wrong', () => {
    expect(new Set(everyTruth.map(({ id }) => id)).size).toBe(everyTruth.length)
    for (const one of everyTruth) {
      expect(truthWithId(one.id)).toBe(one)
      expect(one.problems.length > 0, one.name).toBe(one.message !== undefined && one.answers !== undefined)
      expect(one.id % 13, one.name).not.toBe(0)
    }
    expect(() => truthWithId(26)).toThrow(/nobody/)
    expect(() => truthAbout('Nobody Here')).toThrow(/nobody/)
  })

  it('answers in the words of the facts, where there is such a fact', () => {
    let checked = 0
    for (const { answers = {} } of wholeTruth(1, 10_000)) {
      for (const [fact, value] of Object.entries(answers)) {
        expect(fact).toMatch(/^[a-z]+\.[a-zA-Z]+$/)
        if (!isFactName(fact)) continue
        const definition = factDefinition(fact)
        if (definition.type === 'closed') expect(definition.values, fact).toContain(value)
        else expect(typeof value, fact).toBe(definition.type === 'text' ? 'string' : 'number')
        checked += 1
      }
    }
    expect(checked).toBeGreaterThan(100)
  })
})

describe('signIn', () => {
  it('moves the last login to now, for that person alone', async () => {
    let nowMs = startedAtMs
    const portal = await openPortal({ now: () => nowMs })
    const others = await rowsOf(portal, { '!ID': 8, IS_ONLINE: 'N' })
    nowMs += 30 * 60_000
    portal.signIn(8)
    const [ben] = await rowsOf(portal, { '=ID': 8 })
    expect(ben).toMatchObject({ LAST_LOGIN: '2026-10-14T11:12:07+00:00', IS_ONLINE: 'Y' })
    expect(await rowsOf(portal, { '!ID': 8, '@ID': others.map(({ ID }) => ID) })).toEqual(others)
  })

  it('shows in an answer that was asked before', async () => {
    const portal = await openPortal()
    const filter = { LAST_LOGIN: '', ACTIVE: true }
    expect((await rowsOf(portal, filter)).map(({ ID }) => ID)).toContain('45')
    portal.signIn(45)
    expect((await rowsOf(portal, filter)).map(({ ID }) => ID)).not.toContain('45')
  })

  it('accepts an open invitation', async () => {
    const portal = await openPortal()
    portal.signIn(27)
    expect((await readOpenInvitations(portal)).has('27')).toBe(false)
    expect(await rowsOf(portal, { '!LAST_LOGIN': '', '=ID': 27 })).toHaveLength(1)
  })

  it('is refused to who cannot log in', async () => {
    const portal = await openPortal()
    expect(() => portal.signIn(31)).toThrow(/not active/)
    expect(() => portal.signIn(26)).toThrow(/nobody/)
  })
})
