import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostAddresses, readAddressList } from '@shared/domain/address/addressList'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'.split('')
const word = (longest: number): fc.Arbitrary<string> => fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: longest }).map((some) => some.join(''))
const address = fc.tuple(word(12), word(8), fc.constantFrom('example', 'bitrix24.example')).map(([local, domain, ending]) => `${local}@${domain}.${ending}`)
const shouted = fc.tuple(address, fc.boolean()).map(([one, isLoud]) => (isLoud ? one.toUpperCase() : one))
const name = fc.constantFrom('Cleo Marsh', 'Marsh, Cleo', '"Marsh, <Cleo>"', 'Renée  Aït', 'Кириллова Анна', '')
const written = fc.tuple(shouted, name, fc.boolean()).map(([one, who, isBracketed]) => (isBracketed || who !== '' ? `${who} <${one}>` : one))
const separator = fc.constantFrom('\n', '\r\n', ',', ', ', ';', '; ', ' ', '\t', '\n\n')

describe('a pasted list of addresses', () => {
  it.each([
    ['one a line', 'a@x.example\nb@x.example', ['a@x.example', 'b@x.example'], []],
    ['commas, semicolons, spaces', 'a@x.example, b@x.example;c@x.example d@x.example', ['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example'], []],
    ['as a mail program writes them', 'Marsh, Cleo <Cleo@x.example>, "Harrow; Ben" <ben@x.example>', ['cleo@x.example', 'ben@x.example'], []],
    ['one without a name before one with', 'a@x.example, Ben Harrow <b@x.example>', ['a@x.example', 'b@x.example'], []],
    ['each once, small', 'A@X.example\na@x.example', ['a@x.example'], []],
    ['a line that is none', 'a@x.example\nthe new ones\n\nb@x.example', ['a@x.example', 'b@x.example'], [2]],
    ['a slip among good ones', 'a@x.example, b@x,example', ['a@x.example'], [1]],
    ['an empty bracket', 'Ben <>', [], [1]],
    ['a bracket that was not closed', 'Ben <ben@x.example', [], [1]],
    ['nothing', ' \n ', [], []],
  ])('%s', (_, text, addresses, broken) => {
    expect(readAddressList(text)).toEqual({ addresses, broken, tooMany: false })
  })

  it('is read whole, whatever stands between and around them: each once, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(written, separator), { maxLength: 80 }), (items) => {
        const text = items.map(([one, between]) => one + between).join('')
        const expected = [...new Set(items.map(([one]) => (/<([^<>]*@[^<>]*)>$/.exec(one)?.[1] ?? one).toLowerCase()))]
        expect(readAddressList(text)).toEqual({ addresses: expected, broken: [], tooMany: expected.length > mostAddresses })
      }),
      { numRuns: 300 },
    )
  })

  it('names the lines that hold something else, and no others', () => {
    const line = fc.oneof(address.map((one) => ({ text: one, isBroken: false })), fc.constantFrom('the new ones', 'ben@', '@x.example', 'b@x..example', 'Ben <ben@>').map((text) => ({ text, isBroken: true })), fc.constant({ text: '', isBroken: false }))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        expect(readAddressList(lines.map(({ text }) => text).join('\n')).broken).toEqual(lines.flatMap(({ isBroken }, index) => (isBroken ? [index + 1] : [])))
      }),
    )
  })

  it('is the same when it is read a second time, of any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 400 }), fc.string({ unit: fc.constantFrom('a', '@', '.', '<', '>', '"', ',', ' ', '\n'), maxLength: 200 })), (text) => {
        const { addresses } = readAddressList(text)
        expect(readAddressList(addresses.join('\n'))).toEqual({ addresses, broken: [], tooMany: addresses.length > mostAddresses })
      }),
      { numRuns: 500 },
    )
  })

  it('is not slow on the longest text that can be pasted', () => {
    for (const piece of ['<', '"', '> <', 'a@', ',']) {
      const startedAt = performance.now()
      readAddressList(piece.repeat(4000))
      expect(performance.now() - startedAt).toBeLessThan(200)
    }
  })
})
