import { describe, expect, it } from 'vitest'
import type { CaseView } from '@shared/contract/views'
import type { Door } from '@shared/domain/stateWords'
import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { changeOf, newCommand, type AppInProcess } from '../../support/appInProcess'
import { demoApp } from '../../support/app/demoApp'
import { toTheEnd } from '../../support/app/toTheEnd'
import type { Person } from '../../support/app/walkCase'
import { call } from '../../support/demoPortal/callPortal'
import { messages } from '../../support/demoPortal/messages'

interface Row {
  readonly EMAIL: string
  readonly ACTIVE: boolean
}

const account = async (portal: DemoPortal, id: number): Promise<Row> => (await call<readonly Row[]>(portal.adminWebhook, 'user.get', { FILTER: { ID: id }, ADMIN_MODE: true })).body.result[0]!
const open = (app: AppInProcess, flow: string, message: string, door: Door = 'admin'): Promise<CaseView> => app.call('cases.open', { commandId: newCommand(), flow, door, message })

describe('somebody who wants to leave', () => {
  const leaving: Person = { answers: { 'deletion.goal': 'access', 'admin.onlyOne': 'no', 'caller.verified': 'calledBack' }, advice: { 'access-only': 'done', 'what-a-dismissal-does': 'done' } }
  const nell = messages.deleteAccount('nell.swift@harbourpine.example')

  it('is dismissed by an administrator, which is seen on the portal and can be taken back', async () => {
    const { app, portal } = await demoApp()
    const { view, trail } = await toTheEnd(app, await open(app, 'delete-account', nell), leaving)

    expect(trail).toEqual(['goal', 'sole', 'access-only', 'what-a-dismissal-does', 'who-asks', 'end-access', '= verified', 'access-ended'])
    expect(view.step.outcome).toBe('solved')
    expect(await account(portal, 33)).toMatchObject({ ACTIVE: false })

    const { caseId } = view.case
    const event = view.fixes.at(-1)?.event ?? ''
    const { confirmWith } = await app.call('fixes.previewUndo', { caseId, event })
    await app.call('fixes.undo', { ...changeOf(view), event, confirm: confirmWith ?? '' })
    expect(await account(portal, 33)).toMatchObject({ ACTIVE: true })
  })

  it('sees in the own list which portals are left, and nothing is asked twice', async () => {
    const { app, portal } = await demoApp()
    const person: Person = { answers: { ...leaving.answers, 'deletion.goal': 'profile', 'account.portals': 'one', 'deletion.way': 'dismissal' }, advice: { ...leaving.advice, 'still-linked': 'done' } }
    const { view, trail } = await toTheEnd(app, await open(app, 'delete-account', nell), person)

    expect(trail.slice(0, 12)).toEqual(['goal', 'sole', 'portals', 'still-linked', 'way', 'what-a-dismissal-does', 'who-asks', 'end-access', '= verified', 'portals-after', 'other-portals', 'to-other-administrators'])
    expect(view.case.verdict).toBe('other-portals')
    expect(await account(portal, 33)).toMatchObject({ ACTIVE: false })
  })

  it('has an open invitation only: nothing is dismissed', async () => {
    const { app, portal } = await demoApp()
    const { trail } = await toTheEnd(app, await open(app, 'delete-account', messages.deleteAccount('cleo.marsh@harbourpine.example')), leaving)

    expect(trail).toContain('open-invitation')
    expect(trail).not.toContain('end-access')
    expect(await account(portal, 27)).toMatchObject({ ACTIVE: true })
  })

  it('is the only administrator: nothing is dismissed', async () => {
    const { app, portal } = await demoApp()
    const { view, trail } = await toTheEnd(app, await open(app, 'delete-account', nell), { ...leaving, answers: { ...leaving.answers, 'admin.onlyOne': 'yes' } })

    expect(trail).toEqual(['goal', 'sole', 'only-administrator', 'keep'])
    expect(view.step.outcome).toBe('notSolved')
    expect(await account(portal, 33)).toMatchObject({ ACTIVE: true })
  })

  it('is asked for by nobody who is known: nothing is dismissed', async () => {
    const { app, portal } = await demoApp()
    const { trail } = await toTheEnd(app, await open(app, 'delete-account', nell), { ...leaving, answers: { ...leaving.answers, 'caller.verified': 'notYet' } })

    expect(trail.slice(-3)).toEqual(['who-asks', 'prove-first', 'not-known'])
    expect(await account(portal, 33)).toMatchObject({ ACTIVE: true })
  })

  it('is helped by an agent, who has no right to: an administrator has the message', async () => {
    const { app, portal } = await demoApp({ as: 'agent' })
    const { trail } = await toTheEnd(app, await open(app, 'delete-account', nell, 'agent'), leaving)

    expect(trail.slice(trail.indexOf('end-access'), trail.indexOf('end-access') + 3)).toEqual(['end-access', '= needsAdministrator', 'to-admin'])
    expect(await account(portal, 33)).toMatchObject({ ACTIVE: true })
  })
})

describe('a login that was changed by its owner', () => {
  const wanted = 'sven@letterbox.example'
  const changed: Person = {
    answers: { 'person.address': 'sven.dunlin@freemail.example', 'profile.opens': 'yes', 'address.new': wanted, 'login.works': 'yes', 'profile.contactFollows': 'yes', 'caller.verified': 'inPerson' },
    advice: { connect: 'done' },
  }

  it('takes the contact address on the portal along', async () => {
    const { app, portal } = await demoApp()
    const { view, trail } = await toTheEnd(app, await open(app, 'social-login-change', messages.changeSocialLogin), changed)

    expect(trail).toEqual(['address', 'opens', 'wanted', 'connect', 'try', 'contact', 'contact-differs', 'who-asks', 'change-contact', '= verified', 'solved-both'])
    expect(view.step.outcome).toBe('solved')
    expect(await account(portal, 67)).toMatchObject({ EMAIL: wanted, ACTIVE: true })
  })

  it('leaves it where a colleague has the address', async () => {
    const { app, portal } = await demoApp()
    const { trail } = await toTheEnd(app, await open(app, 'social-login-change', messages.changeSocialLogin), { ...changed, answers: { ...changed.answers, 'address.new': 'ada.quill@harbourpine.example' } })

    expect(trail.slice(trail.indexOf('change-contact'))).toEqual(['change-contact', '= addressTaken', 'contact-by-hand', 'solved-login-only'])
    expect(await account(portal, 67)).toMatchObject({ EMAIL: 'sven.dunlin@freemail.example' })
  })
})
