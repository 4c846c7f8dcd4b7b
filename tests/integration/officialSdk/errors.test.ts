import { describe, expect, it } from 'vitest'
import type { DemoPortalOptions } from '../../../electron/demo-portal/startDemoPortal'
import { openPortal } from '../../support/demoPortal/callPortal'
import { failureOf } from '../../support/officialSdk/failureOf'
import { openHookSdk, ways } from '../../support/officialSdk/openSdk'
import { virtualClock } from '../../support/officialSdk/virtualClock'
import { watchRequests } from '../../support/officialSdk/watchRequests'

/** What the SDK does on its own: three tries in all, and none after most refusals. */
const [once, thrice] = [1, 3]

describe.each(ways)('with %s, refusals reach the caller with code and status', (_way, open) => {
  it.each<readonly [fault: string, method: string, code: string, status: number, tries: number]>([
    ['', 'no.such.method', 'ERROR_METHOD_NOT_FOUND', 404, once],
    ['', 'main.eventlog.list', 'ERROR_METHOD_NOT_FOUND', 404, once],
    ['scope-missing', 'user.current', 'insufficient_scope', 401, once],
    ['rest-paid-only', 'user.current', 'ACCESS_DENIED', 403, once],
    ['webhook-dead', 'user.current', 'authorization_error', 401, once],
    ['localised-error', 'user.current', 'ERROR_CORE', 400, once],
    ['500', 'user.current', 'INTERNAL_SERVER_ERROR', 500, once],
    ['rate-limit', 'user.current', 'QUERY_LIMIT_EXCEEDED', 503, thrice],
    ['overload', 'user.current', 'OVERLOAD_LIMIT', 503, thrice],
    ['portal-blocked', 'user.current', 'OVERLOAD_LIMIT', 503, thrice],
    ['operating-limit', 'user.current', 'OPERATION_TIME_LIMIT', 429, thrice],
    ['html-502', 'user.current', 'ERR_BAD_RESPONSE', 502, thrice],
    ['captive-portal=511', 'user.current', 'ERR_BAD_RESPONSE', 511, thrice],
    ['reset', 'user.current', 'ECONNRESET', 0, thrice],
    ['reset-midway', 'user.current', 'ECONNRESET', 0, thrice],
  ])('%s %s: %s', async (fault, method, code, status, tries) => {
    const portal = await openPortal()
    const sdk = await open(portal)
    const clock = virtualClock(sdk)
    if (fault !== '') portal.setFault(fault)
    expect(await clock.run(failureOf(sdk.actions.v2.call.make({ method })))).toEqual({ code, status })
    expect(portal.requests().map((seen) => seen.method)).toEqual(Array.from({ length: tries }, () => method))
    expect(clock.passedMs() > 0).toBe(tries > once)
  })

})

describe('refusals of one way alone', () => {
  it('a wrong secret and a wrong owner are refused alike', async () => {
    const portal = await openPortal()
    const wrongSecret = openHookSdk(portal.adminWebhook.replace(/[^/]+\/$/, 'wrong/'))
    const wrongOwner = openHookSdk(portal.adminWebhook.replace('/rest/1/', '/rest/8/'))
    for (const sdk of [wrongSecret, wrongOwner]) expect(await failureOf(sdk.actions.v2.call.make({ method: 'profile' }))).toEqual({ code: 'INVALID_CREDENTIALS', status: 401 })
  })

  it.each<readonly [name: string, params: Readonly<Record<string, unknown>>, options: DemoPortalOptions, code: string, text: RegExp]>([
    ['no address', { EMAIL: 'nowhere', UF_DEPARTMENT: [5] }, {}, 'ERROR_ARGUMENT', /^wrong_email$/],
    ['a taken address', { EMAIL: 'ben.harrow@harbourpine.example', UF_DEPARTMENT: [5] }, {}, 'ERROR_ARGUMENT', /ben\.harrow@harbourpine\.example/],
    ['a taken address, told in Russian', { EMAIL: 'ben.harrow@harbourpine.example', UF_DEPARTMENT: [5] }, { language: 'ru' }, 'ERROR_ARGUMENT', /\p{Script=Cyrillic}/u],
    ['a full plan', { EMAIL: 'rosa.pine@harbourpine.example', UF_DEPARTMENT: [5] }, { userLimit: 1 }, 'ERROR_ARGUMENT', /^user_count_exceeded$/],
  ])('user.add with %s', async (_name, params, options, code, text) => {
    const sdk = openHookSdk((await openPortal(options)).adminWebhook)
    await expect(sdk.actions.v2.call.make({ method: 'user.add', params })).rejects.toMatchObject({ name: 'AjaxError', code, status: 400, message: expect.stringMatching(text) as unknown })
  })

  it('nobody but an administrator changes others', async () => {
    const sdk = openHookSdk((await openPortal()).webhook)
    await expect(sdk.actions.v2.call.make({ method: 'user.update', params: { ID: 8, NAME: 'Benjamin' } })).rejects.toMatchObject({ code: 'ERROR_CORE', status: 400, message: 'access_denied' })
  })

  it('a text of several lines arrives with all of them', async () => {
    const sdk = openHookSdk((await openPortal({ faults: ['localised-error=de'] })).adminWebhook)
    const error: unknown = await sdk.actions.v2.call.make({ method: 'user.current' }).catch((thrown: unknown) => thrown)
    expect((error as Error).message.split('\n').map((line) => line.endsWith('<br>'))).toEqual([true, true])
  })

  it('no error of the SDK shows the secret of a webhook', async () => {
    const portal = await openPortal({ faults: ['rest-paid-only'] })
    const secret = new URL(portal.adminWebhook).pathname.split('/')[3] ?? ''
    const error: unknown = await openHookSdk(portal.adminWebhook).actions.v2.call.make({ method: 'user.current' }).catch((thrown: unknown) => thrown)
    expect(secret.length).toBeGreaterThan(8)
    expect(`${JSON.stringify(error)}${String(error)}`.includes(secret)).toBe(false)
  })
})

describe('what passes by itself is tried again', () => {
  it.each(['rate-limit=2', 'overload=2', 'html-502=2', 'reset=2', 'reset-midway=2'])('%s: the third try is answered', async (fault) => {
    const portal = await openPortal()
    const sdk = openHookSdk(portal.adminWebhook)
    const clock = virtualClock(sdk)
    const arrived = watchRequests(portal)
    portal.setFault(fault)
    const answer = await clock.run(sdk.actions.v2.call.make({ method: 'profile' }))
    expect(answer.getData()?.result).toMatchObject({ ID: '1' })
    expect(arrived).toHaveLength(3)
  })

  it('user.add, too: where only the answer was lost, the SDK invites again and is told that the address is taken', async () => {
    const portal = await openPortal()
    const sdk = openHookSdk(portal.adminWebhook)
    const clock = virtualClock(sdk)
    portal.setFault('reset-midway=1')
    const call = sdk.actions.v2.call.make({ method: 'user.add', params: { EMAIL: 'rosa.pine@harbourpine.example', UF_DEPARTMENT: [5] } })
    expect(await clock.run(failureOf(call))).toEqual({ code: 'ERROR_ARGUMENT', status: 400 })
    expect(portal.mails().map(({ to }) => to)).toEqual(['rosa.pine@harbourpine.example'])
  })
})
