import { shortWordLikeness, type Found } from './found'
import type { Work } from './work'

/** Words side by side that share their length and a letter: most are ruled out by a look at one number. */
interface Room {
  readonly forms: string[]
  readonly entries: number[]
  readonly masks: number[]
}

/** The words of the messages that a word of a text is a slip away from. */
export interface NearWords {
  addWord(form: string, entry: number): void
  addStem(form: string, entry: number): void
  find(form: string, found: Found[], work: Work): void
}

/** Words are met by their first or their last letter, stems by one of their first two: no slip that is looked for changes both. */
export function createNearWords(): NearWords {
  const byFirst = new Map<number, Room>()
  const byLast = new Map<number, Room>()
  const stemsByFirst = new Map<number, Room>()
  const stemsBySecond = new Map<number, Room>()

  const lookInWords = (form: string, mask: number, length: number, room: Room | undefined, passed: number, found: Found[], work: Work): void => {
    if (room === undefined) return
    const { forms, entries, masks } = room
    const allowed = allowedIn(form.length)
    const most = allowed === 2 ? allowedIn(length) : 1
    work.steps += masks.length
    for (let index = 0; index < masks.length; index += 1) {
      if (bitsOf((masks[index] ?? 0) ^ mask) > 2 * allowed) continue
      const word = forms[index] ?? ''
      if (word.charCodeAt(0) === passed) continue
      work.steps += 1
      const distance = editDistance(form, word, most)
      if (distance <= allowed) found.push({ entry: entries[index] ?? 0, likeness: Math.min(form.length, length) < 5 ? shortWordLikeness : 1 - distance * 0.05, isWhole: true })
    }
  }

  /** A slip inside the stem of a word: compared with as much of the word as the stem is long, give or take the slip. */
  const lookInStems = (form: string, mask: number, room: Room | undefined, passed: readonly [number, number], found: Found[], work: Work): void => {
    if (room === undefined) return
    const { forms, entries, masks } = room
    work.steps += masks.length
    for (let index = 0; index < masks.length; index += 1) {
      if (bitsOf((masks[index] ?? 0) & ~mask) > 1) continue
      const stem = forms[index] ?? ''
      if (stem.length > form.length || stem.charCodeAt(0) === passed[0] || stem.charCodeAt(0) === passed[1]) continue
      work.steps += 1
      if (beginsNearly(form, stem)) found.push({ entry: entries[index] ?? 0, likeness: 0.95, isWhole: false })
    }
  }

  return {
    addWord(form, entry) {
      addTo(byFirst, roomKey(form.length, form.charCodeAt(0)), form, entry)
      addTo(byLast, roomKey(form.length, form.charCodeAt(form.length - 1)), form, entry)
    },
    addStem(form, entry) {
      addTo(stemsByFirst, form.charCodeAt(0), form, entry)
      addTo(stemsBySecond, form.charCodeAt(1), form, entry)
    },
    find(form, found, work) {
      const mask = maskOf(form)
      const first = form.charCodeAt(0)
      const last = form.charCodeAt(form.length - 1)
      const allowed = allowedIn(form.length)
      for (let length = Math.max(4, form.length - allowed); length <= form.length + allowed; length += 1) {
        lookInWords(form, mask, length, byFirst.get(roomKey(length, first)), nobody, found, work)
        lookInWords(form, mask, length, byLast.get(roomKey(length, last)), first, found, work)
      }
      if (form.length < 6) return
      const second = form.charCodeAt(1)
      lookInStems(form, mask, stemsByFirst.get(first), [nobody, nobody], found, work)
      if (second !== first) lookInStems(form, mask, stemsByFirst.get(second), [nobody, nobody], found, work)
      lookInStems(form, mask, stemsBySecond.get(second), [first, second], found, work)
    },
  }
}

const nobody = -1

function roomKey(length: number, letter: number): number {
  return length * 0x10000 + letter
}

function addTo(rooms: Map<number, Room>, key: number, form: string, entry: number): void {
  const room = rooms.get(key) ?? { forms: [], entries: [], masks: [] }
  if (room.forms.length === 0) rooms.set(key, room)
  room.forms.push(form)
  room.entries.push(entry)
  room.masks.push(maskOf(form))
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
function allowedIn(length: number): 1 | 2 {
  return length >= 9 ? 2 : 1
}

/** Whether the word begins with the stem or a slip away from it. */
function beginsNearly(form: string, stem: string): boolean {
  const { length } = stem
  let same = 0
  while (same < length && form.charCodeAt(same) === stem.charCodeAt(same)) same += 1
  // One letter of it may be missing: that it is the last leaves nothing to compare
  if (same >= length - 1) return true
  const left = length - same
  return (
    isSame(form, same + 1, stem, same + 1, left - 1) ||
    isSame(form, same, stem, same + 1, left - 1) ||
    isSame(form, same + 1, stem, same, left) ||
    (form.charCodeAt(same) === stem.charCodeAt(same + 1) && form.charCodeAt(same + 1) === stem.charCodeAt(same) && isSame(form, same + 2, stem, same + 2, left - 2))
  )
}

function isSame(a: string, fromA: number, b: string, fromB: number, length: number): boolean {
  for (let at = 0; at < length; at += 1) if (a.charCodeAt(fromA + at) !== b.charCodeAt(fromB + at)) return false
  return true
}

/** Insertions, deletions, substitutions and swapped neighbours, two at most; anything above `most` is `most + 1`. No table: what is the same at both ends falls away. */
export function editDistance(a: string, b: string, most: 1 | 2): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  const one = oneSlip(a, 0, b, 0)
  if (most === 1 || one < 2) return one
  let at = 0
  while (a.charCodeAt(at) === b.charCodeAt(at)) at += 1
  const isTwo =
    oneSlip(a, at + 1, b, at + 1) < 2 ||
    oneSlip(a, at + 1, b, at) < 2 ||
    oneSlip(a, at, b, at + 1) < 2 ||
    (a.charCodeAt(at) === b.charCodeAt(at + 1) && a.charCodeAt(at + 1) === b.charCodeAt(at) && oneSlip(a, at + 2, b, at + 2) < 2)
  return isTwo ? 2 : 3
}

/** 0 where both are the same from there on, 1 where a slip lies between them, 2 for anything more. */
function oneSlip(a: string, fromA: number, b: string, fromB: number): number {
  if (Math.abs(a.length - fromA - (b.length - fromB)) > 1) return 2
  let [startA, startB, endA, endB] = [fromA, fromB, a.length, b.length]
  while (startA < endA && startB < endB && a.charCodeAt(startA) === b.charCodeAt(startB)) {
    startA += 1
    startB += 1
  }
  while (endA > startA && endB > startB && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1
    endB -= 1
  }
  const [leftA, leftB] = [endA - startA, endB - startB]
  if (leftA <= 1 && leftB <= 1) return Math.max(leftA, leftB)
  const isSwap = leftA === 2 && leftB === 2 && a.charCodeAt(startA) === b.charCodeAt(startB + 1) && a.charCodeAt(startA + 1) === b.charCodeAt(startB)
  return isSwap ? 1 : 2
}
