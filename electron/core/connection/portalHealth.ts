import type { ErrorCode } from '@shared/contract/appError'

/** Failures that speak of the portal or the way to it, not of the one question that met them. */
const ofThePortal: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'webhookDead', 'tokenExpired', 'appRemoved', 'portalBlocked', 'portalGone', 'portalRenamed', 'subscriptionNeeded',
  'network', 'hostNotFound', 'tls', 'tlsIntercepted', 'certificateDate', 'proxy', 'captivePortal', 'timeout', 'notBitrix', 'overloaded', 'rateLimited',
])

/** What the connection's word on screen should say after a call: a problem, none, or as before. */
export function healthAfter(outcome: 'ok' | ErrorCode): { readonly problem: ErrorCode | undefined } | undefined {
  if (outcome === 'ok') return { problem: undefined }
  return ofThePortal.has(outcome) ? { problem: outcome } : undefined
}
