import { describe, expect, test } from 'vitest'
import { createMailDns } from '../../../electron/adapters/dns/mailDns'
import { runCheck, type CheckContext } from '../../../electron/core/checks/runCheck'
import { checkReasons, generalReasons } from '@shared/domain/checks'
import { deadServer, startDnsServer, type DnsServer, type Zone } from '../../support/dns/dnsServer'
import { truthAbout } from '../../support/demoPortal/truth'
import { checkContext, demoContext } from '../../support/portal/checkParts'
import { connectToDemo } from '../../support/portal/portalParts'

const zone: Zone = {
  'bitrix24.com': { a: ['192.0.2.24'] },
  'firm.net': { mx: [[10, 'firm-net.mail.protection.outlook.com']], txt: ['v=spf1 include:spf.protection.outlook.com ~all'] },
  '_dmarc.firm.net': { txt: ['v=DMARC1; p=none'] },
  'own.net': { mx: [[10, 'mx.own.net'], [20, 'mx2.own.net']], txt: ['v=spf1 mx -all'] },
  'strict.net': { mx: [[10, 'mx.strict.net']], txt: ['v=spf1 mx ~all'] },
  '_dmarc.strict.net': { txt: ['v=DMARC1; p=reject; sp=none'] },
  'post.strict.net': { mx: [[10, 'mx.strict.net']], txt: ['v=spf1 mx ~all'] },
  '_dmarc.post.strict.net': {},
  'twice.net': { txt: ['v=spf1 -all', 'v=spf1 ~all'] },
  'bare.net': { a: ['192.0.2.1'] },
  'null.net': { mx: [[0, '.']] },
  'empty.net': {},
  'xn--mller-kva.net': { mx: [[10, 'aspmx.l.google.com']] },
  'servfail.net': { fault: 'servfail' },
  'refused.net': { fault: 'refused' },
  'silent.net': { fault: 'silent' },
  'garbage.net': { fault: 'garbage' },
  'half.net': { txt: ['v=spf1 ~all'] },
  '_dmarc.half.net': { fault: 'servfail' },
}

interface Asked {
  readonly server: DnsServer
  readonly context: (parts?: Partial<CheckContext>) => CheckContext
}
async function asked(facts: CheckContext['facts'], options: { readonly zone?: Zone; readonly servers?: readonly string[]; readonly timeoutMs?: number } = {}): Promise<Asked> {
  const server = await startDnsServer(options.zone ?? zone)
  const dns = createMailDns({ clock: { now: () => 0 }, servers: options.servers ?? [server.address], reserved: ['example'], timeoutMs: options.timeoutMs ?? 5000, tries: 1 })
  return { server, context: (parts = {}) => checkContext({ door: 'employee', facts, dns, ...parts }) }
}
const at = (domain: string): CheckContext['facts'] => ({ 'person.address': `wilhelmina.zwanenburgh@${domain}` })
const from = (sender: string): CheckContext['facts'] => ({ 'mail.sender': sender })

describe('whether a domain takes mail', () => {
  test.each([
    ['firm.net', 'ok/accepts', { 'mail.domain': 'accepts', 'mail.gateway': 'microsoft' }],
    ['FIRM.net', 'ok/accepts', { 'mail.domain': 'accepts', 'mail.gateway': 'microsoft' }],
    ['own.net', 'ok/accepts', { 'mail.domain': 'accepts', 'mail.gateway': 'other' }],
    ['müller.net', 'ok/accepts', { 'mail.domain': 'accepts', 'mail.gateway': 'google' }],
    ['bare.net', 'ok/acceptsWithoutMx', { 'mail.domain': 'accepts', 'mail.gateway': 'other' }],
    ['null.net', 'problem/nullMx', { 'mail.domain': 'nullMx' }],
    ['empty.net', 'problem/noMail', { 'mail.domain': 'noMail' }],
    ['gone.net', 'problem/noSuchDomain', { 'mail.domain': 'noSuchDomain' }],
    ['servfail.net', 'unknown/noAnswer', {}],
    ['refused.net', 'unknown/noAnswer', {}],
    ['harbourpine.example', 'unknown/reserved', {}],
    ['firm', 'unknown/notWhole', {}],
  ])('%s: %s', async (domain, expected, values) => {
    const { context } = await asked(at(domain))
    const outcome = await runCheck('mail-domain', context())

    expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
    expect(outcome.values).toEqual(values)
    expect([...generalReasons, ...checkReasons['mail-domain']]).toContain(outcome.reason)
    expect(JSON.stringify(outcome)).not.toContain('zwanenburgh')
  })

  test.each(['silent.net', 'garbage.net'])('%s is unknown, never a verdict', async (domain) => {
    const { context } = await asked(at(domain), { timeoutMs: 60 })

    expect(await runCheck('mail-domain', context())).toMatchObject({ result: 'unknown', values: {} })
  })

  test('a network that denies every name says nothing about this one', async () => {
    const { context, server } = await asked(at('firm.net'), { zone: {} })

    expect(await runCheck('mail-domain', context())).toMatchObject({ result: 'unknown', reason: 'noNames', values: {} })
    expect(server.queries).toContain('A bitrix24.com')
  })

  test('offline is unknown', async () => {
    const { context } = await asked(at('firm.net'), { servers: [await deadServer()], timeoutMs: 200 })

    expect(await runCheck('mail-domain', context())).toMatchObject({ result: 'unknown', values: {} })
  })

  test('what was asked stands in the evidence', async () => {
    const { context } = await asked(at('own.net'))

    expect((await runCheck('mail-domain', context())).evidence).toEqual(['MX own.net → 2 records · 10 mx.own.net · 20 mx2.own.net', 'gateway other'])
  })

  test('no mail server is ever contacted, and only names leave', async () => {
    const { context, server } = await asked(at('own.net'))
    await runCheck('mail-domain', context())

    expect(server.queries).toEqual(['MX own.net'])
  })
})

describe('the policy of a sender', () => {
  test.each([
    ['dara.finch@firm.net', 'ok/fine', { 'mail.senderPolicy': 'fine' }],
    ['firm.net', 'ok/fine', { 'mail.senderPolicy': 'fine' }],
    ['own.net', 'problem/strict', { 'mail.senderPolicy': 'strict' }],
    ['strict.net', 'problem/strict', { 'mail.senderPolicy': 'strict' }],
    ['post.strict.net', 'ok/fine', { 'mail.senderPolicy': 'fine' }],
    ['twice.net', 'problem/broken', { 'mail.senderPolicy': 'broken' }],
    ['bare.net', 'problem/noPolicy', { 'mail.senderPolicy': 'noPolicy' }],
    ['gone.net', 'problem/noSuchDomain', { 'mail.senderPolicy': 'broken' }],
    ['servfail.net', 'unknown/noAnswer', {}],
    ['half.net', 'unknown/noAnswer', {}],
    ['harbourpine.example', 'unknown/reserved', {}],
    ['nonsense', 'unknown/notWhole', {}],
    ['a@', 'unknown/notWhole', {}],
    ['unsure', 'notRun/needsFact', {}],
  ])('%s: %s', async (sender, expected, values) => {
    const { context } = await asked(from(sender))
    const outcome = await runCheck('sender-policy', context())

    expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
    expect(outcome.values).toEqual(values)
    expect(JSON.stringify(outcome)).not.toContain('dara')
  })

  test('no answer is no verdict', async () => {
    const { context } = await asked(from('silent.net'), { timeoutMs: 60 })
    expect(await runCheck('sender-policy', context())).toMatchObject({ result: 'unknown', reason: 'timedOut', values: {} })

    const denied = await asked(from('firm.net'), { zone: {} })
    expect(await runCheck('sender-policy', denied.context())).toMatchObject({ result: 'unknown', reason: 'noNames', values: {} })
  })
})

describe.each([['mail-domain', at('silent.net')], ['sender-policy', from('silent.net')]] as const)('%s', (check, facts) => {
  test('ends when a person skips it, and its question with it', async () => {
    const { context, server } = await asked(facts, { timeoutMs: 20_000 })
    const abort = new AbortController()
    const ends: string[] = []
    const { dns } = context()
    const watch = (ask: Promise<never>): Promise<never> => ask.catch((error: unknown) => {
      ends.push(error instanceof Error ? error.message : '')
      throw error
    })
    const watched = { ...dns, mx: (domain: string, options?: object) => watch(dns.mx(domain, options) as Promise<never>), txt: (domain: string, options?: object) => watch(dns.txt(domain, options) as Promise<never>) }
    const running = runCheck(check, context({ signal: abort.signal, dns: watched }))
    await server.silenced
    abort.abort()

    expect(await running).toMatchObject({ result: 'notRun', reason: 'skippedByPerson', values: {} })
    await new Promise((resolve) => setImmediate(resolve))
    expect(ends).toEqual(['cancelled'])
  })

  test('keeps its limit', async () => {
    const { context } = await asked(facts, { timeoutMs: 20_000 })

    expect(await runCheck(check, context(), 50)).toMatchObject({ result: 'unknown', reason: 'timedOut', values: {} })
  })
})

describe('an address among the people of the demo company', () => {
  test.each([
    ['cleo.marsh@harbourpine.example', 'ok/held', { 'address.onPortal': 'used', 'person.nearMiss': 'none' }],
    ['rio.stork@harbourpine.example', 'problem/nearPerson', { 'address.onPortal': 'used', 'person.nearMiss': 'one', 'person.nearAddress': 'rio.stork@harbourpin.example' }],
    ['cleo.mash@harbuorpine.example', 'problem/nearPerson', { 'address.onPortal': 'nearMiss', 'address.portalSuggestion': 'cleo.mash@harbourpine.example', 'person.nearMiss': 'one', 'person.nearAddress': 'cleo.marsh@harbourpine.example' }],
    ['nobody.known@elsewhere.example', 'ok/unused', { 'address.onPortal': 'unused', 'person.nearMiss': 'none' }],
  ])('%s: %s', async (given, expected, values) => {
    const setup = await connectToDemo()
    const outcome = await runCheck('address-on-portal', demoContext(setup, { facts: { 'person.address': given } }))

    expect(`${outcome.result}/${outcome.reason}`).toBe(expected)
    expect(outcome.values).toEqual(values)
    expect(outcome.evidence.join(' ')).not.toContain(given)
    expect(JSON.stringify(outcome)).not.toContain(setup.secret)
  })

  test('from the employee’s door nobody is asked about', async () => {
    const setup = await connectToDemo()
    const outcome = await runCheck('address-on-portal', demoContext(setup, { door: 'employee', facts: { 'person.address': truthAbout('Cleo Marsh').email } }))

    expect(outcome).toMatchObject({ result: 'notRun', reason: 'employeeDoor', values: {}, evidence: [] })
    expect(setup.portal.requests()).toHaveLength(0)
  })

  test('a portal that answers nothing gives no fact', async () => {
    const setup = await connectToDemo({ faults: ['portal-blocked'] })

    expect(await runCheck('address-on-portal', demoContext(setup, { facts: { 'person.address': 'cleo.marsh@gmail.com' } }))).toMatchObject({ result: 'unknown', values: {} })
  })
})
