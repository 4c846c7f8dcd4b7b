import { describe, expect, onTestFinished, test } from 'vitest'
import fc from 'fast-check'
import { createMailDns } from '../../../electron/adapters/dns/mailDns'
import { createPortalGateway } from '../../../electron/adapters/portal/portalGateway'
import { createDemoCompany } from '../../../electron/assembly/demoCompany'
import { systemClock } from '../../../electron/assembly/machine'
import { runCheck, type CheckOutcome } from '../../../electron/core/checks/runCheck'
import { createConnection, type Connection } from '../../../electron/core/connection/connection'
import { createZoneDns } from '../../../electron/core/connection/zoneDns'
import type { Log, MailDns, Ports } from '../../../electron/core/ports'
import { mailZone } from '../../../electron/demo-portal/company/mailZone'
import { domainOf, slippedDomain } from '../../../electron/demo-portal/company/mailDomains'
import { startDemoPortal, type DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { checkReasons, generalReasons } from '@shared/domain/checks'
import { everyTruth } from '../../support/demoPortal/truth'
import { startDnsServer, type DnsServer, type Zone } from '../../support/dns/dnsServer'
import { checkContext } from '../../support/portal/checkParts'

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
/** What the rest of the net knows. */
const outside: Zone = { 'bitrix24.com': { a: ['192.0.2.24'] }, 'firm.net': { mx: [[10, 'aspmx.l.google.com']], txt: ['v=spf1 mx ~all'] } }

interface World {
  readonly connection: Connection
  readonly server: DnsServer
  /** The next run of the app: what is kept stays. */
  again(): Connection
}
/** A connection over the real client, the real demo company and name servers that know little. */
async function world(net: Zone = outside): Promise<World> {
  const server = await startDnsServer(net)
  const settings = new Map<string, string>()
  const secrets = new Map<string, string>()
  const demo = createDemoCompany()
  onTestFinished(() => demo.stop())
  const ports = {
    host: 'electron',
    clock: systemClock,
    log: silent,
    portal: createPortalGateway({ log: silent, clock: systemClock, version: '0.0.0' }),
    dns: createMailDns({ clock: systemClock, servers: [server.address], timeoutMs: 5000, tries: 1 }),
    settings: { get: (key: string) => settings.get(key), set: (key: string, value: string) => void settings.set(key, value), remove: (key: string) => void settings.delete(key) },
    secrets: { kind: 'keychain', keep: (name: string, secret: string) => void secrets.set(name, secret), read: (name: string) => secrets.get(name), forget: (name: string) => void secrets.delete(name) },
    publisher: { publish: () => undefined },
    demo,
  } as unknown as Ports
  return { connection: createConnection(ports), server, again: () => createConnection(ports) }
}
async function otherPortal(): Promise<DemoPortal> {
  const portal = await startDemoPortal()
  onTestFinished(() => portal.stop())
  return portal
}
async function asked(connection: Connection, check: 'mail-domain' | 'sender-policy', domain: string): Promise<CheckOutcome> {
  const facts = check === 'mail-domain' ? { 'person.address': `wilhelmina.zwanenburgh@${domain}` } : { 'mail.sender': `wilhelmina.zwanenburgh@${domain}` }
  const outcome = await runCheck(check, checkContext({ facts, dns: connection.dns() }))
  expect([...generalReasons, ...checkReasons[check]]).toContain(outcome.reason)
  expect(JSON.stringify(outcome)).not.toContain('zwanenburgh')
  return outcome
}
const said = ({ result, reason }: CheckOutcome): string => `${result}/${reason}`

describe('in the demo company', () => {
  test.each([
    ['harbourpine.example', 'ok/accepts', 'other'],
    ['HarbourPine.example', 'ok/accepts', 'other'],
    ['nordic.harbourpine.example', 'ok/accepts', 'other'],
    ['freemail.example', 'ok/accepts', 'other'],
    ['hafen-fähre.example', 'ok/accepts', 'other'],
    ['верфьбот.example', 'ok/accepts', 'other'],
    ['werft-köln.example', 'ok/accepts', 'other'],
    ['sails.harbourpine.example', 'ok/accepts', 'google'],
    ['rigging.harbourpine.example', 'ok/accepts', 'microsoft'],
    ['charter.harbourpine.example', 'ok/accepts', 'proofpoint'],
    ['museum.harbourpine.example', 'ok/accepts', 'mimecast'],
    ['insurance.harbourpine.example', 'ok/accepts', 'barracuda'],
    ['baltic.harbourpine.example', 'ok/accepts', 'yandex'],
    ['bluegull.example', 'ok/acceptsWithoutMx', 'other'],
    ['nomail.example', 'problem/nullMx', undefined],
    ['slipway.harbourpine.example', 'problem/noMail', undefined],
    ['harbourpin.example', 'problem/noSuchDomain', undefined],
    ['harborpine.example', 'problem/noSuchDomain', undefined],
    ['habourpine.example', 'problem/noSuchDomain', undefined],
    ['sails.freemail.example', 'problem/noSuchDomain', undefined],
    ['constructor.example', 'problem/noSuchDomain', undefined],
    ['firm.net', 'ok/accepts', 'google'],
    ['gone.net', 'problem/noSuchDomain', undefined],
    ['printer.local', 'unknown/reserved', undefined],
    ['example', 'unknown/notWhole', undefined],
    ['notexample', 'unknown/notWhole', undefined],
    ['two words.example', 'unknown/notWhole', undefined],
  ])('mail to %s: %s, gateway %s', async (domain, expected, gateway) => {
    const { connection } = await world()
    await connection.openDemo()
    const outcome = await asked(connection, 'mail-domain', domain)

    expect(said(outcome)).toBe(expected)
    expect(outcome.values['mail.gateway']).toBe(gateway)
  })

  test.each([
    ['harbourpine.example', 'ok/fine'],
    ['sails.harbourpine.example', 'ok/fine'],
    ['nordic.harbourpine.example', 'problem/strict'],
    ['letterbox.example', 'problem/noPolicy'],
    ['quickpost.example', 'problem/broken'],
    ['harbourpin.example', 'problem/noSuchDomain'],
    ['firm.net', 'ok/fine'],
  ])('a sender at %s: %s', async (domain, expected) => {
    const { connection } = await world()
    await connection.openDemo()

    expect(said(await asked(connection, 'sender-policy', domain))).toBe(expected)
  })

  test('nothing about its own domains leaves this computer, and no network is needed', async () => {
    const { connection, server } = await world({})
    await connection.openDemo()
    const outcome = await asked(connection, 'mail-domain', 'harbourpin.example')

    expect(said(outcome)).toBe('problem/noSuchDomain')
    expect(outcome.evidence).toEqual(['MX harbourpin.example → no such name', 'A harbourpine.example → 1 record'])
    for (const domain of Object.keys(mailZone.names)) for (const check of ['mail-domain', 'sender-policy'] as const) await asked(connection, check, domain)
    expect(server.queries).toEqual([])
    // A network that denies every name is not believed about a name of the net, whatever the zone knows
    expect(said(await asked(connection, 'mail-domain', 'firm.net'))).toBe('unknown/noNames')
  })

  test('every domain of its people is there, and every slip is not', () => {
    const exists = (domain: string): boolean => Object.hasOwn(mailZone.names, new URL(`http://${domain}`).hostname)
    const domains = [...Array.from({ length: 60 }, (_, ordinal) => domainOf(ordinal)), ...everyTruth.flatMap(({ email }) => email.split('@')[1] ?? [])]
    const slips = Array.from({ length: 10 }, (_, index) => slippedDomain(index))

    expect([...new Set(domains.filter((domain) => !exists(domain)))].toSorted()).toEqual(['habourpine.example', 'harborpine.example', 'harbourpin.example'])
    expect(slips.filter(exists)).toEqual([])
    expect(exists(mailZone.knownName)).toBe(true)
  })
})

describe('with a real portal', () => {
  const neverTheZone = async ({ connection, server }: Pick<World, 'connection' | 'server'>): Promise<void> => {
    for (const domain of ['harbourpine.example', 'harbourpin.example', 'sails.harbourpine.example']) for (const check of ['mail-domain', 'sender-policy'] as const) expect(said(await asked(connection, check, domain))).toBe('unknown/reserved')
    expect(connection.dns().knownName?.('harbourpine.example')).toBeUndefined()
    expect(said(await asked(connection, 'mail-domain', 'gone.net'))).toBe('problem/noSuchDomain')
    expect(server.queries).toContain('A bitrix24.com')
  }

  test('none connected: the zone is not asked', async () => {
    await neverTheZone(await world())
  })

  test('connected by its webhook, the zone is not asked', async () => {
    const made = await world()
    await made.connection.connectWebhook((await otherPortal()).webhook)
    await neverTheZone(made)
  })

  test('connected after the demo company, the zone is not asked any more', async () => {
    const made = await world()
    const { connection } = made
    await connection.openDemo()
    const before = connection.dns()
    await connection.connectWebhook((await otherPortal()).webhook)
    await neverTheZone(made)
    expect(connection.dns()).not.toBe(before)
  })

  test('after the demo company was left, the zone is not asked any more', async () => {
    const made = await world()
    await made.connection.openDemo()
    await made.connection.disconnect()
    await neverTheZone(made)
  })

  test('taken up by the next run, the zone is not asked; the demo company brings it along', async () => {
    const made = await world()
    await made.connection.openDemo()
    const inDemo = made.again()
    await inDemo.restore()
    expect(said(await asked(inDemo, 'mail-domain', 'harbourpine.example'))).toBe('ok/accepts')

    await inDemo.connectWebhook((await otherPortal()).webhook)
    const onPortal = made.again()
    await onPortal.restore()
    await neverTheZone({ connection: onPortal, server: made.server })
  })
})

describe('the zone’s answers', () => {
  const never = (): Promise<never> => Promise.reject(new Error('asked elsewhere'))
  const nobody: MailDns = { mx: never, addresses: never, txt: never }

  test('a name of the zone is never asked for elsewhere, any other always', async () => {
    const zone = createZoneDns(mailZone, nobody)
    const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9-]{0,20}[a-z0-9])?$/)
    await fc.assert(
      fc.asyncProperty(fc.array(label, { minLength: 1, maxLength: 4 }), fc.constantFrom('mx', 'addresses', 'txt'), fc.constantFrom('.Example.', '.example.net', '.notexample'), async (labels, kind, ending) => {
        const asking = zone[kind](`${labels.join('.')}${ending}`)
        if (ending === '.Example.') expect(['records', 'none', 'noSuchDomain']).toContain((await asking).kind)
        else await expect(asking).rejects.toThrow('asked elsewhere')
      }),
    )
  })

  test('whoever has gone gets no answer', async () => {
    const zone = createZoneDns(mailZone, nobody)

    await expect(zone.mx('harbourpine.example', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })
})
