import { describe, expect, test } from 'vitest'
import { createMailDns, type MailDnsOptions } from '../../../electron/adapters/dns/mailDns'
import type { MailDns } from '../../../electron/core/ports'
import { deadServer, startDnsServer, type DnsServer, type Zone } from '../../support/dns/dnsServer'
import { failureOf } from '../../support/portal/portalParts'

const zone: Zone = {
  'firm.net': { mx: [[20, 'Backup.Firm.net'], [10, 'mx.firm.net']], a: ['192.0.2.10'], txt: ['v=spf1 -all', 'other'] },
  'null.net': { mx: [[0, '.']] },
  'web-only.net': { a: ['192.0.2.11'], aaaa: ['2001:db8::1'] },
  'six-only.net': { aaaa: ['2001:db8::2'] },
  'empty.net': {},
  'long.net': { fault: 'short', mx: [[10, 'mx.long.net']], txt: [`v=spf1 ${'ip4:192.0.2.1 '.repeat(60)}-all`] },
  'xn--mller-kva.net': { mx: [[10, 'mx.firm.net']] },
  'servfail.net': { fault: 'servfail' },
  'refused.net': { fault: 'refused' },
  'silent.net': { fault: 'silent' },
  'garbage.net': { fault: 'garbage' },
  'many.net': { fault: 'short', mx: Array.from({ length: 80 }, (_, index) => [index, `mx${index}.many.net`] as const) },
}

async function start(options: Partial<MailDnsOptions> = {}): Promise<{ readonly dns: MailDns; readonly server: DnsServer }> {
  const server = await startDnsServer(zone)
  return { server, dns: createMailDns({ clock: { now: () => 0 }, servers: [server.address], reserved: [], timeoutMs: 5000, tries: 1, ...options }) }
}

describe('over real sockets', () => {
  test('mail hosts come in the order they are tried', async () => {
    const { dns } = await start()

    expect(await dns.mx('firm.net')).toEqual({ kind: 'records', records: [{ exchange: 'mx.firm.net', priority: 10 }, { exchange: 'backup.firm.net', priority: 20 }] })
  })

  test('a null MX has an empty name', async () => {
    const { dns } = await start()

    expect(await dns.mx('null.net')).toEqual({ kind: 'records', records: [{ exchange: '', priority: 0 }] })
  })

  test('texts and addresses are read, of either kind', async () => {
    const { dns } = await start()

    expect(await dns.txt('firm.net')).toEqual({ kind: 'records', records: ['v=spf1 -all', 'other'] })
    expect(await dns.addresses('web-only.net')).toEqual({ kind: 'records', records: ['192.0.2.11', '2001:db8::1'] })
    expect(await dns.addresses('six-only.net')).toEqual({ kind: 'records', records: ['2001:db8::2'] })
  })

  test('no such record and no such name are two things', async () => {
    const { dns } = await start()

    for (const ask of ['mx', 'txt', 'addresses'] as const) {
      expect(await dns[ask]('empty.net')).toEqual({ kind: 'none' })
      expect(await dns[ask]('gone.net')).toEqual({ kind: 'noSuchDomain' })
    }
  })

  test('what is too long for UDP is asked for again over TCP', async () => {
    const { dns, server } = await start()
    const answer = await dns.txt('long.net')

    expect(answer.kind === 'records' && answer.records[0]).toHaveLength(7 + 60 * 14 + 4)
    expect(server.queries).toEqual(['TXT long.net', 'TXT long.net over TCP'])
  })

  test('only so many records are taken', async () => {
    const { dns } = await start()
    const answer = await dns.mx('many.net')

    expect(answer.kind === 'records' && answer.records).toHaveLength(50)
  })

  test.each([
    ['servfail.net', 'serverFailed'],
    ['refused.net', 'refused'],
  ])('%s is unknown: %s', async (domain, why) => {
    const { dns } = await start()

    for (const ask of ['mx', 'txt', 'addresses'] as const) expect(await dns[ask](domain)).toEqual({ kind: 'unknown', why })
  })

  test('no answer in time is unknown', async () => {
    const { dns, server } = await start({ timeoutMs: 60 })

    expect(await dns.mx('silent.net')).toEqual({ kind: 'unknown', why: 'timedOut' })
    expect(server.queries.length).toBeGreaterThan(0)
  })

  test('garbage is unknown', async () => {
    const { dns } = await start({ timeoutMs: 60 })
    const answer = await dns.mx('garbage.net')

    expect(answer.kind).toBe('unknown')
  })

  test('a server that is not there is unknown', async () => {
    const { dns } = await start({ servers: [await deadServer()], timeoutMs: 200 })

    for (const ask of ['mx', 'txt', 'addresses'] as const) expect((await dns[ask]('firm.net')).kind).toBe('unknown')
  })
})

describe('names', () => {
  test('other letters are asked for as xn--', async () => {
    const { dns, server } = await start()

    expect((await dns.mx('Müller.net')).kind).toBe('records')
    expect((await dns.mx('firm.net.')).kind).toBe('records')
    expect(server.queries).toEqual(['MX xn--mller-kva.net', 'MX firm.net'])
  })

  test.each(['', 'firm', '.', 'fi rm.net', 'cleo@firm.net', 'firm..net', '-firm.net', '192.0.2.1', '[::1]', `${'a'.repeat(64)}.net`, `${'abc.'.repeat(80)}net`, 'firm.net/x', '\u0000.net'])('%j is asked of nobody', async (name) => {
    const { dns, server } = await start()

    for (const ask of ['mx', 'txt', 'addresses'] as const) expect(await dns[ask](name)).toEqual({ kind: 'unknown', why: 'badName' })
    expect(server.queries).toEqual([])
  })

  test('a policy lies under a name with an underscore', async () => {
    const { dns, server } = await start()
    await dns.txt('_dmarc.firm.net')

    expect(server.queries).toEqual(['TXT _dmarc.firm.net'])
  })

  test('names for examples and own networks are asked of nobody', async () => {
    const server = await startDnsServer({})
    const dns = createMailDns({ clock: { now: () => 0 }, servers: [server.address] })

    for (const name of ['harbourpine.example', 'mail.test', 'printer.local', 'firm.internal', 'router.home.arpa']) expect(await dns.mx(name)).toEqual({ kind: 'unknown', why: 'reserved' })
    expect(server.queries).toEqual([])
  })
})

describe('answers', () => {
  test('are kept for five minutes', async () => {
    let now = 0
    const { dns, server } = await start({ clock: { now: () => now } })
    const first = await dns.mx('firm.net')
    now = 299_999

    expect(await dns.mx('FIRM.net')).toEqual(first)
    expect(server.queries).toHaveLength(1)
    now = 300_000
    await dns.mx('firm.net')
    expect(server.queries).toHaveLength(2)
  })

  test('of another kind are not mixed up', async () => {
    const { dns, server } = await start()
    await dns.mx('firm.net')

    expect(await dns.txt('firm.net')).toMatchObject({ records: ['v=spf1 -all', 'other'] })
    expect(server.queries).toEqual(['MX firm.net', 'TXT firm.net'])
  })

  test('that are unknown are not kept', async () => {
    const { dns, server } = await start()
    await dns.mx('servfail.net')
    const asked = server.queries.length
    await dns.mx('servfail.net')

    expect(server.queries.length).toBeGreaterThan(asked)
  })
})

describe('ending', () => {
  test('ends the question at once, and no other', async () => {
    const { dns, server } = await start({ timeoutMs: 20_000 })
    const abort = new AbortController()
    const ended = failureOf(dns.mx('silent.net', { signal: abort.signal }))
    await server.silenced
    const other = dns.mx('firm.net')
    abort.abort()

    expect((await ended).code).toBe('cancelled')
    expect((await other).kind).toBe('records')
  })

  test('beforehand asks nothing', async () => {
    const { dns, server } = await start()

    expect((await failureOf(dns.txt('firm.net', { signal: AbortSignal.abort() }))).code).toBe('cancelled')
    expect(server.queries).toEqual([])
  })
})
