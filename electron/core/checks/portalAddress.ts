import { portalSpelling } from '@shared/domain/address/portalSpelling'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { clip } from './evidence'

/** Looks at the letters of the portal's address alone; a domain of one's own is as good as one of Bitrix24's. */
export function portalAddress(context: CheckContext): Promise<CheckOutcome> {
  const portal = textFact(context, 'portal.host')
  const { spelling, finding, suggestion } = portalSpelling(portal)
  return Promise.resolve(
    outcome(spelling === 'fine' ? 'ok' : 'problem', finding, {
      values: { 'portal.spelling': spelling, ...(suggestion === undefined ? {} : { 'portal.suggestion': suggestion }) },
      words: { portal, ...(suggestion === undefined ? {} : { suggestion }) },
      evidence: [clip([`portal → ${spelling}`, finding, ...(suggestion === undefined ? [] : [`meant ${suggestion}`])].join(' · '))],
    }),
  )
}
