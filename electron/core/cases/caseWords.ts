import { factDefinition, isFactName } from '@shared/domain/facts'
import { shortCodeOf } from '@shared/domain/ids'
import type { CompiledFlow } from '@shared/flows/schema'
import { fillStepWords, fillWords, flowWordsIn, wordsFor, type MergedWords, type WordValues } from '@shared/flows/words'
import type { CoreContext } from '../context'
import type { StoredCaseRow } from '../ports'
import type { Replay } from './replayCase'

/** What placeholders stand for in this case: fresh facts; times as dates of the language, closed facts not at all. */
export function wordValues(replay: Replay, language: string): WordValues {
  const dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  return (name) => {
    if (name === 'case.code') return shortCodeOf(replay.caseId)
    if (!isFactName(name)) return undefined
    const best = replay.walk.facts.get(name)?.best
    if (best === undefined) return undefined
    const { type } = factDefinition(name)
    if (type === 'time') return dates.format(Number(best.value))
    return type === 'closed' ? undefined : best.value
  }
}

export function stepWords(context: CoreContext, replay: Replay, flow: CompiledFlow, step: string): MergedWords {
  const language = context.language()
  return fillStepWords(wordsFor(flow, step, { language, door: replay.door }), wordValues(replay, language))
}

/** The same for a row of the list, from what the row itself holds: a list does not replay its cases. */
export function rowValues(stored: StoredCaseRow): WordValues {
  return (name) => (name === 'person.name' ? stored.person : name === 'person.address' ? stored.address : undefined)
}

export function flowName(context: CoreContext, flow: CompiledFlow | undefined, id: string): string {
  return (flow === undefined ? undefined : flowWordsIn(flow, context.language())?.words.name) ?? id
}

export function verdictName(context: CoreContext, values: WordValues, flow: CompiledFlow | undefined, verdict: string | undefined): string | undefined {
  if (flow === undefined || verdict === undefined) return undefined
  const words = flowWordsIn(flow, context.language())?.words.verdicts
  const text = words !== undefined && Object.hasOwn(words, verdict) ? words[verdict] : undefined
  return text === undefined ? undefined : fillWords(text, values)
}
