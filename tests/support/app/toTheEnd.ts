import type { CaseView } from '@shared/contract/views'
import { changeOf, stepOf, type AppInProcess } from '../appInProcess'
import { move, type Person } from './walkCase'

const mostMoves = 60

/** To the end of the case: every fix that is offered is agreed to, every other is passed on. What it met, checks left out. */
export async function toTheEnd(app: AppInProcess, opened: CaseView, person: Person): Promise<{ readonly view: CaseView; readonly trail: readonly string[] }> {
  const trail: string[] = []
  let view = opened
  for (let moves = 0; moves < mostMoves; moves += 1) {
    const { step } = view
    if (step.kind !== 'check') trail.push(step.step)
    if (step.awaits === 'nothing') return { view, trail }
    if (step.kind !== 'fix') {
      view = await move(app, view, person)
      continue
    }
    const { refusal, confirmWith } = await app.call('fixes.preview', { caseId: view.case.caseId, ...stepOf(view) })
    if (refusal === undefined) {
      view = await app.call('fixes.run', { ...changeOf(view), ...stepOf(view), confirm: confirmWith ?? '' })
      trail.push(`= ${view.fixes.at(-1)?.stage ?? ''}`)
    } else {
      view = await app.call('fixes.skip', { ...changeOf(view), ...stepOf(view) })
      trail.push(`= ${refusal}`)
    }
  }
  throw new Error(`no end after ${mostMoves} moves: ${trail.join(' > ')}`)
}
