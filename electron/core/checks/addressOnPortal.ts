import { AppFailure } from '@shared/contract/appError'
import { addressParts } from '@shared/domain/address/addressParts'
import { nearDomain } from '@shared/domain/address/nearDomain'
import { outcome, textFact, type CheckContext, type CheckOutcome } from './checkContext'
import { clip, lookUpLine, shortenAddress } from './evidence'
import { nearPeople } from './nearPeople'

/**
 * Does the address fit the people of this portal (bitrix24.md §5, 3 and §3 P7)? Their own domains are a better measure
 * than any list, and the person may stand there under nearly the same address.
 */
export async function addressOnPortal(context: CheckContext): Promise<CheckOutcome> {
  const { api, signal } = context
  if (api === undefined) throw new AppFailure('notConnected')
  const address = textFact(context, 'person.address')
  const parts = addressParts(address)
  if (parts === undefined) return outcome('unknown', 'notWhole')

  const holders = await context.lookUp.byAddress(address, signal)
  if (holders.length > 0) return outcome('ok', 'held', { values: { 'address.onPortal': 'used', 'person.nearMiss': 'none' }, words: { address }, evidence: [lookUpLine(address, holders)] })

  const [seen, near] = await Promise.all([context.domains.seenOn(api, signal), nearPeople(api, { address, name: textFact(context, 'person.name') }, signal)])
  const used = seen.counts.get(parts.domain)
  const meant = used === undefined ? nearDomain(parts.domain, seen.counts) : undefined
  const suggestion = meant === undefined ? undefined : `${parts.local}@${meant}`
  const [one, second] = near.people
  const onPortal = used !== undefined ? 'used' : meant !== undefined ? 'nearMiss' : seen.isWhole ? 'unused' : undefined
  const nearAddress = one !== undefined && second === undefined ? one.email : undefined

  const values = {
    ...(onPortal === undefined ? {} : { 'address.onPortal': onPortal }),
    ...(suggestion === undefined ? {} : { 'address.portalSuggestion': suggestion }),
    'person.nearMiss': one === undefined ? 'none' : second === undefined ? 'one' : 'several',
    ...(nearAddress === undefined ? {} : { 'person.nearAddress': nearAddress }),
  }
  const words = { address, domain: parts.domain, count: near.people.length, ...(nearAddress === undefined ? {} : { nearAddress }), ...(suggestion === undefined ? {} : { suggestion }), ...(one === undefined || second !== undefined || one.name === '' ? {} : { name: one.name }) }
  const evidence = [
    lookUpLine(address, holders),
    clip(`people → ${seen.people} read${seen.isWhole ? '' : ', not all'} · ${parts.domain}: ${used ?? 0}${meant === undefined ? '' : ` · ${meant}: ${seen.counts.get(meant) ?? 0}`}`),
    ...near.asked.map((asked) => clip(asked)),
    clip(`nearly the same → ${near.people.length}${near.people.slice(0, 3).map(({ email }) => ` · ${shortenAddress(email)}`).join('')}`),
  ]
  const numbers = { people: seen.people, domains: seen.counts.size }
  const say = (result: CheckOutcome['result'], reason: string): CheckOutcome => outcome(result, reason, { values, words, numbers, evidence })
  if (one !== undefined) return say('problem', second === undefined ? 'nearPerson' : 'nearPeople')
  if (meant !== undefined) return say('problem', 'nearDomain')
  if (onPortal === undefined) return say('unknown', 'notSeen')
  return say('ok', onPortal)
}
