import type { CaseView } from '@shared/contract/views'
import type { FactName, FactValue } from '@shared/domain/facts'
import { changeOf, newCommand, stepOf, type AppInProcess } from '../appInProcess'

/** What a person may do on a screen: a value, a result, or nothing but go on. */
export type Move = FactValue

/** What is typed where no options are given. */
export type Texts = Readonly<Partial<Record<FactName, string>>>

const farAway = 1000
const wayOf = (view: CaseView, move: Move): string => `${standing(view)} ${move}`
const standing = ({ step }: CaseView): string => `${step.flow}/${step.step}/${step.awaits}`

export function movesOn({ step }: CaseView, texts: Texts): readonly Move[] {
  if (step.awaits === 'nothing') return []
  if (step.awaits !== 'person' || step.kind === 'handOver') return ['on']
  if (step.ask === undefined) return ['done', 'failed']
  const text = texts[step.ask.fact as FactName]
  return [...(text === undefined ? [] : [text]), ...step.ask.options.map(({ value }) => value)]
}

export function take(app: AppInProcess, view: CaseView, move: Move): Promise<CaseView> {
  const at = { ...changeOf(view), ...stepOf(view) }
  if (view.step.awaits === 'checks') return app.call('checks.run', { caseId: view.case.caseId, commandId: newCommand() })
  if (view.step.awaits === 'answer') return app.call('flow.handOver', { ...at, result: 'answered' })
  if (view.step.kind === 'handOver') return app.call('flow.handOver', { ...at, result: 'sent', by: 'copied' })
  if (view.step.ask !== undefined) return app.call('flow.answer', { ...at, value: move })
  return app.call('flow.tryAdvice', { ...at, result: move === 'done' ? 'done' : 'failed' })
}

/** Which moves were made where, and where they led: enough to find the nearest one that nobody has made. */
export class EveryAnswer {
  readonly #ways = new Map<string, Map<Move, string | undefined>>()
  readonly #taken = new Map<string, number>()

  /** How many different moves were made. */
  get made(): number {
    return this.#taken.size
  }

  /** Moves that were seen and not made. */
  get missing(): readonly string[] {
    return [...this.#ways].flatMap(([place, moves]) => [...moves].flatMap(([move, to]) => (to === undefined ? [`${place} ${move}`] : [])))
  }

  /** The move to make now. */
  next(view: CaseView, texts: Texts): Move | undefined {
    const moves = movesOn(view, texts)
    const here = this.#ways.get(standing(view)) ?? new Map<Move, string | undefined>()
    for (const move of moves) if (!here.has(move)) here.set(move, undefined)
    this.#ways.set(standing(view), here)
    // The same move can lead elsewhere another time: what was often made and led nowhere gives way.
    const cost = (move: Move): number => this.#distance(here.get(move)) + (this.#taken.get(wayOf(view, move)) ?? 0)
    return moves.find((move) => here.get(move) === undefined) ?? moves.toSorted((one, other) => cost(one) - cost(other))[0]
  }

  note(before: CaseView, move: Move, after: CaseView): void {
    this.#ways.get(standing(before))?.set(move, standing(after))
    const way = wayOf(before, move)
    this.#taken.set(way, (this.#taken.get(way) ?? 0) + 1)
  }

  /** Steps from there to a move that nobody has made. */
  #distance(from: string | undefined): number {
    if (from === undefined) return 0
    const far = new Map([[from, 1]])
    for (const [place, steps] of far) {
      for (const to of this.#ways.get(place)?.values() ?? []) {
        if (to === undefined) return steps
        if (!far.has(to)) far.set(to, steps + 1)
      }
    }
    return farAway
  }
}
