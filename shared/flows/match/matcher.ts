import { fitShown, type Fit } from './fitShown'
import { fitTold, slotFinder } from './fitTold'
import { createLexicon } from './lexicon'
import type { LanguageMessages } from './problemMessages'
import { readText, type ReadText } from './readText'
import { compileTemplates } from './templates'
import type { Work } from './work'

export const sureFrom = 0.8
export const listedFrom = 0.5
/** Half of a message may be anybody's words. */
const shownFrom = 0.55
const wellFrom = 0.6
const clearLead = 0.1
/** Words of another product, or words that mean another matter, make a match a guess. */
const doubt = 0.78
const nearBy = 10
/** So much of a message is nobody else's. */
const unmistakable = 6

export interface Ranked {
  readonly read: ReadText
  /** Best first, one a problem. */
  readonly fits: readonly Fit[]
  readonly isSure: boolean
  /** See Work. */
  readonly steps: number
}
export interface Matcher {
  rank(text: string): Ranked
}

export function createMatcher(languages: Readonly<Record<string, LanguageMessages>>): Matcher {
  const lexicon = createLexicon()
  const { shown, told, unless, about, elsewhere } = compileTemplates(languages, lexicon)
  return {
    rank(text) {
      const work: Work = { steps: 0 }
      const read = readText(text, lexicon, work)
      const isAboutBitrix = read.portals.length > 0 || about.some((entry) => (read.places.get(entry) ?? []).some((place) => place.likeness > 0.9))
      const foreignTokens = isAboutBitrix ? [] : elsewhere.flatMap((entry) => (read.places.get(entry) ?? []).filter((place) => place.likeness === 1).map((place) => place.index))
      const best = new Map<string, Fit>()
      const consider = (fit: Fit | undefined): void => {
        if (fit === undefined || fit.score < listedFrom) return
        const known = best.get(fit.problem)
        best.set(fit.problem, known === undefined ? fit : better(known, fit))
      }
      /** What stands around a fit may make it doubtful. */
      const judged = (fit: Fit | undefined, isShort: boolean): Fit | undefined => {
        if (fit === undefined || (!isShort && fit.weight >= unmistakable)) return fit
        let { score } = fit
        if (foreignTokens.some((token) => !fit.tokens.includes(token))) score *= doubt
        if (isShort && hasNear(read, unless.get(`${fit.language}/${fit.problem}`) ?? [], fit.tokens)) score *= doubt
        return { ...fit, score }
      }

      for (const template of shown) {
        if ((best.get(template.problem)?.score ?? 0) >= 0.995) continue
        const fit = fitShown(template, read, shownFrom, work)
        if (fit === undefined) continue
        const isShort = template.weight < 2.5
        // Two words alone prove little inside a long text about something else
        const around = isShort && !isAboutBitrix ? Math.max(0.7, 1 - 0.03 * (read.tokens.length - fit.tokens.length)) : 1
        consider(judged({ ...fit, score: fit.score * around }, isShort))
      }
      const find = slotFinder(read, work)
      for (const template of told) {
        const known = best.get(template.problem)?.score ?? 0
        if (known >= (template.isHint ? listedFrom : 0.89)) continue
        consider(judged(fitTold(template, read, find, work), true))
      }
      const fits = [...best.values()].sort((a, b) => b.score - a.score || b.weight - a.weight || (a.problem < b.problem ? -1 : 1))
      const sure = isSure(fits)
      return { read, fits: sure ? withoutEchoes(fits) : fits, isSure: sure, steps: work.steps }
    },
  }
}

/** Of two that fit well, the one that explains more of the text: it knows where name and portal stand. */
function better(one: Fit, other: Fit): Fit {
  const [low, high] = one.score < other.score ? [one, other] : [other, one]
  return low.score >= wellFrom && low.score * low.weight > high.score * high.weight ? { ...low, score: high.score } : high
}

/** What fits by a part of the sure one's words alone is no second choice. */
function withoutEchoes([first, ...others]: readonly Fit[]): readonly Fit[] {
  return first === undefined ? [] : [first, ...others.filter((other) => other.score >= sureFrom || other.tokens.some((token) => !first.tokens.includes(token)))]
}

function hasNear({ tokens, places }: ReadText, entries: readonly number[], used: readonly number[]): boolean {
  const from = (tokens[used[0] ?? 0]?.place ?? 0) - nearBy
  const to = (tokens[used.at(-1) ?? 0]?.place ?? 0) + nearBy
  return entries.some((entry) => (places.get(entry) ?? []).some(({ index, likeness }) => {
    const place = tokens[index]?.place ?? 0
    return likeness > 0.9 && place >= from && place <= to && !used.includes(index)
  }))
}

/** One fits well, and what else fits is clearly worse or only a part of it. */
function isSure([first, ...others]: readonly Fit[]): boolean {
  if (first === undefined || first.score < sureFrom) return false
  return others.every((other) => first.score - other.score >= clearLead || (first.weight > other.weight && other.tokens.every((token) => first.tokens.includes(token))))
}
