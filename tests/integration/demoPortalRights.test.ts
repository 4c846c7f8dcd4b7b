import { describe, expect, it } from 'vitest'
import type { DemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { call, callAsApp, openPortal, tokensOf } from '../support/demoPortal/callPortal'
import type { PortalReply, UserRow } from '../support/demoPortal/callPortal'
import { callRest3 } from '../support/demoPortal/callRest3'

/** Named people who are no ordinary colleagues (company/furtherPeople.ts). */
const guests = ['86', '87']
const neverShown = ['88', '89', '90']

type Ask = (method: string, params?: object) => Promise<PortalReply<UserRow[]>>

async function shownTo(ask: Ask, params: object = {}): Promise<readonly string[]> {
  const ids: string[] = []
  for (let start: number | undefined = 0; start !== undefined; ) {
    const { body }: PortalReply<UserRow[]> = await ask('user.get', { ...params, start, select: ['ID'] })
    ids.push(...body.result.map(({ ID }) => ID))
    start = body.next
  }
  return ids
}

/** A person lets the application in: the way to call as anybody. */
async function as(portal: DemoPortal, userId: number): Promise<Ask> {
  const { access_token: token } = await tokensOf(portal, userId)
  return (method, params = {}) => callAsApp<UserRow[]>(portal, token, method, params)
}

function refusal({ status, body }: PortalReply): unknown {
  return [status, body.error, body.error_description]
}

const denied = [400, 'ERROR_CORE', 'access_denied']
const newPerson = { EMAIL: 'new.person@harbourpine.example', UF_DEPARTMENT: [5] }

describe('whom user.get shows', () => {
  it('colleagues to a colleague, guests too to an administrator who asks for it, others to nobody', async () => {
    const portal = await openPortal()
    const [agent, admin]: readonly Ask[] = [(method, params) => call(portal.webhook, method, params), (method, params) => call(portal.adminWebhook, method, params)]
    const colleagues = await shownTo(agent!)
    expect(colleagues.length).toBeGreaterThan(90)
    for (const id of [...guests, ...neverShown]) expect(colleagues, id).not.toContain(id)
    expect(await shownTo(agent!, { ADMIN_MODE: true })).toEqual(colleagues)
    expect(await shownTo(admin!)).toEqual(colleagues)
    for (const ADMIN_MODE of [true, 'true', 'Y', 1]) {
      const everybody = await shownTo(admin!, { ADMIN_MODE })
      expect(everybody.filter((id) => !colleagues.includes(id)), String(ADMIN_MODE)).toEqual(guests)
    }
    for (const ADMIN_MODE of [false, 0, '0', '']) expect(await shownTo(admin!, { ADMIN_MODE }), String(ADMIN_MODE)).toEqual(colleagues)
    expect(await shownTo(admin!, { FILTER: { '@ID': neverShown }, ADMIN_MODE: true })).toEqual([])
  })

  it('dismissed people and open invitations to everybody', async () => {
    const portal = await openPortal()
    const ids = (await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '@ID': [27, 31, 43] } })).body.result.map(({ ID }) => ID)
    expect(ids).toEqual(['27', '31', '43'])
  })

  it('guests to whoever shares a group with them, and to a guest only those', async () => {
    const portal = await openPortal()
    const guest = await as(portal, 87)
    expect(await shownTo(guest)).toEqual(guests)
    expect(await shownTo(guest, { ADMIN_MODE: true })).toEqual(guests)
    expect((await guest('user.get', { FILTER: { '=EMAIL': 'ben.harrow@harbourpine.example' } })).body.result).toEqual([])
    expect((await guest('user.get', { FILTER: { '=ID': 8 } })).body.result).toEqual([])
    await call(portal.adminWebhook, 'user.update', { ID: 87, UF_DEPARTMENT: [5] })
    const inside = await shownTo(guest)
    expect(inside).toContain('8')
    expect(inside).toContain('86')
  })

  it('by any condition and in any order alike', async () => {
    const portal = await openPortal()
    const address = 'noel.fulmar@timberyard.example'
    for (const FILTER of [{ '=EMAIL': address }, { EMAIL: address }, { '%EMAIL': 'fulmar' }, { '=ID': 87 }, { '@ID': [87, 88] }, { '>ID': 86, '<ID': 88 }, { USER_TYPE: 'extranet' }, { NAME: 'Noel' }]) {
      for (const extra of [{}, { start: -1 }, { sort: 'NAME', order: 'DESC' }]) {
        const hidden = await call<UserRow[]>(portal.webhook, 'user.get', { FILTER, ...extra })
        expect(hidden.body.result.filter(({ ID }) => ID === '87'), JSON.stringify([FILTER, extra])).toEqual([])
        const shown = await call<UserRow[]>(portal.adminWebhook, 'user.get', { FILTER, ...extra, ADMIN_MODE: true })
        expect(shown.body.result.filter(({ ID }) => ID === '87'), JSON.stringify([FILTER, extra])).toHaveLength(1)
      }
    }
    expect((await call<UserRow[]>(portal.webhook, 'user.search', { FILTER: { FIND: 'Fulmar' } })).body.result).toEqual([])
    expect((await call<UserRow[]>(portal.adminWebhook, 'user.search', { FILTER: { FIND: 'Fulmar' }, ADMIN_MODE: true })).body.result).toMatchObject([{ ID: '87', USER_TYPE: 'extranet', UF_DEPARTMENT: [] }])
  })

  it('the same in a large company, where guests are many', async () => {
    const portal = await openPortal({ people: 3000 })
    const total = async (webhook: string, params: object): Promise<number> => (await call<UserRow[]>(webhook, 'user.get', params)).body.total ?? 0
    const outside = await total(portal.adminWebhook, { FILTER: { USER_TYPE: 'extranet' }, ADMIN_MODE: true })
    expect(outside).toBeGreaterThan(30)
    expect(await total(portal.adminWebhook, { ADMIN_MODE: true })).toBe((await total(portal.webhook, {})) + outside)
    // counted by conditions, nobody from outside is among the others either
    expect(await total(portal.adminWebhook, { FILTER: { USER_TYPE: 'employee' }, ADMIN_MODE: true })).toBe(await total(portal.webhook, {}))
    expect(await total(portal.webhook, { FILTER: { USER_TYPE: 'extranet' } })).toBe(0)
    expect(await total(portal.webhook, { FILTER: { UF_DEPARTMENT: false } })).toBe(0)
  })
})

describe('who may invite and change others', () => {
  it.each([
    ['admins', { invitesBy: 'admins' }, { admin: true, helpdesk: false, others: false }],
    ['the helpdesk', { invitesBy: 'helpdesk' }, { admin: true, helpdesk: true, others: false }],
    ['everyone', { invitesBy: 'everyone' }, { admin: true, helpdesk: true, others: true }],
    ['admins, on-premise whatever is chosen', { invitesBy: 'everyone', onPremise: true }, { admin: true, helpdesk: false, others: false }],
  ] as const)('%s', async (_name, options, may) => {
    const portal = await openPortal(options)
    for (const [who, userId] of [['admin', 1], ['helpdesk', 4], ['others', 12]] as const) {
      const ask = await as(portal, userId)
      const added = await ask('user.add', { ...newPerson, EMAIL: `by.${who}@harbourpine.example` })
      const changed = await ask('user.update', { ID: 8, WORK_POSITION: who })
      expect(refusal(added), who).toEqual(may[who] ? [200, undefined, undefined] : denied)
      expect(refusal(changed), who).toEqual(may[who] ? [200, undefined, undefined] : denied)
    }
    expect(portal.mails()).toHaveLength(Object.values(may).filter(Boolean).length)
  })

  it('nobody from outside, whatever the company allows', async () => {
    const portal = await openPortal({ invitesBy: 'everyone' })
    const guest = await as(portal, 87)
    expect(refusal(await guest('user.add', newPerson))).toEqual(denied)
    expect(refusal(await guest('user.update', { ID: 86, NAME: 'x' }))).toEqual(denied)
    expect((await guest('crm.item.add', { entityTypeId: 1, fields: {} })).body.error).toBe('ALLOWED_ONLY_INTRANET_USER')
  })

  it('everybody changes their own profile, but neither place nor state', async () => {
    const portal = await openPortal()
    const reply = await call(portal.webhook, 'user.update', { ID: 4, WORK_POSITION: 'Chief', EMAIL: 'noa@harbourpine.example', ACTIVE: 'N', UF_DEPARTMENT: [1] })
    expect(reply.body.result).toBe(true)
    expect((await call<UserRow>(portal.webhook, 'user.current')).body.result).toMatchObject({ WORK_POSITION: 'Chief', EMAIL: 'noa@harbourpine.example', ACTIVE: true, UF_DEPARTMENT: [14] })
    expect(refusal(await call(portal.webhook, 'user.update', { ID: 1, NAME: 'x' }))).toEqual(denied)
  })

  it('the invitation controller asks for the right as well, and for more where it decides', async () => {
    const portal = await openPortal({ invitesBy: 'helpdesk', intranetInvite: true })
    const [helpdesk, other] = [await as(portal, 4), await as(portal, 12)]
    const noRight = 'INTRANET_CONTROLLER_INVITE_NO_PERMISSIONS'
    expect((await other('intranet.invite.reinvite', { params: { userId: 27 } })).body.error).toBe(noRight)
    expect((await helpdesk('intranet.invite.reinvite', { params: { userId: 27 } })).body.result).toEqual({ result: true })
    expect((await helpdesk('intranet.invite.confirmUserRequest', { userId: 43, isAccept: 'Y' })).body.error).toBe(noRight)
    // somebody else's invitation
    expect((await helpdesk('intranet.invite.deleteInvitation', { params: { userId: 27 } })).body.error).toBe(noRight)
    const own = (await helpdesk('user.add', newPerson)).body.result as unknown as number
    expect((await helpdesk('intranet.invite.deleteInvitation', { params: { userId: own } })).body.result).toEqual({ result: true })
    expect(refusal(await call(portal.webhook, 'intranet.invite.reinvite', { params: { userId: 27 } }))).toEqual([401, 'insufficient_scope', expect.any(String)])
  })
})

describe('scopes', () => {
  it.each([
    ['department.get', 'department'],
    ['im.user.get', 'im'],
    ['im.notify.system.add', 'im'],
    ['im.notify.personal.add', 'im'],
    ['im.message.add', 'im'],
    ['tasks.task.add', 'task'],
    ['crm.item.add', 'crm'],
  ])('%s wants %s', async (method, scope) => {
    const portal = await openPortal()
    const reply = await call(portal.webhook, method, {})
    expect([reply.status, reply.body.error]).toEqual([401, 'insufficient_scope'])
    expect((await call(portal.adminWebhook, method, {})).body.error).not.toBe('insufficient_scope')
    portal.setFault(`scope-missing=${scope}`)
    expect((await call(portal.adminWebhook, method, {})).body.error).toBe('insufficient_scope')
    expect((await call<{ result_error: Record<string, { error: string }> }>(portal.adminWebhook, 'batch', { cmd: { a: method } })).body.result.result_error['a']?.error).toBe('insufficient_scope')
  })

  it('the agent has user, the administrator all that the product uses', async () => {
    const portal = await openPortal()
    expect((await call(portal.webhook, 'scope')).body.result).toEqual(['user'])
    expect((await call(portal.adminWebhook, 'scope')).body.result).toEqual(['user', 'department', 'im', 'task', 'main', 'intranet', 'mail', 'crm'])
  })

  it.each(['user_basic', 'user_brief'])('under %s the writing user methods put the refusal into the result', async (scope) => {
    const portal = await openPortal({ adminScopes: [scope] })
    for (const [method, params] of [['user.add', newPerson], ['user.update', { ID: 8, NAME: 'x' }]] as const) {
      const { status, body } = await call<{ error: string }>(portal.adminWebhook, method, params)
      expect([status, body.result.error]).toEqual([200, 'insufficient_scope'])
      expect(body).toHaveProperty('time')
    }
    expect(portal.mails()).toEqual([])
    expect((await call<UserRow[]>(portal.adminWebhook, 'user.get', { FILTER: { ID: 8 } })).body.result[0]?.NAME).toBe('Ben')
    const outside = await openPortal({ adminScopes: ['im'] })
    expect((await call(outside.adminWebhook, 'user.add', newPerson)).status).toBe(401)
  })

  it('somebody dismissed in the meantime can do nothing more', async () => {
    const portal = await openPortal()
    const ben = await as(portal, 8)
    expect((await ben('profile')).status).toBe(200)
    await call(portal.adminWebhook, 'user.update', { ID: 8, ACTIVE: 'N' })
    expect((await ben('profile')).body.error).toBe('authorization_error')
    await call(portal.adminWebhook, 'user.update', { ID: 4, ACTIVE: 'N' })
    expect((await call(portal.webhook, 'profile')).body.error).toBe('authorization_error')
  })
})

describe('who is hidden from whom elsewhere', () => {
  it('im.user.get shows no card of somebody hidden', async () => {
    const portal = await openPortal()
    const card = async (userId: number, id: number): Promise<unknown> => (await (await as(portal, userId))('im.user.get', { ID: id })).body.error
    expect(await card(8, 87)).toBe('ACCESS_DENIED')
    expect(await card(87, 8)).toBe('ACCESS_DENIED')
    expect(await card(87, 86)).toBeUndefined()
    expect(await card(8, 90)).toBeUndefined()
    expect(await card(1, 87)).toBeUndefined()
  })

  it('an agent of the helpdesk reads no event log', async () => {
    const portal = await openPortal({ scopes: ['user', 'main'] })
    const reply = await callRest3(portal.webhook, 'main.eventlog.list')
    expect([reply.status, reply.body.error?.code]).toEqual([403, 'BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION'])
  })
})
