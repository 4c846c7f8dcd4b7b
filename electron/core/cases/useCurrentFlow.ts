import { AppFailure } from '@shared/contract/appError'
import type { Params } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import type { NewEvent } from '@shared/domain/events'
import type { CoreContext } from '../context'
import { changeCase } from './changeCase'

/**
 * Goes on with the current version of each flow whose own is not part of this app (data-model, "Opening at the same
 * step"). Writes nothing where every version ships: a case never changes its version by itself. Throws flowNotFound.
 */
export function useCurrentFlow(context: CoreContext, params: Params<'cases.useCurrentFlow'>): CaseView {
  const { flows } = context.ports
  return changeCase(context, params, (replay) =>
    replay.versions.flatMap(({ flow, event, ships }): readonly NewEvent[] => {
      if (ships) return []
      const current = flows.current(flow)
      if (current === undefined) throw new AppFailure('flowNotFound', { details: { flow } })
      return [{ kind: 'flowEntered', open: { flow, flowVersion: current.version }, ...(event === undefined ? {} : { supersedes: [event] }), personal: {} }]
    }),
  )
}
