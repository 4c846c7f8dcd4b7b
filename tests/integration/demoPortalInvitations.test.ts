import { describe, expect, it } from 'vitest'
import type { DemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { call, openPortal } from '../support/demoPortal/callPortal'
import type { PortalReply, UserRow } from '../support/demoPortal/callPortal'
import { idsWithAddress, readPerson, stateOf } from '../support/demoPortal/readPerson'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const clock = (): number => startedAtMs

const newPerson = { EMAIL: 'new.person@harbourpine.example', UF_DEPARTMENT: [5] }

describe('the invitation controller', () => {
  const controller = (options: Parameters<typeof openPortal>[0] = {}): Promise<DemoPortal> => openPortal({ intranetInvite: true, now: clock, ...options })
  const act = (portal: DemoPortal, action: string, params: unknown): Promise<PortalReply> => call(portal.adminWebhook, `intranet.invite.${action}`, params)
  const code = ({ status, body }: PortalReply): unknown => [status, body.error]
  const prefix = 'INTRANET_CONTROLLER_INVITE_'

  it('is not there unless it is switched on, for nobody and no action', async () => {
    const portal = await openPortal()
    for (const action of ['reinvite', 'getEmailsInviteStatus', 'inviteUsersByEmail']) expect(code(await act(portal, action, {})), action).toEqual([404, 'ERROR_METHOD_NOT_FOUND'])
    expect(code(await act(await controller(), 'noSuchAction', {}))).toEqual([404, 'ERROR_METHOD_NOT_FOUND'])
  })

  it('knows the state of addresses', async () => {
    const portal = await controller()
    const emails = ['nobody@harbourpine.example', 'Cleo.Marsh@harbourpine.example', 'uma.dipper@harbourpine.example', 'ben.harrow@harbourpine.example', 'dispatch@harbourpine.example', 'no address']
    const { body } = await call<{ email: string; isValidEmail: boolean; inviteStatus: string }[]>(portal.adminWebhook, 'intranet.invite.getEmailsInviteStatus', { emails })
    expect(body.result.map(({ email, isValidEmail, inviteStatus }) => [email, isValidEmail, inviteStatus])).toEqual([
      [emails[0], true, 'NOT_REGISTERED'], [emails[1], true, 'INVITED'], [emails[2], true, 'INVITE_AWAITING_APPROVE'], [emails[3], true, 'ACTIVE'], [emails[4], true, 'FIRED'], [emails[5], false, 'NOT_REGISTERED'],
    ])
  })

  it('sends an invitation again', async () => {
    const portal = await controller()
    expect((await act(portal, 'reinvite', { params: { userId: 27 } })).body.result).toEqual({ result: true })
    expect(portal.mails()).toEqual([{ to: 'cleo.marsh@harbourpine.example', kind: 'repeatedInvitation', atMs: startedAtMs }])
    expect(await stateOf(portal, 27)).toBe('INVITED')
    for (const [params, expected] of [[{}, 'NO_USER_ID'], [{ userId: 27 }, 'NO_USER_ID'], [{ params: { userId: 8 } }, 'USER_NOT_FOUND'], [{ params: { userId: 26 } }, 'USER_NOT_FOUND']] as const) {
      expect(code(await act(portal, 'reinvite', params))).toEqual([400, `${prefix}${expected}`])
    }
    expect(portal.mails()).toHaveLength(1)
  })

  it('sends it to another address, which is the contact and the login then', async () => {
    const portal = await controller()
    expect((await act(portal, 'reinviteWithChangeContact', { userId: 35, newEmail: 'rio.stork@harbourpine.example' })).body.result).toEqual({ result: true })
    expect(await readPerson(portal, 35)).toMatchObject({ EMAIL: 'rio.stork@harbourpine.example' })
    expect(await stateOf(portal, 35)).toBe('INVITED')
    expect(portal.mails().map(({ to }) => to)).toEqual(['rio.stork@harbourpine.example'])
    const { result: invited } = (await call<number>(portal.adminWebhook, 'user.add', newPerson)).body
    await act(portal, 'reinviteWithChangeContact', { userId: invited, newEmail: 'corrected@harbourpine.example' })
    expect((await call(portal.adminWebhook, 'user.add', newPerson)).status).toBe(200)
    expect((await call(portal.adminWebhook, 'user.add', { ...newPerson, EMAIL: 'corrected@harbourpine.example' })).status).toBe(400)
    expect(code(await act(portal, 'reinviteWithChangeContact', { userId: 35, newEmail: 'ben.harrow@harbourpine.example' }))).toEqual([400, `${prefix}FAILED`])
    expect(code(await act(portal, 'reinviteWithChangeContact', { userId: 35, newEmail: 'none' }))).toEqual([400, `${prefix}FAILED`])
    expect(code(await act(portal, 'reinviteWithChangeContact', { userId: 8, newEmail: 'x@harbourpine.example' }))).toEqual([400, `${prefix}USER_NOT_FOUND`])
    expect(code(await act(await controller({ onPremise: true }), 'reinviteWithChangeContact', { userId: 35, newEmail: 'x@harbourpine.example' }))).toEqual([400, `${prefix}FAILED`])
  })

  it('deletes an open invitation: the address is free, the number is gone', async () => {
    const portal = await controller()
    const before = (await call<UserRow[]>(portal.webhook, 'user.get', {})).body.total ?? 0
    expect((await act(portal, 'deleteInvitation', { params: { userId: 35 } })).body.result).toEqual({ result: true })
    expect(await stateOf(portal, 35)).toBe('NOT_REGISTERED')
    expect(await idsWithAddress(portal, 'rio.stork@harbourpin.example')).toEqual([])
    const list = await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '>=ID': 34, '<=ID': 37 } })
    expect(list.body.result.map(({ ID }) => ID)).toEqual(['34', '36', '37'])
    expect((await call<UserRow[]>(portal.webhook, 'user.get', {})).body.total).toBe(before - 1)
    expect((await call<number>(portal.adminWebhook, 'user.add', { EMAIL: 'rio.stork@harbourpin.example', UF_DEPARTMENT: [5] })).body.result).toBeGreaterThan(108)
    expect(code(await act(portal, 'deleteInvitation', { params: { userId: 8 } }))).toEqual([400, `${prefix}USER_NOT_FOUND`])
  })

  it('deletes generated people as well, and all others keep their places', async () => {
    const portal = await controller({ people: 2000 })
    const open = (await call<UserRow[]>(portal.adminWebhook, 'user.search', { FILTER: { '!CONFIRM_CODE': '0', '>ID': 200 }, select: ['ID'] })).body.result.map(({ ID }) => Number(ID))
    const around = async (): Promise<readonly UserRow[]> => (await call<UserRow[]>(portal.adminWebhook, 'user.get', { FILTER: { '>ID': open[0]! - 20, '!ID': open[0] }, start: -1 })).body.result
    const before = await around()
    const address = (await readPerson(portal, open[0]!))!.EMAIL
    expect((await act(portal, 'deleteInvitation', { params: { userId: open[0] } })).body.result).toEqual({ result: true })
    expect(await around()).toEqual(before)
    expect(await readPerson(portal, open[0]!)).toBeUndefined()
    expect(await idsWithAddress(portal, address)).toEqual([])
    expect((await call(portal.adminWebhook, 'user.add', { EMAIL: address, UF_DEPARTMENT: [5] })).status).toBe(200)
  })

  it('decides about somebody who waits', async () => {
    const portal = await controller()
    expect((await act(portal, 'confirmUserRequest', { userId: 43, isAccept: 'Y' })).body.result).toEqual({ result: true })
    expect(await stateOf(portal, 43)).toBe('INVITED')
    expect(code(await act(portal, 'confirmUserRequest', { userId: 43, isAccept: 'Y' }))).toEqual([400, `${prefix}USER_NOT_FOUND`])
    expect((await act(portal, 'confirmUserRequest', { userId: 82, isAccept: 'N' })).body.result).toEqual({ result: true })
    expect(await stateOf(portal, 82)).toBe('NOT_REGISTERED')
  })

  it('invites several at once, or nobody', async () => {
    const portal = await controller()
    const { body } = await call<{ userIdList: number[] }>(portal.adminWebhook, 'intranet.invite.inviteUsersByEmail', { users: [{ email: 'one@harbourpine.example' }, 'two@harbourpine.example', { email: 'cleo.marsh@harbourpine.example' }], departmentIds: [9] })
    const [one, two, three] = body.result.userIdList
    expect(three).toBe(27)
    expect(await readPerson(portal, one!)).toMatchObject({ EMAIL: 'one@harbourpine.example', UF_DEPARTMENT: [9] })
    expect(await stateOf(portal, two!)).toBe('INVITED')
    expect(portal.mails().map(({ to, kind }) => [to, kind])).toEqual([['one@harbourpine.example', 'invitation'], ['two@harbourpine.example', 'invitation'], ['cleo.marsh@harbourpine.example', 'repeatedInvitation']])
    for (const users of [[], ['no address'], ['three@harbourpine.example', 'ben.harrow@harbourpine.example']]) expect(code(await act(portal, 'inviteUsersByEmail', { users }))).toEqual([400, `${prefix}FAILED`])
    expect(await idsWithAddress(portal, 'three@harbourpine.example')).toEqual([])
  })
})
