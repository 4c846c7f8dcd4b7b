import { AppFailure } from '@shared/contract/appError'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { clip, failureWord } from './evidence'

/** This machine has no way out at all: that says nothing about the portal. */
const noWayOut = ['ENETUNREACH', 'ENETDOWN', 'EAI_AGAIN', 'ENOTFOUND', 'EADDRNOTAVAIL']

/** Is a Bitrix24 at that address? Asks for its front page, without any right (bitrix24.md §0.10). */
export async function portalReachable(context: CheckContext): Promise<CheckOutcome> {
  const host = textFact(context, 'portal.host')
  const line = (answer: string): readonly string[] => [clip(`GET https://${host}/ → ${answer}`)]
  try {
    const { answer, movedTo, tookMs } = await context.reach(host, { signal: context.signal })
    const words = { portal: host, ...(movedTo === undefined ? {} : { movedTo }) }
    const numbers = { answeredInMs: tookMs }
    if (answer === 'answers') return outcome('ok', 'answers', { values: { 'portal.reachable': 'yes' }, words, numbers, evidence: line('a page') })
    if (answer === 'renamed') return outcome('problem', 'renamed', { values: { 'portal.reachable': 'renamed' }, words, numbers, evidence: line(`moved to ${movedTo ?? 'another address'}`) })
    return outcome('problem', 'notAPortal', { values: { 'portal.reachable': 'no' }, words, numbers, evidence: line('no portal page') })
  } catch (error) {
    if (!(error instanceof AppFailure)) throw error
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    return outcome('problem', reason, { values: { 'portal.reachable': 'no' }, words: { portal: host }, evidence: line(failureWord(error)) })
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
    case 'network':
      return noWayOut.includes(String(failure.details?.['cause'])) ? undefined : 'noAnswer'
    default:
      return undefined
  }
}
