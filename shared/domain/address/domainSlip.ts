import { isSlipOfCom, mendedEnding } from './endings'
import { isRealMailDomain, providers, spelledOut } from './mailProviders'
import { isSlipOf, slipCost } from './slips'

/**
 * The domain that was probably meant: a well-known provider with a slip in it, or an ending that does not exist.
 * Undefined for every domain that may be somebody's own (bitrix24.md §5, 3).
 */
export function domainSlip(domain: string): string | undefined {
  if (domain.length > 253) return undefined
  const spelled = spelledOut(domain)
  if (spelled !== undefined) return spelled
  if (!domain.includes('.')) return withoutItsDot(domain)
  if (domain.startsWith('www.')) {
    const rest = domain.slice(4)
    return rest.includes('.') ? (domainSlip(rest) ?? rest) : undefined
  }
  const ending = domain.slice(domain.lastIndexOf('.') + 1)
  const mended = mendedEnding(ending)
  const candidate = mended === undefined ? domain : `${domain.slice(0, -ending.length)}${mended}`
  const provider = isRealMailDomain(candidate) ? undefined : nearestProvider(candidate)
  if (provider !== undefined) return provider
  return candidate === domain ? undefined : candidate
}

function nearestProvider(domain: string): string | undefined {
  const dot = domain.indexOf('.')
  const name = domain.slice(0, dot)
  const ending = domain.slice(dot + 1)
  let best: { readonly cost: number; readonly domain: string } | undefined
  for (const provider of providers) {
    const isItsEnding = provider.endings.includes(ending)
    const isSlippedEnding = provider.isOneOwners === true && isSlipOfCom(ending)
    if (!isItsEnding && !isSlippedEnding) continue
    if (name !== provider.name && !isSlipOf(name, provider.name)) continue
    const cost = slipCost(name, provider.name)
    if (best === undefined || cost < best.cost) best = { cost, domain: `${provider.name}.${isItsEnding ? ending : 'com'}` }
  }
  return best?.domain
}

/** gmailcom */
function withoutItsDot(domain: string): string | undefined {
  for (const { name, endings } of providers) {
    if (name.length < 3 || !domain.startsWith(name)) continue
    const ending = endings.find((one) => name + one === domain || name + one.replaceAll('.', '') === domain)
    if (ending !== undefined) return `${name}.${ending}`
  }
  return undefined
}
