import { findAddresses, findHosts, findPortals, levelled, type Lifted, type Span } from '../lift'
import type { Found } from './found'
import { addressEntry, portalEntry, type Lexicon } from './lexicon'
import { normalForm } from './normalForm'
import type { Work } from './work'

/** A word of the text, or an address or host recognised as one. */
export interface Token extends Span {
  /** Where it stands when the end of a sentence counts like some words between. */
  readonly place: number
  readonly mark: 'address' | 'portal' | undefined
}

/** A word of the messages at a token, or across two that belong together (`log in`, `e-mail`, a word broken at the line's end). */
export interface Place {
  readonly index: number
  readonly last: number
  readonly likeness: number
}

export interface ReadText {
  /** As long as the text: only signs that look alike were levelled. */
  readonly text: string
  readonly tokens: readonly Token[]
  /** By number of the word, in order of the text. */
  readonly places: ReadonlyMap<number, readonly Place[]>
  readonly addresses: readonly Lifted[]
  readonly portals: readonly Lifted[]
  /** Hosts that are a portal only where a message says so. */
  readonly hosts: readonly Lifted[]
}

export const longestText = 4000
const mostTokens = 900
const sentenceEnd = 3
const longestJoined = 24
/** Apostrophes and invisible characters stand inside words and are not seen by normalForm. */
const wordPattern = /[\p{L}\p{N}\p{M}|]+(?:['’‘`´ʼ\u00AD\u200B-\u200D\u2060\uFEFF]{1,3}[\p{L}\p{N}\p{M}|]+)*/gu
/** A message quoted from a help page has names in brackets where the real one has values. */
const blankPattern = /\[[^[\]\n]{2,40}\]/gu

export function readText(given: string, lexicon: Lexicon, work: Work): ReadText {
  const text = levelled(given.slice(0, longestText))
  const addresses = findAddresses(text)
  const portals = findPortals(text, addresses)
  const hosts = findHosts(text, [...addresses, ...portals])
  const marks = [...addresses, ...portals, ...blanksIn(text)].sort((a, b) => a.start - b.start)
  const tokens: Token[] = []
  const places = new Map<number, Place[]>()
  const add = (entry: number, place: Place): void => {
    const list = places.get(entry)
    if (list === undefined) places.set(entry, [place])
    else list.push(place)
  }
  const seen = new Map<string, readonly Found[]>()
  const find = (form: string): readonly Found[] => {
    const known = seen.get(form)
    if (known !== undefined) return known
    const found = lexicon.find(form, work)
    seen.set(form, found)
    return found
  }

  let mark = 0
  let host = 0
  let firstOfHost = -1
  let place = 0
  let lastEnd = 0
  let lastForm = ''
  for (const match of text.matchAll(wordPattern)) {
    if (tokens.length >= mostTokens) break
    const start = match.index
    const end = start + match[0].length
    const between = start - lastEnd
    place += tokens.length === 0 ? 0 : endsSentence(text, lastEnd, start) ? 1 + sentenceEnd : 1
    while (mark < marks.length && (marks[mark]?.end ?? 0) <= start) mark += 1
    const inside = marks[mark]
    if (inside !== undefined && start >= inside.start) {
      lastForm = ''
      lastEnd = Math.max(end, inside.end)
      if (inside.kind === 'name' || tokens.at(-1)?.start === inside.start) continue
      const index = tokens.length
      tokens.push({ start: inside.start, end: inside.end, place, mark: inside.kind })
      add(inside.kind === 'address' ? addressEntry : portalEntry, { index, last: index, likeness: 1 })
      continue
    }
    const form = normalForm(match[0])
    lastEnd = end
    while (host < hosts.length && (hosts[host]?.end ?? 0) < end) host += 1
    const within = hosts[host]
    if (within?.start === start) firstOfHost = tokens.length
    if (within?.end === end && firstOfHost >= 0) {
      // Its words stay words: "password.Please" looks like a host too
      add(portalEntry, { index: firstOfHost, last: tokens.length, likeness: 1 })
      firstOfHost = -1
    }
    if (form === '') continue
    const index = tokens.length
    // Spaces lost on the way: the run is read as the words it is made of
    const whole = find(form)
    const pieces = whole.every(({ isWhole }) => !isWhole) ? lexicon.split(form, work) : undefined
    const seenAt = pieces === undefined ? [] : seenLetters(match[0])
    if (pieces !== undefined && seenAt.length === form.length) {
      for (const piece of pieces) {
        const own = tokens.length
        tokens.push({ start: start + (seenAt[piece.start] ?? 0), end: start + (seenAt[piece.end - 1] ?? 0) + 1, place, mark: undefined })
        for (const { entry, likeness } of find(form.slice(piece.start, piece.end))) add(entry, { index: own, last: own, likeness })
        place += 1
      }
      place -= 1
      lastForm = ''
      continue
    }
    tokens.push({ start, end, place, mark: undefined })
    for (const { entry, likeness } of whole) add(entry, { index, last: index, likeness })
    if (lastForm !== '' && between <= 3 && index > 0 && lastForm.length + form.length <= longestJoined) {
      for (const joined of lexicon.findJoined(lastForm, form, work)) if (places.get(joined)?.at(-1)?.last !== index) add(joined, { index: index - 1, last: index, likeness: 1 })
    }
    lastForm = form
  }
  return { text, tokens, places, addresses, portals, hosts }
}

/** Where in the word the letters of its normal form stand. */
function seenLetters(word: string): readonly number[] {
  const seen: number[] = []
  for (let index = 0; index < word.length; index += 1) if (normalForm(word.charAt(index)) !== '') seen.push(index)
  return seen
}

function endsSentence(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const sign = text.charAt(at)
    if (sign === '!' || sign === '?' || sign === '…' || (sign === '.' && /\s|$/u.test(text.charAt(at + 1)))) return true
    if (sign === '\n' && /^\s*\n/u.test(text.slice(at + 1, to))) return true
  }
  return false
}

function blanksIn(text: string): readonly (Span & { readonly kind: 'address' | 'portal' | 'name' })[] {
  return Array.from(text.matchAll(blankPattern), (match) => {
    const kind = /mail|почт/iu.test(match[0]) ? ('address' as const) : /account|portal|bitrix|портал|битрикс/iu.test(match[0]) ? ('portal' as const) : ('name' as const)
    return { start: match.index, end: match.index + match[0].length, kind }
  }).filter(({ kind, start, end }) => kind !== 'name' || /name|имя/iu.test(text.slice(start, end)))
}
