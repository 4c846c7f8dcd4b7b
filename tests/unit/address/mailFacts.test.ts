import { domainToASCII } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gatewayOf, gatewayOfAll, mailGateways } from '@shared/domain/address/mailGateways'
import { nearDomain } from '@shared/domain/address/nearDomain'
import { asciiDomain } from '@shared/domain/address/punycode'
import { readDmarc, readSpf, senderVerdict } from '@shared/domain/address/senderPolicy'

describe('the gateway', () => {
  test.each([
    ['aspmx.l.google.com', 'google'], ['alt1.gmail-smtp-in.l.google.com', 'google'], ['ASPMX2.GOOGLEMAIL.COM.', 'google'], ['harbourpine-com.mail.protection.outlook.com', 'microsoft'], ['hotmail-com.olc.protection.outlook.com', 'microsoft'],
    ['mxa-0012ab01.gslb.pphosted.com', 'proofpoint'], ['eu-smtp-inbound-1.mimecast.com', 'mimecast'], ['d1.ess.barracudanetworks.com', 'barracuda'], ['cluster1.eu.messagelabs.com', 'messagelabs'], ['mx1.hc123.eu.iphmx.com', 'cisco'],
    ['mx-01-eu-central-1.prod.hydra.sophos.com', 'sophos'], ['mx01.hornetsecurity.com', 'hornetsecurity'], ['mx.yandex.net', 'yandex'], ['mxs.mail.ru', 'mailRu'], ['mx.zoho.eu', 'zoho'], ['mx00.ionos.de', 'ionos'], ['mx00.kundenserver.de', 'ionos'],
    ['smtpin.rzone.de', 'strato'], ['mx00.t-online.de', 'telekom'], ['mx01.emig.gmx.net', 'unitedInternet'], ['mx01.mail.icloud.com', 'icloud'], ['route1.mx.cloudflare.net', 'cloudflare'],
    ['mx.harbourpine.com', 'other'], ['google.com.evil.example', 'other'], ['notgoogle.com', 'other'], ['l.google.com.', 'google'], ['', 'other'], ['constructor', 'other'],
  ])('of %j is %s', (host, gateway) => {
    expect(gatewayOf(host)).toBe(gateway)
  })

  test('is the one that is tried first', () => {
    const mx = (...all: readonly (readonly [number, string])[]) => gatewayOfAll(all.map(([priority, exchange]) => ({ priority, exchange })))

    expect(mx([10, 'mx.pphosted.com'], [20, 'aspmx.l.google.com'])).toBe('proofpoint')
    expect(mx([10, 'mx.firm.net'], [20, 'aspmx.l.google.com'])).toBe('other')
    expect(mx([10, 'mx.firm.net'], [10, 'aspmx.l.google.com'])).toBe('google')
  })

  test('is one of the closed list, whatever the host', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (host) => mailGateways.includes(gatewayOf(host))))
  })
})

describe('names as name servers know them', () => {
  test.each([
    ['müller.example', 'xn--mller-kva.example'], ['пример.рф', 'xn--e1afmkfd.xn--p1ai'], ['HARBOURPINE.com', 'harbourpine.com'], ['例子.中国', 'xn--fsqu00a.xn--fiqs8s'], ['faß.de', 'xn--fa-hia.de'],
    ['параde.com', 'xn--de-6kca7eh.com'], ['firm', undefined], ['a..b', undefined], ['', undefined], [`${'ü'.repeat(63)}.de`, undefined],
  ])('%s is %s', (domain, ascii) => {
    expect(asciiDomain(domain)).toBe(ascii)
  })

  test('agree with Node’s own converter', () => {
    const label = fc.string({ unit: fc.constantFrom(...Array.from('abcxyz019äöüéñłжшщыяюώλ例子中国')), minLength: 1, maxLength: 14 })
    fc.assert(fc.property(label, fc.constantFrom('de', 'рф', 'com', '中国'), (name, ending) => {
      expect(asciiDomain(`${name}.${ending}`)).toBe(domainToASCII(`${name}.${ending}`))
    }))
  })
})

describe('the sender’s policy', () => {
  test.each([
    [[], { kind: 'none' }],
    [['google-site-verification=x'], { kind: 'none' }],
    [['v=spf1 include:_spf.google.com ~all'], { kind: 'readable', others: 'doubt' }],
    [['V=SPF1 ip4:192.0.2.0/24 ip6:2001:db8::/32 a mx a:mail.firm.net/24 exists:%{i}.x.net ptr -all'], { kind: 'readable', others: 'refuse' }],
    [['v=spf1 mx all'], { kind: 'readable', others: 'allow' }],
    [['v=spf1 +all'], { kind: 'readable', others: 'allow' }],
    [['v=spf1 redirect=_spf.mail.ru'], { kind: 'readable', others: 'neutral' }],
    [['v=spf1'], { kind: 'readable', others: 'neutral' }],
    [['v=spf1 -all', 'v=spf1 ~all'], { kind: 'several' }],
    [['v=spf1 include: -all'], { kind: 'unreadable' }],
    [['v=spf1 ipv4:192.0.2.1 -all'], { kind: 'unreadable' }],
    [['v=spf10 -all'], { kind: 'none' }],
    [[`v=spf1 ${'include:a.net '.repeat(11)}-all`], { kind: 'tooMany' }],
    [[`v=spf1 ${'ip4:192.0.2.1 '.repeat(30)}-all`], { kind: 'readable', others: 'refuse' }],
  ])('SPF %j', (texts, policy) => {
    expect(readSpf(texts)).toEqual(policy)
  })

  test.each([
    [[], false, { kind: 'none' }],
    [['v=DMARC1; p=none; rua=mailto:x@y.net'], false, { kind: 'readable', asks: 'nothing' }],
    [['v=dmarc1;p=QUARANTINE'], false, { kind: 'readable', asks: 'quarantine' }],
    [['v=DMARC1; p=none; sp=reject'], true, { kind: 'readable', asks: 'reject' }],
    [['v=DMARC1; p=none; sp=reject'], false, { kind: 'readable', asks: 'nothing' }],
    [['v=DMARC1; p=reject'], true, { kind: 'readable', asks: 'reject' }],
    [['v=DMARC1; rua=mailto:x@y.net'], false, { kind: 'unreadable' }],
    [['v=DMARC1; p=constructor'], false, { kind: 'unreadable' }],
    [['v=DMARC1; p=none', 'v=DMARC1; p=reject'], false, { kind: 'several' }],
    [['v=DMARC10; p=none'], false, { kind: 'none' }],
  ])('DMARC %j, below its owner: %s', (texts, isBelow, policy) => {
    expect(readDmarc(texts, isBelow)).toEqual(policy)
  })

  test.each([
    [['v=spf1 mx ~all'], [], 'fine'],
    [['v=spf1 mx -all'], [], 'strict'],
    [['v=spf1 mx -all'], ['v=DMARC1; p=none'], 'fine'],
    [['v=spf1 mx ~all'], ['v=DMARC1; p=reject'], 'strict'],
    [[], ['v=DMARC1; p=quarantine'], 'strict'],
    [[], [], 'noPolicy'],
    [[], ['v=DMARC1; p=none'], 'noPolicy'],
    [['v=spf1 -all', 'v=spf1 -all'], [], 'broken'],
    [['v=spf1 mx ~all'], ['v=DMARC1'], 'broken'],
  ])('%j with %j is %s', (spf, dmarc, verdict) => {
    expect(senderVerdict(readSpf(spf), readDmarc(dmarc, false))).toBe(verdict)
  })

  test('any texts are read, in linear time', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.string().map((text) => `v=spf1 ${text}`), fc.string().map((text) => `v=DMARC1;${text}`)), { maxLength: 5 }), (texts) => ['fine', 'noPolicy', 'strict', 'broken'].includes(senderVerdict(readSpf(texts), readDmarc(texts, true)))))
    const started = performance.now()
    for (const text of [`v=spf1 ${'a:'.repeat(100_000)}`, `v=spf1 ${' '.repeat(200_000)}`, `v=spf1 ${'a/1'.repeat(100_000)}`, `v=DMARC1;${' '.repeat(200_000)}`, `v=DMARC1;${'='.repeat(200_000)}`]) senderVerdict(readSpf([text]), readDmarc([text], false))
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

describe('a domain near one in use', () => {
  const used = new Map([['harbourpine.com', 40], ['harbourpier.com', 3], ['gmail.com', 7], ['pine.de', 2]])

  test.each([
    ['harbourpin.com', 'harbourpine.com'], ['harbuorpine.com', 'harbourpine.com'], ['harbour-pine.com', 'harbourpine.com'], ['harbourpine.de', 'harbourpine.com'], ['gmial.com', 'gmail.com'], ['pien.de', 'pine.de'],
    ['harbourpine.com', undefined], ['gmx.de', undefined], ['outlook.com', undefined], ['other.net', undefined], ['gmail.de', undefined], ['wine.de', undefined], ['', undefined], ['com', undefined],
  ])('%s: %s', (domain, near) => {
    expect(nearDomain(domain, used)).toBe(near)
  })
})
