import { AppFailure } from '@shared/contract/appError'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { clip, failureWord } from './evidence'

/** This machine has no way out at all: that says nothing about the portal. */
const noWayOut = ['ENETUNREACH', 'ENETDOWN', 'EAI_AGAIN', 'ENOTFOUND', 'EADDRNOTAVAIL']

/** Is a Bitrix24 at that address? Asks for its front page, without any right (bitrix24.md §0.10). */
export async function portalReachable(context: CheckContext): Promise<CheckOutcome> {
  const host = textFact(context, 'portal.host')
  const words = { portal: host }
  const line = (answer: string): readonly string[] => [clip(`GET https://${host}/ → ${answer}`)]
  const renamed = (movedTo: string | undefined, numbers: Record<string, number> = {}): CheckOutcome =>
    outcome('problem', 'renamed', {
      values: { 'portal.reachable': 'renamed', ...(movedTo === undefined ? {} : { 'portal.movedTo': movedTo }) },
      words: { ...words, ...(movedTo === undefined ? {} : { movedTo }) },
      numbers,
      evidence: line(`moved to ${movedTo ?? 'another address'}`),
    })
  try {
    const { answer, movedTo, tookMs } = await context.reach(host, { signal: context.signal })
    const numbers = { answeredInMs: tookMs }
    if (answer === 'answers') return outcome('ok', 'answers', { values: { 'portal.reachable': 'yes' }, words, numbers, evidence: line('a page') })
    if (answer === 'renamed') return renamed(movedTo, numbers)
    return outcome('problem', 'notAPortal', { values: { 'portal.reachable': 'no' }, words, numbers, evidence: line('no portal page') })
  } catch (error) {
    if (!(error instanceof AppFailure)) throw error
    if (error.code === 'portalRenamed') return renamed(textOf(error.details?.['movedTo']))
    const reason = reasonOf(error)
    if (reason !== undefined) return outcome('problem', reason, { values: { 'portal.reachable': 'no' }, words, evidence: line(failureWord(error)) })
    // Something on the way, or this computer's clock: the portal itself may be well, so no fact is given
    const onTheWay = onTheWayReason(error)
    if (onTheWay === undefined) throw error
    return outcome(onTheWay === 'certificateDate' ? 'problem' : 'unknown', onTheWay, { words, evidence: line(failureWord(error)) })
  }
}

function reasonOf(failure: AppFailure): string | undefined {
  switch (failure.code) {
    case 'hostNotFound':
      return 'noSuchHost'
    case 'tls':
      return 'certificate'
    case 'notBitrix':
      return 'notAPortal'
    case 'timeout':
    case 'portalError':
      return 'noAnswer'
    case 'portalGone':
      return 'gone'
    case 'network':
      return noWayOut.includes(String(failure.details?.['cause'])) ? undefined : 'noAnswer'
    default:
      return undefined
  }
}

function onTheWayReason(failure: AppFailure): string | undefined {
  switch (failure.code) {
    case 'tlsIntercepted':
      return 'intercepted'
    case 'certificateDate':
    case 'captivePortal':
    case 'proxy':
      return failure.code
    default:
      return undefined
  }
}

function textOf(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}
