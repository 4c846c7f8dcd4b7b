import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressShape } from '@shared/domain/address/addressShape'
import { meantLayout, typedAsCyrillic, typedAsLatin } from '@shared/domain/address/keyboardLayout'

describe('an address typed with the wrong layout on', () => {
  test.each([
    ['сдущ"пьфшдюсщь', 'cleo@gmail.com'],
    ['сдущюьфкыр"пьфшдюсщь', 'cleo.marsh@gmail.com'],
    ['СДУЩ"ПЬФШДЮСЩЬ', 'cleo@gmail.com'],
    ['сдущ@пьфшд.сщь', 'cleo@gmail.com'],
    ['cleo@пьфшдюсщь', 'cleo@gmail.com'],
    ['сдущюьфкыр@gmail.com', 'cleo.marsh@gmail.com'],
    ['сдущюьфкыр"рфкищгкзштуюсщь', 'cleo.marsh@harbourpine.com'],
    ['ивано"нфтвучюкг', 'bdfyj@yandex.ru'],
    ['ψλεο@γμαιλ.ψομ', 'cleo@gmail.com'],
    ['bdfy@ghbvth.ha', 'иван@пример.рф'],
    ['bdfy@ghbvth/ha', 'иван@пример.рф'],
    ['cleo.marsh"gmail.com', 'cleo.marsh@gmail.com'],
  ])('%s was meant as %s', (typed, meant) => {
    expect(addressShape(typed)).toEqual({ shape: 'broken', finding: 'wrongLayout', suggestion: meant })
  })

  test.each([
    'иван@пример.рф', 'иван.петров@example.com', 'мария@yandex.ru', 'иван@пример.com', 'δοκιμή@παράδειγμα.δοκιμή', 'cleo@harbourpine.example', 'cleo.marsh@gmail.com', 'cleo@firm.hamburg', 'a"b@c.de', '"@"', 'cleo"marsh',
    'cle\u043E@harbourpine.example', 'cleo@\u0441\u0430\u0440\u0435.com', '',
  ])('%j was not', (typed) => {
    expect(meantLayout(typed)).toBeUndefined()
  })
})

describe('properties', () => {
  const local = fc.stringMatching(/^[a-z]{2,10}(?:\.[a-z]{2,10})?$/)
  const provider = fc.constantFrom('gmail.com', 'outlook.com', 'mail.ru', 'yandex.ru', 'web.de', 'icloud.com')

  test('an address at a provider, typed wholly in the other layout, is found again', () => {
    fc.assert(
      fc.property(local, provider, (name, domain) => {
        const typed = typedAsCyrillic(`${name}@${domain}`).replaceAll('.', 'ю').replace('@', '"')
        expect(meantLayout(typed)).toBe(`${name}@${domain}`)
      }),
    )
  })

  test('the two layouts undo each other', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z;'[\]]{1,30}$/), (text) => typedAsLatin(typedAsCyrillic(text)) === text))
  })

  test('what is meant is fine itself and not what was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('сдущпьфшдюрг"@.ё;abcdeиванпетровha/')), maxLength: 40 }), (typed) => {
        const meant = meantLayout(typed)
        if (meant !== undefined) expect(meant).not.toBe(typed)
        const { suggestion } = addressShape(typed)
        if (suggestion !== undefined) expect(addressShape(suggestion).shape).toBe('fine')
      }),
      { numRuns: 2000 },
    )
  })
})
