import { AppFailure, type ErrorCode } from '@shared/contract/appError'
import type { FactValue } from '@shared/domain/facts'
import type { CheckResult } from '@shared/domain/stateWords'
import { outcome, type CheckContext, type CheckOutcome } from './checkContext'
import { clip, failureWord } from './evidence'

type Verdict = readonly [result: CheckResult, reason: string, health: FactValue]

const dead: readonly ErrorCode[] = ['webhookDead', 'tokenExpired', 'appRemoved', 'portalGone']
const waiting: readonly ErrorCode[] = ['rateLimited', 'overloaded']
const unreachable: readonly ErrorCode[] = ['network', 'hostNotFound', 'tls', 'tlsIntercepted', 'certificateDate', 'proxy', 'captivePortal', 'timeout', 'portalRenamed']

/**
 * Three questions that need no right at all. Where every one is refused in the same way, the portal itself refuses:
 * together with a wrong password that is the sign of the security block (bitrix24.md §0.8).
 */
export async function restHealth(context: CheckContext): Promise<CheckOutcome> {
  const { api, signal } = context
  if (api === undefined) throw new AppFailure('notConnected')
  const asked = [
    ['profile', api.profile({ signal })],
    ['scope', api.scope({ signal })],
    ['server.time', api.serverTime({ signal })],
  ] as const
  const answers = await Promise.allSettled(asked.map(([, answer]) => answer))
  const failures: AppFailure[] = []
  const evidence = answers.map((answer, index) => {
    const method = asked[index]?.[0] ?? ''
    if (answer.status === 'fulfilled') return `${method} → answered`
    const reason: unknown = answer.reason
    const failure = reason instanceof AppFailure ? reason : new AppFailure('internal')
    failures.push(failure)
    return clip(`${method} → ${failureWord(failure)}`)
  })

  const cancelled = failures.find((failure) => failure.code === 'cancelled')
  if (cancelled !== undefined) throw cancelled
  const verdict = judge(failures, asked.length)
  // Neither accepted nor refused, but garbled: the general reason of the failure says so
  if (verdict === undefined) throw failures[0] ?? new AppFailure('internal')
  const [result, reason, health] = verdict
  const movedTo = failures.find((failure) => failure.details?.['movedTo'] !== undefined)?.details?.['movedTo']
  return outcome(result, reason, { values: { 'rest.health': health }, words: { count: failures.length, ...(movedTo === undefined ? {} : { movedTo }) }, numbers: { asked: asked.length, refused: failures.length }, evidence })
}

function judge(failures: readonly AppFailure[], asked: number): Verdict | undefined {
  if (failures.length === 0) return ['ok', 'accepts', 'fine']
  const isAll = (codes: readonly ErrorCode[]): boolean => failures.length === asked && failures.every((failure) => codes.includes(failure.code))
  const isAny = (codes: readonly ErrorCode[]): boolean => failures.some((failure) => codes.includes(failure.code))

  if (isAll(['portalBlocked']) || (isAll(['noRights']) && saySame(failures))) return ['problem', 'blocked', 'blocked']
  if (isAny(dead)) return ['problem', 'webhookDead', 'refused']
  if (isAny(['subscriptionNeeded'])) return ['problem', 'subscription', 'refused']
  if (isAny(['portalBlocked', 'noRights', 'confirmationAwaited', 'scopeMissing', 'notFound', 'webhookInsecure'])) return ['problem', 'refused', 'refused']
  if (isAny(waiting)) return ['unknown', 'limited', 'limited']
  if (isAny(unreachable)) return ['unknown', 'unreachable', 'unreachable']
  return undefined
}

/** The portal's code ACCESS_DENIED, each time with the same words: a missing right would name different ones or none. */
function saySame(failures: readonly AppFailure[]): boolean {
  const [first, ...others] = failures.map((failure) => `${String(failure.details?.['portalCode'])} ${String(failure.details?.['words'])}`)
  return first?.startsWith('ACCESS_DENIED') === true && others.every((other) => other === first)
}
