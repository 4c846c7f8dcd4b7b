import { Text } from '@bitrix24/b24jssdk'
import type { AbstractB24 } from '@bitrix24/b24jssdk'
import { describe, expect, it } from 'vitest'
import { call, openPortal } from '../../support/demoPortal/callPortal'
import type { UserRow } from '../../support/demoPortal/callPortal'
import { batchThrough } from '../../support/officialSdk/batchThrough'
import { openHookSdk, openOAuthSdk, ways } from '../../support/officialSdk/openSdk'
import { watchRequests } from '../../support/officialSdk/watchRequests'

async function resultOf<Result>(sdk: AbstractB24, method: string, params: Readonly<Record<string, unknown>> = {}): Promise<Result> {
  const answer = await sdk.actions.v2.call.make<Result>({ method, params })
  expect(answer.getStatus()).toBe(200)
  const data = answer.getData()
  if (data === undefined) throw new Error(`${method} was answered with an error`)
  return data.result
}

describe.each(ways)('the SDK with %s', (_name, open) => {
  it('knows who is calling', async () => {
    const sdk = await open(await openPortal())
    expect(await resultOf(sdk, 'profile')).toMatchObject({ ID: '1', ADMIN: true, NAME: 'Ada', LAST_NAME: 'Quill' })
    expect(await resultOf<UserRow>(sdk, 'user.current')).toMatchObject({ ID: '1', ACTIVE: true, EMAIL: 'ada.quill@harbourpine.example' })
  })

  it('reads scopes, time, fields and departments', async () => {
    const sdk = await open(await openPortal())
    expect(await resultOf(sdk, 'scope')).toEqual(['user', 'department', 'im', 'task', 'main', 'intranet', 'mail', 'crm'])
    expect(Math.abs(Date.parse(await resultOf<string>(sdk, 'server.time')) - Date.now())).toBeLessThan(60_000)
    expect(Object.keys(await resultOf<object>(sdk, 'user.fields'))).toEqual(expect.arrayContaining(['ID', 'EMAIL', 'ACTIVE', 'UF_DEPARTMENT']))
    expect(await resultOf(sdk, 'department.get', { ID: 5 })).toEqual([expect.objectContaining({ ID: '5', NAME: 'Warehouse', PARENT: '1' }) as unknown])
  })

  it('finds one person by the exact address', async () => {
    const sdk = await open(await openPortal())
    const answer = await sdk.actions.v2.call.make<UserRow[]>({ method: 'user.get', params: { filter: { '=EMAIL': 'ben.harrow@harbourpine.example' } } })
    expect([answer.getTotal(), answer.isMore(), answer.getData()?.result.map(({ ID }) => ID)]).toEqual([1, false, ['8']])
  })

  it('searches by name, and by what is empty', async () => {
    const sdk = await open(await openPortal())
    const byName = await sdk.actions.v2.call.make({ method: 'user.search', params: { NAME: 'Ada' } })
    expect(byName.getTotal()).toBeGreaterThanOrEqual(1)
    const withPhone = await sdk.actions.v2.call.make({ method: 'user.get', params: { sort: 'ID', order: 'DESC', ADMIN_MODE: 'true', filter: { '!UF_PHONE_INNER': null } } })
    expect(withPhone.isSuccess).toBe(true)
  })

  it('invites somebody, changes the address and reads it back', async () => {
    const portal = await openPortal()
    const sdk = await open(portal)
    const id = await resultOf<number>(sdk, 'user.add', { EMAIL: 'rosa.pine@harbourpine.example', NAME: 'Rosa', UF_DEPARTMENT: [5] })
    expect(Number.isInteger(id)).toBe(true)
    expect(portal.mails()).toEqual([expect.objectContaining({ to: 'rosa.pine@harbourpine.example', kind: 'invitation' }) as unknown])
    expect(await resultOf(sdk, 'user.update', { ID: id, EMAIL: 'rosa.kiefer@harbourpine.example', WORK_POSITION: 'Rigger' })).toBe(true)
    expect(await resultOf<UserRow[]>(sdk, 'user.get', { ID: id })).toEqual([
      expect.objectContaining({ ID: String(id), ACTIVE: true, NAME: 'Rosa', EMAIL: 'rosa.kiefer@harbourpine.example', WORK_POSITION: 'Rigger', LAST_LOGIN: '', UF_DEPARTMENT: [5] }) as unknown,
    ])
    expect(await resultOf<UserRow[]>(sdk, 'user.get', { filter: { '=EMAIL': 'rosa.pine@harbourpine.example' } })).toEqual([])
  })

  it('gets all eight times with every answer', async () => {
    const portal = await openPortal()
    const sdk = await open(portal)
    const answer = await sdk.actions.v2.call.make({ method: 'user.get' })
    const time = answer.getData()?.time
    if (time === undefined) throw new Error('there is no time')
    expect(Object.keys(time).sort()).toEqual(['date_finish', 'date_start', 'duration', 'finish', 'operating', 'operating_reset_at', 'processing', 'start'])
    for (const value of [time.start, time.finish, time.duration, time.processing, time.operating, time.operating_reset_at]) expect(value).toBeTypeOf('number')
    expect(time.finish).toBeGreaterThanOrEqual(time.start)
    expect(time.duration).toBeCloseTo(time.finish - time.start, 3)
    expect(time.duration).toBeGreaterThanOrEqual(time.processing)
    expect(time.operating).toBeGreaterThan(0)
    expect(time.operating_reset_at).toBeGreaterThan(time.finish)
    expect(Number.isInteger(time.operating_reset_at)).toBe(true)
    for (const [date, moment] of [[time.date_start, time.start], [time.date_finish, time.finish]] as const) {
      expect(Text.toDateTime(date).isValid).toBe(true)
      expect(Text.toDateTime(date).toSeconds()).toBe(Math.floor(moment))
    }
  })

  it('sends parameters of its own in the address, which change nothing', async () => {
    const portal = await openPortal()
    const sdk = await open(portal)
    const arrived = watchRequests(portal)
    const everybody = await sdk.actions.v2.call.make<UserRow[]>({ method: 'user.get' })
    const named = await sdk.actions.v2.call.make<UserRow[]>({ method: 'user.get', params: { NAME: 'Ada' }, requestId: 'NAME=Nobody&start=50' })
    expect(arrived.map(({ httpMethod, name, queryNames }) => [httpMethod, name, queryNames])).toEqual([
      ['POST', 'user.get', ['bx24_request_id', 'bx24_sdk_ver', 'bx24_sdk_type']],
      ['POST', 'user.get', ['bx24_request_id', 'bx24_sdk_ver', 'bx24_sdk_type']],
    ])
    const { body } = await call<UserRow[]>(portal.adminWebhook, 'user.get')
    expect([everybody.getTotal(), everybody.getData()?.result]).toEqual([body.total, body.result])
    expect(named.getData()?.result.map(({ NAME }) => NAME)).toEqual(['Ada'])
  })

  it('hands out of a batch what it hands out of single calls', async () => {
    const portal = await openPortal()
    const sdk = await open(portal)
    const methods = ['user.current', 'profile', 'scope', 'user.fields', 'department.get', 'user.get']
    const { answers } = await batchThrough(sdk, Object.fromEntries(methods.map((method) => [method, { method, params: {} }])))
    for (const method of methods) {
      const [alone, inBatch] = [await sdk.actions.v2.call.make({ method }), answers[method]]
      expect(inBatch?.getData()?.result, method).toEqual(alone.getData()?.result)
      expect([inBatch?.getTotal(), Object.keys(inBatch?.getData()?.time ?? {})], method).toEqual([alone.getTotal(), Object.keys(alone.getData()?.time ?? {})])
    }
  })
})

it('reads what each method has cost, apart from the others', async () => {
  const portal = await openPortal()
  const sdk = openHookSdk(portal.adminWebhook)
  const spent = async (method: string): Promise<number> => (await sdk.actions.v2.call.make({ method })).getData()?.time.operating ?? 0
  const before = await spent('user.get')
  portal.spendOperating('user.get', 7, 1)
  expect(await spent('user.get')).toBeGreaterThan(before + 7)
  expect(await spent('profile')).toBeLessThan(7)
})

it('a webhook of the helpdesk sees itself as one', async () => {
  const portal = await openPortal()
  expect(await resultOf(openHookSdk(portal.webhook), 'profile')).toMatchObject({ ID: '4', ADMIN: false })
  expect(await resultOf(await openOAuthSdk(portal, { userId: 4 }), 'profile')).toMatchObject({ ID: '4', ADMIN: false })
})

it('initIsAdmin tells administrators from others', async () => {
  const portal = await openPortal()
  const [admin, agent] = [await openOAuthSdk(portal), await openOAuthSdk(portal, { userId: 4 })]
  await Promise.all([admin.initIsAdmin(), agent.initIsAdmin()])
  expect([admin.auth.isAdmin, agent.auth.isAdmin]).toEqual([true, false])
})

it('its own check of health is content', async () => {
  const sdk = await openOAuthSdk(await openPortal())
  expect(await sdk.tools.healthCheck.make()).toBe(true)
  expect(await sdk.tools.ping.make()).toBeGreaterThanOrEqual(0)
})
