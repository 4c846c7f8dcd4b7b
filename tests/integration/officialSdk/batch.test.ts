import { ApiVersion } from '@bitrix24/b24jssdk'
import { describe, expect, it } from 'vitest'
import { openPortal } from '../../support/demoPortal/callPortal'
import type { UserRow } from '../../support/demoPortal/callPortal'
import { everyTruth } from '../../support/demoPortal/truth'
import { batchThrough } from '../../support/officialSdk/batchThrough'
import type { BatchCalls } from '../../support/officialSdk/batchThrough'
import { failureOf } from '../../support/officialSdk/failureOf'
import { openHookSdk, openOAuthSdk } from '../../support/officialSdk/openSdk'
import { countOf, watchRequests } from '../../support/officialSdk/watchRequests'

const mixed = {
  who: { method: 'user.current', params: {} },
  nothing: { method: 'no.such.method', params: {} },
  when: { method: 'server.time', params: {} },
  refused: { method: 'user.add', params: { EMAIL: 'nowhere', UF_DEPARTMENT: [5] } },
}
const mixedList: BatchCalls = Object.values(mixed)

describe('batch', () => {
  it('answers by name and by place', async () => {
    const sdk = await openOAuthSdk(await openPortal())
    const byName = await batchThrough(sdk, { who: ['user.current', {}], where: { method: 'department.get', params: { ID: 1 } } })
    expect([byName.isSuccess, Object.keys(byName.answers)]).toEqual([true, ['who', 'where']])
    expect(byName.answers['who']?.getData()?.result).toMatchObject({ ID: '1' })
    const byPlace = await batchThrough(sdk, [['user.current', {}], ['department.get', { ID: 1 }]])
    expect([byPlace.isSuccess, Object.keys(byPlace.answers)]).toEqual([true, ['0', '1']])
    expect(byPlace.answers['1']?.getData()?.result).toEqual(byName.answers['where']?.getData()?.result)
  })

  it('goes on after an error with halt 0', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    const byName = await batchThrough(sdk, mixed)
    expect(byName.isSuccess).toBe(false)
    expect(byName.errors).toEqual({ nothing: 'ERROR_METHOD_NOT_FOUND', refused: 'ERROR_ARGUMENT' })
    expect(byName.answers['who']?.getData()?.result).toMatchObject({ ID: '1' })
    expect(byName.answers['when']?.getData()?.result).toBeTypeOf('string')
    const byPlace = await batchThrough(sdk, mixedList)
    expect(byPlace.errors).toEqual({ 1: 'ERROR_METHOD_NOT_FOUND', 3: 'ERROR_ARGUMENT' })
    expect(Object.entries(byPlace.answers).map(([place, answer]) => [place, answer.isSuccess])).toEqual([['0', true], ['1', false], ['2', true], ['3', false]])
  })

  it('stops at the first error with halt 1: what follows is neither answered nor tried', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    for (const calls of [mixed, mixedList]) {
      const before = portal.requests().length
      const { isSuccess, answers, errors } = await batchThrough(sdk, calls, { halt: true })
      expect(isSuccess).toBe(false)
      expect(Object.values(answers).map((answer) => answer.isSuccess)).toEqual([true, false])
      expect(Object.values(errors)).toEqual(['ERROR_METHOD_NOT_FOUND'])
      expect(portal.requests().slice(before).map(({ method }) => method)).toEqual(['batch', 'user.current', 'no.such.method'])
    }
  })

  it('keeps totals, next pages and times apart', async () => {
    const sdk = await openOAuthSdk(await openPortal({ people: 260 }))
    const { answers } = await batchThrough(sdk, { all: ['user.get', {}], one: ['user.get', { ID: 8 }], none: ['user.get', { ID: 999_999 }], uncounted: ['user.get', { start: -1 }] })
    const totals = Object.entries(answers).map(([name, answer]) => [name, answer.getTotal()])
    expect(Object.fromEntries(totals)).toEqual({ all: expect.any(Number) as unknown, one: 1, none: 0, uncounted: 0 })
    expect(answers['all']?.getTotal()).toBeGreaterThan(200)
    for (const [name, answer] of Object.entries(answers)) {
      expect(answer.getData()?.time.operating, name).toBeGreaterThan(0)
      expect(answer.getData()?.time.operating_reset_at, name).toBeGreaterThan(0)
    }
  })

  it('keeps false, empty lists and empty maps', async () => {
    const sdk = await openOAuthSdk(await openPortal(), { userId: 4 })
    const { isSuccess, answers } = await batchThrough(sdk, { admin: ['user.admin', {}], nobody: ['user.get', { ID: 999_999 }], names: ['access.name', { ACCESS: [] }] })
    expect(isSuccess).toBe(true)
    expect(['admin', 'nobody', 'names'].map((name) => answers[name]?.getData()?.result)).toEqual([false, [], false])
  })

  it('hands the answer of one command to the next', async () => {
    const sdk = await openOAuthSdk(await openPortal())
    const { answers } = await batchThrough(sdk, {
      person: ['user.get', { filter: { '=EMAIL': 'ben.harrow@harbourpine.example' } }],
      department: ['department.get', { ID: '$result[person][0][UF_DEPARTMENT][0]' }],
    })
    const [person] = answers['person']?.getData()?.result as UserRow[]
    expect(answers['department']?.getData()?.result).toEqual([expect.objectContaining({ ID: String((person?.['UF_DEPARTMENT'] as number[])[0]) }) as unknown])
  })

  it('its own operating time is nothing: each command is charged for itself', async () => {
    const sdk = openHookSdk((await openPortal()).adminWebhook)
    const response = await sdk.getHttpClient(ApiVersion.v2).batch([['user.get', {}], ['user.get', {}]], { isHaltOnError: true })
    const { result, time } = response.getData() ?? {}
    expect(time?.operating).toBe(0)
    const spent = [...(result?.values() ?? [])].map((answer) => answer.getData()?.time.operating ?? 0)
    expect(spent[1]).toBeGreaterThan(spent[0] ?? Infinity)
  })

  it('more than fifty go in several requests, and their answers stay in order', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    const calls: BatchCalls = Array.from({ length: 120 }, (_, index) => ['user.get', { filter: { '=ID': index }, select: ['ID'] }])
    const arrived = watchRequests(portal)
    const response = await sdk.actions.v2.batchByChunk.make<UserRow[]>({ calls, options: { isHaltOnError: true } })
    expect([response.isSuccess, countOf(arrived, 'batch')]).toEqual([true, 3])
    const found = (response.getData() ?? []).map((rows) => rows.map(({ ID }) => Number(ID)))
    expect(found).toHaveLength(120)
    expect(found.filter((ids) => ids.length > 0).length).toBeGreaterThan(50)
    for (const [index, ids] of found.entries()) if (ids.length > 0) expect(ids).toEqual([index])
  })

  it('finds everybody by address, whatever letters it has', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    const visible = everyTruth.filter(({ email, hiddenFrom, type }) => email !== '' && hiddenFrom === undefined && type === undefined)
    expect(visible.map(({ email }) => email).join()).toMatch(/\+.*'|'.*\+/)
    const calls: BatchCalls = visible.map(({ email }) => ({ method: 'user.get', params: { filter: { '=EMAIL': email } } }))
    const response = await sdk.actions.v2.batchByChunk.make<UserRow[]>({ calls, options: { isHaltOnError: true } })
    expect(response.isSuccess).toBe(true)
    for (const [index, rows] of (response.getData() ?? []).entries()) expect(rows.map(({ ID }) => Number(ID)), visible[index]?.name).toContain(visible[index]?.id)
  })

  it('refuses a batch within a batch', async () => {
    const sdk = await openOAuthSdk(await openPortal())
    expect((await batchThrough(sdk, { inner: ['batch', { cmd: ['user.current'] }], who: ['profile', {}] })).errors).toEqual({ inner: 'ERROR_BATCH_METHOD_NOT_ALLOWED' })
  })

  it('refuses the commands behind the fiftieth one by one', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    // the SDK itself would not send as many: it is asked to send a plain call
    const cmd = Array.from({ length: 52 }, () => 'profile')
    const answer = await sdk.actions.v2.call.make<{ readonly result: object; readonly result_error: object }>({ method: 'batch', params: { cmd, halt: 0 } })
    const { result, result_error: errors } = answer.getData()?.result ?? {}
    expect([Object.keys(result ?? {}).length, Object.keys(errors ?? {})]).toEqual([50, ['50', '51']])
    expect(Object.values(errors ?? {})).toEqual([0, 1].map(() => expect.objectContaining({ error: 'ERROR_BATCH_LENGTH_EXCEEDED' }) as unknown))
  })

  it('shows the operating limit of one method as the failure of its commands alone', async () => {
    const sdk = await openOAuthSdk(await openPortal({ faults: ['operating-limit=user.get'] }))
    const { answers, errors } = await batchThrough(sdk, { people: ['user.get', {}], who: ['user.current', {}] })
    expect(errors).toEqual({ people: 'OPERATION_TIME_LIMIT' })
    expect(answers['who']?.isSuccess).toBe(true)
  })

  it('shows a missing scope as the failure of the commands that need it', async () => {
    const sdk = await openOAuthSdk(await openPortal({ faults: ['scope-missing=department'] }))
    expect((await batchThrough(sdk, { where: ['department.get', {}], who: ['user.current', {}] })).errors).toEqual({ where: 'insufficient_scope' })
  })

  it('fails as a whole without authorization', async () => {
    const portal = await openPortal()
    const sdk = openHookSdk(portal.adminWebhook.replace(/[^/]+\/$/, 'wrong/'))
    expect(await failureOf(sdk.getHttpClient(ApiVersion.v2).call('batch', { cmd: ['profile'] }))).toEqual({ code: 'INVALID_CREDENTIALS', status: 401 })
  })
})
