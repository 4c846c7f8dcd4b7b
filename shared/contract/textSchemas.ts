import { z } from 'zod'
import { findSecrets } from '../domain/secretGuard'

/** The message of the issue that makes dispatch answer `secretFound` instead of `badRequest`. */
export const secretIssue = 'latchkey.secret'

const noControl = /^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]*$/u

/**
 * SECURITY: every text that a person can type, paste or import passes here: what looks like a password, a code, a
 * webhook address or a token is refused at the door of every host and is never stored (product.md, secret guard).
 */
export const freeText = (maxLength: number): z.ZodString =>
  z
    .string()
    .max(maxLength)
    .regex(noControl)
    .refine((text) => findSecrets(text).length === 0, { message: secretIssue })

/** The one kind of text that may carry a secret: it goes to the secret store and nowhere else. */
export const secretText = (maxLength: number): z.ZodString => z.string().min(1).max(maxLength).meta({ secret: true })

/** A name of ours: step, flow, fact, check. */
export const nameText = z.string().regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,59}$/)
export const languageText = z.string().regex(/^[a-z]{2}$/)
export const fileNameText = z.string().max(120)
