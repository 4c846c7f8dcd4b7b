import { isPlainAddress } from './addressParts'
import { meantLayout } from './keyboardLayout'
import { isLookalike, lookalikes } from './lookalikes'

/** What is wrong with an address; closed words for the sentence. */
export type AddressFinding = 'empty' | 'space' | 'noAt' | 'severalAt' | 'trailingDot' | 'dots' | 'comma' | 'character' | 'noDomain' | 'tooLong' | 'invisible' | 'fullWidth' | 'mixedScripts' | 'lookalike' | 'wrongLayout'

export interface AddressShape {
  readonly shape: 'fine' | 'broken' | 'lookalike'
  readonly finding?: AddressFinding
  /** From 1, in characters. */
  readonly position?: number
  /** U+0430 */
  readonly character?: string
  /** The same address with the odd characters replaced, where that is certain. */
  readonly suggestion?: string
}

const invisible = /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0]/u
const fullWidth = /[\uFF01-\uFF5E\uFF61\u3002\uFE52\uFE6B]/u
const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u] as const

/** Far beyond any address; what was pasted by mistake is not looked at letter by letter. */
const farTooLong = 1000

/** Looks at the letters alone: nothing is asked of anybody (bitrix24.md §5). */
export function addressShape(given: string): AddressShape {
  const address = given.trim()
  if (address === '') return { shape: 'broken', finding: 'empty' }
  if (address.length > farTooLong) return { shape: 'broken', finding: 'tooLong' }

  // What the eye cannot see comes first: it is also what breaks the syntax
  const hidden = at(address, (letter) => invisible.test(letter))
  if (hidden !== undefined) return { shape: 'lookalike', finding: 'invisible', ...hidden, ...suggest(address, (letter) => (invisible.test(letter) ? '' : letter)) }
  const wide = at(address, (letter) => fullWidth.test(letter))
  if (wide !== undefined) return { shape: 'lookalike', finding: 'fullWidth', ...wide, ...suggest(address, narrow) }

  const meant = meantLayout(address)
  if (meant !== undefined) return { shape: 'broken', finding: 'wrongLayout', ...certain(address, [meant]) }
  const broken = brokenPart(address)
  if (broken !== undefined) {
    const { meant: candidates = [], ...about } = broken
    return { shape: 'broken', ...about, ...certain(address, candidates) }
  }
  return foreignLetter(address) ?? { shape: 'fine' }
}

type Broken = Omit<AddressShape, 'shape' | 'suggestion'> & {
  /** What may have been meant, the likeliest first. */
  readonly meant?: readonly string[]
}

function brokenPart(address: string): Broken | undefined {
  const space = at(address, (letter) => /\s/u.test(letter))
  if (space !== undefined) return { finding: 'space', ...space, meant: [unwrapped(address), address.replaceAll(/\s/gu, '')] }
  const parts = address.split('@')
  const [local = '', domain = ''] = parts
  if (parts.length < 2) return { finding: 'noAt' }
  if (parts.length > 2) return { finding: 'severalAt', meant: [address.replace(/@{2,4}/u, '@')] }
  if (domain.endsWith('.')) return { finding: 'trailingDot', meant: [address.replace(/\.{1,3}$/u, '')] }
  const comma = at(address, (letter) => letter === ',')
  if (comma !== undefined && domain.includes(',')) return { finding: 'comma', ...comma, meant: [`${local}@${domain.replaceAll(',', '.')}`] }
  const odd = at(address, (letter) => /["(),:;<>[\\\]\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u.test(letter))
  if (odd !== undefined) return { finding: 'character', ...odd, meant: [unwrapped(address)] }
  if (local === '' || local.startsWith('.') || local.endsWith('.') || address.includes('..') || domain.startsWith('.')) return { finding: 'dots', meant: [`${local}@${domain.replaceAll(/\.{2,}/gu, '.')}`] }
  if (address.length > 254 || local.length > 64) return { finding: 'tooLong' }
  const labels = domain.split('.')
  if (labels.length < 2) return { finding: 'noDomain' }
  if (labels.some((label) => label.length > 63 || !/^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u.test(label))) return { finding: 'noDomain' }
  return /^[\p{L}-][\p{L}\p{M}\p{N}-]*$/u.test(labels.at(-1) ?? '') ? undefined : { finding: 'noDomain' }
}

/** `Cleo <cleo@…>` and `mailto:cleo@…`, as they are copied. */
function unwrapped(address: string): string {
  return address.replace(/^mailto:/iu, '').replace(/^[^<>]{0,100}<([^<>]{3,254})>$/u, '$1')
}

function foreignLetter(address: string): AddressShape | undefined {
  const words = address.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== '')
  const hasLatin = words.some((word) => scriptsOf(word)[0] === true)
  let start = 0
  for (const word of words) {
    const index = address.indexOf(word, start)
    start = index + word.length
    const used = scriptsOf(word).filter((isUsed) => isUsed).length
    const foreign = Array.from(word).findIndex((letter) => !/\p{Script=Latin}|\p{M}/u.test(letter))
    const isOneDrawnLatin = hasLatin && used === 1 && foreign !== -1 && Array.from(word).every(isLookalike)
    const dotless = Array.from(word).findIndex((letter) => letter === 'ı' || letter === 'ⅼ')
    const found = used > 1 || isOneDrawnLatin ? foreign : dotless
    if (found === -1) continue
    const letter = Array.from(word)[found] ?? ''
    return {
      shape: 'lookalike',
      finding: used > 1 ? 'mixedScripts' : 'lookalike',
      position: Array.from(address.slice(0, index)).length + found + 1,
      character: codePoint(letter),
      ...suggest(address, (each) => lookalikes[each] ?? each),
    }
  }
  return undefined
}

function scriptsOf(word: string): readonly boolean[] {
  return scripts.map((script) => script.test(word))
}

function at(address: string, matches: (letter: string) => boolean): { readonly position: number; readonly character: string } | undefined {
  const letters = Array.from(address)
  const index = letters.findIndex(matches)
  return index === -1 ? undefined : { position: index + 1, character: codePoint(letters[index] ?? '') }
}

function codePoint(letter: string): string {
  return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

function narrow(letter: string): string {
  if (/[\uFF61\u3002\uFE52]/u.test(letter)) return '.'
  if (letter === '\uFE6B') return '@'
  return fullWidth.test(letter) ? String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0xfee0) : letter
}

function suggest(address: string, mend: (letter: string) => string): { readonly suggestion?: string } {
  return certain(address, [Array.from(address).map(mend).join('')])
}

/** Only where what comes out is an address that nothing more is wrong with. */
function certain(address: string, candidates: readonly string[]): { readonly suggestion?: string } {
  const suggestion = candidates.find((candidate) => candidate !== address && brokenPart(candidate) === undefined && (isPlainAddress(candidate) || isCyrillic(candidate)))
  return suggestion === undefined ? {} : { suggestion }
}

function isCyrillic(address: string): boolean {
  return Array.from(address).every((letter) => !/\p{L}/u.test(letter) || /\p{Script=Cyrillic}/u.test(letter))
}
