import { describe, expect, test } from 'vitest'
import type { NewPortalUser } from '../../../electron/core/ports'
import { connectAsAdmin, failureOf, timeoutFor } from '../../support/portal/portalParts'

describe('against the demo portal', () => {
  const moor: NewPortalUser = { email: 'tess.moor@harbourpine.example', name: 'Tess', lastName: 'Moor', position: 'Cook', departments: [3], invitationText: 'Welcome' }
  const adds = (requests: readonly { readonly method: string }[]): number => requests.filter(({ method }) => method === 'user.add').length

  test('a person is invited, found, and known as invited', async () => {
    const { portal, api } = await connectAsAdmin()
    const { id, confirmedBy } = await api.addUser(moor)

    expect(confirmedBy).toBe('portal')
    expect(await api.personByAddress(moor.email)).toMatchObject({ users: [{ id, name: 'Tess Moor', departments: [3], active: true, lastLogin: 'never' }], invitation: { pending: [id], accepted: [] } })
    expect(portal.mails()).toMatchObject([{ to: moor.email, kind: 'invitation' }])
  })

  test('an invitation whose answer never came is found by looking', async () => {
    const { portal, api } = await connectAsAdmin({ client: timeoutFor('answers-after-time-out'), faults: ['answers-after-time-out=1'] })
    const { id, confirmedBy } = await api.addUser(moor)

    expect(confirmedBy).toBe('lookUp')
    expect(await api.userById(id)).toMatchObject({ email: moor.email })
    expect(adds(portal.requests())).toBe(1)
    expect(portal.mails()).toHaveLength(1)
  })

  test('an invitation that was lost on the way stays unconfirmed, and nobody is there', async () => {
    const { portal, api } = await connectAsAdmin({ client: timeoutFor('lost-before'), faults: ['lost-before=1'] })

    expect(await failureOf(api.addUser(moor))).toMatchObject({ code: 'writeUnconfirmed', details: { method: 'user.add', cause: 'timeout' } })
    expect(await api.usersByAddress(moor.email)).toEqual([])
    expect(adds(portal.requests())).toBe(1)
  })

  test.each([
    ['cleo.marsh@harbourpine.example', 'pending'],
    ['uma.dipper@harbourpine.example', 'pending'],
    ['dispatch@harbourpine.example', 'dismissed'],
    ['ben.harrow@harbourpine.example', 'active'],
  ])('%s is taken: %s, in any language', async (email, state) => {
    const { api } = await connectAsAdmin({ language: 'ru', longRefusals: true })

    expect(await failureOf(api.addUser({ ...moor, email }))).toMatchObject({ code: 'addressTaken', details: { state } })
  })

  test('a mistyped address and a full plan are told apart', async () => {
    const { api } = await connectAsAdmin()
    expect((await failureOf(api.addUser({ ...moor, email: 'tess.moor' }))).code).toBe('addressBad')
    const full = await connectAsAdmin({ userLimit: 1 })
    expect((await failureOf(full.api.addUser(moor))).code).toBe('userLimit')
  })

  test('a change is carried out and shown', async () => {
    const { api } = await connectAsAdmin()

    await expect(api.updateUser('8', { email: 'ben.h@harbourpine.example', active: false, lastName: 'Harrow-Lee', departments: [3, 5] })).resolves.toMatchObject({
      confirmedBy: 'portal', differs: [], alsoHeldBy: [], user: { id: '8', active: false, email: 'ben.h@harbourpine.example', name: 'Ben Harrow-Lee' },
    })
  })

  test.each(['accepts-and-ignores', 'changes-another', 'changes-later'])('with %s the record does not show it', async (fault) => {
    const { api } = await connectAsAdmin({ faults: [fault] })

    await expect(api.updateUser('8', { active: false, lastName: 'Lee' })).resolves.toMatchObject({ confirmedBy: 'portal', differs: ['active', 'lastName'], user: { id: '8', active: true } })
  })

  test('a change whose answer never came is confirmed by the record, one that was lost is not', async () => {
    const carriedOut = await connectAsAdmin({ client: timeoutFor('answers-after-time-out'), faults: ['answers-after-time-out=1'] })
    await expect(carriedOut.api.updateUser('8', { active: false })).resolves.toMatchObject({ confirmedBy: 'lookUp', differs: [], user: { active: false } })
    const lost = await connectAsAdmin({ client: timeoutFor('lost-before'), faults: ['lost-before=1'] })
    expect((await failureOf(lost.api.updateUser('8', { active: false }))).code).toBe('writeUnconfirmed')
    expect(await lost.api.userById('8')).toMatchObject({ active: true })
  })

  test('an address that somebody has is refused with whose state it is', async () => {
    const { api } = await connectAsAdmin({ language: 'de' })

    expect(await failureOf(api.updateUser('8', { email: 'dispatch@harbourpine.example' }))).toMatchObject({ code: 'addressTaken', details: { state: 'dismissed' } })
  })

  test('an agent without the right is told so', async () => {
    const { gateway, portal } = await connectAsAdmin()
    const agent = gateway.connect(portal.webhook, { allowLoopback: true })

    expect((await failureOf(agent.updateUser('8', { active: false }))).code).toBe('noRights')
    expect((await failureOf(agent.notify('8', 'x'))).code).toBe('scopeMissing')
  })

  test('messages, tasks and items are on the portal', async () => {
    const { portal, api } = await connectAsAdmin()
    const notice = await api.notify('27', 'Your account is ready')
    const message = await api.sendMessage('27', 'Hello Cleo')
    const task = await api.addTask({ title: 'Call Cleo', description: 'She waits', responsibleId: '4', deadline: Date.UTC(2030, 0, 2) })
    const item = await api.addCrmItem({ entityTypeId: 1, title: 'Cleo cannot log in', description: 'since Monday' })
    const { records } = portal

    expect(records.notifications().map(({ id, toUserId }) => [String(id), toUserId])).toEqual([[notice, 27]])
    expect(records.messages().map(({ id, dialogId }) => [String(id), dialogId])).toEqual([[message, '27']])
    expect(records.tasks().map(({ id, responsibleId }) => [String(id), responsibleId])).toEqual([[task, 4]])
    expect(records.crmItems().map(({ id }) => String(id))).toEqual([item])
  })
})
