import { AppFailure } from '@shared/contract/appError'
import type { Params } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import type { CoreContext } from '../context'
import { assertStandsAt, changeCase } from './changeCase'

/** A human step was tried: done, or it didn't work. */
export function tryAdvice(context: CoreContext, params: Params<'flow.tryAdvice'>): CaseView {
  return changeCase(context, params, (replay) => {
    assertStandsAt(replay, params.step, params.visit)
    const { position } = replay.walk
    if (position.kind !== 'advise') throw new AppFailure('badAnswer', { details: { step: params.step } })
    return [{ kind: 'adviceTried', flow: { id: position.flow, version: position.version, step: position.step }, open: { visit: position.visit, result: params.result }, personal: {} }]
  })
}
