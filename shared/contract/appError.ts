import { z } from 'zod'

/**
 * Every error a person may meet. Closed: adapters translate foreign errors to one of these at their edge, each has a
 * text in every language (`errors.<code>` in shared/locales) and a state on screen.
 */
export const errorCodes = [
  // the door
  'unknownMethod', 'badRequest', 'tooLarge', 'notAllowed', 'notSignedIn', 'linkUsed', 'secretFound', 'internal', 'cancelled',
  // fixes
  'confirmMismatch', 'callerNotVerified', 'fixRefused', 'fixElsewhere', 'fixUnderWay', 'fixOtherPortal', 'cannotUndo',
  // cases and flows
  'caseNotFound', 'caseChanged', 'caseClosed', 'flowNotFound', 'stepMoved', 'badAnswer', 'nothingToUndo', 'unsafeLink', 'fileNotFound', 'fileUnreadable', 'fileUnwritable', 'cardUnreadable', 'cardManaged', 'jobNotFound',
  // the connection
  'notConnected', 'webhookMalformed', 'webhookInsecure', 'webhookDead', 'tokenExpired', 'scopeMissing', 'noRights', 'notFound',
  'rateLimited', 'overloaded', 'portalBlocked', 'portalGone', 'portalRenamed', 'subscriptionNeeded', 'addressTaken', 'addressBad', 'userLimit',
  'network', 'hostNotFound', 'tls', 'tlsIntercepted', 'certificateDate', 'proxy', 'captivePortal', 'timeout', 'notBitrix', 'badAnswerFromPortal', 'portalError', 'demoUnavailable',
  'writeUnconfirmed', 'confirmationAwaited', 'appRemoved', 'codeExpired',
  // the data folder
  'dataFolderUnwritable', 'dataFolderInUse', 'databaseNotOne', 'databaseFromFuture', 'databaseDamaged', 'databaseBusy', 'databaseFull', 'migrationFailed',
  // starting
  'badArguments', 'flowsDamaged', 'portInUse',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Whether trying again can help: at once, later, or never without a change. */
export const retries = ['now', 'later', 'no'] as const

export const appErrorSchema = z.strictObject({
  code: z.enum(errorCodes),
  /** For developers and logs; neutral, no personal value and no secret. People read the text of the code. */
  message: z.string().max(500),
  retry: z.enum(retries),
  /** Closed words and numbers for the text of the code: `{ field: 'message', seconds: 12 }`. */
  details: z.record(z.string().max(40), z.union([z.string().max(300), z.number()])).optional(),
})
export type AppError = z.infer<typeof appErrorSchema>

export class AppFailure extends Error {
  override readonly name = 'AppFailure'
  readonly code: ErrorCode
  readonly retry: AppError['retry']
  readonly details: Readonly<Record<string, string | number>> | undefined

  constructor(code: ErrorCode, options: { readonly message?: string; readonly retry?: AppError['retry']; readonly details?: Readonly<Record<string, string | number>>; readonly cause?: unknown } = {}) {
    super(options.message ?? code, options.cause === undefined ? {} : { cause: options.cause })
    this.code = code
    this.retry = options.retry ?? 'no'
    this.details = options.details
  }

  toAppError(): AppError {
    return { code: this.code, message: this.message.slice(0, 500), retry: this.retry, ...(this.details ? { details: { ...this.details } } : {}) }
  }
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }
