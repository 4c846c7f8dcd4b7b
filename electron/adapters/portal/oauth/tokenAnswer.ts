import type { AppTokens } from '../../../core/ports'
import { judgePage } from '../judgePage'
import { portalFailure, withDetails } from '../portalErrors'
import { parsed, serverDateOf, type PortalAnswer } from '../readAnswer'
import { redirectRefusal } from '../redirect'
import { byStatus, knownForm, own } from '../refusal'
import { authRefusals } from '../refusalTable'
import { isSafe, webUrl } from './portalHost'

export interface TokenQuestion {
  /** An old code and an old refresh token get the same `invalid_grant`. */
  readonly grant: 'authorization_code' | 'refresh_token'
  readonly serverHost: string
  readonly isLoopback: boolean
  readonly allowLoopback: boolean
  /** UTC ms, when the answer came. */
  readonly now: number
  holdsSecret(text: string): boolean
}
/** A new pair, as the authorisation server tells it. */
export interface TokenAnswer {
  readonly tokens: AppTokens
  readonly portalHost: string
}

/** One hour, where the answer does not say how long (bitrix24.md §1.2). A missing field must not mean "expired at once". */
const usualLifetimeMs = 3_600_000
const longestLifetimeMs = 366 * 24 * 3_600_000

export function readTokens(answer: PortalAnswer, question: TokenQuestion): TokenAnswer {
  const read = judgeTokens(answer, question)
  if ('tokens' in read) return read
  const serverDate = serverDateOf(answer)
  throw serverDate === undefined ? read : withDetails(read, { serverDate })
}

function judgeTokens(answer: PortalAnswer, question: TokenQuestion): TokenAnswer | ReturnType<typeof portalFailure> {
  const { status } = answer
  if (status === 407 || status === 511) return byStatus(status).failure
  if (status >= 300 && status < 400) {
    const { failure } = redirectRefusal(answer, { host: question.serverHost, isLoopback: question.isLoopback }, (text) => question.holdsSecret(text))
    // It is the authorisation server that moved, not the portal: no new portal address may come of it
    return failure.code === 'captivePortal' ? failure : portalFailure('badAnswerFromPortal', { status, by: 'authServer' })
  }
  const text = answer.text.replace(/^\uFEFF+/u, '').trim()
  if (text.startsWith('<')) {
    const page = judgePage(text, status, question.serverHost)
    return page.code === 'notBitrix' ? portalFailure('badAnswerFromPortal', { status, by: 'authServer' }) : page
  }
  const body = parsed(text)
  if (body === undefined) return status >= 400 ? unknownRefusal(status) : portalFailure('badAnswerFromPortal', { status, by: 'authServer' })
  // HTTP 200 does not mean yes (bitrix24.md §1.2)
  return refusalIn(body, status, question) ?? (status >= 400 ? unknownRefusal(status) : tokensIn(body, status, question))
}

function refusalIn(body: object, status: number, { grant }: TokenQuestion): ReturnType<typeof portalFailure> | undefined {
  const error = own(body, 'error')
  const code = typeof error === 'object' && error !== null ? own(error, 'code') : error
  if (code === undefined || code === null || code === false || code === '' || code === '0' || code === 0) return undefined
  const upper = knownForm(code)
  const rule = authRefusals.get(upper)
  if (rule === undefined) return unknownRefusal(status)
  const details = { portalCode: upper, status, by: 'authServer' }
  const isOldCode = rule.failure === 'tokenExpired' && grant === 'authorization_code'
  return portalFailure(isOldCode ? 'codeExpired' : rule.failure, details, rule.retry)
}

/** A status of the authorisation server says little: its 401 and 404 do not speak of the portal's webhook or method. */
function unknownRefusal(status: number): ReturnType<typeof portalFailure> {
  if (status === 429) return portalFailure('rateLimited', { status, by: 'authServer' })
  return portalFailure('portalError', { status, by: 'authServer' }, status >= 500 ? 'later' : 'no')
}

function tokensIn(body: object, status: number, question: TokenQuestion): TokenAnswer | ReturnType<typeof portalFailure> {
  const accessToken = tokenIn(body, 'access_token')
  const refreshToken = tokenIn(body, 'refresh_token')
  const endpoint = endpointIn(body, question)
  if (accessToken === undefined || refreshToken === undefined || endpoint === undefined) return portalFailure('badAnswerFromPortal', { status, by: 'authServer' })
  const memberId = own(body, 'member_id')
  return {
    tokens: {
      accessToken,
      refreshToken,
      expiresAt: question.now + lifetimeMs(body, question.now),
      clientEndpoint: `${endpoint.origin}/rest/`,
      memberId: typeof memberId === 'string' && /^[A-Za-z0-9]{1,64}$/.test(memberId) ? memberId : '',
    },
    portalHost: endpoint.host,
  }
}

/** `expires_in` counts from now and needs no clock; `expires` is a moment of the server's. */
function lifetimeMs(body: object, now: number): number {
  const inSeconds = secondsIn(body, 'expires_in')
  if (inSeconds !== undefined) return Math.min(inSeconds * 1000, longestLifetimeMs)
  const untilMs = (secondsIn(body, 'expires') ?? 0) * 1000 - now
  return untilMs > 0 ? Math.min(untilMs, longestLifetimeMs) : usualLifetimeMs
}

function secondsIn(body: object, key: string): number | undefined {
  const value = own(body, key)
  const number = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : undefined
}

/** Goes into a JSON body later, so its letters are free; its length is not. */
function tokenIn(body: object, key: string): string | undefined {
  const value = own(body, key)
  return typeof value === 'string' && /^[\x21-\x7E]{8,2000}$/.test(value) ? value : undefined
}

/** Prefix of the calls: `https://PORTAL/rest/`. `domain` and `server_endpoint` are the authorisation server's own (bitrix24.md §1.2). */
function endpointIn(body: object, { allowLoopback }: TokenQuestion): URL | undefined {
  const value = own(body, 'client_endpoint')
  const url = typeof value === 'string' ? webUrl(value) : undefined
  return url !== undefined && isSafe(url, allowLoopback) && /^\/rest\/?$/.test(url.pathname) && url.search === '' && url.hash === '' ? url : undefined
}
