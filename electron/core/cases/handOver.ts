import { AppFailure } from '@shared/contract/appError'
import type { Params } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import type { CoreContext } from '../context'
import { assertStandsAt, changeCase } from './changeCase'

/** The message went to whoever has the right (the case waits), or their answer is there (the walk goes on). */
export function handOver(context: CoreContext, params: Params<'flow.handOver'>): CaseView {
  return changeCase(context, params, (replay) => {
    assertStandsAt(replay, params.step, params.visit)
    const { position } = replay.walk
    const step = context.ports.flows.get(position.flow, position.version)?.steps[position.step]
    if (step?.kind !== 'handOver') throw new AppFailure('badAnswer', { details: { step: params.step } })
    if (params.result === 'answered' && (position.awaits !== 'answer' || step.resume === undefined)) throw new AppFailure('badAnswer', { details: { step: params.step } })
    if (params.result === 'sent' && position.awaits !== 'person') throw new AppFailure('stepMoved', { retry: 'now' })
    return [
      {
        kind: 'handedOver',
        flow: { id: position.flow, version: position.version, step: position.step },
        open: { visit: position.visit, to: step.to, result: params.result, ...(params.by === undefined ? {} : { by: params.by }) },
        personal: params.message === undefined ? {} : { message: params.message },
      },
    ]
  })
}
