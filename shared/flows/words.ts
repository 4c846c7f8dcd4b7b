import type { Door } from '../domain/stateWords'
import type { CompiledFlow, FlowWords, StepWords } from './schema'

export interface OptionWords {
  readonly label: string
  readonly hint: string | undefined
}

/** A step's words as one door sees them, placeholders not yet filled. */
export interface MergedWords {
  /** The language that was found: the asked one, else English, else the first. */
  readonly language: string
  readonly title: string
  readonly body: string | undefined
  readonly why: string | undefined
  readonly say: string | undefined
  readonly do: readonly string[]
  readonly options: Readonly<Record<string, OptionWords>>
  readonly subject: string | undefined
  readonly message: string | undefined
}

export interface Listener {
  readonly language: string
  readonly door: Door
}

/** What a placeholder stands for; `undefined` where it is not known. */
export type WordValues = (fact: string) => string | number | undefined

/** The flow's words in that language, else in English, else in the first language it has. */
export function flowWordsIn(flow: CompiledFlow, language: string): { readonly language: string; readonly words: FlowWords } | undefined {
  for (const one of [language, 'en', ...Object.keys(flow.words)]) {
    const words = Object.hasOwn(flow.words, one) ? flow.words[one] : undefined
    if (words !== undefined) return { language: one, words }
  }
  return undefined
}

/** The step's words, the door's own voice over the plain ones. */
export function wordsFor(flow: CompiledFlow, step: string, { language, door }: Listener): MergedWords {
  const found = flowWordsIn(flow, language)
  const plain: StepWords = found !== undefined && Object.hasOwn(found.words.steps, step) ? (found.words.steps[step] ?? {}) : {}
  const voice = plain[door] ?? {}
  const options: Record<string, OptionWords> = {}
  for (const [name, option] of Object.entries(plain.options ?? {})) {
    options[name] = typeof option === 'string' ? { label: option, hint: undefined } : { label: option.label, hint: option.hint }
  }
  return {
    language: found?.language ?? language,
    title: voice.title ?? plain.title ?? '',
    body: voice.body ?? plain.body,
    why: voice.why ?? plain.why,
    say: voice.say ?? plain.say,
    do: voice.do ?? plain.do ?? [],
    options,
    subject: voice.subject ?? plain.subject,
    message: voice.message ?? plain.message,
  }
}

const placeholder = /\{([a-z][A-Za-z0-9]{0,59}\.[a-z][A-Za-z0-9]{0,59})(\|[^{}|]{0,120})?\}/g

/** Stands where a value is not known and the text has no fallback. The linter refuses such texts. */
export const missingMark = '…'

export interface Placeholder {
  readonly fact: string
  readonly fallback: string | undefined
}

export function placeholdersIn(text: string): readonly Placeholder[] {
  return [...text.matchAll(placeholder)].map(([, fact, fallback]) => ({ fact: fact ?? '', fallback: fallback?.slice(1) }))
}

/**
 * Fills `{person.name}` and `{person.name|this person}`. Values go in as plain text and are never read as placeholders
 * again; whoever shows the result escapes it.
 */
export function fillWords(text: string, values: WordValues): string {
  return text.replace(placeholder, (_, fact: string, fallback: string | undefined) => {
    const value = values(fact)
    return value === undefined || value === '' ? (fallback?.slice(1) ?? missingMark) : String(value)
  })
}

/** Every text of the step, filled. */
export function fillStepWords(words: MergedWords, values: WordValues): MergedWords {
  const fill = (text: string | undefined): string | undefined => (text === undefined ? undefined : fillWords(text, values))
  return {
    ...words,
    title: fillWords(words.title, values),
    body: fill(words.body),
    why: fill(words.why),
    say: fill(words.say),
    do: words.do.map((line) => fillWords(line, values)),
    options: Object.fromEntries(Object.entries(words.options).map(([name, option]) => [name, { label: fillWords(option.label, values), hint: fill(option.hint) }])),
    subject: fill(words.subject),
    message: fill(words.message),
  }
}
