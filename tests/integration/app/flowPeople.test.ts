import { describe, expect, it } from 'vitest'
import { doors, type Door } from '@shared/domain/stateWords'
import { newCommand } from '../../support/appInProcess'
import { companyPeople, companySize } from '../../support/app/companyPeople'
import { appAt, demoApp } from '../../support/app/demoApp'
import { roleMailboxScenario } from '../../support/app/emailTakenOnInviteScenarios'
import { throwawayScenario } from '../../support/app/mailScenarios'
import { meetVerdict } from '../../support/app/meetVerdict'
import { companySeeds, pick } from '../../support/app/seeds'
import { scenarioFlows, verdictScenarios } from '../../support/app/verdictScenarios'
import { blockedScenario } from '../../support/app/wrongPasswordScenarios'
import { walkCase } from '../../support/app/walkCase'
import { call, openPortal } from '../../support/demoPortal/callPortal'
import { messages } from '../../support/demoPortal/messages'
import { shippedLibrary } from '../../unit/flows/flowSupport'

const helpers: readonly Door[] = ['agent', 'admin']
/** Every scenario in every door of its own within two companies. */
const doorFor = (own: readonly Door[], place: number, company: number): Door => own[(place + company) % own.length] ?? 'agent'

/** What is told of an account, an address or a portal; nobody whose are well may hear it. */
const troubles: ReadonlySet<string> = new Set([
  'security-block', 'address-mistyped', 'wrong-portal', 'portal-renamed', 'portal-unreachable', 'not-on-portal', 'shared-address', 'awaiting-approval', 'dismissed',
  'invitation-pending', 'no-password-yet', 'account-blocked', 'clock-wrong', 'shown-dismissed', 'invitation-elsewhere', 'not-invited', 'domain-takes-no-mail', 'near-address',
  'never-invited', 'invitation-first', 'throwaway-mailbox', 'shown-invited', 'shown-awaiting', 'only-admin', 'already-accepted',
  'already-invited', 'hire-again', 'guest', 'several-holders', 'out-of-sight',
  'open-invitation', 'registered', 'waits-at-wrong', 'dismissed-already', 'right-one-exists', 'right-has-slip', 'near-found', 'not-here', 'nobody-has-it',
  'address-unknown', 'never-linked', 'wanted-odd', 'invited-there', 'half-made', 'dismissed-there', 'several-there', 'not-approved', 'already-dismissed',
])
/** What rests on the person's own words; without them, advice that also fits somebody whose account is well. */
const ofTheirWords: ReadonlySet<string> = new Set([
  'social-only', 'mistyped-password', 'captcha', 'access-limited', 'forgotten-password', 'recovery-mail-missing', 'old-link', 'new-password-refused',
  'other-profile', 'two-profiles', 'not-mine',
  'in-spam', 'held-by-gateway', 'sender-refused', 'link-off', 'sms-astray', 'invite-again', 'ask-again', 'other-mailbox', 'many-undelivered', 'many-not-open',
  'codes-out-of-step', 'has-codes', 'still-logged-in', 'second-way', 'needs-admin', 'caller-not-known',
  'already-in', 'mail-only', 'integrator', 'role-mailbox', 'held-by-other', 'login-of-other',
  'stranger-in', 'contact-only', 'needs-inviter', 'not-dismissed', 'same-person', 'login-unknown', 'login-held', 'contact-held', 'other-address',
  'other-account', 'linked-twice', 'linked-elsewhere', 'link-removed', 'provider-blocked', 'provider-down', 'no-button',
  'generated-login', 'other-field', 'contact-differs', 'second-account', 'held-by-colleague', 'no-spare', 'no-access', 'other-login', 'confirmation-missing',
  'only-administrator', 'rights-unclear', 'still-linked', 'access-only', 'can-be-deleted', 'by-request', 'other-portals', 'portal-never-paid', 'portal-paid', 'portal-unused',
])

describe.each(companySeeds.map((seed, company) => [seed, company] as const))('the company of seed %i', (seed, company) => {
  it(`has somebody for every verdict (LATCHKEY_TEST_SEED=${seed} repeats it)`, { timeout: 180_000 }, async () => {
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

  it(`tells nobody who is well of a trouble (LATCHKEY_TEST_SEED=${seed} repeats it)`, { timeout: 180_000 }, async () => {
    const portal = await openPortal({ seed, people: companySize })
    const { everybody, holders } = await companyPeople(portal, seed, companySize)
    const well = everybody.filter((one) => one.condition === 'healthy' && one.problems.length === 0 && one.hiddenFrom === undefined && holders(one.email).length === 1)
    const admins = await appAt(portal)
    const apps = { employee: admins, agent: await appAt(portal, { as: 'agent' }), admin: admins }
    const pasted: Readonly<Record<(typeof scenarioFlows)[number], (address: string, name: string) => string>> = {
      'wrong-password': messages.wrongPassword,
      'wrong-network-user': (address, name) => messages.wrongNetworkUser(name, address),
      'mail-not-delivered': messages.noRecoveryMail,
      'lost-phone': messages.lostPhone,
      'email-taken-on-invite': messages.inviteTaken,
      'mistyped-email': messages.mistyped,
      'reuse-dismissed-email': messages.reuseAddress,
      'social-link-conflict': () => messages.cannotUseSocial('Google'),
      'social-login-change': () => messages.changeSocialLogin,
      'email-taken-on-login-change': messages.loginTaken,
      'delete-account': messages.deleteAccount,
    }
    // Somebody named, and two like most.
    const kinds = [well.filter(({ truth }) => truth !== undefined), well, well]
    const told: Record<string, unknown> = {}
    const expected: Record<string, unknown> = {}
    for (const [place, [flow, kind]] of scenarioFlows.flatMap((flow) => kinds.map((kind) => [flow, kind] as const)).entries()) {
      const { id, name, email } = pick(kind, seed, place)
      for (const door of doors) {
        const app = apps[door]
        const opened = await app.call('cases.open', { commandId: newCommand(), flow, door, message: pasted[flow](email, name) })
        const answers = { 'person.address': email, ...(flow === 'wrong-network-user' ? { 'session.address': email } : {}) }
        const { view, verdicts } = await walkCase(app, opened, { answers }, (met) => met.length > 0)
        const who = `${flow}, ${door}, ${name} (${id})`
        told[who] = { verdicts: verdicts.length, troubles: verdicts.filter((verdict) => troubles.has(verdict)), checks: view.checks.filter(({ state }) => state === 'problem').map(({ check, reason }) => `${check} ${reason ?? ''}`) }
        expected[who] = { verdicts: 1, troubles: [], checks: [] }
      }
    }
    expect(told).toEqual(expected)
  })
})

describe('the verdicts of the flows', () => {
  it('each have a scenario, and no scenario is about another', () => {
    const told = [...verdictScenarios, throwawayScenario, roleMailboxScenario, blockedScenario].map(({ flow, verdicts }) => `${flow} ${verdicts.at(-1) ?? ''}`)
    const drawn = scenarioFlows.flatMap((flow) => shippedLibrary.current(flow)!.verdicts.map((verdict) => `${flow} ${verdict}`))
    expect([...new Set(told)].sort()).toEqual([...drawn].sort())
  })

  it('are each a trouble or rest on what people say, and never both', () => {
    const drawn = scenarioFlows.flatMap((flow) => shippedLibrary.current(flow)!.verdicts)
    expect([...troubles, ...ofTheirWords].sort()).toEqual([...new Set(drawn)].sort())
  })

  it.each(helpers)('a shared mailbox is met where a colleague has one as the contact address, as %s', async (door) => {
    const { app, portal } = await demoApp()
    const email = 'reception@harbourpine.example'
    await call(portal.adminWebhook, 'user.update', { ID: 8, EMAIL: email })
    const { verdicts } = await meetVerdict(app, portal, roleMailboxScenario, { id: 8, name: 'Ben Harrow', email, condition: 'healthy', problems: [] }, door)
    expect(verdicts).toEqual(roleMailboxScenario.verdicts)
  })

  it.each(helpers)('an account that its own server has blocked is met there, and not in the cloud, as %s', async (door) => {
    for (const [onPremise, expected] of [[true, blockedScenario.verdicts], [false, []]] as const) {
      const { app, portal } = await demoApp({ onPremise })
      const [one] = blockedScenario.who(await companyPeople(portal, 1, portal.people), portal)
      const { verdicts } = await meetVerdict(app, portal, blockedScenario, one!, door)
      expect(verdicts.filter((verdict) => verdict === 'account-blocked'), String(onPremise)).toEqual(expected)
    }
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
