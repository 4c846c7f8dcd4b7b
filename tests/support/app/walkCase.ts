import type { CaseView } from '@shared/contract/views'
import type { FactName, FactValue } from '@shared/domain/facts'
import { changeOf, newCommand, stepOf, type AppInProcess } from '../appInProcess'

export type Answers = Readonly<Partial<Record<FactName, FactValue>>>

/** What a person says and does; whoever is asked something else is not sure, and whatever is tried does not help. */
export interface Person {
  readonly answers: Answers
  readonly advice?: Readonly<Record<string, 'done' | 'failed'>>
}

export interface Walked {
  readonly view: CaseView
  /** Facts that a human was asked for, in order; questions passed by themselves are not among them. */
  readonly asked: readonly string[]
  /** Verdicts met, in order. */
  readonly verdicts: readonly string[]
  /** Every screen on the way. */
  readonly screens: readonly CaseView[]
}

const mostMoves = 60

/** Takes a case on until `isThere` says so or nothing more can be done. */
export async function walkCase(app: AppInProcess, opened: CaseView, person: Person, isThere: (verdicts: readonly string[]) => boolean): Promise<Walked> {
  const asked: string[] = []
  const verdicts: string[] = []
  const screens: CaseView[] = []
  let view = opened
  for (let moves = 0; moves < mostMoves; moves += 1) {
    screens.push(view)
    const { verdict } = view.case
    if (verdict !== undefined && verdict !== verdicts.at(-1)) verdicts.push(verdict)
    if (isThere(verdicts) || view.step.awaits === 'nothing') return { view, asked, verdicts, screens }
    if (view.step.awaits === 'person' && view.step.ask !== undefined) asked.push(view.step.ask.fact)
    view = await move(app, view, person)
  }
  throw new Error(`no end after ${mostMoves} moves, at ${view.step.flow}/${view.step.step}`)
}

export function move(app: AppInProcess, view: CaseView, { answers, advice = {} }: Person): Promise<CaseView> {
  const { step } = view
  const at = { ...changeOf(view), ...stepOf(view) }
  if (step.awaits === 'checks') return app.call('checks.run', { caseId: view.case.caseId, commandId: newCommand() })
  if (step.awaits === 'answer') return app.call('flow.handOver', { ...at, result: 'answered' })
  if (step.kind === 'handOver') return app.call('flow.handOver', { ...at, result: 'sent', by: 'copied' })
  if (step.ask !== undefined) return app.call('flow.answer', { ...at, value: answerTo(step.ask, answers, `${step.flow}/${step.step}`) })
  return app.call('flow.tryAdvice', { ...at, result: advice[step.step] ?? 'failed' })
}

function answerTo(ask: NonNullable<CaseView['step']['ask']>, answers: Answers, at: string): FactValue {
  const given = answers[ask.fact as FactName]
  if (given !== undefined) return given
  if (ask.options.some(({ value }) => value === 'unsure')) return 'unsure'
  throw new Error(`nobody said what to answer to ${ask.fact} at ${at}`)
}
