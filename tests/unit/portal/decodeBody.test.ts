import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBody } from '../../../electron/adapters/portal/decodeBody'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const wide = (text: string, isLittle: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le')
  return isLittle ? bytes : bytes.swap16()
}
const json = '{"result":"Ж é"}'

describe('the text of an answer', () => {
  test.each([
    ['UTF-8', utf8(json), 'application/json; charset=utf-8', json],
    ['UTF-8 under a wrong name', utf8(json), 'application/json; charset=windows-1251', json],
    ['UTF-8 with a mark', utf8(`\uFEFF${json}`), '', `\uFEFF${json}`],
    ['UTF-16 with a mark, little', wide(`\uFEFF${json}`, true), '', json],
    ['UTF-16 with a mark, big', wide(`\uFEFF${json}`, false), 'application/json; charset=utf-8', json],
    ['UTF-16 without a mark, little', wide(json, true), '', json],
    ['UTF-16 without a mark, big', wide(json, false), '', json],
    ['windows-1251 as said', Uint8Array.of(0x22, 0xc6, 0x22), 'application/json; charset="windows-1251"', '"Ж"'],
    ['windows-1251 unsaid', Uint8Array.of(0x7b, 0xc6, 0x7d), 'application/json', '{\uFFFD}'],
    ['a charset nobody knows', Uint8Array.of(0x7b, 0xc6, 0x7d), 'application/json; charset=klingon', '{\uFFFD}'],
    ['nothing', Uint8Array.of(), '', ''],
    ['one byte', Uint8Array.of(0x7b), '', '{'],
  ])('in %s', (_name, bytes, contentType, text) => {
    expect(decodeBody(bytes, contentType)).toBe(text)
  })

  test('is never an error, whatever the bytes and whatever they call themselves', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.oneof(fc.string(), fc.constantFrom('charset=utf-16', 'charset=iso-8859-1', 'charset=utf-7')), (bytes, contentType) => typeof decodeBody(bytes, contentType) === 'string'))
  })

  test('in UTF-8 is what was sent', () => {
    fc.assert(fc.property(fc.json(), (text) => decodeBody(utf8(text), '') === text))
  })
})
