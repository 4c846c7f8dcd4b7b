/**
 * What the authorization server refuses with (bitrix24.md 1.2). The statuses are not documented; those of the SDKs are
 * taken, WRONG_CLIENT with 200 among them.
 */
const oauthErrors = {
  bad_verification_code: [400, 'The verification code is incorrect'],
  invalid_client: [401, 'Invalid client data'],
  invalid_grant: [400, 'The code or token is invalid, expired or was used'],
  invalid_request: [400, 'The request lacks a parameter or has a wrong one'],
  invalid_scope: [400, 'More permissions were asked for than the application has'],
  NOT_INSTALLED: [401, 'Application not installed'],
  PAYMENT_REQUIRED: [401, 'Payment required'],
  WRONG_CLIENT: [200, 'Wrong client'],
} as const satisfies Readonly<Record<string, readonly [status: number, description: string]>>

export type OAuthErrorCode = keyof typeof oauthErrors

export class OAuthError extends Error {
  readonly status: number
  private readonly description: string

  constructor(readonly code: OAuthErrorCode) {
    super(code)
    ;[this.status, this.description] = oauthErrors[code]
  }

  toAnswer(): Readonly<Record<string, string>> {
    return { error: this.code, error_description: this.description }
  }
}
