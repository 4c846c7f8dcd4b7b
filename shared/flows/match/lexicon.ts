import type { Found } from './found'
import { createNearWords } from './nearWords'
import { normalForm } from './normalForm'
import { createRunSplitter, type Piece } from './splitRun'
import type { Work } from './work'

interface Stem {
  readonly form: string
  readonly entry: number
}

/** Every word of every message, numbered, in the shapes that finding them fast needs. */
export interface Lexicon {
  /** The number of a word, `stem*` or `*stem`; the same word has the same number. */
  entryOf(word: string): number
  /** Words of the messages that this normal form is, begins with, or is a slip away from. */
  find(form: string, work: Work): readonly Found[]
  /** The words that two parts make together. */
  findJoined(first: string, second: string, work: Work): readonly number[]
  /** Cuts a run without spaces into words of the messages; offsets into the form. Undefined where it is no such run. */
  split(form: string, work: Work): readonly Piece[] | undefined
}

export const addressEntry = 0
export const portalEntry = 1
const longestWord = 40
const none: readonly number[] = []

export function createLexicon(): Lexicon {
  const numbers = new Map<string, number>([['{address}', addressEntry], ['{portal}', portalEntry]])
  const exact = new Map<string, number>()
  /** Length, first and last letter of every word: most of what is joined is ruled out before it is put together. */
  const shapes = new Uint8Array(4096)
  const stems = new Map<number, Stem[]>()
  const ends: Stem[] = []
  const nearWords = createNearWords()
  const splitter = createRunSplitter()

  const entryOf = (word: string): number => {
    const isStem = word.endsWith('*')
    const isEnd = word.startsWith('*')
    const form = normalForm(word.replaceAll(/[*_]/gu, ''))
    const key = isStem ? `${form}*` : isEnd ? `*${form}` : form
    const ready = numbers.get(key)
    if (ready !== undefined) return ready
    const entry = numbers.size
    numbers.set(key, entry)
    if (isEnd) ends.push({ form, entry })
    else if (isStem) {
      const beginning = pairOf(form.charCodeAt(0), form.charCodeAt(1))
      const list = stems.get(beginning)
      if (list === undefined) stems.set(beginning, [{ form, entry }])
      else list.push({ form, entry })
      if (form.length >= 5) nearWords.addStem(form, entry)
    } else {
      exact.set(form, entry)
      shapes[shapeOf(form.length, form.charCodeAt(0), form.charCodeAt(form.length - 1))] = 1
      splitter.add(form)
      if (form.length >= 4 && !/^\d+$/u.test(form)) nearWords.addWord(form, entry)
    }
    return entry
  }

  const findWhole = (form: string, found: Found[], work: Work): void => {
    const same = exact.get(form)
    if (same !== undefined) found.push({ entry: same, likeness: 1, isWhole: true })
    const list = stems.get(pairOf(form.charCodeAt(0), form.charCodeAt(1))) ?? []
    work.steps += list.length + ends.length
    for (const stem of list) if (form.startsWith(stem.form)) found.push({ entry: stem.entry, likeness: 1, isWhole: false })
    for (const end of ends) if (form.length > end.form.length && form.endsWith(end.form)) found.push({ entry: end.entry, likeness: 1, isWhole: false })
  }

  const find = (form: string, work: Work): readonly Found[] => {
    const found: Found[] = []
    findWhole(form, found, work)
    // A reader of screenshots takes "rn" for "m" and "w" for "vv"
    if (found.length === 0 && /rn|m|vv/u.test(form)) for (const other of [form.replaceAll('rn', 'm'), form.replaceAll('m', 'rn'), form.replaceAll('vv', 'w')]) if (other !== form) findWhole(other, found, work)
    // A word may begin like one and be meant as another that it nearly is
    if (form.length >= 4 && form.length <= longestWord && !exact.has(form)) nearWords.find(form, found, work)
    return found
  }

  const findJoined = (first: string, second: string, work: Work): readonly number[] => {
    const length = first.length + second.length
    const list = stems.get(pairOf(first.charCodeAt(0), first.length > 1 ? first.charCodeAt(1) : second.charCodeAt(0)))
    const mayBeWord = shapes[shapeOf(length, first.charCodeAt(0), second.charCodeAt(second.length - 1))] === 1
    work.steps += 1 + (list?.length ?? 0)
    if (list === undefined && !mayBeWord) return none
    const form = first + second
    const joined: number[] = []
    const same = mayBeWord ? exact.get(form) : undefined
    if (same !== undefined) joined.push(same)
    for (const stem of list ?? []) if (stem.form.length > first.length + 1 && form.startsWith(stem.form)) joined.push(stem.entry)
    return joined
  }

  return { entryOf, find, findJoined, split: (form, work) => splitter.split(form, work) }
}

/** One number for two letters; a word of one letter has no second. */
function pairOf(first: number, second: number): number {
  return first * 0x10000 + (second || 0)
}

function shapeOf(length: number, first: number, last: number): number {
  return (length * 961 + first * 31 + last) & 4095
}
