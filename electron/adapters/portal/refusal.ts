import { createHash } from 'node:crypto'
import type { AppFailure, ErrorCode } from '@shared/contract/appError'
import { portalFailure } from './portalErrors'
import type { PortalMethod } from './portalMethods'
import { refusalTokens, restRefusals, type RefusalRule, type RefusalToken } from './refusalTable'

export interface RefusalContext {
  readonly method: PortalMethod
  readonly status: number
  /** An application that is not let in connects again; a webhook is made anew. */
  readonly kind?: 'webhook' | 'app'
}
export interface Refusal {
  readonly failure: AppFailure
  /** A write may have been carried out although this came back. */
  readonly isUnsettled: boolean
}

/**
 * The refusal in an answer, in a `result` or in an entry of a batch's `result_error`; undefined where there is none.
 * Classic `{error, error_description}` and REST 3.0 `{error: {code, message}}` (bitrix24.md §1.4).
 */
export function refusalIn(body: object, context: RefusalContext): Refusal | undefined {
  const error = own(body, 'error')
  if (typeof error === 'object' && error !== null) return byCode(own(error, 'code'), own(error, 'message'), context)
  // "0" and the empty string say "no code" (bitrix24.md §1.4)
  if (error === undefined || error === null || error === false || error === 0 || error === '' || error === '0') return undefined
  return byCode(error, own(body, 'error_description'), context)
}

function byCode(code: unknown, description: unknown, context: RefusalContext): Refusal {
  const upper = knownForm(code)
  const rule = restRefusals.get(upper)
  // SECURITY: an unknown code is a stranger's text and may repeat the secret, so only known ones are passed on
  if (rule === undefined) return byStatus(context.status, context.kind)
  const text = typeof description === 'string' ? description.slice(0, maxDescription) : ''
  const { failure, token } = meaningOf(upper, rule, text, context.method)
  const details = { portalCode: upper, status: context.status, ...(text === '' ? {} : { words: markOf(text) }), ...(token === undefined ? {} : { token }) }
  return { failure: portalFailure(forAccess(failure, context.kind), details, rule.retry), isUnsettled: rule.isUnsettled }
}

/** Codes whose text decides. The text itself is localised and may have several lines; only fixed words are compared. */
function meaningOf(code: string, rule: RefusalRule, text: string, method: PortalMethod): { readonly failure: ErrorCode; readonly token?: RefusalToken } {
  if (code === 'ACCESS_DENIED') return { failure: speaksOfPlan(text) ? 'subscriptionNeeded' : rule.failure }
  if (code !== 'ERROR_ARGUMENT' && code !== 'ERROR_CORE') return { failure: rule.failure }
  const word = withoutBreaks(text).toLowerCase()
  if (isToken(word)) return { failure: refusalTokens[word], token: word }
  if (word === '') return { failure: rule.failure }
  // "A user with this e-mail exists" has no code of its own (bitrix24.md §2.7); whoever asked confirms it by looking it up
  return { failure: code === 'ERROR_ARGUMENT' && method === 'user.add' ? 'addressTaken' : rule.failure, token: 'otherText' }
}

/** What an answer without a readable code means: the status is all there is. */
export function byStatus(status: number, kind?: RefusalContext['kind']): Refusal {
  const known = statuses.get(status)
  const failure = known ?? 'portalError'
  const retry = failure === 'rateLimited' || failure === 'timeout' || status >= 500 ? 'later' : 'no'
  return { failure: portalFailure(forAccess(failure, kind), { status }, retry), isUnsettled: status >= 500 && known === undefined }
}

const statuses: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [401, 'webhookDead'],
  [402, 'subscriptionNeeded'],
  [403, 'noRights'],
  [404, 'notFound'],
  [407, 'proxy'],
  [410, 'portalGone'],
  [429, 'rateLimited'],
  [511, 'captivePortal'],
])

function forAccess(code: ErrorCode, kind: RefusalContext['kind']): ErrorCode {
  return code === 'webhookDead' && kind === 'app' ? 'tokenExpired' : code
}

/** Longer texts are not read to their end. */
const maxDescription = 4000
const maxCode = 100

export function knownForm(code: unknown): string {
  const text = typeof code === 'number' ? String(code) : code
  return typeof text === 'string' && text.length <= maxCode ? text.trim().toUpperCase() : ''
}

function isToken(word: string): word is keyof typeof refusalTokens {
  return Object.hasOwn(refusalTokens, word)
}

function withoutBreaks(text: string): string {
  return text.replace(/<br\s?\/?>/giu, ' ').trim()
}

/** REST is a paid feature (bitrix24.md §1.2); the text is localised. */
function speaksOfPlan(description: string): boolean {
  return /commercial|subscription|\bplan\b|tarif|тариф|коммерческ|подписк|abonnement|kostenpflichtig/iu.test(description)
}

/** Tells whether two refusals used the same words, without keeping the words: they may repeat anything. */
function markOf(description: string): string {
  return createHash('sha256').update(description).digest('hex').slice(0, 12)
}

/** SECURITY: own fields only, `__proto__` and `constructor` of a hostile answer find nothing. */
export function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}
