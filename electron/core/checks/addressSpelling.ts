import { addressSpelling } from '@shared/domain/address/addressSpelling'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { clip, shortenAddress } from './evidence'

/** Slips in well-known domains, throw-away mailboxes, mailboxes of a task (bitrix24.md §5, 3, 4 and 6). */
export function checkAddressSpelling(context: CheckContext): Promise<CheckOutcome> {
  const address = textFact(context, 'person.address')
  const read = addressSpelling(address)
  if (read === undefined) return Promise.resolve(outcome('unknown', 'notWhole', { evidence: ['address → no whole address'] }))
  const { spelling, kind, suggestion } = read
  const reason = spelling === 'fine' ? (kind === 'role' ? 'role' : 'fine') : spelling
  const meant = suggestion === undefined ? [] : [`meant ${shortenAddress(suggestion)}`]
  return Promise.resolve(
    outcome(spelling === 'fine' ? 'ok' : 'problem', reason, {
      values: { 'address.spelling': spelling, 'address.kind': kind, ...(suggestion === undefined ? {} : { 'address.suggestion': suggestion }) },
      words: { address, ...(suggestion === undefined ? {} : { suggestion }) },
      evidence: [clip([`address → ${spelling}`, kind, ...meant].join(' · '))],
    }),
  )
}
