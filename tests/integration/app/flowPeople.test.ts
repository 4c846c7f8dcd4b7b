import { describe, expect, it } from 'vitest'
import type { Door } from '@shared/domain/stateWords'
import { newCommand } from '../../support/appInProcess'
import { companyPeople, companySize } from '../../support/app/companyPeople'
import { appAt, demoApp } from '../../support/app/demoApp'
import { throwawayScenario } from '../../support/app/mailScenarios'
import { meetVerdict } from '../../support/app/meetVerdict'
import { inCondition } from '../../support/app/scenario'
import { companySeeds, pick } from '../../support/app/seeds'
import { scenarioFlows, verdictScenarios } from '../../support/app/verdictScenarios'
import { walkCase } from '../../support/app/walkCase'
import { call, openPortal } from '../../support/demoPortal/callPortal'
import { messages } from '../../support/demoPortal/messages'
import { shippedLibrary } from '../../unit/flows/flowSupport'

const helpers: readonly Door[] = ['agent', 'admin']
/** Every scenario in every door of its own within two companies. */
const doorFor = (doors: readonly Door[], place: number, company: number): Door => doors[(place + company) % doors.length] ?? 'agent'

/** What is told of an account, an address or a portal; nobody whose are well may hear it. */
const troubles: ReadonlySet<string> = new Set([
  'security-block', 'address-mistyped', 'wrong-portal', 'portal-renamed', 'portal-unreachable', 'not-on-portal', 'shared-address', 'awaiting-approval', 'dismissed',
  'invitation-pending', 'no-password-yet', 'clock-wrong', 'shown-dismissed', 'invitation-elsewhere', 'not-invited', 'domain-takes-no-mail', 'near-address',
  'never-invited', 'invitation-first', 'throwaway-mailbox',
])

describe.each(companySeeds.map((seed, company) => [seed, company] as const))('the company of seed %i', (seed, company) => {
  it(`has somebody for every verdict (LATCHKEY_TEST_SEED=${seed} repeats it)`, { timeout: 60_000 }, async () => {
    const portal = await openPortal({ seed, people: companySize })
    const people = await companyPeople(portal, seed, companySize)
    const admins = await appAt(portal)
    const apps = { employee: admins, agent: await appAt(portal, { as: 'agent' }), admin: admins }
    const expected: string[] = []
    const met: string[] = []
    for (const [place, scenario] of verdictScenarios.entries()) {
      const one = pick(scenario.who(people, portal), seed, place)
      const door = doorFor(scenario.doors ?? helpers, place, company)
      const { verdicts } = await meetVerdict(apps[door], portal, scenario, one, door)
      const said = (words: readonly string[]): string => `${scenario.flow}, ${door}, ${one.name} (${one.id}): ${words.join(', ')}`
      expected.push(said(scenario.verdicts))
      met.push(said(verdicts))
    }
    expect(met).toEqual(expected)
  })

  it(`tells nobody who is well of a trouble (LATCHKEY_TEST_SEED=${seed} repeats it)`, { timeout: 60_000 }, async () => {
    const portal = await openPortal({ seed, people: companySize })
    const people = await companyPeople(portal, seed, companySize)
    const well = inCondition('healthy')(people, portal).filter(({ problems }) => problems.length === 0)
    const admins = await appAt(portal)
    const apps = { employee: admins, agent: await appAt(portal, { as: 'agent' }), admin: admins }
    const pasted: Readonly<Record<(typeof scenarioFlows)[number], (address: string, name: string) => string>> = {
      'wrong-password': messages.wrongPassword,
      'wrong-network-user': (address, name) => messages.wrongNetworkUser(name, address),
      'mail-not-delivered': messages.noRecoveryMail,
      'lost-phone': messages.lostPhone,
    }
    for (const [place, flow] of [...scenarioFlows, ...scenarioFlows].entries()) {
      const { id, name, email } = pick(well, seed, place)
      for (const door of helpers) {
        const app = apps[door]
        const opened = await app.call('cases.open', { commandId: newCommand(), flow, door, message: pasted[flow](email, name) })
        const { view, verdicts } = await walkCase(app, opened, { answers: { 'person.address': email } }, (met) => met.length > 0)
        const who = `${flow}, ${door}, ${name} (${id})`
        expect(verdicts.filter((verdict) => troubles.has(verdict)), who).toEqual([])
        expect(view.checks.filter(({ state }) => state === 'problem').map(({ check, reason }) => [check, reason]), who).toEqual([])
      }
    }
  })
})

describe('the verdicts of the four flows', () => {
  it('each have a scenario, and no scenario is about another', () => {
    const told = [...verdictScenarios, throwawayScenario].map(({ flow, verdicts }) => `${flow} ${verdicts.at(-1) ?? ''}`)
    const drawn = scenarioFlows.flatMap((flow) => shippedLibrary.current(flow)!.verdicts.map((verdict) => `${flow} ${verdict}`))
    expect([...new Set(told)].sort()).toEqual([...drawn].sort())
  })

  it.each(helpers)('a throwaway mailbox is met by who was invited at one, as %s', async (door) => {
    const domain = 'mailinator.com'
    const { app, portal } = await demoApp({ mailZone: { ending: 'com', knownName: domain, names: { [domain]: { mx: [{ exchange: `mail.${domain}`, priority: 10 }] } } } })
    const email = `harbour.guest@${domain}`
    const { result: id } = (await call<number>(portal.adminWebhook, 'user.add', { EMAIL: email, UF_DEPARTMENT: [1] })).body
    const { verdicts } = await meetVerdict(app, portal, throwawayScenario, { id, name: 'A guest', email, condition: 'invitationPending', problems: [] }, door)
    expect(verdicts).toEqual(throwawayScenario.verdicts)
  })
})
