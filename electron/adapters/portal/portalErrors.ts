import { createHash } from 'node:crypto'
import { AppFailure, type AppError, type ErrorCode } from '@shared/contract/appError'

/** What came back from the portal, before anybody believed it. */
export interface PortalAnswer {
  readonly status: number
  readonly location: string | undefined
  readonly text: string
}

/** The table of bitrix24.md §1.4: the portal's code (any case) -> ours. Statuses differ between sources and decide nothing here. */
const codes: Readonly<Record<string, ErrorCode>> = {
  INTERNAL_SERVER_ERROR: 'portalError',
  ERROR_UNEXPECTED_ANSWER: 'portalError',
  QUERY_LIMIT_EXCEEDED: 'rateLimited',
  OPERATION_TIME_LIMIT: 'overloaded',
  OVERLOAD_LIMIT: 'portalBlocked',
  ERROR_BATCH_METHOD_NOT_ALLOWED: 'portalError',
  ERROR_BATCH_LENGTH_EXCEEDED: 'portalError',
  NO_AUTH_FOUND: 'webhookDead',
  INVALID_REQUEST: 'webhookInsecure',
  ACCESS_DENIED: 'noRights',
  INVALID_CREDENTIALS: 'webhookDead',
  INSUFFICIENT_SCOPE: 'scopeMissing',
  INVALID_SCOPE: 'scopeMissing',
  EXPIRED_TOKEN: 'tokenExpired',
  INVALID_TOKEN: 'tokenExpired',
  USER_ACCESS_ERROR: 'noRights',
  PORTAL_DELETED: 'portalGone',
  ERROR_MANIFEST_IS_NOT_AVAILABLE: 'notFound',
  ERROR_METHOD_NOT_FOUND: 'notFound',
  AUTHORIZATION_ERROR: 'webhookDead',
  APPLICATION_NOT_FOUND: 'webhookDead',
  ERROR_OAUTH: 'webhookDead',
  PAYMENT_REQUIRED: 'subscriptionNeeded',
  METHOD_CONFIRM_WAITING: 'noRights',
  METHOD_CONFIRM_DENIED: 'noRights',
  ALLOWED_ONLY_INTRANET_USER: 'noRights',
  ACCESS_ERROR: 'noRights',
  WRONG_AUTH_TYPE: 'noRights',
  INVALID_ARG_VALUE: 'portalError',
  ERROR_CORE: 'portalError',
  ERROR_ARGUMENT: 'portalError',
  ERROR_NOT_FOUND: 'notFound',
  INTERNAL_WRONG_TRANSPORT: 'portalError',
  INTERNAL_WRONG_HANDLER_CLASS: 'portalError',
  WRONG_ENCODING: 'portalError',
  BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION: 'noRights',
  BITRIX_REST_V3_EXCEPTION_INSUFFICIENTSCOPEEXCEPTION: 'scopeMissing',
  BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION: 'notFound',
  BITRIX_REST_V3_EXCEPTION_ENTITYNOTFOUNDEXCEPTION: 'notFound',
}

const retries: Partial<Record<ErrorCode, AppError['retry']>> = {
  network: 'now',
  hostNotFound: 'now',
  timeout: 'now',
  cancelled: 'now',
  proxy: 'later',
  rateLimited: 'later',
  overloaded: 'later',
  portalError: 'later',
  badAnswerFromPortal: 'now',
}

/**
 * SECURITY: the only way this folder makes an error. It takes closed words and numbers; it never gets the foreign error
 * as `cause`, because an axios error carries `config.url`, and the webhook's secret is in that address.
 */
export function portalFailure(code: ErrorCode, details: Readonly<Record<string, string | number>> = {}): AppFailure {
  return new AppFailure(code, { retry: retries[code] ?? 'no', ...(Object.keys(details).length > 0 ? { details } : {}) })
}

/** The `result` of an answer, or the failure that the answer means. */
export function readAnswer(answer: PortalAnswer, secret: string, ownHost: string): unknown {
  if (answer.status === 407) throw portalFailure('proxy', { status: 407 })
  if (answer.status >= 300 && answer.status < 400) throw redirectFailure(answer, secret, ownHost)
  const body = parseBody(answer)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw portalFailure('badAnswerFromPortal', { status: answer.status })

  const refusal = refusalIn(body, answer.status)
  if (refusal !== undefined) throw refusal
  const result = own(body, 'result')
  if (result === undefined) throw answer.status >= 400 ? byStatus(answer.status) : portalFailure('badAnswerFromPortal', { status: answer.status })
  // The scope quirk: a refusal inside `result` with HTTP 200 (bitrix24.md §1.4)
  const inner = typeof result === 'object' && result !== null && !Array.isArray(result) ? refusalIn(result, answer.status) : undefined
  if (inner !== undefined) throw inner
  if (answer.status >= 400) throw byStatus(answer.status)
  return result
}

function parseBody(answer: PortalAnswer): unknown {
  const text = answer.text.replace(/^\uFEFF+/u, '').trim()
  // A login page, a maintenance page or a gateway's own words instead of an answer (bitrix24.md §1.4)
  if (text.startsWith('<')) throw answer.status >= 500 ? portalFailure('portalError', { status: answer.status, answer: 'html' }) : portalFailure('notBitrix', { status: answer.status, answer: 'html' })
  try {
    return JSON.parse(text)
  } catch {
    // SECURITY: a syntax error repeats a piece of its input
    if (answer.status >= 400) throw byStatus(answer.status)
    throw portalFailure('badAnswerFromPortal', { status: answer.status })
  }
}

function refusalIn(body: object, status: number): AppFailure | undefined {
  const error = own(body, 'error')
  if (typeof error === 'object' && error !== null) return byCode(own(error, 'code'), own(error, 'message'), status)
  // "0" and the empty string say "no code" (bitrix24.md §1.4)
  if (error === undefined || error === null || error === false || error === 0 || error === '' || error === '0') return undefined
  return byCode(error, own(body, 'error_description'), status)
}

function byCode(code: unknown, description: unknown, status: number): AppFailure {
  const upper = typeof code === 'string' ? code.trim().toUpperCase() : ''
  const known = Object.hasOwn(codes, upper) ? codes[upper] : undefined
  // SECURITY: an unknown code is a stranger's text and may repeat the secret, so only known ones are passed on
  if (known === undefined) return byStatus(status)
  const words = typeof description === 'string' ? description : ''
  const details = { portalCode: upper, status, ...(words === '' ? {} : { words: markOf(words) }) }
  return portalFailure(upper === 'ACCESS_DENIED' && speaksOfPlan(words) ? 'subscriptionNeeded' : known, details)
}

function byStatus(status: number): AppFailure {
  const details = { status }
  if (status === 401) return portalFailure('webhookDead', details)
  if (status === 402) return portalFailure('subscriptionNeeded', details)
  if (status === 403) return portalFailure('noRights', details)
  if (status === 404) return portalFailure('notFound', details)
  if (status === 410) return portalFailure('portalGone', details)
  if (status === 429) return portalFailure('rateLimited', details)
  return portalFailure('portalError', details)
}

/** REST is a paid feature (bitrix24.md §1.2); the text is localised. */
function speaksOfPlan(description: string): boolean {
  return /commercial|subscription|\bplan\b|tarif|тариф|коммерческ|подписк|abonnement|kostenpflichtig/iu.test(description)
}

/** Tells whether two refusals used the same words, without keeping the words: they may repeat anything. */
function markOf(description: string): string {
  return createHash('sha256').update(description).digest('hex').slice(0, 12)
}

function redirectFailure(answer: PortalAnswer, secret: string, ownHost: string): AppFailure {
  const target = hostOf(answer.location)
  if (target === undefined || target === ownHost) return portalFailure('notBitrix', { status: answer.status })
  // SECURITY: only the host of the new address is passed on, and not even that when it holds the secret
  const movedTo = target.includes(secret.toLowerCase()) ? {} : { movedTo: target }
  return portalFailure('portalRenamed', { status: answer.status, ...movedTo })
}

/** The host of an absolute address; undefined for a relative one and for what is no address. */
export function hostOf(location: string | undefined): string | undefined {
  if (location === undefined || location.length > 4000) return undefined
  try {
    const url = new URL(location)
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.host !== '' && url.host.length <= 253 ? url.host : undefined
  } catch {
    return undefined
  }
}

const tlsCode = /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO$|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CRL_|ERROR_IN_CERT)/

/** A request that got no answer: the system's error code -> ours. `isOnline` tells a wrong name from a missing network. */
export function transportFailure(error: unknown, isOnline: () => boolean): AppFailure {
  const code = codeOf(error)
  const details = code === undefined ? {} : { cause: code }
  if (code === undefined) return portalFailure('network')
  if (code === 'ENOTFOUND') return isOnline() ? portalFailure('hostNotFound', details) : portalFailure('network', details)
  if (tlsCode.test(code)) return portalFailure('tls', details)
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') return portalFailure('timeout', details)
  if (code.startsWith('HPE_')) return portalFailure('notBitrix', details)
  if (code.startsWith('Z_')) return portalFailure('badAnswerFromPortal', details)
  // One code of axios for two things: an answer beyond the limit, and a connection that broke in the middle of one
  if (code === 'ERR_BAD_RESPONSE' && error instanceof Error && error.message.includes('maxContentLength')) return portalFailure('badAnswerFromPortal', details)
  return portalFailure('network', details)
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const code: unknown = 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,59}$/.test(code) ? code : undefined
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}
