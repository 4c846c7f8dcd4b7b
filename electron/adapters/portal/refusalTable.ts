import type { AppError, ErrorCode } from '@shared/contract/appError'

export interface RefusalRule {
  readonly failure: ErrorCode
  readonly retry: AppError['retry']
  /** The portal stumbled while it worked: a write may have been carried out although this came back. */
  readonly isUnsettled: boolean
}
type RefusalTable = ReadonlyMap<string, RefusalRule>

type Line = readonly [rule: RefusalRule, codes: readonly string[]]
const refused = (failure: ErrorCode, retry: AppError['retry'], ...codes: string[]): Line => [{ failure, retry, isUnsettled: false }, codes]
const stumbled = (failure: ErrorCode, retry: AppError['retry'], ...codes: string[]): Line => [{ failure, retry, isUnsettled: true }, codes]
const tableOf = (...lines: readonly Line[]): RefusalTable => new Map(lines.flatMap(([rule, codes]) => codes.map((code) => [code, rule] as const)))

const v3 = (name: string): string => `BITRIX_REST_V3_EXCEPTION_${name}EXCEPTION`
const invite = (name: string): string => `INTRANET_CONTROLLER_INVITE_${name}`

/**
 * What the portal's codes mean (bitrix24.md §1.4, §2.7–§2.13), in capitals: the portal's own spelling varies, and so do the
 * statuses its sources name, which is why no status stands here. What is not in this list goes by its status.
 */
export const restRefusals: RefusalTable = tableOf(
  // limits (§1.7)
  refused('rateLimited', 'later', 'QUERY_LIMIT_EXCEEDED', v3('RATELIMIT')),
  refused('overloaded', 'later', 'OPERATION_TIME_LIMIT'),
  refused('portalBlocked', 'no', 'OVERLOAD_LIMIT'),
  // the right itself
  refused('webhookDead', 'no', 'NO_AUTH_FOUND', 'INVALID_CREDENTIALS', 'AUTHORIZATION_ERROR'),
  refused('tokenExpired', 'no', 'EXPIRED_TOKEN', 'INVALID_TOKEN'),
  refused('appRemoved', 'no', 'APPLICATION_NOT_FOUND', 'ERROR_OAUTH', 'NOT_INSTALLED', 'WRONG_CLIENT', 'INVALID_CLIENT'),
  refused('scopeMissing', 'no', 'INSUFFICIENT_SCOPE', 'INVALID_SCOPE', v3('INSUFFICIENTSCOPE')),
  refused('noRights', 'no', 'ACCESS_DENIED', 'USER_ACCESS_ERROR', 'ALLOWED_ONLY_INTRANET_USER', 'ACCESS_ERROR', 'WRONG_AUTH_TYPE', v3('ACCESSDENIED'), invite('NO_PERMISSIONS')),
  refused('confirmationAwaited', 'later', 'METHOD_CONFIRM_WAITING'),
  refused('confirmationAwaited', 'no', 'METHOD_CONFIRM_DENIED'),
  refused('webhookInsecure', 'no', 'INVALID_REQUEST'),
  // the portal
  refused('portalGone', 'no', 'PORTAL_DELETED'),
  refused('subscriptionNeeded', 'no', 'PAYMENT_REQUIRED'),
  stumbled('portalError', 'later', 'INTERNAL_SERVER_ERROR', 'ERROR_UNEXPECTED_ANSWER', 'WRONG_ENCODING', 'INTERNAL_WRONG_TRANSPORT', 'INTERNAL_WRONG_HANDLER_CLASS'),
  // nothing of that name or number
  refused('notFound', 'no', 'ERROR_METHOD_NOT_FOUND', 'ERROR_NOT_FOUND', 'ERROR_ENTITY_NOT_FOUND', 'ERROR_MANIFEST_IS_NOT_AVAILABLE', v3('METHODNOTFOUND'), v3('ENTITYNOTFOUND')),
  refused('notFound', 'no', 'USER_NOT_FOUND', 'USER_NOT_EXISTS', invite('USER_NOT_FOUND')),
  // a question that the portal does not take
  refused('portalError', 'no', 'ERROR_CORE', 'ERROR_ARGUMENT', 'INVALID_ARG_VALUE', 'ERROR_BATCH_METHOD_NOT_ALLOWED', 'ERROR_BATCH_LENGTH_EXCEEDED', '100'),
  refused('portalError', 'no', 'ERROR_GROUPID', 'ERROR_NO_GROUP', 'USER_ID_EMPTY', 'ID_EMPTY', 'CHAT_ID', 'MESSAGE_EMPTY', 'ATTACH_OVERSIZE', 'ATTACH_ERROR'),
  refused('portalError', 'no', invite('NO_USER_ID'), invite('FAILED'), invite('DELETE_FAILED')),
  refused('portalError', 'no', v3('VALIDATION_REQUESTVALIDATION'), v3('VALIDATION_DTOVALIDATION'), v3('INVALIDJSON'), v3('UNKNOWNDTOPROPERTY'), v3('UNKNOWNFILTEROPERATOR'), v3('INVALIDFILTER'), v3('INVALIDSELECT'), v3('INVALIDPAGINATION')),
  refused('portalError', 'no', v3('IDEMPOTENCYKEYREUSED'), v3('INVALIDIDEMPOTENCYKEY'), 'BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION'),
)

/** The authorisation server's codes (bitrix24.md §1.2). `invalid_grant` is an old code or an old refresh token: the caller knows. */
export const authRefusals: RefusalTable = tableOf(
  refused('tokenExpired', 'no', 'INVALID_GRANT', 'EXPIRED_TOKEN', 'INVALID_TOKEN', 'NO_AUTH_FOUND', 'AUTHORIZATION_ERROR'),
  refused('codeExpired', 'no', 'BAD_VERIFICATION_CODE'),
  refused('appRemoved', 'no', 'INVALID_CLIENT', 'WRONG_CLIENT', 'NOT_INSTALLED', 'APPLICATION_NOT_FOUND', 'ERROR_OAUTH', 'UNAUTHORIZED_CLIENT'),
  refused('scopeMissing', 'no', 'INSUFFICIENT_SCOPE', 'INVALID_SCOPE'),
  refused('noRights', 'no', 'ACCESS_DENIED', 'USER_ACCESS_ERROR'),
  refused('subscriptionNeeded', 'no', 'PAYMENT_REQUIRED'),
  refused('portalGone', 'no', 'NOT_FOUND', 'PORTAL_DELETED'),
  refused('rateLimited', 'later', 'QUERY_LIMIT_EXCEEDED'),
  refused('portalBlocked', 'no', 'OVERLOAD_LIMIT'),
  refused('portalError', 'no', 'INVALID_REQUEST', 'UNSUPPORTED_GRANT_TYPE'),
  stumbled('portalError', 'later', 'INTERNAL_SERVER_ERROR', 'SERVER_ERROR', 'TEMPORARILY_UNAVAILABLE', 'ERROR_UNEXPECTED_ANSWER'),
)

/** Words the portal uses as codes inside `error_description` (bitrix24.md §2.7, §2.8), and what they mean. */
export const refusalTokens = {
  wrong_email: 'addressBad',
  user_count_exceeded: 'userLimit',
  access_denied: 'noRights',
  no_extranet_field: 'portalError',
  no_sonet_group_for_extranet: 'portalError',
  invalid_type_field: 'portalError',
} as const satisfies Readonly<Record<string, ErrorCode>>
/** `otherText`: free words in the portal's language. In user.add they mostly say that the address is taken: look it up. */
export type RefusalToken = keyof typeof refusalTokens | 'otherText'
