import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { ConnectionView } from '@shared/contract/views'
import { createPortalGateway } from '../../../electron/adapters/portal/portalGateway'
import { systemClock, systemIds } from '../../../electron/assembly/machine'
import { createConnection, type Connection } from '../../../electron/core/connection/connection'
import type { Log, Ports } from '../../../electron/core/ports'
import { startDemoPortal, type DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { movedPortal } from '../../support/demoPortal/movedPortal'

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** A connection over the real client and the demo portal; settings and secrets outlive it, as they outlive a run. */
function world(host: Ports['host'] = 'electron') {
  const settings = new Map<string, string>()
  const secrets = new Map<string, string>()
  const told: ConnectionView[] = []
  const ports = {
    host,
    clock: systemClock,
    ids: systemIds,
    links: { open: () => Promise.resolve(false) },
    log: silent,
    portal: createPortalGateway({ log: silent, clock: systemClock, version: '0.0.0' }),
    settings: { get: (key: string) => settings.get(key), set: (key: string, value: string) => void settings.set(key, value), remove: (key: string) => void settings.delete(key) },
    secrets: { kind: 'keychain', keep: (name: string, secret: string) => void secrets.set(name, secret), read: (name: string) => secrets.get(name), forget: (name: string) => void secrets.delete(name) },
    publisher: { publish: (event: { type: string; data: unknown }) => void told.push(event.data as ConnectionView) },
    demo: { start: () => Promise.reject(new Error('not here')), stop: () => Promise.resolve() },
  } as unknown as Ports
  return { run: (): Connection => createConnection(ports), settings, secrets, told }
}

async function portal(): Promise<DemoPortal> {
  const started = await startDemoPortal()
  onTestFinished(() => started.stop())
  return started
}

describe('the connection', () => {
  it('is restored from the keychain at the next run: known at once, tested behind', async () => {
    const { webhook } = await portal()
    const { run, told } = world()
    await run().connectWebhook(webhook)
    const next = run()
    await next.restore()
    expect(next.view()).toMatchObject({ state: 'portal', canLookUp: false })
    await vi.waitFor(() => expect(next.view()).toMatchObject({ state: 'portal', canLookUp: true, ownerName: expect.stringContaining('Noa') as string }))
    expect(told.at(-1)).toEqual(next.view())
  })

  it('says what is wrong when the portal no longer answers, and still knows which it was', async () => {
    const beside = await startDemoPortal()
    const { run } = world()
    await run().connectWebhook(beside.webhook)
    await beside.stop()
    const next = run()
    await next.restore()
    await vi.waitFor(() => expect(next.view()).toMatchObject({ state: 'portal', portal: new URL(beside.url).host, problem: 'network' }), { timeout: 10_000 })
    expect(next.api()).toBeUndefined()
  })

  it('what the person chose while the restored portal was being tested stands', async () => {
    const started = await portal()
    const { run } = world()
    await run().connectWebhook(started.webhook)
    started.setFault('slow=300')
    const next = run()
    await next.restore()
    await next.disconnect()
    started.clearFaults()
    await vi.waitFor(() => expect(started.requests().filter(({ method }) => method === 'scope').length).toBeGreaterThanOrEqual(2), { timeout: 5000 })
    expect(next.view().state).toBe('none')
    expect(next.api()).toBeUndefined()
  })

  it('keeps the webhook in the secret store alone, and forgets it on disconnecting', async () => {
    const { webhook } = await portal()
    const { run, settings, secrets } = world()
    const connection = run()
    await connection.connectWebhook(`  ${webhook}  `)
    expect([...secrets.values()]).toEqual([webhook])
    expect(JSON.stringify([...settings])).not.toContain(webhook.split('/').at(-2))
    await connection.disconnect()
    expect([...secrets, ...settings]).toEqual([])
    expect(connection.view().state).toBe('none')
  })

  it.each(['', 'null', '{"kind":"moon"}', '{"kind":"portal"', '7'])('a setting damaged by hand (%s) is no connection', async (damaged) => {
    const { run, settings } = world()
    settings.set('connection', damaged)
    const connection = run()
    await connection.restore()
    expect(connection.view().state).toBe('none')
  })

  it('keeps nothing of a webhook that does not work', async () => {
    const started = await portal()
    started.setFault('webhook-dead')
    const { run, settings, secrets } = world()
    const connection = run()
    await expect(connection.connectWebhook(started.webhook)).rejects.toMatchObject({ code: 'webhookDead' })
    expect([...secrets, ...settings]).toEqual([])
    expect(connection.view().state).toBe('none')
  })

  it('of a command line neither reads nor changes what the window remembers', async () => {
    const { webhook } = await portal()
    const { run, settings } = world('cli')
    settings.set('connection', '{"kind":"demo","host":"harbourpine.bitrix24.example"}')
    const connection = run()
    await connection.restore()
    expect(connection.view().state).toBe('none')
    await connection.connectWebhook(webhook)
    await connection.disconnect()
    expect(settings.get('connection')).toBe('{"kind":"demo","host":"harbourpine.bitrix24.example"}')
  })
})

describe('a local application', () => {
  it('is begun with its key, let in with a code, and used; the newest pair of tokens is kept', async () => {
    const started = await portal()
    const { run, settings, secrets } = world()
    const connection = run()
    const { clientId, clientSecret } = started.app
    const { address } = await connection.beginApp({ portal: started.url, clientId, clientSecret })
    expect(new URL(address).searchParams.get('client_id')).toBe(clientId)
    expect(address).not.toContain(clientSecret)
    expect([...secrets, ...settings]).toEqual([])

    expect(await connection.connectApp(started.authorizeCode(1))).toMatchObject({ state: 'portal', way: 'app', isAdmin: true })
    const [[name, kept] = ['', '']] = [...secrets]
    expect(name).toBe(`app:${new URL(started.url).host}`)
    expect(JSON.parse(kept)).toMatchObject({ credentials: { clientId, clientSecret } })
    expect(JSON.stringify([...settings])).not.toContain(clientSecret)

    started.app.expireTokens()
    await connection.test()
    expect(secrets.get(name)).not.toBe(kept)
    const next = run()
    await next.restore()
    await vi.waitFor(() => expect(next.view()).toMatchObject({ state: 'portal', way: 'app', isAdmin: true }))
  })

  it('is not let in with an answer to somebody else’s question, a used code, or before it was begun', async () => {
    const started = await portal()
    const { run, secrets } = world()
    const connection = run()
    await expect(connection.connectApp('a'.repeat(32))).rejects.toMatchObject({ code: 'notConnected' })
    const { clientId, clientSecret } = started.app
    await connection.beginApp({ portal: started.url, clientId, clientSecret })
    const code = started.authorizeCode(1)
    await expect(connection.connectApp(`https://app.example/?code=${code}&state=of-another&domain=x`)).rejects.toMatchObject({ code: 'codeExpired' })
    await connection.connectApp(code)
    await connection.beginApp({ portal: started.url, clientId, clientSecret })
    await expect(connection.connectApp(code)).rejects.toMatchObject({ code: 'codeExpired' })
    expect(secrets.size).toBe(1)
  })

  it('that was removed on the portal says so, and the word on screen does', async () => {
    const started = await portal()
    const { run } = world()
    const connection = run()
    const { clientId, clientSecret } = started.app
    await connection.beginApp({ portal: started.url, clientId, clientSecret })
    await connection.connectApp(started.authorizeCode(1))
    started.app.removeApp()
    expect(await connection.test()).toMatchObject({ state: 'portal', problem: 'appRemoved' })
  })
})

describe('the word on screen', () => {
  it('follows every call: a problem when the portal refuses all, none when it answers again', async () => {
    const started = await portal()
    const { run, told } = world()
    const connection = run()
    await connection.connectWebhook(started.webhook)
    started.setFault('portal-blocked')
    await expect(connection.api()?.serverTime()).rejects.toMatchObject({ code: 'portalBlocked' })
    expect(connection.view()).toMatchObject({ state: 'portal', problem: 'portalBlocked' })
    expect(told.at(-1)).toEqual(connection.view())
    started.clearFaults()
    await connection.api()?.serverTime()
    expect(connection.view().problem).toBeUndefined()
  })

  it('is not moved by a question that the portal refuses for its own sake', async () => {
    const started = await portal()
    const { run } = world()
    const connection = run()
    await connection.connectWebhook(started.webhook)
    await expect(connection.api()?.departments()).rejects.toMatchObject({ code: 'scopeMissing' })
    expect(connection.view().problem).toBeUndefined()
  })
})

describe('a portal that moved', () => {
  it('is shown, followed only to the host that was shown, and kept under its new name', async () => {
    const moved = await movedPortal()
    onTestFinished(() => moved.stop())
    const { run, secrets, settings } = world()
    const connection = run()
    await connection.connectWebhook(moved.portal.webhook)
    const host = moved.move()
    expect(await connection.test()).toMatchObject({ problem: 'portalRenamed', movedTo: host })
    await expect(connection.followMove('elsewhere.bitrix24.com')).rejects.toMatchObject({ code: 'unsafeLink' })
    expect(await connection.followMove(host)).toMatchObject({ state: 'portal', portal: host })
    expect(connection.view().problem).toBeUndefined()
    expect([...secrets.keys()]).toEqual([`webhook:${host}`])
    expect(settings.get('connection')).toContain(host)
  })
})

describe('the plan', () => {
  it('is kept with the connection and can be changed', async () => {
    const started = await portal()
    const { run } = world()
    const connection = run()
    await expect(connection.setPlan('enterprise')).rejects.toMatchObject({ code: 'notConnected' })
    expect(await connection.connectWebhook(started.webhook, 'standard')).toMatchObject({ plan: 'standard' })
    expect(await connection.setPlan('enterprise')).toMatchObject({ plan: 'enterprise' })
    const next = run()
    await next.restore()
    await vi.waitFor(() => expect(next.view()).toMatchObject({ plan: 'enterprise', canLookUp: true }))
  })
})
