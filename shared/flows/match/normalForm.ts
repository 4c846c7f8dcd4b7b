/**
 * One form for all the ways a word can look: case, accents, ligatures, full-width letters, letters of another alphabet
 * that look the same, and what a reader of screenshots takes for one another (l 1 I |, O 0, S 5).
 * Words of messages and words of texts go through the same door, so a fold that joins two letters costs nothing.
 */
export function normalForm(word: string): string {
  // "1042" is a number and stays one
  if (/^\d+$/u.test(word)) return word
  let form = ''
  for (let index = 0; index < word.length; index += 1) {
    const code = word.charCodeAt(index)
    if (code >= 0xd800 && code < 0xdc00 && index + 1 < word.length) {
      form += foldCharacter(String.fromCodePoint(word.codePointAt(index) ?? code))
      index += 1
    } else if (code < folded.length) form += folded[code] ??= foldCharacter(word.charAt(index))
    else form += foldCharacter(word.charAt(index))
  }
  return form
}

/** Latin, Greek and Cyrillic letters, looked up once each. */
const folded: (string | undefined)[] = Array.from({ length: 0x530 })

const lookAlikes: Readonly<Record<string, string>> = {
  а: 'a', в: 'b', е: 'e', ё: 'e', з: '3', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x', і: 'i', ѕ: 's', ј: 'j',
  α: 'a', ο: 'o', ρ: 'p', ν: 'v', ι: 'i', κ: 'k', τ: 't', ß: 'ss', æ: 'ae', ø: 'o', ı: 'i', l: 'i', '1': 'i', '|': 'i', '0': 'o', '5': 's',
}
const unseen = /[\p{M}\p{Cf}'’‘`´ʼ]/gu

function foldCharacter(character: string): string {
  const plain = character.replace(unseen, '').normalize('NFKD').toLowerCase().replace(unseen, '')
  return Array.from(plain, (one) => lookAlikes[one] ?? one).join('')
}
