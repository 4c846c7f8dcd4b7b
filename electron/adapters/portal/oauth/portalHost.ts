import { portalFailure } from '../portalErrors'
import { isLoopbackHost } from '../webhookAddress'

/** The origin of a portal given as a host or as an address: https, or plain http on this very machine where that is allowed. */
export function portalOrigin(portal: string, allowLoopback: boolean): string {
  const trimmed = portal.trim()
  const url = webUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  if (url === undefined || !isSafe(url, allowLoopback)) throw portalFailure('hostNotFound', { part: 'host' })
  return url.origin
}

/** SECURITY (6A-1): what carries a token goes over https, except to the demo portal. No user, no password, a whole name. */
export function isSafe(url: URL, allowLoopback: boolean): boolean {
  if (url.username !== '' || url.password !== '') return false
  if (isLoopbackHost(url.hostname)) return allowLoopback && (url.protocol === 'http:' || url.protocol === 'https:')
  return url.protocol === 'https:' && /[a-z0-9-]\.[a-z0-9-]|:/i.test(url.hostname)
}

export function webUrl(text: string): URL | undefined {
  if (text.length > 2000) return undefined
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
