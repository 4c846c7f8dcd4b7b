import { AppFailure } from '@shared/contract/appError'
import { outcome, type CheckContext, type CheckOutcome } from './checkContext'
import { isoTime } from './evidence'

/** One-time codes change every thirty seconds: a clock further off than that makes right codes wrong. */
const toleranceMs = 30_000

export async function clockAgainstServer(context: CheckContext): Promise<CheckOutcome> {
  if (context.api === undefined) throw new AppFailure('notConnected')
  const askedAt = context.now()
  const server = await context.api.serverTime({ signal: context.signal })
  const answeredAt = context.now()
  const halfTrip = Math.max(0, answeredAt - askedAt) / 2
  const skewMs = askedAt + halfTrip - server
  // Nobody knows when on its way the question was answered: half the way is the least that must be allowed for
  const isWrong = Math.abs(skewMs) - halfTrip > toleranceMs
  const seconds = Math.round(skewMs / 1000)
  return outcome(isWrong ? 'problem' : 'ok', isWrong ? 'wrong' : 'right', {
    values: { 'clock.skew': isWrong ? 'wrong' : 'fine', 'clock.skewSeconds': seconds },
    words: { seconds: Math.abs(seconds), direction: seconds < 0 ? 'behind' : 'ahead' },
    evidence: [`server.time → ${isoTime(server)} · this computer ${isoTime(Math.round(askedAt + halfTrip))} · ${seconds} s`],
  })
}
