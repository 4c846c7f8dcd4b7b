import { AppFailure } from '@shared/contract/appError'
import { fixes, isFixName } from '@shared/domain/fixes'
import { assertStandsAt } from '../cases/changeCase'
import type { Replay } from '../cases/replayCase'
import type { CoreContext } from '../context'
import type { FixPlace } from './standingRun'

/** The fix that the case stands at, ready to be agreed to. Throws stepMoved, badAnswer, fixUnderWay (begun: look first). */
export function readyFix(context: CoreContext, replay: Replay, at: { readonly step: string; readonly visit: number }): FixPlace {
  assertStandsAt(replay, at.step, at.visit)
  const { position } = replay.walk
  const step = context.ports.flows.get(position.flow, position.version)?.steps[position.step]
  if (step?.kind !== 'fix' || !isFixName(step.run)) throw new AppFailure('badAnswer', { details: { step: at.step } })
  if (position.fix !== 'ready') throw new AppFailure('fixUnderWay', { retry: 'later' })
  return { fix: step.run, definition: fixes[step.run], flow: { id: position.flow, version: position.version, step: position.step }, visit: position.visit }
}
