import { addressEntry, portalEntry } from './lexicon'
import type { Place, ReadText } from './readText'
import { nameEntry, type ShownTemplate } from './templates'
import type { Work } from './work'

/** How a message, word for word, lies over a text. */
export interface Fit {
  readonly problem: string
  readonly language: string
  readonly score: number
  readonly weight: number
  /** Tokens that belong to the message, ascending. */
  readonly tokens: readonly number[]
  /** Tokens where the message has `{name}`, first and last. */
  readonly name: readonly [number, number] | undefined
  readonly address: number | undefined
  readonly portal: number | undefined
}

/** How many foreign words may stand between two words of a message, and how many where a name is expected. */
const widestGap = 6
const longestName = 5
/** Of a word that stands all over the text, so many places are looked at from either end. */
const mostPlaces = 24

interface Hit extends Place {
  readonly part: number
  readonly own: number
  total: number
  before: Hit | undefined
}

/** The best way through the text in the order of the message; undefined where less than half of it is there. */
export function fitShown(template: ShownTemplate, { tokens, places }: ReadText, listedFrom: number, work: Work): Fit | undefined {
  const { parts, weight } = template
  let reachable = 0
  work.steps += parts.length
  for (const part of parts) if (part.weight > 0 && places.has(part.entry)) reachable += part.weight
  if (reachable / weight < listedFrom) return undefined
  const perWord = weight < 2.5 ? 0.2 : 0.1

  const hits: Hit[] = []
  parts.forEach((part, index) => {
    if (part.weight === 0) return
    const found = places.get(part.entry) ?? []
    const shown = found.length <= 2 * mostPlaces ? found : [...found.slice(0, mostPlaces), ...found.slice(-mostPlaces)]
    for (const place of shown) hits.push({ index: place.index, last: place.last, likeness: place.likeness, part: index, own: part.weight * place.likeness, total: 0, before: undefined })
  })
  hits.sort((a, b) => a.index - b.index || a.part - b.part)

  let best: Hit | undefined
  let windowStart = 0
  for (const [at, hit] of hits.entries()) {
    while ((hits[windowStart]?.last ?? hit.index) < hit.index - widestGap - longestName - 1) windowStart += 1
    hit.total = hit.own
    work.steps += 1 + at - windowStart
    for (let earlier = windowStart; earlier < at; earlier += 1) {
      const other = hits[earlier]
      if (other === undefined || other.last >= hit.index || other.part >= hit.part) continue
      const between = hit.index - other.last - 1
      const foreign = between > 0 && expectsName(template, other.part, hit.part) ? Math.max(0, between - longestName) : between
      if (foreign > widestGap) continue
      const total = other.total + hit.own - foreign * perWord
      if (total > hit.total) {
        hit.total = total
        hit.before = other
      }
    }
    if (best === undefined || hit.total > best.total) best = hit
  }
  if (best === undefined) return undefined

  const chain: Hit[] = []
  for (let hit: Hit | undefined = best; hit !== undefined; hit = hit.before) chain.unshift(hit)
  const isWhole = parts.every((part, index) => !part.isEssential || chain.some((hit) => hit.part === index))
  const score = Math.min(1, Math.max(0, best.total / weight)) * (isWhole ? 1 : 0.8)
  if (score < listedFrom) return undefined
  const placeOf = (entry: number): number | undefined => chain.find((hit) => parts[hit.part]?.entry === entry)?.index
  return {
    problem: template.problem,
    language: template.language,
    score,
    weight,
    tokens: chain.flatMap(({ index, last }) => (last > index ? [index, last] : [index])),
    name: nameIn(template, chain, tokens),
    address: placeOf(addressEntry),
    portal: placeOf(portalEntry),
  }
}

function expectsName({ parts }: ShownTemplate, after: number, before: number): boolean {
  for (let part = after + 1; part < before; part += 1) if (parts[part]?.entry === nameEntry) return true
  return false
}

/** The words that stand where the message has its `{name}`. */
function nameIn(template: ShownTemplate, chain: readonly Hit[], tokens: ReadText['tokens']): readonly [number, number] | undefined {
  for (let at = 1; at < chain.length; at += 1) {
    const [left, right] = [chain[at - 1], chain[at]]
    if (left === undefined || right === undefined || !expectsName(template, left.part, right.part)) continue
    const count = right.index - left.last - 1
    if (count < 1 || count > longestName) continue
    if (tokens.slice(left.last + 1, right.index).some((token) => token.mark !== undefined)) continue
    return [left.last + 1, right.index - 1]
  }
  return undefined
}
