import { fullZone, isOwnPage, isPortalZone, portalZones } from './bitrixDomains'
import { mendedEnding } from './endings'
import { typedAsLatin } from './keyboardLayout'
import { isLookalike, lookalikes } from './lookalikes'
import { isSlipOf } from './slips'

/** What is noticed about a portal's address; closed words for the sentence. */
export const portalFindings = ['fine', 'ownDomain', 'network', 'website', 'noName', 'mistyped', 'missingDot', 'wrongEnding', 'glued', 'extraParts', 'wrongLayout', 'lookalike', 'mailAddress', 'broken'] as const
export type PortalFinding = (typeof portalFindings)[number]

export interface PortalSpelling {
  readonly spelling: 'fine' | 'nearMiss' | 'broken' | 'network'
  readonly finding: PortalFinding
  readonly suggestion?: string
}

const brand = 'bitrix24'
const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u
const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}]/u

/** Looks at the letters alone; nothing is asked of anybody. */
export function portalSpelling(given: string): PortalSpelling {
  const trimmed = given.trim().toLowerCase()
  if (trimmed === '' || trimmed.length > 1000) return { spelling: 'broken', finding: 'broken' }
  const glued = gluedPortals(trimmed)
  if (glued !== undefined) return glued
  const host = hostPart(trimmed)
  if (host.includes('@')) return { spelling: 'broken', finding: 'mailAddress' }

  const read = otherLetters(host) ?? plainHost(host)
  if (host === trimmed || read.spelling === 'broken' || read.suggestion !== undefined || read.spelling === 'network') return read
  // https://name.bitrix24.de/company/: the name in it is right, only more was copied than that
  return { spelling: 'nearMiss', finding: 'extraParts', suggestion: host }
}

/** Without scheme, path, question and full stops at its end. */
function hostPart(text: string): string {
  return text.replace(/^[a-z]{2,8}:\/{1,3}/, '').replace(/[/?#\\].*$/s, '').replace(/\.{1,3}$/, '').trim()
}

function gluedPortals(text: string): PortalSpelling | undefined {
  const half = text.length / 2
  const isTwice = text.length % 2 === 0 && text.length > 12 && text.slice(0, half) === text.slice(half)
  const names = text.split(`.${brand}.`).length - 1
  if (!isTwice && names < 2) return undefined
  const suggestion = isTwice ? hostPart(text.slice(0, half)) : undefined
  return { spelling: 'broken', finding: 'glued', ...(suggestion !== undefined && isFine(suggestion) ? { suggestion } : {}) }
}

/** Letters of another alphabet where the portal's name is one of Bitrix24's. */
function otherLetters(host: string): PortalSpelling | undefined {
  if (!foreign.test(host)) return undefined
  const drawn = Array.from(host, (letter) => (isLookalike(letter) ? (lookalikes[letter] ?? letter) : letter)).join('')
  if (isBitrixPortal(drawn)) return { spelling: 'nearMiss', finding: 'lookalike', suggestion: drawn }
  const typed = typedAsLatin(host)
  return isBitrixPortal(typed) ? { spelling: 'nearMiss', finding: 'wrongLayout', suggestion: typed } : undefined
}

function plainHost(host: string): PortalSpelling {
  if (host.length > 253) return { spelling: 'broken', finding: 'broken' }
  // On-premise portals are reached by whatever their owner set up, a number or a port too
  if (/^(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?$/.test(host) || /^localhost(?::\d{1,5})?$/.test(host)) return { spelling: 'fine', finding: 'ownDomain' }
  const bare = host.replace(/:\d{1,5}$/, '')
  const near = nearMiss(bare)
  if (near !== undefined) return near
  const labels = bare.split('.')
  if (labels.length < 2 || !labels.every((one) => label.test(one))) return { spelling: 'broken', finding: 'broken' }
  return atBitrix(bare) ?? { spelling: 'fine', finding: 'ownDomain' }
}

/** For hosts under bitrix24.<zone>. */
function atBitrix(host: string): PortalSpelling | undefined {
  const parts = bitrixParts(host)
  if (parts === undefined) return undefined
  const { name, zone } = parts
  // The Network: where people log in, and nobody's portal (bitrix24.md §0.1)
  if (zone === 'net') return { spelling: 'network', finding: 'network' }
  if (name === '') return { spelling: 'broken', finding: 'noName' }
  if (isOwnPage(name)) return { spelling: 'broken', finding: 'website' }
  if (name.startsWith('www.') && isFine(host.slice(4))) return { spelling: 'nearMiss', finding: 'extraParts', suggestion: host.slice(4) }
  return name.includes('.') ? { spelling: 'broken', finding: 'broken' } : { spelling: 'fine', finding: 'fine' }
}

function bitrixParts(host: string): { readonly name: string; readonly zone: string } | undefined {
  const labels = host.split('.')
  const at = labels.lastIndexOf(brand)
  const zone = labels.slice(at + 1).join('.')
  return at === -1 || !isPortalZone(zone) ? undefined : { name: labels.slice(0, at).join('.'), zone }
}

function nearMiss(host: string): PortalSpelling | undefined {
  for (const [finding, suggestion] of mended(host)) if (suggestion !== host && isBitrixPortal(suggestion)) return { spelling: 'nearMiss', finding, suggestion }
  return undefined
}

/** Every way one slip could have come about; only what is a portal's address afterwards counts. */
function* mended(host: string): Generator<readonly [PortalFinding, string]> {
  const labels = host.split('.')
  const at = labels.findIndex((one) => one === brand || isSlipOf(one, brand, 4))
  if (at > 0) {
    const zone = labels.slice(at + 1).join('.')
    const right = isPortalZone(zone) ? zone : zoneMeant(labels.slice(at + 1))
    if (right !== undefined) yield [labels[at] === brand ? 'wrongEnding' : 'mistyped', [...labels.slice(0, at), brand, right].join('.')]
  }
  const undotted = host.replaceAll('..', '.')
  if (undotted !== host) yield ['mistyped', undotted]
  const comma = host.replaceAll(',', '.')
  if (comma !== host) yield ['mistyped', comma]
  const spaced = host.replaceAll(/\s/gu, '')
  if (spaced !== host) yield ['mistyped', spaced]
  // name.bitrix.24.de, name.bitrix-24.de
  const joined = host.replace(/\bbitrix[.-]24\b/, brand)
  if (joined !== host) yield ['mistyped', joined]
  // namebitrix24.de, name-bitrix24.de, name_bitrix24.de
  const apart = host.replace(/^([\p{L}\p{N}-]{2,}?)[-_]?bitrix24\./u, `$1.${brand}.`)
  if (apart !== host) yield ['missingDot', apart]
  // name.bitrix24de
  const last = labels.at(-1) ?? ''
  const zone = last.startsWith(brand) ? portalZones.find((one) => one.replaceAll('.', '') === last.slice(brand.length)) : undefined
  if (zone !== undefined) yield ['missingDot', [...labels.slice(0, -1), brand, zone].join('.')]
}

function zoneMeant(labels: readonly string[]): string | undefined {
  const ending = labels.join('.')
  const full = fullZone(ending)
  if (full !== undefined) return full
  const last = labels.at(-1) ?? ''
  const mendedLast = mendedEnding(last)
  if (mendedLast === undefined) return undefined
  const zone = [...labels.slice(0, -1), mendedLast].join('.')
  return isPortalZone(zone) ? zone : undefined
}

/** A portal in the cloud, with a name of its own. */
function isBitrixPortal(host: string): boolean {
  const parts = bitrixParts(host)
  return parts !== undefined && parts.zone !== 'net' && !isOwnPage(parts.name) && /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(parts.name) && host.length <= 253
}

function isFine(host: string): boolean {
  return plainHost(host).spelling === 'fine'
}
