/**
 * One form for all the ways a word can look: case, accents, ligatures, full-width letters, letters of another alphabet
 * that look the same, and what a reader of screenshots takes for one another (l 1 I |, O 0, S 5).
 * Words of messages and words of texts go through the same door, so a fold that joins two letters costs nothing.
 */
export function normalForm(word: string): string {
  // "1042" is a number and stays one
  if (isDigit(word.charCodeAt(0)) && /^\d+$/u.test(word)) return word
  let form = ''
  for (let index = 0; index < word.length; index += 1) {
    const code = word.charCodeAt(index)
    if (code < folded.length) form += folded[code] ??= foldCharacter(word.charAt(index))
    else if (code >= 0xd800 && code < 0xdc00 && index + 1 < word.length) {
      form += foldRare(word.codePointAt(index) ?? code)
      index += 1
    } else form += foldRare(code)
  }
  return form
}

function isDigit(code: number): boolean {
  return code >= 48 && code < 58
}

/** Latin, Greek and Cyrillic letters, looked up once each. */
const folded: (string | undefined)[] = Array.from({ length: 0x530 })
/** The others, as many as an ordinary text has. */
const foldedRare = new Map<number, string>()
const mostRare = 2000

function foldRare(code: number): string {
  // Ideographs and Yi are what they are; asking the tables of Unicode about each letter is what takes time
  if (code >= 0x3400 && code < 0xa490) return String.fromCharCode(code)
  if (code >= 0xac00 && code < 0xd7a4) return hangulParts(code - 0xac00)
  const known = foldedRare.get(code)
  if (known !== undefined) return known
  const form = foldCharacter(String.fromCodePoint(code))
  if (foldedRare.size < mostRare) foldedRare.set(code, form)
  return form
}

/** The letters of a Hangul syllable, which Unicode counts up in rows (The Unicode Standard §3.12). */
function hangulParts(offset: number): string {
  const tail = offset % 28
  const head = String.fromCharCode(0x1100 + Math.floor(offset / 588), 0x1161 + Math.floor((offset % 588) / 28))
  return tail === 0 ? head : head + String.fromCharCode(0x11a7 + tail)
}

const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a', в: 'b', е: 'e', ё: 'e', з: '3', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x', і: 'i', ѕ: 's', ј: 'j',
  α: 'a', ο: 'o', ρ: 'p', ν: 'v', ι: 'i', κ: 'k', τ: 't', ß: 'ss', æ: 'ae', ø: 'o', ı: 'i', l: 'i', '1': 'i', '|': 'i', '0': 'o', '5': 's',
}
const unseen = /[\p{M}\p{Cf}'’‘`´ʼ]/gu

function foldCharacter(character: string): string {
  const plain = character.replace(unseen, '').normalize('NFKD').toLowerCase().replace(unseen, '')
  return plain.length === 1 ? (lookAlikes[plain] ?? plain) : Array.from(plain, (one) => lookAlikes[one] ?? one).join('')
}
