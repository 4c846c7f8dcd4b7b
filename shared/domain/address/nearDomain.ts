import { isKnownMailDomain } from './mailProviders'
import { isSlipOf, slipCost } from './slips'

/**
 * The domain in use that another one looks like: a slip in its name, or the same name with another ending. Of several,
 * the nearest, then the one with the most people. A provider's domain is never taken for a slip of a company's.
 */
export function nearDomain(domain: string, used: ReadonlyMap<string, number>): string | undefined {
  if (used.has(domain) || isKnownMailDomain(domain)) return undefined
  let best: { readonly domain: string; readonly cost: number; readonly people: number } | undefined
  for (const [candidate, people] of used) {
    const cost = distance(domain, candidate)
    if (cost === undefined || (best !== undefined && (cost > best.cost || (cost === best.cost && people <= best.people)))) continue
    best = { domain: candidate, cost, people }
  }
  return best?.domain
}

const otherEnding = 5

function distance(typed: string, used: string): number | undefined {
  const [typedName, typedEnding] = parted(typed)
  const [name, ending] = parted(used)
  if (typedName === name && name.length >= 4 && !isKnownMailDomain(used)) return otherEnding
  if (typedEnding !== ending || !isSlipOf(typedName, name)) return undefined
  return slipCost(typedName, name)
}

function parted(domain: string): readonly [name: string, ending: string] {
  const dot = domain.indexOf('.')
  return dot === -1 ? [domain, ''] : [domain.slice(0, dot), domain.slice(dot + 1)]
}
