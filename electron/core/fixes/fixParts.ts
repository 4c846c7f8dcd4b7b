import type { StandingFix } from '@shared/flows/walkTypes'
import type { Replay } from '../cases/replayCase'
import type { FixIntent, Values } from './fixRunner'
import { intentOf } from './standingRun'

/** What became of one person's request. `unconfirmed`: nobody knows; `notSent`: it never left. */
export const partWords = ['sent', 'refused', 'unconfirmed', 'notSent'] as const
export type PartWord = (typeof partWords)[number]
export type PartWords = Readonly<Record<string, PartWord>>
export type PartCounts = Readonly<Record<PartWord, number>>

const subjectShape = /^user:[1-9]\d*$/

/** Whom a run in parts is for, in the order of sending; the log keeps no order of its own. */
export function partSubjects(values: Values): readonly string[] {
  return Object.keys(values).filter((key) => subjectShape.test(key)).toSorted((one, other) => Number(one.slice(5)) - Number(other.slice(5)))
}

/** Everybody of the intent with a word: who has none was not come to. */
export function everyPart({ before }: Pick<FixIntent, 'before'>, told: Values): PartWords {
  return Object.fromEntries(partSubjects(before).map((subject) => [subject, wordOf(told[subject]) ?? 'notSent']))
}

export function countParts(words: PartWords): PartCounts {
  const all = Object.values(words)
  return Object.fromEntries(partWords.map((word) => [word, all.filter((one) => one === word).length])) as Record<PartWord, number>
}

/**
 * What the log tells of a run in parts. Where its process ended in the middle, one request may have left without a word in
 * the log: that of the first person who has none. `isOurs`: this process sent it, and has just stopped.
 */
export function partsInLog(replay: Replay, run: Pick<StandingFix, 'fix' | 'flow' | 'step' | 'visit' | 'events' | 'needs'>, isOurs = false): PartWords {
  const intent = intentOf(replay, run)
  const told: Record<string, PartWord> = {}
  let hasEnded = isOurs
  for (const event of eventsOf(replay, run)) {
    if (event.kind === 'fixAnswered' && event.open['part'] === undefined) hasEnded = true
    if (event.kind === 'fixVerified') hasEnded = true
    for (const [subject, said] of Object.entries((event.personal['after'] ?? {}) as Values)) {
      const word = wordOf(said)
      if (word !== undefined) told[subject] = word
    }
  }
  const next = partSubjects(intent.before).find((subject) => told[subject] === undefined)
  return everyPart(intent, next === undefined || hasEnded ? told : { ...told, [next]: 'unconfirmed' })
}

/** Whom an earlier run of the fix in this case has sent to, or may have: they get no second one. */
export function sentBefore(replay: Replay, fix: string): ReadonlySet<string> {
  const runs = replay.walk.fixes.filter((run) => run.fix === fix)
  return new Set(runs.flatMap((run) => Object.entries(partsInLog(replay, run)).flatMap(([subject, word]) => (word === 'sent' || word === 'unconfirmed' ? [subject] : []))))
}

/** Also a final word that the walk leaves out: a lost answer is no entry of it. */
function eventsOf(replay: Replay, { fix, flow, step, visit, events }: Pick<StandingFix, 'fix' | 'flow' | 'step' | 'visit' | 'events'>): Replay['events'] {
  const isHere = (event: Replay['events'][number]): boolean => event.flow?.id === flow && event.flow.step === step && event.open['fix'] === fix && event.open['visit'] === visit
  const begun = replay.events.findIndex(({ name }) => name === events[0])
  const later = replay.events.slice(begun + 1).filter(isHere)
  const nextRun = later.findIndex(({ kind }) => kind === 'fixIntended')
  return nextRun === -1 ? later : later.slice(0, nextRun)
}

function wordOf(said: unknown): PartWord | undefined {
  return partWords.find((word) => word === said)
}
