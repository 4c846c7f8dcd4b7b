import { AppFailure } from '@shared/contract/appError'
import { isLoopbackHost, parseWebhookAddress } from './webhookAddress'

/**
 * The same right at another host, once a person has confirmed that the portal moved (bitrix24.md §0.10).
 * SECURITY: the secret goes to whatever comes out of here. Only a bare host is taken, only https, and this machine only
 * where the webhook was on this machine before: a portal that names `127.0.0.1` as its new host gets nothing.
 */
export function moveWebhook(webhook: string, host: string): string {
  const from = parseWebhookAddress(webhook, { allowLoopback: true })
  const name = host.trim().toLowerCase()
  const url = parseHost(name)
  if (url?.host !== name || name.endsWith('.')) throw badHost()
  const isLoopback = isLoopbackHost(url.hostname)
  if (isLoopback && !from.isLoopback) throw badHost()
  const scheme = isLoopback && from.origin.startsWith('http:') ? 'http' : 'https'
  const moved = `${scheme}://${name}/rest/${from.userId}/${from.secret}/`
  parseWebhookAddress(moved, { allowLoopback: isLoopback })
  return moved
}

function parseHost(name: string): URL | undefined {
  try {
    return new URL(`https://${name}`)
  } catch {
    return undefined
  }
}

/** SECURITY: neither the host nor the webhook is repeated. */
function badHost(): AppFailure {
  return new AppFailure('webhookMalformed', { details: { part: 'host' } })
}
