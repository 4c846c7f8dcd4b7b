import { domainToASCII } from 'node:url'
import type { CallOptions, Clock, DnsAnswer, MailDns } from '../../core/ports'
import { askServers, type ServerOptions } from './askServers'
import { readAddresses, readExchanges, readTexts } from './readAnswers'

export interface MailDnsOptions extends Partial<ServerOptions> {
  readonly clock: Clock
  /** Names that no public server knows (RFC 2606, RFC 6761, RFC 8375), and the demo company's. */
  readonly reserved?: readonly string[]
}

const reservedNames = ['example', 'test', 'invalid', 'localhost', 'local', 'internal', 'onion', 'home.arpa']
const keptMs = 5 * 60_000
const mostKept = 500

export function createMailDns(options: MailDnsOptions): MailDns {
  const { clock, reserved = reservedNames } = options
  const servers: ServerOptions = { timeoutMs: options.timeoutMs ?? 1500, tries: options.tries ?? 2, ...(options.servers === undefined ? {} : { servers: options.servers }) }
  const kept = new Map<string, { readonly until: number; readonly answer: DnsAnswer<unknown> }>()

  const isReserved = (name: string): boolean => reserved.some((one) => name === one || name.endsWith(`.${one}`))

  /** A kept answer is of the kind it was asked for: the key says which. */
  const keeping = async <T>(kind: string, domain: string, ask: (name: string) => Promise<DnsAnswer<T>>): Promise<DnsAnswer<T>> => {
    const name = nameOf(domain)
    if (name === undefined) return { kind: 'unknown', why: 'badName' }
    if (isReserved(name)) return { kind: 'unknown', why: 'reserved' }
    const key = `${kind} ${name}`
    const before = kept.get(key)
    if (before !== undefined && before.until > clock.now()) return before.answer as DnsAnswer<T>
    const answer = await ask(name)
    kept.delete(key)
    if (answer.kind === 'unknown') return answer
    const [oldest] = kept.keys()
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest)
    kept.set(key, { until: clock.now() + keptMs, answer })
    return answer
  }

  return {
    mx: (domain, { signal } = {}) => keeping('MX', domain, (name) => askServers(servers, signal, async (resolver) => readExchanges(await resolver.resolveMx(name)))),
    txt: (domain, { signal } = {}) => keeping('TXT', domain, (name) => askServers(servers, signal, async (resolver) => readTexts(await resolver.resolveTxt(name)))),
    addresses: (domain, options = {}) => keeping('A', domain, (name) => bothKinds(servers, name, options)),
  }
}

/** One kind of address is enough; that there is none is known only when both questions were answered. */
async function bothKinds(servers: ServerOptions, name: string, { signal }: CallOptions): Promise<DnsAnswer<string>> {
  const [four, six] = await Promise.all([
    askServers(servers, signal, async (resolver) => readAddresses(await resolver.resolve4(name))),
    askServers(servers, signal, async (resolver) => readAddresses(await resolver.resolve6(name))),
  ])
  if (four.kind === 'records' && six.kind === 'records') return { kind: 'records', records: [...four.records, ...six.records] }
  for (const kind of ['records', 'unknown', 'noSuchDomain'] as const) {
    const answer = [four, six].find((one) => one.kind === kind)
    if (answer !== undefined) return answer
  }
  return { kind: 'none' }
}

/** SECURITY: what is sent is a name of letters, digits, hyphens and underscores with a dot in it, and nothing else. */
function nameOf(domain: string): string | undefined {
  // The converter reads addresses of pages and would cut off what follows a slash
  if (domain.length > 253 || /[\s/?#\\@:%<>^|[\]]/u.test(domain.trim())) return undefined
  const name = domainToASCII(domain.trim().replace(/\.$/, '')).toLowerCase()
  const isName = name.length <= 253 && /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)+$/.test(name)
  return isName && !/\.\d+$/.test(name) ? name : undefined
}
