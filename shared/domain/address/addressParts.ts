export interface AddressParts {
  readonly local: string
  /** In lower case. */
  readonly domain: string
}

/** Parted at the last @; undefined where one side is missing. */
export function addressParts(address: string): AddressParts | undefined {
  const trimmed = address.trim()
  const at = trimmed.lastIndexOf('@')
  return at < 1 || at === trimmed.length - 1 ? undefined : { local: trimmed.slice(0, at), domain: trimmed.slice(at + 1).toLowerCase() }
}

/** `mail.harbourpine.com` -> itself and every parent that still has a dot. */
export function withParents(domain: string): readonly string[] {
  const labels = domain.split('.').slice(-8)
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
}

/** Nothing of it needs a second look: no other alphabet, no quotes, a domain with a dot. */
export function isPlainAddress(text: string): boolean {
  return /^[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}$/.test(text)
}
