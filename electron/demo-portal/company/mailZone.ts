import { mailDomain } from './company'

/** What name servers say of one name; a list that is absent is a question without a record. */
export interface MailZoneName {
  readonly mx?: readonly { readonly exchange: string; readonly priority: number }[]
  readonly addresses?: readonly string[]
  readonly txt?: readonly string[]
}

/** The name servers of the made-up world, as data. */
export interface MailZone {
  /** Of all names that end so, there are those below and no others. */
  readonly ending: string
  /** One that has an address for sure. */
  readonly knownName: string
  readonly names: Readonly<Record<string, MailZoneName>>
}

const mx = (...exchanges: readonly string[]): Pick<MailZoneName, 'mx'> => ({ mx: exchanges.map((exchange, place) => ({ exchange, priority: 10 * (place + 1) })) })
const ownServers = 'v=spf1 mx ~all'

/** Subsidiaries whose mail goes through a provider; host names as in the providers' own setup pages. */
const behindGateways: Readonly<Record<string, MailZoneName>> = {
  [`sails.${mailDomain}`]: { ...mx('aspmx.l.google.com', 'alt1.aspmx.l.google.com'), txt: ['v=spf1 include:_spf.google.com ~all'] },
  [`rigging.${mailDomain}`]: { ...mx('rigging-harbourpine-example.mail.protection.outlook.com'), txt: ['v=spf1 include:spf.protection.outlook.com ~all'] },
  [`charter.${mailDomain}`]: mx('mxa-00000000.gslb.pphosted.com', 'mxb-00000000.gslb.pphosted.com'),
  [`museum.${mailDomain}`]: mx('eu-smtp-inbound-1.mimecast.com', 'eu-smtp-inbound-2.mimecast.com'),
  [`insurance.${mailDomain}`]: mx('d000000a.ess.barracudanetworks.com', 'd000000b.ess.barracudanetworks.com'),
  [`baltic.${mailDomain}`]: { ...mx('mx.yandex.net'), txt: ['v=spf1 redirect=_spf.yandex.net'] },
}

/** A mistyped domain is not here: that is what is wrong with it. Addresses are those of RFC 5737. */
export const mailZone: MailZone = {
  ending: 'example',
  knownName: mailDomain,
  names: {
    [mailDomain]: { ...mx(`mx1.${mailDomain}`, `mx2.${mailDomain}`), addresses: ['192.0.2.10'], txt: ['v=spf1 mx ip4:192.0.2.0/28 ~all'] },
    [`_dmarc.${mailDomain}`]: { txt: [`v=DMARC1; p=none; rua=mailto:dmarc@${mailDomain}`] },
    // whoever sends in this name from another server is refused
    [`nordic.${mailDomain}`]: { ...mx(`mx.nordic.${mailDomain}`), addresses: ['192.0.2.20'], txt: ['v=spf1 mx -all'] },
    [`_dmarc.nordic.${mailDomain}`]: { txt: ['v=DMARC1; p=reject'] },
    'harbourpine-boats.example': { ...mx('mx.harbourpine-boats.example'), addresses: ['192.0.2.30'], txt: [ownServers] },
    'nordicboats.example': { ...mx('mx.nordicboats.example'), txt: [ownServers] },
    'freemail.example': { ...mx('mx1.freemail.example', 'mx2.freemail.example', 'mx3.freemail.example'), addresses: ['198.51.100.10'], txt: [ownServers] },
    '_dmarc.freemail.example': { txt: ['v=DMARC1; p=none'] },
    // two records of a kind of which there may be one
    'quickpost.example': { ...mx('in.quickpost.example'), addresses: ['198.51.100.20'], txt: [ownServers, 'v=spf1 ip4:198.51.100.0/24 -all'] },
    // says nothing about who may send in its name
    'letterbox.example': { ...mx('mail.letterbox.example'), addresses: ['198.51.100.30'] },
    'xn--hafen-fhre-w5a.example': { ...mx('mx.xn--hafen-fhre-w5a.example'), txt: [ownServers] },
    'xn--90abj1biol8d.example': { ...mx('mx.xn--90abj1biol8d.example'), txt: [ownServers] },
    'xn--werft-kln-67a.example': { ...mx('mx.xn--werft-kln-67a.example'), txt: [ownServers] },
    'timberyard.example': { ...mx('mail.timberyard.example'), addresses: ['203.0.113.10'], txt: [ownServers] },
    // a server and no word about mail
    'bluegull.example': { addresses: ['203.0.113.20'] },
    // takes none, and says so
    'nomail.example': { mx: [{ exchange: '', priority: 0 }], addresses: ['203.0.113.30'], txt: ['v=spf1 -all'] },
    // is there and takes none
    [`slipway.${mailDomain}`]: {},
    ...behindGateways,
  },
}
