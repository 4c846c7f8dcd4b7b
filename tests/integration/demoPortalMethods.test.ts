import { describe, expect, it } from 'vitest'
import type { DemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { call, callAsApp, openPortal, tokensOf } from '../support/demoPortal/callPortal'
import type { UserRow } from '../support/demoPortal/callPortal'

const startedAtMs = Date.UTC(2026, 9, 14, 10, 42, 7)
const clock = (): number => startedAtMs

interface DepartmentRow {
  readonly ID: string
  readonly NAME: string
  readonly PARENT?: string
  readonly UF_HEAD?: string
}

async function departments(portal: DemoPortal, params: Readonly<Record<string, unknown>> = {}): Promise<readonly DepartmentRow[]> {
  return (await call<DepartmentRow[]>(portal.adminWebhook, 'department.get', params)).body.result
}

describe('department.get', () => {
  it('gives all with their parents, and which person leads them', async () => {
    const portal = await openPortal()
    const { body } = await call<DepartmentRow[]>(portal.adminWebhook, 'department.get')
    expect(body.total).toBe(8)
    expect(body).not.toHaveProperty('next')
    expect(body.result[0]).toEqual({ ID: '1', NAME: 'Harbour & Pine', SORT: 500, UF_HEAD: '1' })
    expect(body.result.find(({ ID }) => ID === '11')).toEqual({ ID: '11', NAME: 'Dispatch', SORT: 500, PARENT: '5' })
  })

  it.each<readonly [Readonly<Record<string, unknown>>, readonly string[]]>([
    [{ ID: 5 }, ['5']],
    [{ id: [5, '7', 6] }, ['5', '7']],
    [{ NAME: 'dispatch' }, ['11']],
    [{ NAME: 'Disp' }, []],
    [{ PARENT: 5 }, ['11']],
    [{ UF_HEAD: 1 }, ['1', '3']],
    [{ PARENT: 1, UF_HEAD: 24 }, ['5']],
    [{ SORT: 500 }, ['1', '3', '5', '7', '9', '11', '14', '16']],
    [{ SORT: 100 }, []],
    [{ sort: 'NAME', order: 'DESC', PARENT: 1 }, ['7', '5', '9', '3']],
    [{ sort: 'PARENT', order: 'ASC' }, ['1', '3', '5', '7', '9', '14', '11', '16']],
  ])('with %j', async (params, expected) => {
    const portal = await openPortal()
    expect((await departments(portal, params)).map(({ ID }) => ID)).toEqual(expected)
  })

  it('comes in pages where the company is large, and its people belong to what is there', async () => {
    const portal = await openPortal({ people: 5000 })
    const first = await call<DepartmentRow[]>(portal.adminWebhook, 'department.get')
    expect([first.body.result.length, first.body.next, first.body.total]).toEqual([50, 50, 108])
    const last = await call<DepartmentRow[]>(portal.adminWebhook, 'department.get', { start: 100 })
    expect(last.body.result).toHaveLength(8)
    expect(last.body).not.toHaveProperty('next')
    const uncounted = await call(portal.adminWebhook, 'department.get', { start: -1 })
    expect(uncounted.body).not.toHaveProperty('total')
    const ids = new Set([...first.body.result, ...(await departments(portal, { start: 50 })), ...last.body.result].map(({ ID }) => Number(ID)))
    expect(ids.size).toBe(108)
    const people = await call<UserRow[]>(portal.webhook, 'user.get', { start: 1000 })
    for (const { UF_DEPARTMENT } of people.body.result) expect((UF_DEPARTMENT as number[]).every((id) => ids.has(id))).toBe(true)
  })
})

describe('methods about the caller and the portal', () => {
  it('user.admin knows the administrator', async () => {
    const portal = await openPortal()
    expect((await call(portal.webhook, 'user.admin')).body.result).toBe(false)
    expect((await call(portal.adminWebhook, 'user.admin')).body.result).toBe(true)
  })

  it.each<readonly [unknown, boolean]>([
    [['U4'], true],
    [['U1'], false],
    ['U4', true],
    [['U1', 'D14'], true],
    [['D3'], false],
    [['DR3'], true],
    [['DR1'], true],
    [['DR9'], false],
    [['IU101'], true],
    [['IU8'], false],
    [['AU'], true],
    [['G2'], true],
    [['G1'], false],
    [['CR'], false],
    [['SG2_K'], false],
    [[], false],
    [undefined, false],
  ])('user.access %j of the helpdesk agent', async (codes, has) => {
    const portal = await openPortal()
    expect((await call(portal.webhook, 'user.access', { ACCESS: codes })).body.result).toBe(has)
    expect((await call(portal.adminWebhook, 'user.access', { ACCESS: codes })).body.result).toBe(true)
  })

  it('access.name names those that exist', async () => {
    const portal = await openPortal()
    const names = async (codes: unknown): Promise<unknown> => (await call(portal.webhook, 'access.name', { ACCESS: codes })).body.result
    expect(await names(['U8', 'D11', 'SG2_K', 'AU', 'CR', 'G2', 'U26', 'D2', 'nonsense'])).toEqual({
      U8: { provider: 'User', name: 'Ben Harrow', provider_id: 'user' },
      D11: { provider: 'Department', name: 'Dispatch', provider_id: 'intranet' },
      SG2_K: { provider: 'Project', name: 'Timber suppliers', provider_id: 'socnetgroup' },
      AU: { provider: '', name: 'All authorized users', provider_id: 'other' },
      CR: { provider: '', name: 'Author', provider_id: 'other' },
      G2: { provider: '', name: 'All visitors', provider_id: 'other' },
    })
    expect(await names(['U26'])).toEqual([])
    for (const nothing of [undefined, [], 'U8']) expect(await names(nothing)).toBe(false)
  })

  it('app.info tells a webhook its scopes and the plan; the plan tells the cloud from on-premise', async () => {
    const portal = await openPortal()
    expect((await call(portal.webhook, 'app.info')).body.result).toEqual({ SCOPE: ['user'], LICENSE: 'en_ent250' })
    const own = await openPortal({ onPremise: true })
    expect((await call(own.webhook, 'app.info')).body.result).toEqual({ SCOPE: ['user'], LICENSE: 'en_selfhosted' })
  })

  it('feature.get says yes in the cloud, and the plan on-premise', async () => {
    const portal = await openPortal()
    expect((await call(portal.webhook, 'feature.get', { CODE: 'rest_offline_extended' })).body.result).toEqual({ value: 'Y' })
    for (const code of [undefined, '', '0', 0]) {
      const reply = await call(portal.webhook, 'feature.get', { CODE: code })
      expect([reply.status, reply.body]).toEqual([400, { error: 'CODE_EMPTY', error_description: "CODE can't be empty" }])
    }
    const own = await openPortal({ onPremise: true })
    expect((await call(own.webhook, 'feature.get', { CODE: 'x' })).body.result).toEqual({ value: 'en_selfhosted' })
  })

  it('event.bind wants an application', async () => {
    const portal = await openPortal()
    const params = { event: 'onUserAdd', handler: 'https://handler.example/' }
    const reply = await call(portal.adminWebhook, 'event.bind', params)
    expect([reply.status, reply.body]).toEqual([403, { error: 'ACCESS_DENIED', error_description: 'Access denied! Application context required' }])
    const { access_token: token } = await tokensOf(portal, 4)
    expect((await callAsApp(portal, token, 'event.bind', params)).body.result).toBe(true)
    expect((await callAsApp(portal, token, 'event.bind', { ...params, event: 'onNothing' })).body.error).toBe('ERROR_EVENT_NOT_FOUND')
  })

  it('user.online lists those who are here, as user.get knows them', async () => {
    const portal = await openPortal({ now: clock })
    portal.signIn(8)
    const online = (await call<string[]>(portal.webhook, 'user.online')).body.result
    expect(online).toContain('8')
    const asked = (await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { IS_ONLINE: 'Y' } })).body.result.map(({ ID }) => ID)
    expect(online).toEqual(asked)
  })

  it('method.get knows a controller only where it is switched on, and any action of it', async () => {
    const [without, withController] = [await openPortal(), await openPortal({ intranetInvite: true })]
    const asked = async (webhook: string, name: string): Promise<unknown> => (await call(webhook, 'method.get', { name })).body.result
    for (const name of ['intranet.invite.reinvite', 'intranet.invite.getEmailsInviteStatus', 'intranet.controller.invite.noSuchAction']) {
      expect(await asked(without.adminWebhook, name), name).toEqual({ isExisting: false, isAvailable: false })
      expect(await asked(withController.adminWebhook, name), name).toEqual({ isExisting: true, isAvailable: true })
      expect(await asked(withController.webhook, name), name).toEqual({ isExisting: true, isAvailable: false })
    }
    expect(await asked(withController.adminWebhook, 'intranet.other.reinvite')).toEqual({ isExisting: false, isAvailable: false })
    expect((await call<string[]>(withController.adminWebhook, 'methods', { full: true })).body.result.filter((name) => name.startsWith('intranet.'))).toEqual([])
  })

  it('methods of REST 3.0 are not found at the old address, in a batch neither', async () => {
    const portal = await openPortal()
    for (const name of ['main.eventlog.list', 'rest.scope.list', 'mail.recipient.listemployees', 'humanresources.employee.search']) {
      const reply = await call(portal.adminWebhook, name)
      expect([reply.status, reply.body], name).toEqual([404, { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' }])
    }
    const { body } = await call<{ result_error: unknown }>(portal.adminWebhook, 'batch', { cmd: { log: 'main.eventlog.list' } })
    expect(body.result.result_error).toEqual({ log: { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' } })
  })
})

describe('im.user.get', () => {
  it('shows what user.get does not: how somebody is known, and from where', async () => {
    const portal = await openPortal({ now: clock })
    const card = async (id?: number): Promise<Readonly<Record<string, unknown>>> => (await call<Readonly<Record<string, unknown>>>(portal.adminWebhook, 'im.user.get', { ID: id })).body.result
    expect(await card(8)).toMatchObject({
      id: 8, active: true, name: 'Ben Harrow', first_name: 'Ben', last_name: 'Harrow', extranet: false, network: false, bot: false, connector: false,
      external_auth_id: 'socservices', departments: [7], email: 'ben.harrow@harbourpine.example', type: 'user', desktop_last_date: false,
      phones: { work_phone: '', personal_mobile: '+44 7700 900108', personal_phone: '' },
    })
    expect(await card(27)).toMatchObject({ id: 27, external_auth_id: 'default', last_activity_date: false })
    expect(await card(31)).toMatchObject({ id: 31, active: false })
    expect(await card(87)).toMatchObject({ id: 87, extranet: true, type: 'extranet', departments: [] })
    expect(await card(90)).toMatchObject({ id: 90, bot: true, type: 'bot', external_auth_id: 'bot' })
    expect(await card()).toMatchObject({ id: 1 })
  })

  it.each<readonly [unknown, number, string]>([
    [0, 400, 'ID_EMPTY'],
    ['', 400, 'ID_EMPTY'],
    [-3, 400, 'ID_EMPTY'],
    [26, 400, 'USER_NOT_EXISTS'],
    [999_999, 400, 'USER_NOT_EXISTS'],
  ])('refuses the id %j', async (id, status, code) => {
    const portal = await openPortal()
    const reply = await call(portal.adminWebhook, 'im.user.get', { ID: id })
    expect([reply.status, reply.body.error]).toEqual([status, code])
  })
})

describe('inside a batch', () => {
  it('runs every new method, each with its own refusal', async () => {
    const portal = await openPortal()
    const { body } = await call<{ result: Record<string, unknown>; result_error: Record<string, { error: string }>; result_total: unknown }>(portal.adminWebhook, 'batch', {
      cmd: {
        admin: 'user.admin',
        info: 'app.info',
        departments: 'Department.Get?PARENT=5',
        card: 'im.user.get?ID=8',
        added: 'user.add?EMAIL=in.batch%40harbourpine.example&UF_DEPARTMENT[]=5',
        again: 'user.add?EMAIL=in.batch%40harbourpine.example&UF_DEPARTMENT[]=5',
        read: 'user.get?filter[ID]=$result[added]',
        renamed: 'user.update?ID=$result[added]&NAME=Batch',
        told: 'im.notify.system.add?USER_ID=8&MESSAGE=Hello',
        lacking: 'im.notify.system.add?USER_ID=8',
        task: 'tasks.task.add?fields[TITLE]=Look&fields[RESPONSIBLE_ID]=8',
        item: 'crm.item.add?entityTypeId=1&fields[title]=Lead',
      },
    })
    const { result, result_error: refused } = body.result
    expect(Object.fromEntries(Object.entries(refused).map(([key, { error }]) => [key, error]))).toEqual({ again: 'ERROR_ARGUMENT', lacking: 'MESSAGE_EMPTY' })
    expect(result['admin']).toBe(true)
    expect(result['departments']).toMatchObject([{ ID: '11' }])
    expect(result['card']).toMatchObject({ id: 8 })
    expect(result['read']).toMatchObject([{ ID: String(result['added']), EMAIL: 'in.batch@harbourpine.example' }])
    expect(result['renamed']).toBe(true)
    expect(result['task']).toMatchObject({ task: { responsibleId: '8' } })
    expect(result['item']).toMatchObject({ item: { title: 'Lead', entityTypeId: 1 } })
    expect((await call<UserRow[]>(portal.webhook, 'user.get', { FILTER: { '=NAME': 'Batch' } })).body.result).toHaveLength(1)
  })
})

describe('200,000 people', () => {
  it('cost a page only what is on it', async () => {
    const portal = await openPortal({ people: 200_000 })
    // a search through everybody takes more than half a second at its first time, on a machine that has nothing else to do
    const together = async (questions: readonly object[]): Promise<number> => {
      let seconds = 0
      for (const params of questions) seconds += Number((await call(portal.webhook, 'user.get', params)).body.time['processing'])
      return seconds
    }
    const cursors = [0, 50_000, 100_000, 150_000, 199_000]
    expect(await together(cursors.map((last) => ({ FILTER: { '>ID': last }, sort: 'ID', order: 'ASC', start: -1 })))).toBeLessThan(0.3)
    expect(await together(cursors.map((last) => ({ FILTER: { '>ID': last, ACTIVE: true }, sort: 'ID', order: 'ASC', start: -1 })))).toBeLessThan(0.3)
    expect(await together(cursors.map((last) => ({ FILTER: { '<ID': last + 60 }, sort: 'ID', order: 'DESC', start: -1 })))).toBeLessThan(0.3)
    expect(await together(cursors.map((start) => ({ start })))).toBeLessThan(0.3)
    const addresses = (await call<UserRow[]>(portal.webhook, 'user.get', { start: 120_000 })).body.result.slice(0, 5).map(({ EMAIL }) => EMAIL)
    expect(await together(addresses.map((address) => ({ FILTER: { '=EMAIL': address } })))).toBeLessThan(0.3)
  })

  it('are searched once for a batch of pages, not for each page', async () => {
    const portal = await openPortal({ people: 200_000 })
    const cmd = Object.fromEntries([...Array(20).keys()].map((page) => [`p${page}`, `user.get?filter[LAST_LOGIN]=&select[]=ID&start=${page * 50}`]))
    const { body } = await call<{ result: Record<string, unknown[]>; result_time: Record<string, { processing: number }> }>(portal.webhook, 'batch', { cmd })
    const [first = 0, ...others] = Object.values(body.result.result_time).map(({ processing }) => processing)
    expect(Object.values(body.result.result).every((page) => page.length === 50)).toBe(true)
    expect(Math.max(...others)).toBeLessThan(first / 4)
  })
})
