import { addressParts, withParents } from '@shared/domain/address/addressParts'
import { readDmarc, readSpf, senderVerdict, type DmarcPolicy } from '@shared/domain/address/senderPolicy'
import type { DnsAnswer } from '../ports'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { controlQuestion, nameLine, nothingKnown } from './nameServerAnswer'

/**
 * What the domain of the one who sends says about mail in its name (bitrix24.md §5, 7): an invitation "using an e-mail
 * app" comes from the inviter's own address, and a portal on one's own server sends from its own domain. The recipient's
 * own policy says nothing about receiving.
 */
export async function senderPolicy(context: CheckContext): Promise<CheckOutcome> {
  const { dns, signal } = context
  const sender = textFact(context, 'mail.sender')
  const domain = addressParts(sender)?.domain ?? (sender.includes('@') ? '' : sender.toLowerCase())
  if (!domain.includes('.')) return outcome('unknown', 'notWhole')
  const words = { domain }

  const texts = await dns.txt(domain, { signal })
  const spf = readSpf(recordsOf(texts))
  const spfLine = nameLine('TXT', domain, texts, [`SPF ${spf.kind}`, ...(spf.others === undefined ? [] : [`others ${spf.others}`])])
  if (texts.kind === 'unknown') return nothingKnown(texts.why, words, [nameLine('TXT', domain, texts)])
  if (texts.kind === 'noSuchDomain') {
    const { deniesAll, line } = await controlQuestion(context, domain)
    const evidence = [spfLine, line]
    if (deniesAll) return outcome('unknown', 'noNames', { words, evidence })
    return outcome('problem', 'noSuchDomain', { values: { 'mail.senderPolicy': 'broken' }, words, evidence })
  }

  const { dmarc, unknown, lines } = await findDmarc(context, domain)
  const evidence = [spfLine, ...lines]
  if (unknown !== undefined) return nothingKnown(unknown.why, words, evidence)
  const verdict = senderVerdict(spf, dmarc)
  return outcome(verdict === 'fine' ? 'ok' : 'problem', verdict, { values: { 'mail.senderPolicy': verdict }, words, evidence })
}

interface FoundDmarc {
  readonly dmarc: DmarcPolicy
  readonly unknown?: Extract<DnsAnswer<string>, { kind: 'unknown' }>
  readonly lines: readonly string[]
}

/** A domain's own word, else that of the nearest parent which has one (RFC 7489 §6.6.3, without a list of public suffixes). */
async function findDmarc({ dns, signal }: CheckContext, domain: string): Promise<FoundDmarc> {
  const lines: string[] = []
  for (const [index, parent] of withParents(domain).slice(0, 4).entries()) {
    const texts = await dns.txt(`_dmarc.${parent}`, { signal })
    const dmarc = readDmarc(recordsOf(texts), index > 0)
    lines.push(nameLine('TXT', `_dmarc.${parent}`, texts, texts.kind === 'records' ? [`DMARC ${dmarc.asks ?? dmarc.kind}`] : []))
    if (texts.kind === 'unknown') return { dmarc, unknown: texts, lines }
    if (dmarc.kind !== 'none') return { dmarc, lines }
  }
  return { dmarc: { kind: 'none' }, lines }
}

function recordsOf(answer: DnsAnswer<string>): readonly string[] {
  return answer.kind === 'records' ? answer.records : []
}
