import { findAddresses, findName, findPortals, isSenderAddress, type Lifted, type Span } from './lift'
import type { CompiledFlow } from './schema'

export interface Captured {
  readonly name?: string
  readonly address?: string
  readonly portal?: string
}

export interface CapturedSpan extends Span {
  readonly kind: 'name' | 'address' | 'portal'
}

export interface FlowMatch {
  readonly flow: string
  /** 0 to 1. */
  readonly score: number
  /** The language of the message that fits. */
  readonly language: string
  readonly captured: Captured
  /** Where in the text the message was recognised. */
  readonly because: readonly Span[]
  /** What was lifted out of the text, and from where. */
  readonly spans: readonly CapturedSpan[]
}

export interface MatchResult {
  /** One flow fits well and no other nearly as well. Otherwise the best three are for a person to choose from. */
  readonly sure: boolean
  readonly matches: readonly FlowMatch[]
  /** Lifted also where no flow fits. */
  readonly captured: Captured
  readonly spans: readonly CapturedSpan[]
}

const sureFrom = 0.8
const listedFrom = 0.5
const clearLead = 0.1
const mostListed = 3
const longestText = 4000
const mostTokens = 800
/** How many foreign words may stand between two words of a message, and how many where a name is expected. */
const widestGap = 6
const longestName = 5

/**
 * Finds the flows whose on-screen message the text carries, in any language we have, whatever stands around it:
 * case, quotes, dashes, white space, line breaks and small typos do not count. A text that fits none stays unmatched.
 */
export function matchMessage(text: string, flows: readonly CompiledFlow[]): MatchResult {
  const shown = text.slice(0, longestText)
  const addresses = findAddresses(shown)
  const portals = findPortals(shown, addresses)
  const tokens = tokensOf(shown, [...addresses, ...portals])
  const similarTo = similarity(tokens)
  const isAboutBitrix = portals.length > 0 || tokens.some((token) => token.word === 'bitrix24' || token.word === 'bitrix' || token.word === 'битрикс24')

  const fits = flows
    .flatMap((flow) => {
      const best = bestOf(templatesOf(flow).map((template) => fitTemplate(template, tokens, similarTo, isAboutBitrix)))
      return best === undefined || best.score < listedFrom ? [] : [{ flow: flow.id, ...best }]
    })
    .sort((a, b) => b.score - a.score || b.weight - a.weight || (a.flow < b.flow ? -1 : 1))

  const lift = (fit: Fit | undefined): readonly Lifted[] => liftedFrom(shown, addresses, portals, fit)
  const matches = fits.slice(0, mostListed).map((fit): FlowMatch => {
    const lifted = lift(fit)
    return { flow: fit.flow, score: Math.round(fit.score * 100) / 100, language: fit.language, captured: capturedOf(lifted), because: fit.because, spans: spansOf(lifted) }
  })
  const [first, second] = fits
  const lifted = lift(first)
  return {
    sure: first !== undefined && first.score >= sureFrom && (second === undefined || first.score - second.score >= clearLead),
    matches,
    captured: capturedOf(lifted),
    spans: spansOf(lifted),
  }
}

// ----- the messages of a flow, read once

interface TemplatePart {
  readonly word: string
  readonly weight: number
}
interface Template {
  readonly language: string
  readonly parts: readonly TemplatePart[]
  readonly weight: number
}

/** Small words say little about which message it is. */
const smallWords = new Set(['a', 'an', 'the', 'or', 'and', 'is', 'are', 'at', 'in', 'on', 'to', 'of', 'as', 'by', 'for', 'with', 'this', 'you', 'your', 'и', 'или', 'в', 'на', 'с', 'по', 'der', 'die', 'das', 'und', 'oder', 'ist', 'im', 'in', 'bei', 'mit'])
const placeholders: ReadonlySet<string> = new Set(['{name}', '{address}', '{portal}'])
const known = new WeakMap<CompiledFlow, readonly Template[]>()

function templatesOf(flow: CompiledFlow): readonly Template[] {
  const ready = known.get(flow)
  if (ready !== undefined) return ready
  const templates = Object.entries(flow.words).flatMap(([language, words]) =>
    words.messages.map((message): Template => {
      const parts = (message.match(/\{(?:name|address|portal)\}|[\p{L}\p{N}\p{M}]+/gu) ?? []).map((word): TemplatePart => {
        if (word === '{name}') return { word, weight: 0 }
        if (placeholders.has(word)) return { word, weight: 0.5 }
        const plain = normal(word)
        return { word: plain, weight: smallWords.has(plain) ? 0.3 : 1 }
      })
      return { language, parts, weight: parts.reduce((sum, part) => sum + part.weight, 0) }
    }),
  )
  known.set(flow, templates)
  return templates
}

// ----- the text

interface Token extends Span {
  /** Normal form of a word, or `{address}` / `{portal}` for what was recognised as one. */
  readonly word: string
}

function tokensOf(text: string, lifted: readonly Lifted[]): readonly Token[] {
  const marks = [...lifted].sort((a, b) => a.start - b.start)
  const tokens: Token[] = []
  let mark = 0
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (tokens.length >= mostTokens) break
    const start = match.index
    while (mark < marks.length && (marks[mark]?.end ?? 0) <= start) mark += 1
    const inside = marks[mark]
    if (inside !== undefined && start >= inside.start) {
      if (tokens.at(-1)?.start !== inside.start) tokens.push({ word: `{${inside.kind}}`, start: inside.start, end: inside.end })
    } else tokens.push({ word: normal(match[0]), start, end: start + match[0].length })
  }
  return tokens
}

function normal(word: string): string {
  return word.normalize('NFKC').toLowerCase().replaceAll('ё', 'е')
}

type Similar = (word: string) => readonly { readonly index: number; readonly likeness: number }[]

/** Where in the text a word of a message stands, typos allowed for; each word is looked for once. */
function similarity(tokens: readonly Token[]): Similar {
  const places = new Map<string, number[]>()
  tokens.forEach(({ word }, index) => {
    const list = places.get(word)
    if (list === undefined) places.set(word, [index])
    else list.push(index)
  })
  const answers = new Map<string, readonly { readonly index: number; readonly likeness: number }[]>()
  return (word) => {
    const ready = answers.get(word)
    if (ready !== undefined) return ready
    const found: { readonly index: number; readonly likeness: number }[] = []
    for (const [other, indexes] of places) {
      const like = likeness(word, other)
      if (like > 0) for (const index of indexes) found.push({ index, likeness: like })
    }
    found.sort((a, b) => a.index - b.index)
    answers.set(word, found)
    return found
  }
}

function likeness(a: string, b: string): number {
  if (a === b) return 1
  if (a.startsWith('{') || b.startsWith('{')) return 0
  const shorter = Math.min(a.length, b.length)
  const allowed = shorter >= 8 ? 2 : shorter >= 4 ? 1 : 0
  if (allowed === 0 || Math.abs(a.length - b.length) > allowed) return 0
  const distance = editDistance(a, b, allowed)
  return distance > allowed ? 0 : 1 - distance * 0.1
}

/** Insertions, deletions, substitutions and swapped neighbours, given up once above `most`. */
function editDistance(a: string, b: string, most: number): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (!same && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return most + 1
    before = last
    last = row
  }
  return last[b.length] ?? most + 1
}

// ----- one message against the text

interface Fit {
  readonly score: number
  readonly weight: number
  readonly language: string
  readonly because: readonly Span[]
  readonly name: Span | undefined
  readonly address: Span | undefined
  readonly portal: Span | undefined
}

interface Hit {
  readonly part: number
  readonly index: number
  readonly own: number
  total: number
  before: Hit | undefined
}

function fitTemplate(template: Template, tokens: readonly Token[], similarTo: Similar, isAboutBitrix: boolean): Fit | undefined {
  // What cannot reach the bar even at best is not looked at closer.
  const reachable = template.parts.reduce((sum, part) => sum + (part.weight > 0 && similarTo(part.word).length > 0 ? part.weight : 0), 0)
  if (template.weight === 0 || reachable / template.weight < listedFrom) return undefined
  const isShort = template.weight < 2.5
  const perWord = isShort ? 0.2 : 0.1

  const hits: Hit[] = template.parts
    .flatMap((part, index) => (part.weight === 0 ? [] : similarTo(part.word).map((place) => ({ part: index, index: place.index, own: part.weight * place.likeness, total: 0, before: undefined }))))
    .sort((a, b) => a.index - b.index || a.part - b.part)
  let best: Hit | undefined
  let windowStart = 0
  for (const [at, hit] of hits.entries()) {
    while ((hits[windowStart]?.index ?? hit.index) < hit.index - widestGap - longestName) windowStart += 1
    hit.total = hit.own
    for (let earlier = windowStart; earlier < at; earlier += 1) {
      const other = hits[earlier]
      if (other === undefined || other.index >= hit.index || other.part >= hit.part) continue
      const between = hit.index - other.index - 1
      const expectsName = template.parts.slice(other.part + 1, hit.part).some((part) => part.weight === 0)
      const foreign = expectsName ? Math.max(0, between - longestName) : between
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
  // Two words alone prove little inside a long text about something else.
  const around = isShort && !isAboutBitrix ? Math.max(0.7, 1 - 0.03 * (tokens.length - chain.length)) : 1
  const placed = (word: string): Span | undefined => {
    const hit = chain.find((one) => template.parts[one.part]?.word === word)
    return hit === undefined ? undefined : tokens[hit.index]
  }
  return {
    score: Math.min(1, Math.max(0, best.total / template.weight)) * around,
    weight: template.weight,
    language: template.language,
    because: spansBetween(chain, tokens),
    name: nameIn(template, chain, tokens),
    address: placed('{address}'),
    portal: placed('{portal}'),
  }
}

function spansBetween(chain: readonly Hit[], tokens: readonly Token[]): readonly Span[] {
  const spans: { start: number; end: number }[] = []
  let lastIndex = -2
  for (const { index } of chain) {
    const token = tokens[index]
    if (token === undefined || token.word.startsWith('{')) continue
    const open = spans.at(-1)
    if (open !== undefined && index === lastIndex + 1) open.end = token.end
    else spans.push({ start: token.start, end: token.end })
    lastIndex = index
  }
  return spans
}

/** The words that stand where the message has its `{name}`. */
function nameIn(template: Template, chain: readonly Hit[], tokens: readonly Token[]): Span | undefined {
  for (let at = 1; at < chain.length; at += 1) {
    const [left, right] = [chain[at - 1], chain[at]]
    if (left === undefined || right === undefined) continue
    if (!template.parts.slice(left.part + 1, right.part).some((part) => part.word === '{name}')) continue
    const [first, last] = [tokens[left.index + 1], tokens[right.index - 1]]
    if (first === undefined || last === undefined || right.index - left.index - 1 < 1 || right.index - left.index - 1 > longestName) continue
    if (tokens.slice(left.index + 1, right.index).some((token) => token.word.startsWith('{'))) continue
    return { start: first.start, end: last.end }
  }
  return undefined
}

function bestOf(fits: readonly (Fit | undefined)[]): Fit | undefined {
  let best: Fit | undefined
  for (const fit of fits) if (fit !== undefined && (best === undefined || fit.score > best.score || (fit.score === best.score && fit.weight > best.weight))) best = fit
  return best
}

// ----- what the text carries

function liftedFrom(text: string, addresses: readonly Lifted[], portals: readonly Lifted[], fit: Fit | undefined): readonly Lifted[] {
  const address = addresses.find((one) => one.start === fit?.address?.start) ?? addresses.find((one) => !isSenderAddress(one.value))
  const portal = portals.find((one) => one.start === fit?.portal?.start) ?? portals[0]
  const name = fit?.name === undefined ? (address === undefined ? undefined : findName(text, address)) : { kind: 'name' as const, ...fit.name, value: text.slice(fit.name.start, fit.name.end) }
  return [name, address, portal].filter((one): one is Lifted => one !== undefined).sort((a, b) => a.start - b.start)
}

function capturedOf(lifted: readonly Lifted[]): Captured {
  return Object.fromEntries(lifted.map(({ kind, value }) => [kind, value]))
}

function spansOf(lifted: readonly Lifted[]): readonly CapturedSpan[] {
  return lifted.map(({ kind, start, end }) => ({ kind, start, end }))
}
