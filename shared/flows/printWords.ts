import { factDefinition, isFactName } from '../domain/facts'
import { buildLink, isLinkName, links } from '../domain/links'
import type { Guard } from './schema'
import { fillWords, placeholdersIn } from './words'

/** A shared text by its dotted key, filled; undefined where there is none. */
export interface PrintTexts {
  (key: string, words?: Readonly<Record<string, string | number>>): string | undefined
}

/** A line to write on. */
export const blank = '____'

/** A text that must be there; its key stands in where a language lacks it. */
export function sayWith(texts: PrintTexts): (key: string, words?: Readonly<Record<string, string | number>>) => string {
  return (key, words) => texts(`print.${key}`, words) ?? key
}

export function factLabel(texts: PrintTexts, fact: string): string {
  return texts(`facts.${fact}.label`) ?? fact
}

function valueLabel(texts: PrintTexts, fact: string, value: string | number): string {
  return texts(`facts.${fact}.values.${value}`) ?? String(value)
}

/** A condition in plain words, by the names that facts and their values have on the screen. */
export function guardInWords(texts: PrintTexts, guard: Guard): string {
  const say = sayWith(texts)
  if ('all' in guard) return guard.all.map((part) => ('any' in part ? say('group', { text: guardInWords(texts, part) }) : guardInWords(texts, part))).join(say('and'))
  if ('any' in guard) return guard.any.map((part) => guardInWords(texts, part)).join(say('or'))
  if ('not' in guard) return 'known' in guard.not ? say('notKnown', { label: factLabel(texts, guard.not.known) }) : say('not', { text: guardInWords(texts, guard.not) })
  if ('known' in guard) return say('known', { label: factLabel(texts, guard.known) })
  const label = factLabel(texts, guard.fact)
  if ('over' in guard) return say('over', { label, number: guard.over })
  if ('under' in guard) return say('under', { label, number: guard.under })
  const values = 'is' in guard ? [guard.is] : guard.in
  return say('factIs', { label, value: values.map((value) => say('quoted', { text: valueLabel(texts, guard.fact, value) })).join(say('or')) })
}

/** Without a case nothing is known: the words for that stand in, a line to write on where there are none. */
export function fillForReader(text: string): string {
  const withFallback = new Set(placeholdersIn(text).flatMap(({ fact, fallback }) => (fallback === undefined ? [] : [fact])))
  return fillWords(text, (fact) => (withFallback.has(fact) ? undefined : blank))
}

/** In a message, whatever a person can know becomes a line to write on, with what belongs on it. */
export function fillForWriting(texts: PrintTexts, text: string): string {
  const say = sayWith(texts)
  const filled = fillWords(text, (fact) => {
    if (fact === 'case.code') return say('blankOf', { blank, label: say('caseCode') })
    if (!isFactName(fact) || !factDefinition(fact).givers.includes('person')) return undefined
    return say('blankOf', { blank, label: factLabel(texts, fact) })
  })
  return fillForReader(filled)
}

export interface PrintLink {
  readonly label: string
  readonly address: string
  readonly complete: boolean
}

/** A place outside, written out in full; the portal and the person are left to write in. */
export function linkInFull(texts: PrintTexts, name: string): readonly PrintLink[] {
  if (!isLinkName(name)) return []
  const address = buildLink(name, { portal: blank, user: blank })
  return address === undefined ? [] : [{ label: texts(`links.${name}`) ?? name, address, complete: links[name].kind === 'help' && !address.includes(blank) }]
}
