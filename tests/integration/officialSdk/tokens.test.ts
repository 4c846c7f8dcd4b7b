import { describe, expect, it } from 'vitest'
import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { askForTokens, callAsApp, openPortal } from '../../support/demoPortal/callPortal'
import { failureOf } from '../../support/officialSdk/failureOf'
import { gatherRefusals } from '../../support/officialSdk/gatherRefusals'
import { openHookSdk, openOAuthSdk } from '../../support/officialSdk/openSdk'
import { countOf, watchRequests } from '../../support/officialSdk/watchRequests'

type Sdk = Awaited<ReturnType<typeof openOAuthSdk>>

function tokensNow(sdk: Sdk): { readonly access: string; readonly refresh: string } {
  const data = sdk.auth.getAuthData()
  if (data === false) throw new Error('the SDK takes its token for expired')
  return { access: data.access_token, refresh: data.refresh_token }
}

const profile = (sdk: Sdk): ReturnType<Sdk['actions']['v2']['call']['make']> => sdk.actions.v2.call.make({ method: 'profile' })

const refreshBy = (portal: DemoPortal, refresh: string): ReturnType<typeof askForTokens> => askForTokens(portal, { grant_type: 'refresh_token', refresh_token: refresh })

describe('an expired token', () => {
  it('is refreshed once, and the call is made again', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    const old = tokensNow(sdk)
    portal.app.expireTokens()
    const arrived = watchRequests(portal)
    expect((await profile(sdk)).getData()?.result).toMatchObject({ ID: '1' })
    expect(arrived.map(({ httpMethod, name }) => `${httpMethod} ${name}`)).toEqual(['POST profile', 'POST token', 'POST profile'])
    expect(tokensNow(sdk)).not.toMatchObject(old)
    expect((await callAsApp(portal, old.access, 'profile')).body.error).toBe('expired_token')
    expect((await refreshBy(portal, old.refresh)).body.error).toBe('invalid_grant')
  })

  it.each<readonly [name: string, expire: (portal: DemoPortal) => void]>([
    ['every token is past its hour', (portal) => portal.app.expireTokens()],
    ['tokens are refused until they are refreshed', (portal) => portal.setFault('token-expired')],
  ])('is refreshed once for twelve calls at the same time: %s', async (_name, expire) => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    const calls = 12
    gatherRefusals(sdk, calls)
    expire(portal)
    const arrived = watchRequests(portal)
    const answers = await Promise.all(Array.from({ length: calls }, () => profile(sdk)))
    expect(answers.map((answer) => answer.isSuccess)).toEqual(answers.map(() => true))
    expect([countOf(arrived, 'token'), countOf(arrived, 'profile')]).toEqual([1, 2 * calls])
  })

  it('tells how long the new pair is good: the SDK asks for no other', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    const heard: number[] = []
    sdk.setCallbackRefreshAuth(({ authData, b24OAuthParams }) => {
      heard.push(authData.expires_in, b24OAuthParams.expires - Math.floor(Date.now() / 1000))
      return Promise.resolve()
    })
    portal.app.expireTokens()
    const arrived = watchRequests(portal)
    for (let index = 0; index < 3; index += 1) await profile(sdk)
    expect(countOf(arrived, 'token')).toBe(1)
    expect(heard[0]).toBe(3600)
    expect(Math.abs((heard[1] ?? 0) - 3600)).toBeLessThan(60)
    // where to call is in the answer, too
    expect(sdk.getTargetOrigin()).toBe(portal.url)
  })

  it('is refreshed before the first call when the SDK knows it is past its hour', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal, { isExpired: true })
    const arrived = watchRequests(portal)
    expect((await profile(sdk)).isSuccess).toBe(true)
    expect(arrived.map(({ name }) => name)).toEqual(['token', 'profile'])
  })

  it('is refreshed in REST 3.0 as well', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    portal.app.expireTokens()
    const arrived = watchRequests(portal)
    expect((await sdk.actions.v3.call.make({ method: 'main.eventlog.list' })).isSuccess).toBe(true)
    expect(arrived.map(({ name }) => name)).toEqual(['main.eventlog.list', 'token', 'main.eventlog.list'])
  })

  it('that stays expired costs one refresh and one more try, not a round', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    portal.setFault('token-expired=100')
    const arrived = watchRequests(portal)
    expect(await failureOf(profile(sdk))).toEqual({ code: 'expired_token', status: 401 })
    expect(arrived.map(({ name }) => name)).toEqual(['profile', 'token', 'profile'])
  })
})

describe('a refresh that is refused ends the call', () => {
  it('because the refresh token was used by somebody else', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    await refreshBy(portal, tokensNow(sdk).refresh)
    const arrived = watchRequests(portal)
    // the SDK wraps what the authorization server said
    await expect(profile(sdk)).rejects.toMatchObject({ code: 'JSSDK_UNKNOWN_ERROR', originalError: { code: 'invalid_grant', status: 400 } })
    expect(arrived.map(({ name }) => name)).toEqual(['profile', 'token'])
  })

  it.each<readonly [name: string, code: string, spoil: (portal: DemoPortal) => void]>([
    ['the application was removed', 'invalid_client', (portal) => portal.app.removeApp()],
    ['nobody has opened the application', 'NOT_INSTALLED', (portal) => portal.app.uninstall()],
    ['the subscription has ended', 'PAYMENT_REQUIRED', (portal) => portal.app.endSubscription()],
  ])('because %s', async (_name, code, spoil) => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal, { isExpired: true })
    spoil(portal)
    const arrived = watchRequests(portal)
    await expect(profile(sdk)).rejects.toMatchObject({ code: 'JSSDK_UNKNOWN_ERROR', originalError: { code, status: 401 } })
    expect(arrived.map(({ name }) => name)).toEqual(['token'])
  })
})

describe('other refusals never cost a refresh', () => {
  it.each<readonly [name: string, spoil: (portal: DemoPortal) => void, code: string, status: number]>([
    ['no commercial plan', (portal) => portal.setFault('rest-paid-only'), 'ACCESS_DENIED', 403],
    ['a missing scope', (portal) => portal.setFault('scope-missing=task'), 'insufficient_scope', 401],
    ['a dismissed person', (portal) => portal.setFault('webhook-dead'), 'authorization_error', 401],
    ['a removed application', (portal) => portal.app.removeApp(), 'APPLICATION_NOT_FOUND', 401],
    ['an application nobody has opened', (portal) => portal.app.uninstall(), 'ERROR_OAUTH', 401],
    ['an ended subscription', (portal) => portal.app.endSubscription(), 'PAYMENT_REQUIRED', 401],
  ])('%s', async (_name, spoil, code, status) => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal)
    spoil(portal)
    const arrived = watchRequests(portal)
    const call = sdk.actions.v2.call.make({ method: 'tasks.task.add', params: { fields: { TITLE: 'Look at it', RESPONSIBLE_ID: 1 } } })
    expect(await failureOf(call)).toEqual({ code, status })
    expect(arrived.map(({ name }) => name)).toEqual(['tasks.task.add'])
  })

  it('a webhook has nothing to refresh', async () => {
    const portal = await openPortal({ faults: ['token-expired'] })
    expect((await openHookSdk(portal.adminWebhook).actions.v2.call.make({ method: 'profile' })).isSuccess).toBe(true)
  })

  it('a token that never was is taken for an old one, as the SDK does with invalid_token', async () => {
    const portal = await openPortal()
    const sdk = await openOAuthSdk(portal, { accessToken: 'neverwas' })
    const arrived = watchRequests(portal)
    expect((await profile(sdk)).isSuccess).toBe(true)
    expect(arrived.map(({ name }) => name)).toEqual(['profile', 'token', 'profile'])
  })
})
