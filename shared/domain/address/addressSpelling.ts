import { addressParts } from './addressParts'
import { addressShape } from './addressShape'
import { isDisposableDomain } from './disposableDomains'
import { domainSlip } from './domainSlip'
import { isRoleMailbox } from './roleMailboxes'

export interface AddressSpelling {
  readonly spelling: 'fine' | 'typo' | 'disposable'
  readonly kind: 'person' | 'role'
  /** For a slip: the address that was probably meant. */
  readonly suggestion?: string
}

/** Undefined for what is no whole address: whether its letters are right is not the question then. */
export function addressSpelling(address: string): AddressSpelling | undefined {
  const parts = addressParts(address)
  if (parts === undefined || parts.local.length > 64 || parts.domain.length > 253) return undefined
  const { local, domain } = parts
  const kind = isRoleMailbox(local) ? 'role' : 'person'
  const { shape } = addressShape(address)
  const meant = shape === 'fine' || !domain.includes('.') ? domainSlip(domain) : undefined
  const suggestion = meant === undefined ? undefined : `${local}@${meant}`
  if (suggestion !== undefined && addressShape(suggestion).shape === 'fine') return { spelling: 'typo', kind, suggestion }
  if (shape !== 'fine') return undefined
  return { spelling: isDisposableDomain(domain) ? 'disposable' : 'fine', kind }
}
