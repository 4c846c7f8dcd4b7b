import type { DnsAnswer, DnsSilence } from '../ports'
import { outcome, type CheckContext, type CheckOutcome } from './checkContext'
import { clip } from './evidence'

/** `MX harbourpine.com → 2 records` */
export function nameLine(type: string, domain: string, answer: DnsAnswer<unknown>, about: readonly string[] = []): string {
  return clip([`${type} ${domain} → ${answerWord(answer)}`, ...about].join(' · '))
}

function answerWord(answer: DnsAnswer<unknown>): string {
  if (answer.kind === 'records') return `${answer.records.length} ${answer.records.length === 1 ? 'record' : 'records'}`
  return { none: 'no such record', noSuchDomain: 'no such name', unknown: `no answer${answer.kind === 'unknown' ? `, ${answer.why}` : ''}` }[answer.kind]
}

const reasons: Readonly<Record<DnsSilence, string>> = { timedOut: 'timedOut', offline: 'offline', refused: 'noAnswer', serverFailed: 'noAnswer', garbled: 'noAnswer', badName: 'notWhole', reserved: 'reserved' }

/** Nothing is known: no verdict, no fact. */
export function nothingKnown(why: DnsSilence, words: CheckOutcome['words'], evidence: readonly string[]): CheckOutcome {
  return outcome('unknown', reasons[why], { words, evidence })
}

/** A name that has been there since the product began (bitrix24.md §5). */
const nameThatExists = 'bitrix24.com'

/** Whether "no such name" may be believed: a network that denies a name which exists denies everything. */
export async function controlQuestion({ dns, signal }: CheckContext, domain: string): Promise<{ readonly deniesAll: boolean; readonly line: string }> {
  const name = dns.knownName?.(domain) ?? nameThatExists
  const answer = await dns.addresses(name, { signal })
  return { deniesAll: answer.kind !== 'records', line: nameLine('A', name, answer) }
}
