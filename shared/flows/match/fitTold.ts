import type { Fit } from './fitShown'
import { shortWordLikeness } from './found'
import type { Place, ReadText } from './readText'
import type { Slot, ToldTemplate } from './templates'
import type { Work } from './work'

const mostForeign = 14
const freeForeign = 5
const perForeign = 0.02
const bestTold = 0.89
const bestHint = 0.6
/** Of words that stand all over the text, so many are looked at. */
const mostAnchors = 80

/** Finds the words of slots in one text; each list of words once. */
export function slotFinder({ places }: ReadText, work: Work): (slot: Slot) => readonly Place[] {
  const ready = new Map<string, readonly Place[]>()
  return (slot) => {
    const known = ready.get(slot.key)
    if (known !== undefined) return known
    const found: Place[] = []
    work.steps += slot.entries.length
    for (const entry of slot.entries) for (const place of places.get(entry) ?? []) if (place.likeness > shortWordLikeness) found.push(place)
    found.sort((a, b) => a.index - b.index)
    work.steps += found.length
    ready.set(slot.key, found)
    return found
  }
}

/** All slots filled, near each other, in any order: the nearest such place in the text. */
export function fitTold(template: ToldTemplate, { tokens }: ReadText, find: (slot: Slot) => readonly Place[], work: Work): Fit | undefined {
  const lists: (readonly Place[])[] = []
  for (const slot of template.slots) {
    const places = find(slot)
    if (places.length === 0) return undefined
    lists.push(places)
  }
  lists.sort((a, b) => a.length - b.length)
  const placeOf = (index: number): number => tokens[index]?.place ?? 0
  let best: { readonly chosen: readonly Place[]; readonly score: number } | undefined
  for (const anchor of (lists[0] ?? []).slice(0, mostAnchors)) {
    const chosen: Place[] = [anchor]
    for (const list of lists.slice(1)) {
      const nearest = nearestFree(list, anchor, chosen, placeOf, work)
      if (nearest === undefined) break
      chosen.push(nearest)
    }
    if (chosen.length < lists.length) continue
    let [first, last, likeness, words] = [Infinity, -Infinity, 0, 0]
    for (const place of chosen) {
      first = Math.min(first, placeOf(place.index))
      last = Math.max(last, placeOf(place.last))
      likeness += place.likeness
      words += place.last - place.index + 1
    }
    const foreign = Math.max(0, last - first + 1 - words)
    if (foreign > mostForeign) continue
    const score = ((template.isHint ? bestHint : bestTold) * likeness) / chosen.length - perForeign * Math.max(0, foreign - freeForeign)
    if (best === undefined || score > best.score) best = { chosen, score }
  }
  if (best === undefined) return undefined
  const used = [...new Set(best.chosen.flatMap(({ index, last }) => (last > index ? [index, last] : [index])))].sort((a, b) => a - b)
  return { problem: template.problem, language: template.language, score: best.score, weight: template.slots.length, tokens: used, name: undefined, address: undefined, portal: undefined }
}

function nearestFree(list: readonly Place[], anchor: Place, taken: readonly Place[], placeOf: (index: number) => number, work: Work): Place | undefined {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.index ?? 0) < anchor.index) low = middle + 1
    else high = middle
  }
  const isFree = (place: Place): boolean => taken.every((one) => one.last < place.index || one.index > place.last)
  let left = low - 1
  let right = low
  let nearest: Place | undefined
  while (left >= 0 && !isFree(list[left] ?? anchor)) left -= 1
  while (right < list.length && !isFree(list[right] ?? anchor)) right += 1
  work.steps += right - left
  for (const place of [list[left], list[right]]) {
    if (place === undefined || (nearest !== undefined && Math.abs(placeOf(place.index) - placeOf(anchor.index)) >= Math.abs(placeOf(nearest.index) - placeOf(anchor.index)))) continue
    nearest = place
  }
  return nearest
}
