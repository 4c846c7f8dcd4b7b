import { AppFailure } from '@shared/contract/appError'
import type { Params } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import type { CoreContext } from '../context'
import { assertContinues, changeCase } from './changeCase'
import { lastHumanItem } from './replayCase'

/** One human step back: a correction is appended, nothing is deleted, later evidence stays. Throws nothingToUndo. */
export function goBack(context: CoreContext, params: Params<'flow.back'>): CaseView {
  return changeCase(context, params, (replay) => {
    assertContinues(replay)
    const last = lastHumanItem(replay)
    if (last === undefined) throw new AppFailure('nothingToUndo')
    return [{ kind: 'answerWithdrawn', flow: { id: last.item.flow, version: last.item.version, step: last.item.step }, supersedes: last.events, open: { visit: last.item.visit }, personal: {} }]
  })
}
