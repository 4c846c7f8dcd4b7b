import { normalForm } from './normalForm'

/** A word of the messages found in a text: `likeness` 1 is the very word, less is a slip away from it. */
export interface Found {
  readonly entry: number
  readonly likeness: number
  /** False: only its beginning or its end is the word. */
  readonly isWhole: boolean
}

/** A slip in a word as short as this proves little; only messages shown word for word may still count it. */
export const shortWordLikeness = 0.75

interface Stem {
  readonly form: string
  readonly entry: number
}
/** Words of one length, side by side, so that most are ruled out by a look at three numbers. */
interface Room {
  readonly forms: string[]
  readonly entries: number[]
  readonly masks: number[]
  readonly firsts: number[]
  readonly lasts: number[]
}

/** Every word of every message, numbered, in the shapes that finding them fast needs. */
export interface Lexicon {
  /** The number of a word, `stem*` or `*stem`; the same word has the same number. */
  entryOf(word: string): number
  /** Words of the messages that this normal form is, begins with, or is a slip away from. */
  find(form: string): readonly Found[]
  /** The words that two parts make together, the first of them so long. */
  findJoined(form: string, firstLength: number): readonly number[]
  /** Cuts a run without spaces into words of the messages; offsets into the form. Undefined where it is no such run. */
  split(form: string): readonly { readonly start: number; readonly end: number }[] | undefined
}

export const addressEntry = 0
export const portalEntry = 1
const shortestSplit = 8
const longestSplit = 240
const longestWord = 40

export function createLexicon(): Lexicon {
  const numbers = new Map<string, number>([['{address}', addressEntry], ['{portal}', portalEntry]])
  const exact = new Map<string, number>()
  const stems = new Map<string, Stem[]>()
  const ends: Stem[] = []
  const rooms: Room[] = []
  const stemRooms: Room[] = []
  const beginnings = new Map<string, string[]>()

  const addToRoom = (list: Room[], form: string, entry: number): void => {
    const room = (list[form.length] ??= { forms: [], entries: [], masks: [], firsts: [], lasts: [] })
    room.forms.push(form)
    room.entries.push(entry)
    room.masks.push(maskOf(form))
    room.firsts.push(form.charCodeAt(0))
    room.lasts.push(form.charCodeAt(form.length - 1))
  }
  const listIn = <T>(map: Map<string, T[]>, key: string): T[] => {
    const list = map.get(key) ?? []
    if (list.length === 0) map.set(key, list)
    return list
  }

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
      listIn(stems, form.slice(0, 2)).push({ form, entry })
      if (form.length >= 5) addToRoom(stemRooms, form, entry)
    } else {
      exact.set(form, entry)
      listIn(beginnings, form.slice(0, 2)).push(form)
      if (form.length >= 4 && !/^\d+$/u.test(form)) addToRoom(rooms, form, entry)
    }
    return entry
  }

  const findWhole = (form: string): Found[] => {
    const found: Found[] = []
    const same = exact.get(form)
    if (same !== undefined) found.push({ entry: same, likeness: 1, isWhole: true })
    for (const stem of stems.get(form.slice(0, 2)) ?? []) if (form.startsWith(stem.form)) found.push({ entry: stem.entry, likeness: 1, isWhole: false })
    for (const end of ends) if (form.length > end.form.length && form.endsWith(end.form)) found.push({ entry: end.entry, likeness: 1, isWhole: false })
    return found
  }

  const find = (form: string): readonly Found[] => {
    const found = findWhole(form)
    // A reader of screenshots takes "rn" for "m" and "w" for "vv"
    if (found.length === 0 && /rn|m|vv/u.test(form)) for (const other of [form.replaceAll('rn', 'm'), form.replaceAll('m', 'rn'), form.replaceAll('vv', 'w')]) if (other !== form) found.push(...findWhole(other))
    // A word may begin like one and be meant as another that it nearly is
    if (!exact.has(form) && form.length >= 4 && form.length <= longestWord) findNear(form, rooms, stemRooms, found)
    return found
  }

  const split = (form: string): readonly { readonly start: number; readonly end: number }[] | undefined => {
    if (form.length < shortestSplit || form.length > longestSplit) return undefined
    const best: number[] = [0]
    const cut: number[] = [0]
    const covered: number[] = [0]
    for (let at = 0; at < form.length; at += 1) {
      const here = best[at] ?? 0
      if (best[at + 1] === undefined || (best[at + 1] ?? 0) < here) {
        best[at + 1] = here
        cut[at + 1] = -1
        covered[at + 1] = covered[at] ?? 0
      }
      for (const word of beginnings.get(form.slice(at, at + 2)) ?? []) {
        const end = at + word.length
        // A long word says more than the short ones inside it
        const worth = here + word.length - 1.5
        if (worth > (best[end] ?? -1) && form.startsWith(word, at)) {
          best[end] = worth
          cut[end] = at
          covered[end] = (covered[at] ?? 0) + word.length
        }
      }
    }
    const pieces: { start: number; end: number }[] = []
    for (let end = form.length; end > 0; ) {
      const start = cut[end] ?? -1
      if (start < 0) end -= 1
      else {
        pieces.unshift({ start, end })
        end = start
      }
    }
    // Scraps of two letters can be cut out of any word
    const words = pieces.filter(({ start, end }) => end - start >= 3).length
    return words >= 2 && (covered[form.length] ?? 0) >= form.length * 0.75 ? pieces : undefined
  }

  const findJoined = (form: string, firstLength: number): readonly number[] => {
    const same = exact.get(form)
    const joined = (stems.get(form.slice(0, 2)) ?? []).filter((stem) => stem.form.length > firstLength + 1 && form.startsWith(stem.form)).map((stem) => stem.entry)
    return same === undefined ? joined : [same, ...joined]
  }

  return { entryOf, find, findJoined, split }
}

/** Which letters a word has, one bit each: an edit changes two bits at most, so most words are ruled out at a glance. */
function maskOf(form: string): number {
  let mask = 0
  for (let index = 0; index < form.length; index += 1) mask |= 1 << (form.charCodeAt(index) & 31)
  return mask
}

function bitsOf(mask: number): number {
  const pairs = mask - ((mask >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Slips allowed: two in a long word, one in others. */
function allowedIn(length: number): number {
  return length >= 9 ? 2 : 1
}

function findNear(form: string, rooms: readonly (Room | undefined)[], stemRooms: readonly (Room | undefined)[], found: Found[]): void {
  const mask = maskOf(form)
  const first = form.charCodeAt(0)
  const last = form.charCodeAt(form.length - 1)
  const allowed = allowedIn(form.length)
  for (let length = Math.max(4, form.length - allowed); length <= form.length + allowed; length += 1) {
    const room = rooms[length]
    if (room === undefined) continue
    const { forms, entries, masks, firsts, lasts } = room
    for (let index = 0; index < masks.length; index += 1) {
      // Slips at both ends of a word at once are not looked for
      if ((firsts[index] !== first && lasts[index] !== last) || bitsOf((masks[index] ?? 0) ^ mask) > 2 * allowed) continue
      const word = forms[index] ?? ''
      const distance = editDistance(form, word, Math.min(allowed, allowedIn(word.length)))
      if (distance <= allowed) found.push({ entry: entries[index] ?? 0, likeness: Math.min(form.length, length) < 5 ? shortWordLikeness : 1 - distance * 0.05, isWhole: true })
    }
  }
  // A slip inside the stem of a word: compared with as much of the word as the stem is long, give or take the slip
  if (form.length < 6) return
  const second = form.charCodeAt(1)
  for (let length = 5; length <= form.length; length += 1) {
    const room = stemRooms[length]
    if (room === undefined) continue
    const { forms, entries, masks, firsts } = room
    for (let index = 0; index < masks.length; index += 1) {
      if ((firsts[index] !== first && firsts[index] !== second && forms[index]?.charCodeAt(1) !== second) || bitsOf((masks[index] ?? 0) & ~mask) > 1) continue
      if (stemDistance(form, forms[index] ?? '') <= 1) found.push({ entry: entries[index] ?? 0, likeness: 0.95, isWhole: false })
    }
  }
}

function stemDistance(form: string, stem: string): number {
  for (const length of [stem.length, stem.length - 1, stem.length + 1]) if (length <= form.length && editDistance(form.slice(0, length), stem, 1) <= 1) return 1
  return 2
}

/** Insertions, deletions, substitutions and swapped neighbours; anything above `most` is `most + 1`. Words are short: no table, two diagonals. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let start = 0
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start += 1
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1
    endB -= 1
  }
  return distanceWithin(a, start, endA, b, start, endB, most)
}

function distanceWithin(a: string, fromA: number, endA: number, b: string, fromB: number, endB: number, most: number): number {
  let i = fromA
  let j = fromB
  while (i < endA && j < endB && a.charCodeAt(i) === b.charCodeAt(j)) {
    i += 1
    j += 1
  }
  const leftA = endA - i
  const leftB = endB - j
  if (leftA === 0 || leftB === 0) return Math.min(most + 1, Math.max(leftA, leftB))
  if (most === 0) return 1
  let least = distanceWithin(a, i + 1, endA, b, j + 1, endB, most - 1)
  least = Math.min(least, distanceWithin(a, i + 1, endA, b, j, endB, most - 1), distanceWithin(a, i, endA, b, j + 1, endB, most - 1))
  if (leftA > 1 && leftB > 1 && a.charCodeAt(i) === b.charCodeAt(j + 1) && a.charCodeAt(i + 1) === b.charCodeAt(j)) least = Math.min(least, distanceWithin(a, i + 2, endA, b, j + 2, endB, most - 1))
  return least + 1
}
