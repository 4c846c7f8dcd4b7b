import { z } from 'zod'
import { caseIdSchema } from '../domain/ids'
import { appErrorSchema } from './appError'
import { checkRowSchema, connectionSchema } from './views'

/** What the core tells every page, unasked. One channel over every transport. */
export const eventSchemas = {
  caseChanged: z.strictObject({ caseId: caseIdSchema, revision: z.int() }),
  /** A check of a case started or finished. */
  checkProgressed: z.strictObject({ caseId: caseIdSchema, row: checkRowSchema }),
  connectionChanged: connectionSchema,
  jobProgressed: z.strictObject({ jobId: z.string().max(64), job: z.string().max(40), done: z.number(), total: z.number().optional() }),
  jobFinished: z.strictObject({ jobId: z.string().max(64), job: z.string().max(40), outcome: z.enum(['done', 'cancelled', 'failed']), findings: z.int().optional(), error: appErrorSchema.optional() }),
  /** The app ends; the page says so instead of showing a broken connection. */
  closing: z.strictObject({ reason: z.enum(['quit', 'idle', 'signal']) }),
} as const

export type EventType = keyof typeof eventSchemas
export const eventTypes = Object.keys(eventSchemas) as readonly EventType[]
export type AppEvent = { readonly [T in EventType]: { readonly type: T; readonly data: z.infer<(typeof eventSchemas)[T]> } }[EventType]

/** Largest request body, over every transport, in bytes. */
export const maxRequestBytes = 1024 * 1024
export const maxUploadBytes = 50 * 1024 * 1024
/** The header every request to the browser host must carry: it forces a preflight that is never granted. */
export const requestHeader = 'x-app-request'
