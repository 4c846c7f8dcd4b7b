import type { DnsAnswer, DnsSilence, MailExchange } from '../../core/ports'

const mostExchanges = 50
const mostAddresses = 50
const mostTexts = 100
const longestText = 4096

export function readExchanges(records: readonly { readonly exchange: string; readonly priority: number }[]): DnsAnswer<MailExchange> {
  const inOrder = records.toSorted((one, other) => one.priority - other.priority)
  const exchanges = inOrder.slice(0, mostExchanges).map(({ exchange, priority }) => ({ exchange: exchange.replace(/\.$/, '').toLowerCase().slice(0, 253), priority }))
  return some(exchanges)
}

export function readAddresses(records: readonly string[]): DnsAnswer<string> {
  return some(records.slice(0, mostAddresses))
}

/** One text comes in pieces of at most 255 bytes (RFC 7208 §3.3). */
export function readTexts(records: readonly (readonly string[])[]): DnsAnswer<string> {
  return some(records.slice(0, mostTexts).map((pieces) => pieces.join('').slice(0, longestText)))
}

function some<T>(records: readonly T[]): DnsAnswer<T> {
  const [first, ...others] = records
  return first === undefined ? { kind: 'none' } : { kind: 'records', records: [first, ...others] }
}

const silences: Readonly<Record<string, DnsSilence>> = {
  ETIMEOUT: 'timedOut',
  ETIMEDOUT: 'timedOut',
  ECONNREFUSED: 'offline',
  ENETUNREACH: 'offline',
  EHOSTUNREACH: 'offline',
  ENONAME: 'offline',
  EREFUSED: 'refused',
  ENOTIMP: 'refused',
  ESERVFAIL: 'serverFailed',
  EBADNAME: 'badName',
  EBADSTR: 'badName',
}

/** A failed question: only NXDOMAIN and an empty answer are answers; what is not understood is garbage. */
export function readFailure(code: string): DnsAnswer<never> {
  if (code === 'ENODATA') return { kind: 'none' }
  if (code === 'ENOTFOUND') return { kind: 'noSuchDomain' }
  return { kind: 'unknown', why: Object.hasOwn(silences, code) ? (silences[code] ?? 'garbled') : 'garbled' }
}
