import { isPlainAddress } from './addressParts'
import { isCommonEnding, isCyrillicEnding } from './endings'
import { isLookalike } from './lookalikes'
import { isKnownMailDomain } from './mailProviders'

/** The same keys with the Russian and the Latin layout on. Shift and 2 is the @ of one and the quote of the other. */
const russianKeys = 'йцукенгшщзхъфывапролджэячсмитьбюё'
const latinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
const fromCyrillic = new Map(Array.from(russianKeys, (letter, index) => [letter, latinKeys[index] ?? '']))
fromCyrillic.set('і', 's').set('ї', ']').set('є', "'").set('ў', 'o')
const fromLatin = new Map(Array.from(latinKeys, (letter, index) => [letter, russianKeys[index] ?? '']))
const greekKeys = 'ςερτυθιοπασδφγηξκλζχψωβνμ'
const fromGreek = new Map(Array.from(greekKeys, (letter, index) => [letter, 'wertyuiopasdfghjklzxcvbnm'[index] ?? '']))

const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}]/u

/** What the same keys write with the Latin layout on. */
export function typedAsLatin(text: string): string {
  return Array.from(text.toLowerCase(), (letter) => fromCyrillic.get(letter) ?? fromGreek.get(letter) ?? letter).join('')
}

/** What the same keys write with the Russian layout on. The key beside the right shift key is the full stop there. */
export function typedAsCyrillic(text: string): string {
  return Array.from(text.toLowerCase(), (letter) => fromLatin.get(letter) ?? (letter === '/' ? '.' : letter)).join('')
}

/**
 * The address that was meant where it was typed with the wrong layout on. Only where the letters as they stand make no
 * address, or plainly less of one: `иван@пример.рф` stays what it is.
 */
export function meantLayout(address: string): string | undefined {
  if (address.length > 254) return undefined
  const given = address.toLowerCase()
  return foreign.test(given) ? meantLatin(given) : (meantCyrillic(given) ?? meantAt(given))
}

function meantLatin(given: string): string | undefined {
  // A word of two alphabets is a look-alike, not another layout
  const words = given.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== '')
  if (words.some((word) => foreign.test(word) && /\p{Script=Latin}/u.test(word))) return undefined
  if (!Array.from(given).some((letter) => foreign.test(letter) && !isLookalike(letter))) return undefined

  const at = given.includes('@') ? given.lastIndexOf('@') : given.lastIndexOf('"')
  if (at < 1) return undefined
  const [local, domain] = [given.slice(0, at), given.slice(at + 1)]
  const ending = domain.slice(domain.lastIndexOf('.') + 1)
  if (isCyrillicEnding(ending)) return undefined
  const [meantLocal, meantDomain] = [latinWords(local), foreign.test(domain) ? typedAsLatin(domain) : domain]
  const meantEnding = meantDomain.slice(meantDomain.lastIndexOf('.') + 1)
  if (!isKnownMailDomain(meantDomain)) {
    if (!isCommonEnding(meantEnding)) return undefined
    // Behind an ending in Latin letters, Cyrillic names are for sale: the word has to speak for itself
    if (!foreign.test(ending) && foreign.test(domain) && !readsBetter(meantDomain, domain)) return undefined
  }
  if (!foreign.test(domain) && foreign.test(local) && given[at] === '@' && !readsBetter(meantLocal, local)) return undefined
  const meant = `${meantLocal}@${meantDomain}`
  return isPlainAddress(meant) && !meant.includes('..') ? meant : undefined
}

function latinWords(text: string): string {
  return foreign.test(text) ? typedAsLatin(text) : text
}

function meantCyrillic(given: string): string | undefined {
  const at = given.lastIndexOf('@')
  if (at < 1) return undefined
  const domain = given.slice(at + 1)
  const ending = domain.split(/[./]/).at(-1) ?? ''
  if (isCommonEnding(ending) || !/^[a-z0-9[\];',.`/-]+$/.test(domain)) return undefined
  const meantDomain = domain.split(/[./]/).map((label) => typedAsCyrillic(label)).join('.')
  if (!isCyrillicEnding(meantDomain.slice(meantDomain.lastIndexOf('.') + 1)) || !meantDomain.includes('.')) return undefined
  const local = given.slice(0, at).split('.').map((word) => typedAsCyrillic(word)).join('.')
  const meant = `${local}@${meantDomain}`
  return /^[а-яё0-9._-]{1,64}@[а-яё0-9-]{1,63}(?:\.[а-яё0-9-]{1,63}){1,5}$/u.test(meant) && !/\.\.|^\.|\.@|@-|-\.|\.-|@\./.test(meant) ? meant : undefined
}

/** On German, British and Russian keyboards, Shift and 2 is a quote. */
function meantAt(given: string): string | undefined {
  if (given.includes('@') || given.split('"').length !== 2) return undefined
  const meant = given.replace('"', '@')
  return isPlainAddress(meant) && !meant.includes('..') ? meant : undefined
}

/** Letters that never follow each other, or never begin a word, in Russian. */
const unheardOf = /(?:^|[аеёиоуыэюяйьъ.])[ьъ]|(?:^|\.)ы|[жшчщц][юяэ]|[чщ]ы|[гкх][юяэ]/u

/** Words of any language have a vowel every two or three letters. */
function readsBetter(meant: string, given: string): boolean {
  return unheardOf.test(given) || vowelDistance(meant) + 0.15 <= vowelDistance(given)
}

function vowelDistance(text: string): number {
  const letters = Array.from(text).filter((letter) => /\p{L}/u.test(letter))
  const vowels = letters.filter((letter) => /[aeiouyаеёиоуыэюяіїєαεηιουω]/u.test(letter))
  return letters.length === 0 ? 0 : Math.abs(vowels.length / letters.length - 0.4)
}
