import { addressParts } from '@shared/domain/address/addressParts'
import { gatewayOfAll } from '@shared/domain/address/mailGateways'
import type { DnsAnswer, MailExchange } from '../ports'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { controlQuestion, nameLine, nothingKnown } from './nameServerAnswer'

/**
 * Does the domain take mail at all (bitrix24.md §5, 2)? Only name servers are asked, never a mail server: asking those
 * for a mailbox gets senders blacklisted.
 */
export async function mailDomain(context: CheckContext): Promise<CheckOutcome> {
  const { dns, signal } = context
  const domain = addressParts(textFact(context, 'person.address'))?.domain
  if (domain === undefined) return outcome('unknown', 'notWhole')
  const words = { domain }
  const exchanges = await dns.mx(domain, { signal })
  const asked = nameLine('MX', domain, exchanges, hostsIn(exchanges))

  if (exchanges.kind === 'unknown') return nothingKnown(exchanges.why, words, [asked])
  if (exchanges.kind === 'records') {
    const open = exchanges.records.filter(({ exchange }) => exchange !== '')
    if (open.length === 0) return outcome('problem', 'nullMx', { values: { 'mail.domain': 'nullMx' }, words, evidence: [asked] })
    const gateway = gatewayOfAll(open)
    return outcome('ok', 'accepts', { values: { 'mail.domain': 'accepts', 'mail.gateway': gateway }, words: { ...words, gateway }, numbers: { hosts: open.length }, evidence: [asked, `gateway ${gateway}`] })
  }

  if (exchanges.kind === 'noSuchDomain') {
    const { deniesAll, line } = await controlQuestion(context, domain)
    const evidence = [asked, line]
    if (deniesAll) return outcome('unknown', 'noNames', { words, evidence })
    return outcome('problem', 'noSuchDomain', { values: { 'mail.domain': 'noSuchDomain' }, words, evidence })
  }

  // Without MX, mail goes to the domain's own address (RFC 5321 §5.1)
  const addresses = await dns.addresses(domain, { signal })
  const evidence = [asked, nameLine('A, AAAA', domain, addresses)]
  if (addresses.kind === 'unknown') return nothingKnown(addresses.why, words, evidence)
  if (addresses.kind === 'records') return outcome('ok', 'acceptsWithoutMx', { values: { 'mail.domain': 'accepts', 'mail.gateway': 'other' }, words, evidence })
  return outcome('problem', 'noMail', { values: { 'mail.domain': 'noMail' }, words, evidence })
}

const mostShown = 4

function hostsIn(answer: DnsAnswer<MailExchange>): readonly string[] {
  return answer.kind === 'records' ? answer.records.slice(0, mostShown).map(({ exchange, priority }) => `${priority} ${exchange === '' ? '.' : exchange}`) : []
}
