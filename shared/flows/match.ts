import { findName, isSenderAddress, type Lifted, type Span } from './lift'
import type { Fit } from './match/fitShown'
import { listedFrom } from './match/matcher'
import type { ProblemMessages } from './match/problemMessages'
import type { ReadText } from './match/readText'

export interface Captured {
  readonly name?: string
  readonly address?: string
  readonly portal?: string
}

export interface CapturedSpan extends Span {
  readonly kind: 'name' | 'address' | 'portal'
}

export interface FlowMatch {
  /** The problem's id; its flow has the same, where there is one. */
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
  /** One problem fits well and no other nearly as well. Otherwise the best three are for a person to choose from. */
  readonly sure: boolean
  readonly matches: readonly FlowMatch[]
  /** Lifted also where no problem fits. */
  readonly captured: Captured
  readonly spans: readonly CapturedSpan[]
}

const mostListed = 3

/**
 * Finds the problems whose message the text carries, or that it tells of, in any language we have, whatever stands around
 * it: case, signs, white space, line breaks, look-alike letters and small slips do not count. A text that fits none stays
 * unmatched. Offline; the time grows with the text, which is read to its first 4,000 characters.
 */
export function matchMessage(text: string, messages: ProblemMessages): MatchResult {
  const { read, fits, isSure } = messages.matcher.rank(text)
  const matches = fits.slice(0, mostListed).map((fit): FlowMatch => {
    const lifted = liftedFrom(text, read, fit)
    return { flow: fit.problem, score: Math.min(1, Math.max(listedFrom, Math.round(fit.score * 100) / 100)), language: fit.language, captured: capturedOf(lifted), because: spansOfTokens(fit.tokens, read), spans: spansOf(lifted) }
  })
  const lifted = liftedFrom(text, read, fits[0])
  return { sure: isSure, matches, captured: capturedOf(lifted), spans: spansOf(lifted) }
}

/** Words next to each other are one span. */
function spansOfTokens(indexes: readonly number[], { tokens }: ReadText): readonly Span[] {
  const spans: { start: number; end: number }[] = []
  let lastIndex = -2
  for (const index of indexes) {
    const token = tokens[index]
    if (token === undefined || token.mark !== undefined) continue
    const open = spans.at(-1)
    if (open !== undefined && index === lastIndex + 1) open.end = token.end
    else spans.push({ start: token.start, end: token.end })
    lastIndex = index
  }
  return spans
}

// ----- what the text carries

function liftedFrom(given: string, { text, tokens, addresses, portals, hosts }: ReadText, fit: Fit | undefined): readonly Lifted[] {
  const at = (list: readonly Lifted[], index: number | undefined): Lifted | undefined => (index === undefined ? undefined : list.find((one) => one.start === tokens[index]?.start))
  const address = at(addresses, fit?.address) ?? addresses.find((one) => !isSenderAddress(one.value))
  const host = at(hosts, fit?.portal)
  const portal = at(portals, fit?.portal) ?? (host === undefined ? portals[0] : { ...host, kind: 'portal' as const })
  return [nameFrom(given, text, tokens, address, fit), address, portal].filter((one): one is Lifted => one !== undefined).sort((a, b) => a.start - b.start)
}

function nameFrom(given: string, text: string, tokens: ReadText['tokens'], address: Lifted | undefined, fit: Fit | undefined): Lifted | undefined {
  if (fit?.name === undefined) return address === undefined ? undefined : findName(text, address)
  const [first, last] = [tokens[fit.name[0]], tokens[fit.name[1]]]
  return first === undefined || last === undefined ? undefined : { kind: 'name', start: first.start, end: last.end, value: given.slice(first.start, last.end) }
}

function capturedOf(lifted: readonly Lifted[]): Captured {
  return Object.fromEntries(lifted.map(({ kind, value }) => [kind, value]))
}

function spansOf(lifted: readonly Lifted[]): readonly CapturedSpan[] {
  return lifted.map(({ kind, start, end }) => ({ kind, start, end }))
}
