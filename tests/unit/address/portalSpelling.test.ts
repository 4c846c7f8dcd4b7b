import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { portalZones } from '@shared/domain/address/bitrixDomains'
import { portalFindings, portalSpelling } from '@shared/domain/address/portalSpelling'

describe('a portal’s address', () => {
  test.each(portalZones.filter((zone) => zone !== 'net'))('at bitrix24.%s is fine', (zone) => {
    expect(portalSpelling(`harbour-pine.bitrix24.${zone}`)).toEqual({ spelling: 'fine', finding: 'fine' })
    expect(portalSpelling(` HARBOURPINE.Bitrix24.${zone} `)).toEqual({ spelling: 'fine', finding: 'fine' })
  })

  test.each(['portal.harbourpine.com', 'crm.harbourpine.example', 'harbourpine.bitrix24.example', 'портал.рф', '192.0.2.7', '127.0.0.1:8080', 'crm.harbourpine.com:8443', 'bitrix.harbourpine.com', 'b24.harbourpine.com', 'mail.com'])('%s may be one’s own', (host) => {
    expect(portalSpelling(host)).toEqual({ spelling: 'fine', finding: 'ownDomain' })
  })

  test.each(['bitrix24.net', 'www.bitrix24.net', 'auth2.bitrix24.net', 'https://www.bitrix24.net/passport/view/'])('%s is the Network', (host) => {
    expect(portalSpelling(host)).toEqual({ spelling: 'network', finding: 'network' })
  })

  test.each([
    ['bitrix24.de', 'noName'], ['www.bitrix24.com', 'website'], ['helpdesk.bitrix24.com', 'website'], ['a.b.bitrix24.de', 'broken'], ['harbourpine', 'broken'], ['', 'broken'], ['harbour pine', 'broken'], ['-x.bitrix24.de', 'broken'],
    ['harbourpine..', 'broken'], ['cleo@harbourpine.com', 'mailAddress'], ['a.bitrix24.deb.bitrix24.com', 'glued'],
  ])('%j is none: %s', (host, finding) => {
    expect(portalSpelling(host)).toEqual({ spelling: 'broken', finding })
  })

  test.each([
    ['harbourpine.bitrx24.com', 'mistyped', 'harbourpine.bitrix24.com'],
    ['harbourpine.bitirx24.de', 'mistyped', 'harbourpine.bitrix24.de'],
    ['harbourpine.bitrix42.de', 'mistyped', 'harbourpine.bitrix24.de'],
    ['harbourpine.bitrx24.con', 'mistyped', 'harbourpine.bitrix24.com'],
    ['harbourpine.bitrix.de', 'mistyped', 'harbourpine.bitrix24.de'],
    ['harbourpine.bitrix.24.de', 'mistyped', 'harbourpine.bitrix24.de'],
    ['harbourpine..bitrix24.de', 'mistyped', 'harbourpine.bitrix24.de'],
    ['harbourpine,bitrix24.de', 'mistyped', 'harbourpine.bitrix24.de'],
    ['harbourpine .bitrix24.de', 'mistyped', 'harbourpine.bitrix24.de'],
    ['harbourpine.bitrix24.con', 'wrongEnding', 'harbourpine.bitrix24.com'],
    ['harbourpine.bitrix24.ruu', 'wrongEnding', 'harbourpine.bitrix24.ru'],
    ['harbourpine.bitrix24.br', 'wrongEnding', 'harbourpine.bitrix24.com.br'],
    ['harbourpine.bitrix24.com.de', 'wrongEnding', 'harbourpine.bitrix24.de'],
    ['harbourpinebitrix24.de', 'missingDot', 'harbourpine.bitrix24.de'],
    ['harbourpine-bitrix24.com', 'missingDot', 'harbourpine.bitrix24.com'],
    ['harbourpine.bitrix24de', 'missingDot', 'harbourpine.bitrix24.de'],
    ['https://harbourpine.bitrix24.de/company/', 'extraParts', 'harbourpine.bitrix24.de'],
    ['http://harbourpine.bitrix24.de', 'extraParts', 'harbourpine.bitrix24.de'],
    ['www.harbourpine.bitrix24.de', 'extraParts', 'harbourpine.bitrix24.de'],
    ['harbourpine.bitrix24.de.', 'extraParts', 'harbourpine.bitrix24.de'],
    ['h\u0430rbourpine.bitrix24.de', 'lookalike', 'harbourpine.bitrix24.de'],
    ['рфкищгкзштуюишекшч24юву', 'wrongLayout', 'harbourpine.bitrix24.de'],
  ])('%s is nearly one: %s', (host, finding, suggestion) => {
    expect(portalSpelling(host)).toEqual({ spelling: 'nearMiss', finding, suggestion })
  })

  test('written twice is told apart', () => {
    expect(portalSpelling('harbourpine.bitrix24.deharbourpine.bitrix24.de')).toEqual({ spelling: 'broken', finding: 'glued', suggestion: 'harbourpine.bitrix24.de' })
    expect(portalSpelling('https://a1.bitrix24.de/https://a1.bitrix24.de/')).toEqual({ spelling: 'broken', finding: 'glued', suggestion: 'a1.bitrix24.de' })
  })
})

describe('properties', () => {
  const part = fc.constantFrom('harbourpine', 'bitrix24', 'bitrx24', 'bitrix', '24', '.', '..', '-', 'de', 'com', 'con', 'net', ',', ' ', 'https://', '/', '@', 'а', 'ю', 'www', ':80', 'br')
  const host = fc.oneof(fc.array(part, { maxLength: 9 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 300 }), fc.webUrl())

  test('any text gets an answer; a suggestion is fine itself and not what was typed', () => {
    fc.assert(
      fc.property(host, (text) => {
        const { finding, suggestion } = portalSpelling(text)
        expect(portalFindings).toContain(finding)
        if (suggestion === undefined) return
        expect(suggestion).not.toBe(text.trim().toLowerCase())
        expect(portalSpelling(suggestion).spelling).toBe('fine')
      }),
      { numRuns: 4000 },
    )
  })

  test('any letter of the name may be left out or swapped: the portal is found again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9]{2,20}$/), fc.constantFrom(...portalZones.filter((zone) => zone !== 'net')), fc.integer({ min: 1, max: 7 }), fc.boolean(), (name, zone, at, isSwap) => {
        const brand = 'bitrix24'
        const typed = isSwap && at < 7 ? `${brand.slice(0, at)}${brand[at + 1]!}${brand[at]!}${brand.slice(at + 2)}` : `${brand.slice(0, at)}${brand.slice(at + 1)}`
        expect(portalSpelling(`${name}.${typed}.${zone}`)).toEqual({ spelling: 'nearMiss', finding: 'mistyped', suggestion: `${name}.bitrix24.${zone}` })
      }),
    )
  })

  test('a very long text is no work', () => {
    const started = performance.now()
    for (const text of ['a.'.repeat(500_000), '.bitrix24.'.repeat(100_000), '-'.repeat(1_000_000), `${'a'.repeat(990)}bitrix24.`]) portalSpelling(text)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
