import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressShape } from '@shared/domain/address/addressShape'
import { addressSpelling } from '@shared/domain/address/addressSpelling'
import { domainSlip } from '@shared/domain/address/domainSlip'
import { isKnownMailDomain, providers } from '@shared/domain/address/mailProviders'
import { slipCost } from '@shared/domain/address/slips'

const known = providers.flatMap(({ name, endings }) => endings.map((ending) => `${name}.${ending}`))

describe('a slip in a well-known domain', () => {
  test.each([
    ['gmial.com', 'gmail.com'], ['gamil.com', 'gmail.com'], ['gmal.com', 'gmail.com'], ['gmaill.com', 'gmail.com'], ['gnail.com', 'gmail.com'], ['gmai.com', 'gmail.com'], ['gmail.con', 'gmail.com'], ['gmail.cmo', 'gmail.com'],
    ['gmail.co', 'gmail.com'], ['gmail.cm', 'gmail.com'], ['gmail.om', 'gmail.com'], ['gmial.con', 'gmail.com'], ['gmailcom', 'gmail.com'], ['www.gmail.com', 'gmail.com'], ['g-mail.com', 'gmail.com'],
    ['hotmial.com', 'hotmail.com'], ['hotnail.com', 'hotmail.com'], ['hotmal.com', 'hotmail.com'], ['homail.com', 'hotmail.com'], ['hotmial.co.uk', 'hotmail.co.uk'], ['jotmail.com', 'hotmail.com'], ['otmail.com', 'hotmail.com'],
    ['outlok.com', 'outlook.com'], ['oulook.com', 'outlook.com'], ['outloook.de', 'outlook.de'], ['outlook.co', 'outlook.com'], ['outllok.com', 'outlook.com'],
    ['yaho.com', 'yahoo.com'], ['yhaoo.com', 'yahoo.com'], ['yahooo.com', 'yahoo.com'], ['zahoo.com', 'yahoo.com'], ['yahoo.vom', 'yahoo.com'], ['yahoo.co.ukk', 'yahoo.co.uk'],
    ['iclod.com', 'icloud.com'], ['icluod.com', 'icloud.com'], ['icould.com', 'icloud.com'],
    ['yandex.ruu', 'yandex.ru'], ['yadnex.ru', 'yandex.ru'], ['zandex.ru', 'yandex.ru'], ['mial.ru', 'mail.ru'], ['maill.ru', 'mail.ru'], ['mail.ruu', 'mail.ru'], ['ramler.ru', 'rambler.ru'], ['mailru', 'mail.ru'],
    ['gmx.dee', 'gmx.de'], ['web.ed', 'web.de'], ['t-onlin.de', 't-online.de'], ['tonline.de', 't-online.de'], ['t.online.de', 't-online.de'], ['freent.de', 'freenet.de'], ['gogglemail.com', 'googlemail.com'],
    ['harbourpine.con', 'harbourpine.com'], ['harbourpine.nett', 'harbourpine.net'], ['mail.harbourpine.ruu', 'mail.harbourpine.ru'], ['www.harbourpine.com', 'harbourpine.com'],
  ])('%s is probably %s', (domain, meant) => {
    expect(domainSlip(domain)).toBe(meant)
    expect(addressSpelling(`Cleo.Marsh@${domain.toUpperCase()}`)).toEqual({ spelling: 'typo', kind: 'person', suggestion: `Cleo.Marsh@${meant}` })
  })

  test.each(known)('%s is called none', (domain) => {
    expect(domainSlip(domain)).toBeUndefined()
    expect(addressSpelling(`cleo@${domain}`)).toEqual({ spelling: 'fine', kind: 'person' })
  })

  test.each([
    'gail.com', 'hmail.com', 'cloud.com', 'love.com', 'line.com', 'gmail.ru', 'mail.bg', 'harbourpine.com', 'harbourpine.example', 'gmx.biz', 'mail.kz', 'webmail.de', 'email.it', 'mailing.com', 'hotel.com', 'hot.com', 'look.com', 'cook.com',
    'rambo.com', 'gov.uk', 'proton.com', 'siemens.com', 'bosch.de', 'sap.com', 'sberbank.ru', 'vk.com', 'yandex-team.ru', 'firm.co', 'firm.cm', 'firm.ee', 'firm.se', 'firm.eu', 'mail.harbourpine.com', 'gmail.harbourpine.com', 'web.com', 'wub.de', 'gmy.de',
  ])('%s may be somebody’s own', (domain) => {
    expect(domainSlip(domain)).toBeUndefined()
  })
})

test.each(['mailinator.com', 'YOPMAIL.com', 'eu.mailinator.com', 'temp-mail.org', 'wegwerfmail.de'])('%s is a throw-away mailbox', (domain) => {
  expect(addressSpelling(`cleo@${domain}`)).toEqual({ spelling: 'disposable', kind: 'person' })
})

test.each(['info', 'Sales', 'office', 'front.desk', 'buchhaltung', 'бухгалтерия', 'info2', 'support+berlin', 'no-reply', 'hr', 'otdel-kadrov'])('%s@ is a shared mailbox', (local) => {
  expect(addressSpelling(`${local}@harbourpine.com`)).toMatchObject({ kind: 'role' })
})
test.each(['cleo', 'cleo.marsh', 'officer', 'informant', 'ben.sales', 'constructor', '__proto__', 'hrabal'])('%s@ is a person’s', (local) => {
  expect(addressSpelling(`${local}@harbourpine.com`)).toMatchObject({ kind: 'person' })
})

test.each(['', 'cleo', 'cleo@', '@gmail.com', 'cleo marsh@gmail.com', 'cleo@firm', 'cleo@constructor', 'cleo@firm.constructor', 'cleo@__proto__'])('%j is no whole address, or nothing to remark on', (address) => {
  expect(addressSpelling(address)?.spelling ?? 'fine').toBe('fine')
})

describe('properties', () => {
  test('any text gets an answer; a suggestion is fine itself and not what was typed', () => {
    const near = fc.tuple(fc.string({ maxLength: 12 }), fc.constantFrom(...known), fc.nat(12), fc.string({ maxLength: 3 })).map(([local, domain, at, more]) => `${local}@${domain.slice(0, at)}${more}${domain.slice(at + 1)}`)
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), near, fc.emailAddress()), (address) => {
        const read = addressSpelling(address)
        if (read?.suggestion === undefined) return
        expect(read.spelling).toBe('typo')
        expect(read.suggestion.toLowerCase()).not.toBe(address.trim().toLowerCase())
        expect(addressShape(read.suggestion).shape).toBe('fine')
        expect(addressSpelling(read.suggestion)).toMatchObject({ spelling: 'fine' })
      }),
      { numRuns: 3000 },
    )
  })

  test('a fine address at a known provider is never called a slip', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z][a-z0-9_-]{0,20}$/), fc.constantFrom(...known), (local, domain) => addressSpelling(`${local}@${domain}`)?.spelling === 'fine'))
  })

  test('two neighbouring letters swapped in a long provider name are found', () => {
    fc.assert(
      fc.property(fc.constantFrom('gmail.com', 'hotmail.com', 'outlook.com', 'icloud.com', 'yandex.ru', 'protonmail.com'), fc.nat(8), (domain, at) => {
        const name = domain.slice(0, domain.indexOf('.'))
        if (at + 1 >= name.length || name[at] === name[at + 1]) return
        const typed = `${name.slice(0, at)}${name[at + 1]!}${name[at]!}${name.slice(at + 2)}${domain.slice(name.length)}`
        expect(isKnownMailDomain(typed) ? domain : domainSlip(typed)).toBe(domain)
      }),
    )
  })

  test('the cost is the same both ways, and nothing costs nothing but the same', () => {
    const name = fc.stringMatching(/^[a-z0-9-]{0,12}$/)
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(slipCost(one, other)).toBe(slipCost(other, one))
        expect(slipCost(one, other) === 0).toBe(one === other)
      }),
    )
  })

  test('a very long text costs no more than a short one', () => {
    const started = performance.now()
    for (const text of ['a'.repeat(1_000_000), 'a@'.repeat(500_000), `a@${'b.'.repeat(500_000)}com`, `a@${'g'.repeat(1_000_000)}.com`, '\u0430'.repeat(500_000), `${'<'.repeat(300_000)}>`, `a@${','.repeat(300_000)}`, '.'.repeat(1_000_000)]) {
      addressShape(text)
      addressSpelling(text)
    }
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
