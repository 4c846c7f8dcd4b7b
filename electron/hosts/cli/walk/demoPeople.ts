import { checkDefinition, checkNames, type CheckName } from '@shared/domain/checks'
import { factDefinition, type FactName } from '@shared/domain/facts'
import type { Gives } from '@shared/flows/inputs'
import type { PortalUser } from '../../../core/ports'
import { plain, questionKey, tellingFacts, type DemoProbe, type Finding, type Question } from './demoProbe'
import { apiOf, startServer, type Server } from './demoServer'

/** What each address of the company, and some of nobody's, look like to these checks. */
export interface DemoPeople {
  readonly portalHost: string
  /** Somebody of whom the checks find the most, and nothing wrong. */
  readonly healthy: string
  /** For a fact that checks are run with: an address for each way in which people differ in `read`. */
  values(fact: FactName, read: ReadonlySet<string>): readonly string[]
}

export async function findPeople(probe: DemoProbe, checks: readonly CheckName[]): Promise<DemoPeople> {
  const { portalHost, own, mailDomains } = await askCompany()
  const first = own[0] ?? 'somebody@portal.example'
  const candidates = [...new Set([...own, ...strangersLike(first, mailDomains)])]
  const about = (fact: FactName): readonly CheckName[] => checks.filter((check) => checkDefinition(check).needs.includes(fact))
  const questionsOf = (fact: FactName, address: string): readonly Question[] => about(fact).map((check) => ({ check, needs: { [fact]: address, 'portal.host': portalHost }, door: 'agent', server: 'cloud', after: [], world: plain }))
  const asked = [...new Set(checks.flatMap((check): readonly FactName[] => checkDefinition(check).needs))].filter(isOfMail)
  await probe.ask(asked.flatMap((fact) => candidates.flatMap((address) => questionsOf(fact, address))))
  const findingsOf = (fact: FactName, address: string): readonly (Finding | undefined)[] => questionsOf(fact, address).map((question) => probe.found.get(questionKey(question)))
  const furtherOf = (fact: FactName, address: string): readonly Question[] => {
    const known: Gives = Object.fromEntries([[fact, address], ...findingsOf(fact, address).flatMap((finding) => Object.entries(finding?.gives ?? {}))])
    return checks.filter((check) => !checkDefinition(check).needs.includes(fact) && isOfFound(check) && checkDefinition(check).needs.every((need) => known[need] !== undefined))
      .flatMap((check) => servers.map((server): Question => ({ check, needs: known, door: 'agent', server, after: [], world: plain })))
  }
  await probe.ask(candidates.flatMap((address) => furtherOf('person.address', address)))
  const fineOf = (address: string): number => findingsOf('person.address', address).filter((finding) => finding?.result === 'ok').length
  return {
    portalHost,
    healthy: candidates.reduce((best, address) => (fineOf(address) > fineOf(best) ? address : best), first),
    values(fact, read) {
      const kinds = new Map<string, string>()
      for (const address of candidates) {
        const kind = JSON.stringify([...findingsOf(fact, address), ...furtherOf(fact, address).map((question) => probe.found.get(questionKey(question)))].map((finding) => tellingFacts(finding?.gives ?? {}, read)))
        if (!kinds.has(kind)) kinds.set(kind, address)
      }
      return [...kinds.values()]
    },
  }
}

/** Asked with what other checks find, such as the number of an account. */
function isOfFound(check: CheckName): boolean {
  const { needs, network } = checkDefinition(check)
  const isFound = (need: FactName): boolean => checkNames.some((other) => checkDefinition(other).gives.includes(need))
  return network && needs.length > 0 && needs.every(isFound)
}

function isOfMail(fact: FactName): boolean {
  const definition = factDefinition(fact)
  return definition.type === 'text' && (definition.format === 'address' || definition.format === 'line' || definition.format === 'text')
}

/** The portal's own name, and what people make of it: a letter left out, the rest left out. */
export function hostsLike(portalHost: string): readonly string[] {
  const [own = 'portal', ...rest] = portalHost.split('.')
  return [portalHost, [own, ...rest.map((part) => part.replace('bitrix', 'bitrx'))].join('.'), own]
}

/** Whom the portal lists. */
async function askCompany(): Promise<{ readonly portalHost: string; readonly own: readonly string[]; readonly mailDomains: readonly string[] }> {
  const portal = await startServer('ownServer')
  try {
    const api = apiOf(portal)
    const people: PortalUser[] = []
    for await (const page of api.people()) people.push(...page)
    const logged = new Map<string, Set<string>>()
    for (const { userId = '', auditType } of await api.eventLog({ auditTypes: refusedLogins, limit: 500 })) logged.set(userId, (logged.get(userId) ?? new Set()).add(auditType))
    return { portalHost: portal.portalHost, own: differingAddresses(people, (id) => [...(logged.get(id) ?? [])].sort()), mailDomains: Object.keys(portal.mailZone.names).filter((name) => !name.startsWith('_')) }
  } finally {
    await portal.stop()
  }
}

/** Of people whose records look alike, a few: what no record shows may still differ. */
function differingAddresses(people: readonly PortalUser[], loggedOf: (id: string) => readonly string[]): readonly string[] {
  const holders = new Map<string, number>()
  for (const { email } of people) if (email !== undefined && email !== '') holders.set(email, (holders.get(email) ?? 0) + 1)
  const kept = new Map<string, string[]>()
  for (const { id, email, active, lastLogin, userType } of people) {
    const count = email === undefined ? undefined : holders.get(email)
    if (email === undefined || count === undefined) continue
    const kind = JSON.stringify([active, typeof lastLogin === 'number' ? 'some' : lastLogin, userType, count > 1, email.split('@')[1], loggedOf(id)])
    const alike = kept.get(kind) ?? []
    if (alike.length < mostAlike && !alike.includes(email)) kept.set(kind, [...alike, email])
  }
  return [...kept.values()].flat()
}

const mostAlike = 3
/** On a server of its own the log tells people apart whose records are alike (bitrix24.md §2.12). */
const refusedLogins = ['USER_LOGIN', 'USER_BLOCKED']
const servers: readonly Server[] = ['cloud', 'ownServer']

/** A login that is no address; of the range kept for stories. */
const numberOfNobody = '+44 7700 900123'

/** Addresses that no company has: nobody's, broken and mistyped ones, a phone number, and one with a letter that only looks like another. */
function strangersLike(address: string, mailDomains: readonly string[]): readonly string[] {
  const [local = 'somebody', domain = 'portal.example'] = address.split('@')
  const slips = [`${local}@@${domain}`, `${local}@${domain.split('.')[0] ?? domain}`, `${local}\u0430@${domain}`, `${local.slice(0, -1)}@${domain}`, `${local}@${domain.slice(1)}`]
  const elsewhere = ['gmial.com', 'mailinator.com', ...mailDomains].map((name) => `${local}@${name}`)
  return [`nobody.of.that.name@${domain}`, `nobody.of.that.name@${domain.slice(1)}`, numberOfNobody, ...slips, ...elsewhere]
}
