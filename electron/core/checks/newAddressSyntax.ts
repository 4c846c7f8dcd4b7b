import { addressShape } from '@shared/domain/address/addressShape'
import { addressSpelling } from '@shared/domain/address/addressSpelling'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { clip, shortenAddress } from './evidence'

/** The address to be used instead: a slip corrected by another slip helps nobody (bitrix24.md §5, 1, 3 and 4). */
export function newAddressSyntax(context: CheckContext): Promise<CheckOutcome> {
  const address = textFact(context, 'address.new')
  const { shape, suggestion: meantLetters } = addressShape(address)
  const read = addressSpelling(address)
  const word = shape === 'fine' ? (read?.spelling ?? 'fine') : shape
  const suggestion = shape === 'fine' ? read?.suggestion : meantLetters
  const meant = suggestion === undefined ? [] : [`meant ${shortenAddress(suggestion)}`]
  return Promise.resolve(
    outcome(word === 'fine' ? 'ok' : 'problem', word, {
      values: { 'address.newShape': word, ...(suggestion === undefined ? {} : { 'address.newSuggestion': suggestion }) },
      words: { address, ...(suggestion === undefined ? {} : { suggestion }) },
      evidence: [clip([`address → ${word}`, ...meant].join(' · '))],
    }),
  )
}
