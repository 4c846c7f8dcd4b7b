import { z } from 'zod'
import { createMatcher, type Matcher } from './matcher'

/**
 * resources/messages/<language>.yaml as the build reads it: what Bitrix24 shows and what people say, problem by problem.
 * The README beside those files tells what each list means.
 */
const line = z.string().min(3).max(400)
const wordList = z.string().min(1)
export const problemMessagesSchema = z.strictObject({
  name: z.string().min(1),
  summary: z.string().min(1),
  shown: z.array(line).min(1),
  told: z.array(line).min(1),
  hints: z.array(line).optional(),
  unless: wordList.optional(),
})
export const languageMessagesSchema = z.strictObject({
  about: wordList,
  elsewhere: wordList,
  words: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), wordList),
  problems: z.record(z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/), problemMessagesSchema),
})
export const messagesSchema = z.strictObject({ languages: z.record(z.string().regex(/^[a-z]{2}$/), languageMessagesSchema) })
export type LanguageMessages = z.infer<typeof languageMessagesSchema>
export type MessagesContent = z.infer<typeof messagesSchema>

export interface ProblemName {
  readonly name: string
  readonly summary: string
}

/** What the app knows of every problem before any flow: its name, and how a text about it reads. */
export interface ProblemMessages {
  /** Every problem, in the order of the file. */
  readonly problems: readonly string[]
  /** In that language, else in English, else in the first there is. */
  nameOf(problem: string, language: string): ProblemName | undefined
  readonly matcher: Matcher
}

/** Reads the messages into what matching needs, once: a text is then matched without reading any message again. */
export function createProblemMessages({ languages }: MessagesContent): ProblemMessages {
  const problems = [...new Set(Object.values(languages).flatMap((one) => Object.keys(one.problems)))]
  return {
    problems,
    nameOf(problem, language) {
      for (const one of [language, 'en', ...Object.keys(languages)]) {
        const found = languages[one]?.problems[problem]
        if (found !== undefined) return { name: found.name, summary: found.summary }
      }
      return undefined
    },
    matcher: createMatcher(languages),
  }
}
