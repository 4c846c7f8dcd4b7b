import type { PhpValue } from './phpValue'
import { fromEntries } from './phpValue'

type Branch = Map<string, Branch | string>

/** Deeper brackets than this are dropped, as PHP drops them. */
const deepest = 64

/**
 * PHP's parse_str: `filter[=EMAIL]=x` makes a nested value, `a[]=1` appends. A pair is cut at its first equals sign, so
 * an operator inside brackets must be percent-encoded, else the filter is lost (bitrix24.md 1.6 and 1.9).
 */
export function parseForm(text: string): Readonly<Record<string, PhpValue>> {
  const root: Branch = new Map()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const cut = pair.indexOf('=')
    const key = decode(cut < 0 ? pair : pair.slice(0, cut))
    if (key !== '') put(root, pathOf(key), cut < 0 ? '' : decode(pair.slice(cut + 1)))
  }
  return Object.fromEntries([...root].map(([key, value]) => [key, grow(value)]))
}

function pathOf(key: string): string[] {
  const bracket = key.indexOf('[')
  if (bracket <= 0 || !key.includes(']', bracket)) return [key.replace(/[.\s[]/g, '_')]
  const path = [key.slice(0, bracket).replace(/[.\s]/g, '_')]
  let rest = key.slice(bracket)
  while (rest.startsWith('[') && path.length < deepest) {
    const end = rest.indexOf(']')
    if (end < 0) break
    path.push(rest.slice(1, end))
    rest = rest.slice(end + 1)
  }
  return path
}

function put(root: Branch, path: readonly string[], value: string): void {
  let branch = root
  for (const [depth, part] of path.entries()) {
    const key = depth > 0 && part === '' ? nextIndex(branch) : part
    if (depth === path.length - 1) {
      branch.set(key, value)
      return
    }
    const known = branch.get(key)
    const deeper: Branch = known instanceof Map ? known : new Map<string, Branch | string>()
    branch.set(key, deeper)
    branch = deeper
  }
}

function nextIndex(branch: Branch): string {
  const taken = [...branch.keys()].filter((key) => /^\d+$/.test(key)).map(Number)
  return String(Math.max(-1, ...taken) + 1)
}

function grow(value: Branch | string): PhpValue {
  return typeof value === 'string' ? value : fromEntries([...value].map(([key, inner]) => [key, grow(inner)] as const))
}

/** A broken escape stays as it was sent: a server does not refuse a request for it. */
function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
