/** What a sender's domain says about mail in its name: SPF (RFC 7208) and DMARC (RFC 7489), as far as they matter here. */
export interface SpfPolicy {
  readonly kind: 'none' | 'several' | 'unreadable' | 'tooMany' | 'readable'
  /** What the record says about every server that it does not name. */
  readonly others?: 'refuse' | 'doubt' | 'neutral' | 'allow'
}
export interface DmarcPolicy {
  readonly kind: 'none' | 'several' | 'unreadable' | 'readable'
  readonly asks?: 'nothing' | 'quarantine' | 'reject'
}

const mechanism = /^[+?~-]?(?:all|ip4:[0-9./]{1,40}|ip6:[0-9a-f:./]{1,60}|(?:a|mx)(?::[^\s/]{1,253})?(?:\/\d{1,3}){0,2}(?:\/\/\d{1,3})?|include:[^\s/]{1,253}|exists:\S{1,253}|ptr(?::\S{1,253})?)$/i
const modifier = /^[a-z][a-z0-9_.-]{0,62}=\S{0,253}$/i
/** RFC 7208 §4.6.4 */
const mostLookUps = 10

export function readSpf(texts: readonly string[]): SpfPolicy {
  const records = texts.filter((text) => /^v=spf1(?: |$)/i.test(text))
  const [record] = records
  if (record === undefined) return { kind: 'none' }
  if (records.length > 1) return { kind: 'several' }
  const terms = record.slice(0, 4096).split(' ').slice(1).filter((term) => term !== '')
  if (!terms.every((term) => mechanism.test(term) || modifier.test(term))) return { kind: 'unreadable' }
  if (terms.filter((term) => /^[+?~-]?(?:include:|exists:|ptr|a(?:[:/]|$)|mx(?:[:/]|$))|^redirect=/i.test(term)).length > mostLookUps) return { kind: 'tooMany' }
  const all = terms.find((term) => /^[+?~-]?all$/i.test(term))?.[0]?.toLowerCase()
  // `all` without a sign allows; a record that ends without it, or leads elsewhere, says nothing (RFC 7208 §4.7)
  return { kind: 'readable', others: all === '-' ? 'refuse' : all === '~' ? 'doubt' : all === '+' || all === 'a' ? 'allow' : 'neutral' }
}

const asks = { none: 'nothing', quarantine: 'quarantine', reject: 'reject' } as const

/** `forSubdomain`: the record was found at a parent, whose `sp` speaks for what is below it. */
export function readDmarc(texts: readonly string[], forSubdomain: boolean): DmarcPolicy {
  const records = texts.filter((text) => /^v=DMARC1[ \t]*(?:;|$)/i.test(text))
  const [record] = records
  if (record === undefined) return { kind: 'none' }
  if (records.length > 1) return { kind: 'several' }
  const tags = new Map(record.slice(0, 4096).split(';').map((tag) => [tag.split('=')[0]?.trim().toLowerCase() ?? '', tag.split('=').slice(1).join('=').trim().toLowerCase()]))
  const word = (forSubdomain ? tags.get('sp') : undefined) ?? tags.get('p') ?? ''
  return Object.hasOwn(asks, word) ? { kind: 'readable', asks: asks[word as keyof typeof asks] } : { kind: 'unreadable' }
}

/** `strict`: mail in this name that did not leave the domain's own servers is refused or put aside. */
export function senderVerdict(spf: SpfPolicy, dmarc: DmarcPolicy): 'fine' | 'noPolicy' | 'strict' | 'broken' {
  const isBroken = (kind: string): boolean => kind === 'several' || kind === 'unreadable' || kind === 'tooMany'
  if (isBroken(spf.kind) || isBroken(dmarc.kind)) return 'broken'
  if (dmarc.asks === 'reject' || dmarc.asks === 'quarantine') return 'strict'
  // Without DMARC, many receivers take SPF's own word; with p=none they are asked not to
  if (spf.others === 'refuse' && dmarc.kind === 'none') return 'strict'
  return spf.kind === 'none' ? 'noPolicy' : 'fine'
}
