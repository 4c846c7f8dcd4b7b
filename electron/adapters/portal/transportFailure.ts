import type { AppFailure } from '@shared/contract/appError'
import { portalFailure } from './portalErrors'

const intercepted = /^(?:UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/
const wrongDate = /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/
const tls = /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO$|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CRL_|ERROR_IN_CERT)/

/** What is known of a request that got no answer. */
export interface Journey {
  /** False: nothing but the handshake has left this machine. */
  readonly mayBeSent: boolean
  /** The way led through a proxy. */
  readonly isProxied: boolean
}

/** A request that got no answer: the system's error code -> ours. `isOnline` tells a wrong name from a missing network. */
export function transportFailure(error: unknown, isOnline: () => boolean, journey: Journey = { mayBeSent: true, isProxied: false }): AppFailure {
  const code = codeOf(error)
  const details = code === undefined ? {} : { cause: code }
  if (code !== undefined) {
    if (intercepted.test(code)) return portalFailure('tlsIntercepted', details)
    if (wrongDate.test(code)) return portalFailure('certificateDate', details)
    if (tls.test(code)) return portalFailure('tls', details)
  }
  // Before the portal was reached there was only the proxy to fail
  if (journey.isProxied && !journey.mayBeSent) return portalFailure('proxy', details)
  if (code === undefined) return portalFailure('network')
  if (code === 'ENOTFOUND') return isOnline() ? portalFailure('hostNotFound', details) : portalFailure('network', details)
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') return portalFailure('timeout', details)
  if (code.startsWith('HPE_')) return portalFailure('notBitrix', details)
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR_FORMAT') || code.startsWith('ZSTD_')) return portalFailure('badAnswerFromPortal', details)
  // One code of axios for two things: an answer beyond the limit, and a connection that broke in the middle of one
  if (code === 'ERR_BAD_RESPONSE' && error instanceof Error && error.message.includes('maxContentLength')) return portalFailure('badAnswerFromPortal', details)
  return portalFailure('network', details)
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const code: unknown = 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,59}$/.test(code) ? code : undefined
}
