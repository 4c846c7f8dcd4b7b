import { AppFailure } from '@shared/contract/appError'

/** The parts of a webhook. `secret` goes into the request line and nowhere else. */
export interface WebhookAddress {
  readonly origin: string
  /** Host with its port where that is not the usual one: the portal as people know it. */
  readonly host: string
  readonly userId: string
  readonly secret: string
  readonly isLoopback: boolean
}

/** Which part of the address is wrong; the value itself is never repeated. */
export type WebhookPart = 'empty' | 'length' | 'scheme' | 'credentials' | 'host' | 'path' | 'userId' | 'secret'

const maxLength = 1000
// 127.0.0.0/8 and ::1 only: the name localhost may be pointed elsewhere by the machine's hosts file.
const loopback = /^(?:127(?:\.\d{1,3}){3}|\[::1\])$/

export function isLoopbackHost(hostname: string): boolean {
  return loopback.test(hostname)
}

function malformed(part: WebhookPart): AppFailure {
  return new AppFailure('webhookMalformed', { details: { part } })
}

/**
 * Reads https://HOST[:port]/rest/USER/SECRET/[method[.json]] (bitrix24.md §1.1). Forgives what copying does to an
 * address: spaces around it, quotation marks, a missing scheme, the REST 3.0 form, a method or a query behind it.
 */
export function parseWebhookAddress(webhook: string, options: { readonly allowLoopback: boolean }): WebhookAddress {
  if (webhook.length > maxLength) throw malformed('length')
  const trimmed = webhook.trim().replace(/^["'<«“]+|["'>»”,;]+$/gu, '').trim()
  if (trimmed === '') throw malformed('empty')
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)

  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw malformed('scheme')
  if (url.username !== '' || url.password !== '') throw malformed('credentials')
  if (url.hostname === '' || /\s/u.test(url.hostname)) throw malformed('host')
  const isLoopback = isLoopbackHost(url.hostname)
  // SECURITY (6A-1): a secret never travels unencrypted, except to the demo portal on this very machine.
  if (url.protocol === 'http:' && !(isLoopback && options.allowLoopback)) throw new AppFailure('webhookInsecure', { details: { part: 'scheme' } })
  if (!isLoopback && !/[a-z0-9-]\.[a-z0-9-]|:/i.test(url.hostname)) throw malformed('host')

  const parts = url.pathname.split('/').filter((part) => part !== '')
  if (parts[0] !== 'rest') throw malformed('path')
  const [userId = '', secret = '', method, ...more] = parts[1] === 'api' ? parts.slice(2) : parts.slice(1)
  if (!/^[1-9]\d{0,9}$/.test(userId)) throw malformed('userId')
  if (!/^[A-Za-z0-9]{8,64}$/.test(secret)) throw malformed('secret')
  if (more.length > 0 || (method !== undefined && !/^[A-Za-z0-9._-]{1,100}$/.test(method))) throw malformed('path')
  return { origin: url.origin, host: url.host, userId, secret, isLoopback }
}

function parseUrl(text: string): URL {
  try {
    return new URL(text)
  } catch {
    // SECURITY: the original error repeats its input
    throw malformed('host')
  }
}
