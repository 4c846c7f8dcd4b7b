/**
 * Error codes with the HTTP status this portal gives them and the text (bitrix24.md 1.4). Where sources disagree on the
 * status, the server's own source and the SDKs are followed: INVALID_CREDENTIALS and insufficient_scope are 401. Methods
 * that say more put a text of their own in its place.
 */
const errorTable = {
  '100': [400, 'A needed parameter has no value'],
  ACCESS_DENIED: [403, 'REST can be used on a commercial plan only.'],
  ACCESS_ERROR: [403, 'No right to write there'],
  ALLOWED_ONLY_INTRANET_USER: [403, 'Only people of the company may do this'],
  APPLICATION_NOT_FOUND: [401, 'Application not found'],
  ATTACH_ERROR: [400, 'Incorrect attach params'],
  ATTACH_OVERSIZE: [400, 'The attachment is too large'],
  authorization_error: [401, 'Unable to authorize user'],
  CHAT_ID: [400, 'There is no such chat'],
  CODE_EMPTY: [400, "CODE can't be empty"],
  ERROR_ARGUMENT: [400, 'The request could not be read'],
  ERROR_BATCH_LENGTH_EXCEEDED: [400, 'Max batch length exceeded'],
  ERROR_BATCH_METHOD_NOT_ALLOWED: [405, 'Method is not allowed for batch usage'],
  ERROR_CORE: [400, ''],
  ERROR_EVENT_NOT_FOUND: [400, 'Event not found'],
  ERROR_GROUPID: [400, 'Group code not specified'],
  ERROR_MANIFEST_IS_NOT_AVAILABLE: [404, 'The manifest is not available'],
  ERROR_METHOD_NOT_FOUND: [404, 'Method not found!'],
  ERROR_NO_GROUP: [400, 'Group specified incorrectly'],
  ERROR_NOT_FOUND: [400, 'Nothing was found'],
  ERROR_OAUTH: [401, 'Application not installed'],
  ERROR_UNEXPECTED_ANSWER: [500, 'Unexpected answer'],
  expired_token: [401, 'The access token provided has expired.'],
  ID_EMPTY: [400, "User ID can't be empty"],
  insufficient_scope: [401, 'The request requires higher privileges than provided by the webhook token'],
  INTERNAL_SERVER_ERROR: [500, 'Internal server error'],
  INTRANET_CONTROLLER_INVITE_DELETE_FAILED: [400, 'The invitation could not be deleted'],
  INTRANET_CONTROLLER_INVITE_FAILED: [400, 'The invitation could not be sent'],
  INTRANET_CONTROLLER_INVITE_NO_PERMISSIONS: [400, 'No right to do this'],
  INTRANET_CONTROLLER_INVITE_NO_USER_ID: [400, 'No user was named'],
  INTRANET_CONTROLLER_INVITE_USER_NOT_FOUND: [400, 'There is no such invitation'],
  INVALID_ARG_VALUE: [400, 'A parameter has a wrong value'],
  INVALID_CREDENTIALS: [401, 'Invalid request credentials'],
  INVALID_REQUEST: [400, 'Https required.'],
  invalid_token: [401, 'Unable to get application by token'],
  MESSAGE_EMPTY: [400, "Message can't be empty"],
  METHOD_CONFIRM_DENIED: [403, 'An administrator has refused this method'],
  METHOD_CONFIRM_WAITING: [401, 'An administrator has to confirm this method'],
  NO_AUTH_FOUND: [401, 'Wrong authorization data'],
  NOT_FOUND: [400, 'There is no such kind of item'],
  OPERATION_TIME_LIMIT: [429, 'Method is blocked due to operation time limit.'],
  OVERLOAD_LIMIT: [503, 'REST is blocked because of overload.'],
  PAYMENT_REQUIRED: [401, 'Subscription has been ended'],
  PORTAL_DELETED: [410, 'The portal was deleted'],
  QUERY_LIMIT_EXCEEDED: [503, 'Too many requests'],
  user_access_error: [403, 'The application is not open to this user'],
  USER_ID_EMPTY: [400, "User ID can't be empty"],
  USER_NOT_EXISTS: [400, 'There is no such user'],
  USER_NOT_FOUND: [400, 'There is no such recipient'],
  WRONG_AUTH_TYPE: [403, 'Access for this method not allowed by session authorization.'],
} as const satisfies Readonly<Record<string, readonly [status: number, description: string]>>

export type RestErrorCode = keyof typeof errorTable

export class RestError extends Error {
  readonly status: number
  readonly description: string

  constructor(
    readonly code: RestErrorCode,
    readonly extra: Readonly<Record<string, string>> = {},
    description?: string,
  ) {
    const [status, usual] = errorTable[code]
    super(code)
    this.status = status
    this.description = description ?? usual
  }

  /** The body of a refused request: no `result`, no `time`. */
  toAnswer(): Readonly<Record<string, string>> {
    return { error: this.code, error_description: this.description, ...this.extra }
  }
}
