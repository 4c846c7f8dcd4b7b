import { mailDomain } from './company'

/** Where colleagues have their mail: the company, its subsidiaries, providers, and two domains written in other letters. */
const domains: readonly (readonly [domain: string, share: number])[] = [
  [mailDomain, 27],
  ['nordic.harbourpine.example', 3],
  ['harbourpine-boats.example', 3],
  ['freemail.example', 3],
  ['quickpost.example', 2],
  ['letterbox.example', 1],
  ['xn--hafen-fhre-w5a.example', 1], // hafen-fähre.example
  ['xn--90abj1biol8d.example', 1], // верфьбот.example
]

/** In every 41 people the same mixture; 41 shares no divisor with the order of the cultures, so all meet all. */
const domainOrder: readonly string[] = spread(domains)

/** Each is one slip away from a domain above. */
const slippedDomains = ['harbourpin.example', 'harborpine.example', 'habourpine.example', 'harbourpine-boat.example', 'freemial.example']

/** Mailboxes of a function, not of a person. */
const roles = ['orders', 'accounts', 'stores', 'invoices', 'personnel', 'workshop', 'quality', 'reception']

export function domainOf(ordinal: number): string {
  return domainOrder[ordinal % domainOrder.length] ?? mailDomain
}

export function slippedDomain(index: number): string {
  return slippedDomains[index % slippedDomains.length] ?? mailDomain
}

export function roleMailbox(index: number): string {
  const round = Math.floor(index / roles.length) + 1
  return `${roles[index % roles.length] ?? ''}${round === 1 ? '' : String(round)}`
}

export function indexOfRoleMailbox(mailbox: string): number | undefined {
  const [, role = '', number = '1'] = /^([a-z]+)(\d{1,9})?$/.exec(mailbox) ?? []
  const place = roles.indexOf(role)
  return place === -1 ? undefined : place + (Number(number) - 1) * roles.length
}

/** Deals the domains out so that rare ones do not stand in a row: every seventeenth free place is the next. */
function spread(list: readonly (readonly [domain: string, share: number])[]): readonly string[] {
  const all = list.flatMap(([domain, share]) => Array<string>(share).fill(domain))
  return all.map((_domain, place) => all[(place * 17) % all.length] ?? mailDomain)
}
