/**
 * Error codes with the HTTP status this portal gives them and the text (bitrix24.md 1.4). Where sources disagree on the
 * status, the server's own source and the SDKs are followed: INVALID_CREDENTIALS and insufficient_scope are 401.
 */
const errorTable = {
  ACCESS_DENIED: [403, 'REST can be used on a commercial plan only.'],
  authorization_error: [401, 'Unable to authorize user'],
  ERROR_ARGUMENT: [400, 'The request could not be read'],
  ERROR_BATCH_LENGTH_EXCEEDED: [400, 'Max batch length exceeded'],
  ERROR_BATCH_METHOD_NOT_ALLOWED: [405, 'Method is not allowed for batch usage'],
  ERROR_METHOD_NOT_FOUND: [404, 'Method not found!'],
  insufficient_scope: [401, 'The request requires higher privileges than provided by the webhook token'],
  INTERNAL_SERVER_ERROR: [500, 'Internal server error'],
  INVALID_CREDENTIALS: [401, 'Invalid request credentials'],
  NO_AUTH_FOUND: [401, 'Wrong authorization data'],
  OPERATION_TIME_LIMIT: [429, 'Method is blocked due to operation time limit.'],
  OVERLOAD_LIMIT: [503, 'REST is blocked because of overload.'],
  QUERY_LIMIT_EXCEEDED: [503, 'Too many requests'],
} as const satisfies Readonly<Record<string, readonly [status: number, description: string]>>

export type RestErrorCode = keyof typeof errorTable

export class RestError extends Error {
  readonly status: number
  readonly description: string

  constructor(
    readonly code: RestErrorCode,
    readonly extra: Readonly<Record<string, string>> = {},
  ) {
    const [status, description] = errorTable[code]
    super(code)
    this.status = status
    this.description = description
  }

  /** The body of a refused request: no `result`, no `time`. */
  toAnswer(): Readonly<Record<string, string>> {
    return { error: this.code, error_description: this.description, ...this.extra }
  }
}
