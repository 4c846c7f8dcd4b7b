import { describe, expect, it } from 'vitest'
import type { CaseView } from '@shared/contract/views'
import type { Door } from '@shared/domain/stateWords'
import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { newCommand, type AppInProcess } from '../../support/appInProcess'
import { demoApp } from '../../support/app/demoApp'
import { toTheEnd } from '../../support/app/toTheEnd'
import type { Person } from '../../support/app/walkCase'
import { call } from '../../support/demoPortal/callPortal'
import { messages } from '../../support/demoPortal/messages'

interface Row {
  readonly ID: string
  readonly EMAIL: string
  readonly ACTIVE: boolean
  readonly NAME: string
  readonly UF_DEPARTMENT: readonly number[]
}

const people = async (portal: DemoPortal, filter: Readonly<Record<string, unknown>>): Promise<readonly Row[]> => (await call<readonly Row[]>(portal.adminWebhook, 'user.get', { FILTER: filter, ADMIN_MODE: true })).body.result
const holders = (portal: DemoPortal, address: string): Promise<readonly Row[]> => people(portal, { '=EMAIL': address })
const account = async (portal: DemoPortal, id: number): Promise<Row> => (await people(portal, { ID: id }))[0]!

const open = (app: AppInProcess, flow: string, message: string, door: Door = 'admin'): Promise<CaseView> => app.call('cases.open', { commandId: newCommand(), flow, door, message })

describe('the address of somebody who left', () => {
  const said = { 'invite.isSamePerson': 'no', 'caller.verified': 'byManager', 'address.new': 'left.47@harbourpine.example' } as const

  it('is given to somebody new: another contact address, then one open invitation, and nobody hired again', async () => {
    const { app, portal } = await demoApp()
    const opened = await open(app, 'reuse-dismissed-email', messages.reuseAddress('sales@harbourpine.example'))
    const { view, trail } = await toTheEnd(app, opened, { answers: { ...said, 'reuse.isLogin': 'no' }, advice: { 'contact-held': 'done', 'loose-ends': 'done' } })

    expect(trail).toEqual(['same-person', 'who-asks', 'whose-login', 'contact-held', 'new-contact', 'change', '= verified', 'invite', '= verified', 'loose-ends', 'solved'])
    expect(view.step.outcome).toBe('solved')
    expect(await account(portal, 47)).toMatchObject({ EMAIL: 'left.47@harbourpine.example', ACTIVE: false })
    // Not named for whoever had the address before
    expect(await holders(portal, 'sales@harbourpine.example')).toMatchObject([{ ACTIVE: true, NAME: '' }])
  })

  it('is looked at with a brief re-hire, which ends before anything else happens', async () => {
    const { app, portal } = await demoApp()
    const opened = await open(app, 'reuse-dismissed-email', messages.reuseAddress('ines.curlew@harbourpine.example'))
    const person: Person = { answers: { ...said, 'address.new': 'left.74@harbourpine.example', 'reuse.isLogin': 'unsure' }, advice: { 'look-how': 'done' } }
    const { view, trail } = await toTheEnd(app, opened, person)

    expect(trail.slice(0, 10)).toEqual(['same-person', 'who-asks', 'whose-login', 'look-how', 'look-briefly', '= verified', 'read-login', 'take-back', '= verified', 'contact-held'])
    expect(view.case.verdict).toBe('needs-admin')
    expect(await account(portal, 74)).toMatchObject({ EMAIL: 'ines.curlew@harbourpine.example', ACTIVE: false })
  })

  it('is refused although nobody has it as a contact address: then it is the login', async () => {
    const { app, portal } = await demoApp()
    const opened = await open(app, 'reuse-dismissed-email', messages.reuseAddress('ines.curlew@harbourpine.example'))
    const person: Person = { answers: { ...said, 'address.new': 'left.74@harbourpine.example', 'reuse.isLogin': 'no' }, advice: { 'contact-held': 'done' } }
    const { view, trail } = await toTheEnd(app, opened, person)

    expect(trail.slice(trail.indexOf('invite'), trail.indexOf('invite') + 3)).toEqual(['invite', '= failed', 'login-left'])
    expect(view.case.verdict).toBe('other-address')
    expect(await holders(portal, 'ines.curlew@harbourpine.example')).toEqual([])
  })

  it('an agent without administrator rights changes nothing, and an administrator has the message', async () => {
    const { app, portal } = await demoApp({ as: 'agent' })
    const opened = await open(app, 'reuse-dismissed-email', messages.reuseAddress('sales@harbourpine.example'), 'agent')
    const { view, trail } = await toTheEnd(app, opened, { answers: { ...said, 'reuse.isLogin': 'no' }, advice: { 'contact-held': 'done' } })

    expect(trail.slice(trail.indexOf('change'), trail.indexOf('change') + 3)).toEqual(['change', '= needsAdministrator', 'to-admin-change'])
    expect(view.fixes).toEqual([])
    expect(await account(portal, 47)).toMatchObject({ EMAIL: 'sales@harbourpine.example' })
  })
})

describe('a mistyped address', () => {
  const right = 'rio.stork@harbourpine.example'

  it('of an open invitation moves with it where the portal offers that: login and contact address, and a new mail', async () => {
    const { app, portal } = await demoApp({ intranetInvite: true })
    const { view, trail } = await toTheEnd(app, await open(app, 'mistyped-email', messages.mistyped('rio.stork@harbourpin.example')), { answers: { 'address.new': right, 'caller.verified': 'calledBack' }, advice: { 'open-invitation': 'done' } })

    expect(trail).toEqual(['right', 'open-invitation', 'who-asks', 'correct', '= verified', 'corrected'])
    expect(view.step.outcome).toBe('solved')
    expect(await holders(portal, right)).toMatchObject([{ ID: '35', ACTIVE: true }])
    expect(await holders(portal, 'rio.stork@harbourpin.example')).toEqual([])
  })

  it('of an open invitation is never dismissed where it does not: a person is asked to, and a look shows that nothing was done', async () => {
    const { app, portal } = await demoApp()
    const person: Person = { answers: { 'address.new': right, 'caller.verified': 'calledBack' }, advice: { 'open-invitation': 'done', 'delete-by-hand': 'done' } }
    const opened = await open(app, 'mistyped-email', messages.mistyped('rio.stork@harbourpin.example'))
    const { trail } = await toTheEnd(app, opened, person)

    expect(trail.slice(0, 7)).toEqual(['right', 'open-invitation', 'who-asks', 'correct', '= notOffered', 'delete-by-hand', 'not-there'])
    expect(await account(portal, 35)).toMatchObject({ ACTIVE: true, EMAIL: 'rio.stork@harbourpin.example' })
  })

  it('of an account that nobody used: dismissed first, then invited anew with its name and department', async () => {
    const { app, portal } = await demoApp()
    const meant = 'wes.grebe@letterbox.example'
    const { view, trail } = await toTheEnd(app, await open(app, 'mistyped-email', messages.mistyped('wes.grebe@harbourpine.example')), { answers: { 'address.new': meant, 'caller.verified': 'inPerson' }, advice: { registered: 'done' } })

    expect(trail).toEqual(['right', 'registered', 'who-asks', 'dismiss', '= verified', 'invite-right', '= verified', 'corrected'])
    expect(view.step.outcome).toBe('solved')
    expect(await account(portal, 45)).toMatchObject({ ACTIVE: false })
    expect(await holders(portal, meant)).toMatchObject([{ ACTIVE: true, NAME: 'Wes', UF_DEPARTMENT: [5] }])
  })
})

describe('an invited address that exists', () => {
  it('of somebody who comes back: hired again, and nobody is invited', async () => {
    const { app, portal } = await demoApp()
    const { trail } = await toTheEnd(app, await open(app, 'email-taken-on-invite', messages.inviteTaken('marek.chough@harbourpine.example')), { answers: { 'invite.isSamePerson': 'yes', 'caller.verified': 'byManager', 'login.works': 'unsure' }, advice: { 'hire-again': 'done' } })

    // The portal is looked at first, then the person is asked
    expect(trail).toEqual(['was-dismissed', 'hire-again', 'who-hires', 'reinstate', '= verified', 'hired', 'hired', 'hired-not-tried'])
    expect(await holders(portal, 'marek.chough@harbourpine.example')).toMatchObject([{ ID: '108', ACTIVE: true }])
  })

  it('of a colleague: freed with their consent, and then invited', async () => {
    const { app, portal } = await demoApp()
    const { view, trail } = await toTheEnd(app, await open(app, 'email-taken-on-invite', messages.inviteTaken('mio.crane@harbourpine.example')), { answers: { 'invite.isSamePerson': 'no', 'caller.verified': 'inPerson', 'reuse.isLogin': 'no', 'address.new': 'mio@letterbox.example' } })

    expect(trail).toEqual(['same-person', 'held-by-other', 'whose-login', 'who-agrees', 'new-contact', 'change', '= verified', 'invite', '= verified', 'invited'])
    expect(view.step.outcome).toBe('solved')
    expect(await account(portal, 29)).toMatchObject({ EMAIL: 'mio@letterbox.example', ACTIVE: true })
    expect(await holders(portal, 'mio.crane@harbourpine.example')).toMatchObject([{ ACTIVE: true, NAME: '' }])
  })

  it('gives way to another address: nobody’s account changes', async () => {
    const { app, portal } = await demoApp()
    const other = 'mio.the.second@letterbox.example'
    const opened = await open(app, 'email-taken-on-invite', messages.inviteTaken('mio.crane@harbourpine.example'))
    const { view, trail } = await toTheEnd(app, opened, { answers: { 'invite.isSamePerson': 'no', 'person.address': other }, advice: { 'held-by-other': 'done' } })

    expect(trail).toEqual(['same-person', 'held-by-other', 'other-address', 'invite', '= verified', 'invited'])
    expect(view.step.outcome).toBe('solved')
    expect([(await holders(portal, other)).length, (await account(portal, 29)).EMAIL]).toEqual([1, 'mio.crane@harbourpine.example'])
  })
})
