import { AppFailure } from '@shared/contract/appError'
import type { Params } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import type { EventName } from '@shared/domain/events'
import type { Replay } from '../cases/replayCase'
import type { CoreContext } from '../context'
import { partsInLog } from './fixParts'
import { judged } from './fixRunner'
import { asItIs, judgeNow, judgeParts, recordProof } from './runFix'
import { intentOf, isOpen, placeOfRun, runNamed, type FixPlace } from './standingRun'

/**
 * How long a request whose answer was lost may still be carried out: a minute in the portal (bitrix24.md §1.7), and the same
 * again for its turn and its way there, in whichever process it was sent.
 */
export const underWayMs = 120_000

/**
 * A run whose end nobody knows is read, never sent again. What is there was done; what is not there was not done, once
 * nothing can be on its way any more. Throws fixUnderWay until then, and what the portal says where it cannot be read.
 */
export async function lookAgain(context: CoreContext, replay: Replay, { caseId, commandId, event }: Params<'fixes.lookAgain'>, signal: AbortSignal): Promise<CaseView> {
  const run = runNamed(replay, event)
  const place = placeOfRun(replay, run)
  const [intentName] = run.events
  const mayLookAgain = isOpen(run) || (run.result === 'unknown' && place.definition.class !== 'notice')
  if (!mayLookAgain || intentName === undefined) return asItIs(context, caseId)
  if (replay.door === 'employee') throw new AppFailure('fixRefused', { details: { reason: 'employeeDoor' } })
  if (place.definition.inParts === true) return endParts(context, replay, run, place, { caseId, commandId }, intentName)
  if (place.definition.class === 'notice') return recordProof(context, caseId, commandId, place, intentName, judged('unknown', 'cannotBeSeen'))

  const api = context.connection.api()
  if (api === undefined) throw new AppFailure('notConnected')
  const intent = intentOf(replay, run)
  // SECURITY: the same number is somebody else at another portal
  if (intent.portal !== context.connection.view().portal) throw new AppFailure('fixOtherPortal')
  const judgement = await judgeNow(place.fix, api, intent, { signal })
  if (judgement.result === 'verified') return recordProof(context, caseId, commandId, place, intentName, judgement)

  const now = context.ports.clock.now()
  const leftMs = run.acceptedAt === undefined ? run.begunAt + underWayMs - now : 0
  if (leftMs > 0) throw new AppFailure('fixUnderWay', { retry: 'later', details: { seconds: Math.ceil(leftMs / 1000) } })
  const mayLag = now < (run.acceptedAt ?? run.begunAt) + place.definition.recheckMayLagMs
  return recordProof(context, caseId, commandId, place, intentName, mayLag ? { ...judgement, result: 'unknown', proof: 'mayLag' } : { ...judgement, result: 'notVerified' })
}

/**
 * A run in parts whose process ended in the middle. SECURITY: whoever was not come to may be agreed to anew, so another
 * process must not be sending any more: it writes after each answer, and stops when the run has an end.
 */
function endParts(context: CoreContext, replay: Replay, run: ReturnType<typeof runNamed>, place: FixPlace, { caseId, commandId }: Pick<Params<'fixes.lookAgain'>, 'caseId' | 'commandId'>, intentName: EventName): CaseView {
  const leftMs = run.at + underWayMs - context.ports.clock.now()
  if (leftMs > 0) throw new AppFailure('fixUnderWay', { retry: 'later', details: { seconds: Math.ceil(leftMs / 1000) } })
  return recordProof(context, caseId, commandId, place, intentName, judgeParts(place.fix, intentOf(replay, run), partsInLog(replay, run)))
}
