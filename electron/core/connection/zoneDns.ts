import { AppFailure } from '@shared/contract/appError'
import { asciiDomain } from '@shared/domain/address/punycode'
import type { CallOptions, DnsAnswer, MailDns, MailZone } from '../ports'

/** Answers about the zone's names from its data; every other name is asked for elsewhere. */
export function createZoneDns(zone: MailZone, elsewhere: MailDns): MailDns {
  const names = new Map(Object.entries(zone.names))

  /** Undefined: not a name of the zone. */
  const nameIn = (domain: string): string | undefined => {
    const name = asciiDomain(domain.trim().replace(/\.$/, ''))
    return name?.endsWith(`.${zone.ending}`) === true ? name : undefined
  }

  const answer = <T>(name: string, { signal }: CallOptions, list: (found: MailZone['names'][string]) => readonly T[] | undefined): Promise<DnsAnswer<T>> => {
    if (signal?.aborted === true) return Promise.reject(new AppFailure('cancelled'))
    const found = names.get(name)
    if (found === undefined) return Promise.resolve({ kind: 'noSuchDomain' })
    const [first, ...others] = list(found) ?? []
    return Promise.resolve(first === undefined ? { kind: 'none' } : { kind: 'records', records: [first, ...others] })
  }

  const asking = <T>(ask: (domain: string, options?: CallOptions) => Promise<DnsAnswer<T>>, list: (found: MailZone['names'][string]) => readonly T[] | undefined) =>
    (domain: string, options: CallOptions = {}): Promise<DnsAnswer<T>> => {
      const name = nameIn(domain)
      return name === undefined ? ask(domain, options) : answer(name, options, list)
    }

  return {
    mx: asking((domain, options) => elsewhere.mx(domain, options), (found) => found.mx),
    addresses: asking((domain, options) => elsewhere.addresses(domain, options), (found) => found.addresses),
    txt: asking((domain, options) => elsewhere.txt(domain, options), (found) => found.txt),
    knownName: (domain) => (nameIn(domain) === undefined ? elsewhere.knownName?.(domain) : zone.knownName),
  }
}
