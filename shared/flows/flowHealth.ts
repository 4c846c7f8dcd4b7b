import type { Outcome } from '../domain/stateWords'

/** How old a source may be: the linter warns beyond it, and everything that shows a flow turns amber. */
export const sourceLastsDays = 365
/** So long before that the date is said to come up. */
export const dueSoonDays = 60
/** Which runs say something about a flow as it is now: the last twenty, none older than ninety days. */
export const recentRuns = 20
export const recentDays = 90
/** Fewer than these that came to an end of their own say nothing about the flow. */
export const enoughRuns = 5

export const sourceAges = ['fresh', 'dueSoon', 'old'] as const
export type SourceAge = (typeof sourceAges)[number]
export const runHealths = ['fine', 'failing', 'tooFew'] as const
export type RunHealth = (typeof runHealths)[number]

/** One case that was opened with the flow and has ended. Given up or closed unread (`abandoned`) is no end of the flow. */
export interface EndedRun {
  readonly outcome: Exclude<Outcome, 'abandoned'>
  /** UTC milliseconds of the case's last change. */
  readonly at: number
}

/** The three parts add up to `total`. */
export interface FlowRate {
  readonly solved: number
  readonly notSolved: number
  readonly handedOver: number
  readonly total: number
  /** UTC milliseconds: nothing older was counted. */
  readonly sinceMs: number
}

export interface FlowHealth {
  readonly source: SourceAge
  /** `YYYY-MM-DD`: the day from which the source counts as old. */
  readonly dueOn: string
  readonly runs: RunHealth
}

const dayMs = 86_400_000
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`)

/** Whole days from one date to another; NaN where one of them is no date. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((dayOf(to) - dayOf(from)) / dayMs)
}

export function recentSince(nowMs: number): number {
  return nowMs - recentDays * dayMs
}

/** Counts the runs of the last ninety days, the newest twenty of them, in whatever order they come. */
export function flowRate(runs: readonly EndedRun[], nowMs: number): FlowRate {
  const sinceMs = recentSince(nowMs)
  const recent = runs.filter(({ at }) => at >= sinceMs).sort((a, b) => b.at - a.at).slice(0, recentRuns)
  const count = (outcome: EndedRun['outcome']): number => recent.filter((run) => run.outcome === outcome).length
  return { solved: count('solved'), notSolved: count('notSolved'), handedOver: count('handedOver'), total: recent.length, sinceMs }
}

/**
 * A run that was handed over counts as neither: somebody else goes on with it, and whether the flow was of use is not
 * known. So a flow is judged by its solved and not solved runs alone, and fails where fewer than half of them are solved.
 */
export function runHealth({ solved, notSolved }: Pick<FlowRate, 'solved' | 'notSolved'>): RunHealth {
  const judged = solved + notSolved
  if (judged < enoughRuns) return 'tooFew'
  return solved * 2 < judged ? 'failing' : 'fine'
}

/** A date that cannot be read counts as old: nobody can say that it was looked at. */
export function sourceAge(checked: string, today: string): SourceAge {
  const days = daysBetween(checked, today)
  if (!(days <= sourceLastsDays)) return 'old'
  return days > sourceLastsDays - dueSoonDays ? 'dueSoon' : 'fresh'
}

export function flowHealth({ checked, today, rate }: { readonly checked: string; readonly today: string; readonly rate: FlowRate }): FlowHealth {
  const at = dayOf(checked)
  const dueOn = Number.isNaN(at) ? today : new Date(at + (sourceLastsDays + 1) * dayMs).toISOString().slice(0, 10)
  return { source: sourceAge(checked, today), dueOn, runs: runHealth(rate) }
}

/** Whether a flow turns amber: by its date, or because its recent runs end "not solved". */
export function needsCare({ source, runs }: Pick<FlowHealth, 'source' | 'runs'>): boolean {
  return source === 'old' || runs === 'failing'
}
