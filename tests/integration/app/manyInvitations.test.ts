import { describe, expect, it } from 'vitest'
import { newCommand } from '../../support/appInProcess'
import { demoApp } from '../../support/app/demoApp'
import { toTheEnd } from '../../support/app/toTheEnd'
import { mailsTo, manyPeople } from '../../support/fixes/manyPeople'
import { sent } from '../../support/fixes/fixScenes'

const [seed, people] = [3, 2500]
const flow = 'mail-not-delivered'

describe('several invitations that did not arrive', () => {
  it('fifty of sixty are sent again in one case, and it is solved when they are there', async () => {
    const { app, portal } = await demoApp({ people, seed, intranetInvite: true })
    const many = await manyPeople(portal, seed, people)
    const opened = await app.call('cases.open', { commandId: newCommand(), flow, door: 'admin' })
    const { view, trail } = await toTheEnd(app, opened, { answers: { 'mail.awaited': 'many', 'people.addresses': many.list, 'mail.arrived': 'yes' } })

    expect(trail).toEqual(['awaited', 'many-people', 'many-send', '= unknown', 'many-arrived', 'many-solved'])
    expect(view.case).toMatchObject({ outcome: 'solved', verdict: 'many-undelivered' })
    expect(view.checks.find(({ check }) => check === 'invitations-of-many')).toMatchObject({ state: 'ok', reason: 'somePending', words: { pending: 50, accepted: 4, dismissed: 3, missing: 3 } })
    expect(mailsTo(portal, many.open)).toEqual(many.open.map(() => 1))
    expect(sent(portal, 'intranet.invite.reinvite')).toBe(50)
  }, 60_000)

  it('without the right it goes on by hand, then to an administrator, with the list in the message', async () => {
    const { app, portal } = await demoApp({ people, seed, intranetInvite: true, as: 'agent' })
    const many = await manyPeople(portal, seed, people)
    const list = many.open.slice(0, 3).map(({ email }) => email).join('\n')
    const opened = await app.call('cases.open', { commandId: newCommand(), flow, door: 'agent' })
    const { trail, view } = await toTheEnd(app, opened, { answers: { 'mail.awaited': 'many', 'people.addresses': list, 'mail.arrived': 'no' } })

    expect(trail).toEqual(['awaited', 'many-people', 'many-send', '= needsAdministrator', 'many-by-hand', 'many-to-admin', 'many-to-admin', 'many-arrived-now', 'stop'])
    expect(view.case.verdict).toBe('many-undelivered')
    expect(sent(portal, 'intranet.invite.reinvite')).toBe(0)
  }, 60_000)

  it('mails that were sent again and are not there go to whoever looks after the receiving side', async () => {
    const { app, portal } = await demoApp({ people, seed, intranetInvite: true })
    const many = await manyPeople(portal, seed, people)
    const opened = await app.call('cases.open', { commandId: newCommand(), flow, door: 'admin' })
    const { trail } = await toTheEnd(app, opened, { answers: { 'mail.awaited': 'many', 'people.addresses': many.open[0]?.email ?? '', 'mail.arrived': 'no' } })

    expect(trail).toEqual(['awaited', 'many-people', 'many-send', '= unknown', 'many-arrived', 'many-to-mail-admin', 'many-to-mail-admin', 'many-arrived-now', 'stop'])
  }, 60_000)

  it('a list without an address is asked for once more, then handed on', async () => {
    const { app } = await demoApp()
    const opened = await app.call('cases.open', { commandId: newCommand(), flow, door: 'admin' })
    const { trail } = await toTheEnd(app, opened, { answers: { 'mail.awaited': 'many', 'people.addresses': 'everybody in sales', 'mail.arrived': 'yes' } })

    expect(trail).toEqual(['awaited', 'many-people', 'many-people-again', 'many-people-again', 'many-to-admin', 'many-to-admin', 'many-arrived-now', 'many-solved'])
  })

  it('is offered to helpers, and not to the person concerned', async () => {
    const { app } = await demoApp()
    const offered = async (door: 'employee' | 'agent' | 'admin'): Promise<readonly string[]> => (await app.call('cases.open', { commandId: newCommand(), flow, door })).step.ask?.options.map(({ value }) => value) ?? []

    expect(await offered('agent')).toContain('many')
    expect(await offered('admin')).toContain('many')
    expect(await offered('employee')).toEqual(['invitation', 'recovery', 'confirmation', 'unsure'])
  })
})
