import { describe, expect, test } from 'vitest'
import { createPortalGateway } from '../../../electron/adapters/portal/portalGateway'
import type { AppTokens, ConnectOptions } from '../../../electron/core/ports'
import { connectToDemo, everythingOf, failureOf, recordingLog } from '../../support/portal/portalParts'
import { answers, connectToScript } from '../../support/portal/scriptedPortal'

const anyApp = { clientId: 'local.0123', clientSecret: 'clientsecretclientsecret' }
const tokensFor = (origin: string): AppTokens => ({ accessToken: 'accesstokenaccesstoken', refreshToken: 'refreshtokenrefreshtoken', expiresAt: 0, clientEndpoint: `${origin}/rest/`, memberId: 'm' })
const noTokens = { onTokens: () => undefined }

describe('the limits of a portal', () => {
  /** How long the client wanted to wait for its turn in so many calls. */
  const waitsOf = async (plan: ConnectOptions['plan'], calls: number): Promise<readonly number[]> => {
    const { webhook } = await connectToScript(answers({ scope: { result: ['user'] } }))
    const waits: number[] = []
    const gateway = createPortalGateway({ log: recordingLog(), clock: { now: () => 0 }, version: '0', sleep: (ms) => Promise.resolve(void waits.push(ms)) })
    const api = gateway.connect(webhook, { allowLoopback: true, plan })
    for (let count = 0; count < calls; count += 1) await api.scope()
    return waits
  }

  test('are those of its plan; this machine has none unless a plan is named', async () => {
    expect(await waitsOf(undefined, 120)).toEqual([])
    expect(await waitsOf('enterprise', 120)).toEqual([])
    expect((await waitsOf('standard', 120)).length).toBeGreaterThan(0)
  })

  test('are shared by a webhook and an application', async () => {
    const { webhook } = await connectToScript(answers({ scope: { result: ['user'] } }))
    const waits: number[] = []
    const gateway = createPortalGateway({ log: recordingLog(), clock: { now: () => 0 }, version: '0', sleep: (ms) => Promise.resolve(void waits.push(ms)) })
    const options = { allowLoopback: true, plan: 'standard' } as const
    const byWebhook = gateway.connect(webhook, options)
    const byApp = gateway.connectApp(anyApp, tokensFor(new URL(webhook).origin), { ...options, ...noTokens })
    for (let count = 0; count < 50; count += 1) await byWebhook.scope()
    expect(waits).toEqual([])
    for (let count = 0; count < 10; count += 1) await byApp.scope()

    expect(waits.length).toBeGreaterThan(0)
  })

  test('grow for all when somebody learns of a larger plan', async () => {
    const { webhook } = await connectToScript(answers({ scope: { result: ['user'] } }))
    const waits: number[] = []
    const gateway = createPortalGateway({ log: recordingLog(), clock: { now: () => 0 }, version: '0', sleep: (ms) => Promise.resolve(void waits.push(ms)) })
    const first = gateway.connect(webhook, { allowLoopback: true, plan: 'standard' })
    gateway.connect(webhook, { allowLoopback: true, plan: 'enterprise' })
    for (let count = 0; count < 200; count += 1) await first.scope()

    expect(waits).toEqual([])
  })
})

describe('a local application', () => {
  test('is let in, exchanges its code, and calls with the token in the body', async () => {
    const { portal, gateway } = await connectToDemo()
    const address = gateway.authorizeAddress(portal.url, portal.app.clientId, 'state-of-this-asking')
    expect(address).toContain(`${portal.url}/oauth/authorize/?`)

    const tokens = await gateway.exchangeCode(portal.app, portal.authorizeCode(1))
    const api = gateway.connectApp(portal.app, tokens, { allowLoopback: true, ...noTokens })

    await expect(api.profile()).resolves.toMatchObject({ id: '1', isAdmin: true })
    await expect(api.eventLog({ limit: 1 })).resolves.toHaveLength(1)
    expect(everythingOf(api) + everythingOf(gateway)).not.toContain(tokens.accessToken)
  })

  test('renews its tokens once when they are over, and tells the new pair first', async () => {
    const { portal, gateway } = await connectToDemo()
    gateway.authorizeAddress(portal.url, portal.app.clientId, '')
    const tokens = await gateway.exchangeCode(portal.app, portal.authorizeCode(1))
    const told: AppTokens[] = []
    const api = gateway.connectApp(portal.app, tokens, { allowLoopback: true, onTokens: (pair) => void told.push(pair) })
    portal.app.expireTokens()

    await Promise.all([api.scope(), api.profile(), api.personByAddress('ben.harrow@harbourpine.example')])
    expect(told).toHaveLength(1)
    expect(told[0]?.accessToken).not.toBe(tokens.accessToken)
  })

  test('an answer to another asking is refused', async () => {
    const { portal, gateway } = await connectToDemo()
    gateway.authorizeAddress(portal.url, portal.app.clientId, 'mine')
    const code = portal.authorizeCode(1)

    const failure = await failureOf(gateway.exchangeCode(portal.app, `https://localhost/?code=${code}&state=other&domain=x.example`))
    expect(failure.code).toBe('codeExpired')
    expect(everythingOf(failure)).not.toContain(code)
  })

  test('without having asked, a code goes to nobody on this machine', async () => {
    const { portal, gateway } = await connectToDemo()
    // An address of this machine must be asked for first: else the client secret could be sent wherever an address says
    const tokens = { ...tokensFor(portal.url), clientEndpoint: 'http://portal.example/rest/' }

    expect(() => gateway.connectApp(anyApp, tokens, { allowLoopback: true, ...noTokens })).toThrow('tokenExpired')
    expect(() => gateway.connectApp(anyApp, tokensFor(portal.url), { allowLoopback: false, ...noTokens })).toThrow('tokenExpired')
    expect(portal.requests()).toHaveLength(0)
  })
})

test('after each call its end is told', async () => {
  const { portal, gateway } = await connectToDemo()
  const told: unknown[][] = []
  const api = gateway.connect(portal.webhook, { allowLoopback: true, onOutcome: (...outcome) => void told.push(outcome) })
  await api.scope()
  portal.setFault('renamed=https://newname.bitrix24.example')
  await failureOf(api.scope())

  expect(told.map(([outcome]) => outcome)).toEqual(['ok', 'portalRenamed'])
  expect(told[1]?.[1]).toBe('newname.bitrix24.example')
})
