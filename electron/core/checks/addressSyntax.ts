import { addressParts } from '@shared/domain/address/addressParts'
import { addressShape, type AddressFinding } from '@shared/domain/address/addressShape'
import { isPhoneNumber } from '@shared/domain/address/phoneNumber'
import { asciiDomain } from '@shared/domain/address/punycode'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { clip } from './evidence'

/** Findings that have a sentence of their own; the others share one. */
const reasons: Partial<Record<AddressFinding, string>> = {
  noAt: 'noAt', severalAt: 'severalAt', space: 'space', trailingDot: 'dots', dots: 'dots', comma: 'comma', noDomain: 'noDomain',
  invisible: 'invisible', fullWidth: 'fullWidth', wrongLayout: 'wrongLayout', mixedScripts: 'lookalike', lookalike: 'lookalike',
}

/** Looks at the letters alone (bitrix24.md §5, 1). */
export function addressSyntax(context: CheckContext): Promise<CheckOutcome> {
  const address = textFact(context, 'person.address')
  // Whoever is asked for the login may have a number: nothing is mistyped about it
  if (isPhoneNumber(address)) return Promise.resolve(outcome('ok', 'phone', { values: { 'address.shape': 'phone' }, evidence: ['address → phone number'] }))
  const { shape, finding, position, character, suggestion } = addressShape(address)
  const where = [...(character === undefined ? [] : [character]), ...(position === undefined ? [] : [`at ${position}`])].join(' ')
  const domain = addressParts(address)?.domain ?? ''
  const encoded = shape === 'fine' ? asciiDomain(domain) : undefined
  const ascii = encoded === domain ? undefined : encoded
  const reason = finding === undefined ? (ascii === undefined ? 'fine' : 'otherLetters') : (reasons[finding] ?? 'broken')
  return Promise.resolve(
    outcome(shape === 'fine' ? 'ok' : 'problem', reason, {
      values: { 'address.shape': shape, ...(suggestion === undefined ? {} : { 'address.suggestion': suggestion }) },
      words: {
        address,
        ...(finding === undefined ? {} : { finding }),
        ...(position === undefined ? {} : { position }),
        ...(character === undefined ? {} : { character }),
        ...(suggestion === undefined ? {} : { suggestion }),
        ...(ascii === undefined ? {} : { ascii }),
      },
      evidence: [clip(`address → ${[shape, finding, where, ascii].filter((part) => part !== undefined && part !== '').join(' · ')}`)],
    }),
  )
}
