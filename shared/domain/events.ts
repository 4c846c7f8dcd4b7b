import { z } from 'zod'
import { checkNames } from './checks'
import { factNames } from './facts'
import { caseIdSchema, writerIdSchema, type CaseId, type SubjectId, type WriterId } from './ids'
import type { JsonValue } from './canonicalJson'
import { caseStates, checkResults, doors, factGivers, handOverRoles, outcomes } from './stateWords'

/**
 * The table of event kinds (data-model, "Envelope"). `open` may hold only closed words, numbers, times and names of
 * steps, flows, facts and checks; every name, address, host and free text lies in `personal`. Redaction, erasure,
 * columns and their tests derive from this table, so a new field is classed the moment it is written here.
 */
const word = z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,59}$/)
const time = z.int().min(0)
const count = z.number()
const checkName = z.enum(checkNames as [string, ...string[]])
const factName = z.enum(factNames as [string, ...string[]])
const line = z.string().max(300)
const text = z.string().max(4000)
const values = z.record(z.string().max(60), z.union([z.string().max(4000), z.number()]))

interface KindDefinition {
  readonly version: number
  readonly open: z.ZodObject
  readonly personal: z.ZodObject
}

const kind = <O extends z.ZodRawShape, P extends z.ZodRawShape>(version: number, open: O, personal: P) => ({ version, open: z.strictObject(open), personal: z.strictObject(personal) })

export const eventKinds = {
  /** The first event of a case: who opened it, for which problem. */
  caseOpened: kind(1, { door: z.enum(doors), entry: z.enum(['paste', 'menu', 'commandLine']), flow: word, flowVersion: z.int().min(1), language: word, demo: z.boolean() }, { portal: line.optional(), operator: line.optional() }),
  /** A fact that nobody was asked for: lifted from pasted text, taken from the connection or from a file. */
  factGiven: kind(1, { fact: factName, giver: z.enum(factGivers), value: z.union([word, count]).optional() }, { value: text.optional() }),
  /** A person's answer to an ask (or the asking part of a verify). `visit` counts how often the walk came to the step. */
  answerGiven: kind(1, { fact: factName, visit: z.int().min(1), value: z.union([word, count]).optional() }, { value: text.optional() }),
  /** Takes back what it supersedes; the walk stops at that step again. */
  answerWithdrawn: kind(1, { visit: z.int().min(1) }, {}),
  /** One check ended. `needs`: the facts it was run with, so that it is reused only while they are the same. */
  checkFinished: kind(1, { check: checkName, result: z.enum(checkResults), reason: word, tookMs: count, visit: z.int().min(1), values: values, numbers: z.record(z.string().max(40), z.number()) }, { needs: values.optional(), values: values.optional(), evidence: z.array(line).max(20).optional(), words: values.optional() }),
  /** A human step was tried: done, or it didn't work. */
  adviceTried: kind(1, { visit: z.int().min(1), result: z.enum(['done', 'failed']) }, {}),
  /** A message was handed to somebody who has the right; or their answer is there. */
  handedOver: kind(1, { visit: z.int().min(1), to: z.enum(handOverRoles), result: z.enum(['sent', 'answered']), by: z.enum(['copied', 'mail', 'file', 'print', 'commandLine']).optional() }, { message: text.optional() }),
  /**
   * Durable before a fix's request leaves, with the values before and those wanted, and the portal it goes to. Without an
   * answer after it: look first, never run again. `undoes`: the fix whose run at this place it takes back.
   */
  fixIntended: kind(1, { fix: word, visit: z.int().min(1), undoes: word.optional() }, { needs: values.optional(), before: values.optional(), wanted: values.optional(), portal: line.optional() }),
  /**
   * The portal answered the request, or its answer was lost. That it ran does not mean that it helped. `part`: one of several
   * requests of a run, from 1; `after` says whose it was.
   */
  fixAnswered: kind(1, { fix: word, visit: z.int().min(1), answer: z.enum(['accepted', 'refused', 'unconfirmed']), reason: word, tookMs: count, part: z.int().min(1).optional() }, { after: values.optional() }),
  /** The re-check looked. `unknown`: what it reads may lag, it is to be looked at again. `left`: how many it certainly never came to. */
  fixVerified: kind(1, { fix: word, visit: z.int().min(1), result: z.enum(['verified', 'notVerified', 'failed', 'unknown']), reason: word.optional(), left: z.int().min(1).optional() }, { after: values.optional() }),
  /** No right, or a dry run: nothing was sent. */
  fixNotRun: kind(1, { fix: word, visit: z.int().min(1), result: z.enum(['skipped', 'dryRun']), reason: word }, { needs: values.optional() }),
  /** The walk went on in another flow; the version it found is kept for good. */
  flowEntered: kind(1, { flow: word, flowVersion: z.int().min(1) }, {}),
  /** A flow run reached an end. */
  flowEnded: kind(1, { visit: z.int().min(1), outcome: z.enum(outcomes), verdict: word.optional() }, {}),
  caseStateSet: kind(1, { state: z.enum(caseStates), outcome: z.enum(outcomes).optional() }, { reason: text.optional() }),
  noteAdded: kind(1, {}, { note: text.optional() }),
  feedbackGiven: kind(1, { helped: z.enum(['yes', 'no']), reason: word.optional() }, { comment: text.optional() }),
} as const satisfies Record<string, KindDefinition>

export type EventKind = keyof typeof eventKinds
export const eventKindNames = Object.keys(eventKinds) as readonly EventKind[]

export function isEventKind(name: string): name is EventKind {
  return Object.hasOwn(eventKinds, name)
}

export type OpenOf<K extends EventKind> = z.infer<(typeof eventKinds)[K]['open']>
export type PersonalOf<K extends EventKind> = z.infer<(typeof eventKinds)[K]['personal']>

/** Names an event for good: (caseId, writerId, seq); within a case `writerId:seq` is enough. */
export type EventName = `${string}:${number}`

/** What hashes (data-model, "Envelope"). Stored and exported as the exact canonical text that was hashed. */
export const envelopeSchema = z.strictObject({
  v: z.literal(1),
  caseId: caseIdSchema,
  writerId: writerIdSchema,
  seq: z.int().min(1),
  prev: z.string().regex(/^[0-9a-f]{64}$/),
  lamport: z.int().min(1),
  at: time,
  kind: word,
  kindVersion: z.int().min(1),
  role: z.enum(doors),
  flow: z.strictObject({ id: word, version: z.int().min(1), step: word.optional() }).optional(),
  supersedes: z.array(z.tuple([writerIdSchema, z.int().min(1)])).max(500).optional(),
  open: z.record(z.string(), z.json()),
  commitments: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
})
export type Envelope = z.infer<typeof envelopeSchema>

/** What a use case asks to be written. The log adds ids, order, salts and hashes. */
export type NewEvent = {
  [K in EventKind]: {
    readonly kind: K
    readonly flow?: { readonly id: string; readonly version: number; readonly step?: string }
    readonly supersedes?: readonly EventName[]
    readonly open: OpenOf<K>
    readonly personal: PersonalOf<K>
  }
}[EventKind]

/** What a case is read back as, in order (lamport, writerId, seq). Unknown kinds are kept and shown as newer. */
export interface CaseEvent {
  readonly name: EventName
  readonly caseId: CaseId
  readonly writerId: WriterId
  readonly seq: number
  readonly lamport: number
  /** UTC milliseconds; shown, never trusted for order. */
  readonly at: number
  readonly kind: string
  readonly kindVersion: number
  readonly role: Envelope['role']
  readonly flow: Envelope['flow']
  readonly supersedes: readonly EventName[]
  readonly open: Readonly<Record<string, JsonValue>>
  /** A field whose value was blanked is absent here and listed in `blanked`. */
  readonly personal: Readonly<Record<string, JsonValue>>
  readonly blanked: readonly string[]
  readonly subjectId: SubjectId | undefined
  readonly hash: string
}
