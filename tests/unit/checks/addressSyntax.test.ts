import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runCheck } from '../../../electron/core/checks/runCheck'
import { addressShape } from '@shared/domain/address/addressShape'
import { isCyrillicEnding } from '@shared/domain/address/endings'
import { typedAsCyrillic } from '@shared/domain/address/keyboardLayout'
import { checkContext } from '../../support/portal/checkParts'

describe('an address', () => {
  test.each([
    'cleo.marsh@harbourpine.example',
    'CLEO@HARBOURPINE.EXAMPLE',
    "o'neil+work@mail.harbour-pine.example",
    'jürgen.weiß@müller.example',
    'łukasz@firma.example',
    'иван@пример.рф',
    'иван.петров@example.com',
    'δοκιμή@παράδειγμα.δοκιμή',
    '用户@例子.中国',
    'a@b.co',
    'x1@3m.example',
    'cleo@xn--mller-kva.example',
    '  cleo@harbourpine.example  ',
  ])('%s is fine', (address) => {
    expect(addressShape(address)).toEqual({ shape: 'fine' })
  })

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['cleo.marsh', 'noAt'],
    ['cleo@marsh@harbourpine.example', 'severalAt'],
    ['cleo marsh@harbourpine.example', 'space'],
    ['cleo@ harbourpine.example', 'space'],
    ['cleo@harbourpine.example.', 'trailingDot'],
    ['cleo..marsh@harbourpine.example', 'dots'],
    ['.cleo@harbourpine.example', 'dots'],
    ['cleo.@harbourpine.example', 'dots'],
    ['@harbourpine.example', 'dots'],
    ['cleo@.example', 'dots'],
    ['cleo@harbourpine', 'noDomain'],
    ['cleo@', 'noDomain'],
    ['cleo@harbourpine.3', 'noDomain'],
    ['cleo@-harbour.example', 'noDomain'],
    ['cleo@harbour_pine.example', 'noDomain'],
    ['cleo,marsh@harbourpine.example', 'character'],
    ['Cleo<cleo@harbourpine.example>', 'character'],
    ['mailto:cleo@harbourpine.example', 'character'],
    [`${'a'.repeat(65)}@harbourpine.example`, 'tooLong'],
    [`cleo@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example`, 'tooLong'],
  ])('%j is broken: %s', (address, finding) => {
    expect(addressShape(address)).toMatchObject({ shape: 'broken', finding })
  })

  test.each([
    ['cle\u043E@harbourpine.example', 'mixedScripts', 4, 'U+043E', 'cleo@harbourpine.example'],
    ['cleo@h\u0430rbourpine.example', 'mixedScripts', 7, 'U+0430', 'cleo@harbourpine.example'],
    ['cleo@harb\u03BFurpine.example', 'mixedScripts', 10, 'U+03BF', 'cleo@harbourpine.example'],
    ['\u0430\u0440\u0440@harbourpine.example', 'lookalike', 1, 'U+0430', 'app@harbourpine.example'],
    ['cleo@\u0441\u0430\u0440\u0435.example', 'lookalike', 6, 'U+0441', 'cleo@cape.example'],
    ['l\u0131o@harbourpine.example', 'lookalike', 2, 'U+0131', 'lio@harbourpine.example'],
    ['cle\u200Bo@harbourpine.example', 'invisible', 4, 'U+200B', 'cleo@harbourpine.example'],
    ['cleo\u00AD@harbourpine.example', 'invisible', 5, 'U+00AD', 'cleo@harbourpine.example'],
    ['cleo\uFF20harbourpine.example', 'fullWidth', 5, 'U+FF20', 'cleo@harbourpine.example'],
    ['cleo@harbourpine\u3002example', 'fullWidth', 17, 'U+3002', 'cleo@harbourpine.example'],
    ['\uFF43leo@harbourpine.example', 'fullWidth', 1, 'U+FF43', 'cleo@harbourpine.example'],
  ])('%j only looks right: %s at %i, %s', (address, finding, position, character, suggestion) => {
    expect(addressShape(address)).toEqual({ shape: 'lookalike', finding, position, character, suggestion })
  })

  test('gets a suggestion where the repair is certain', () => {
    expect(addressShape('cleo @harbourpine.example').suggestion).toBe('cleo@harbourpine.example')
    expect(addressShape('cleo@harbourpine.example.').suggestion).toBe('cleo@harbourpine.example')
    expect(addressShape('cleo@ ').suggestion).toBeUndefined()
  })

  test('of any letters gets an answer, and a plain one is always fine', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (address) => ['fine', 'broken', 'lookalike'].includes(addressShape(address).shape)), { numRuns: 1000 })
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/)
    // "ha" is no ending: it is "рф" with the other layout on
    const ending = fc.stringMatching(/^[a-z]{2,8}$/).filter((top) => !isCyrillicEnding(typedAsCyrillic(top)))
    fc.assert(fc.property(label, label, ending, (local, domain, top) => addressShape(`${local}@${domain}.${top}`).shape === 'fine'))
    for (const top of ['ha', 'hec']) expect(addressShape(`a@a.${top}`)).toMatchObject({ shape: 'broken', finding: 'wrongLayout' })
  })

  test('with one letter swapped for its Cyrillic twin is never fine', () => {
    const twins: Readonly<Record<string, string>> = { a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', x: 'х', y: 'у' }
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,12}$/), fc.constantFrom(...Object.keys(twins)), (local, letter) => {
        expect(addressShape(`${local}${twins[letter]!}@harbourpine.example`).shape).toBe('lookalike')
      }),
    )
  })
})

test('the check gives the shape and tells where the odd letter is, without the address', async () => {
  const outcome = await runCheck('address-syntax', checkContext({ door: 'employee', facts: { 'person.address': 'cle\u043E@harbourpine.example' } }))

  expect(outcome).toMatchObject({ result: 'problem', reason: 'lookalike', values: { 'address.shape': 'lookalike' }, words: { finding: 'mixedScripts', position: 4, character: 'U+043E' } })
  expect(outcome.evidence).toEqual(['address → lookalike · mixedScripts · U+043E at 4'])
})
