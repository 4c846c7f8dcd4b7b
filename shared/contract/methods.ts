import { z } from 'zod'
import { companyCardSchema } from '../domain/companyCard'
import { fixNotRunReasons } from '../domain/fixes'
import { caseIdSchema, commandIdSchema } from '../domain/ids'
import { caseStates, doors, outcomes, portalPlans } from '../domain/stateWords'
import { printDocumentSchema } from './printDocument'
import { fileNameText, freeText, languageText, nameText, secretText } from './textSchemas'
import { appStateSchema, caseRowSchema, caseViewSchema, companyCardViewSchema, connectionSchema, fixPreviewSchema, flowChangeSchema, flowMapSchema, flowRowSchema, flowWalkSchema, lintFindingSchema, matchSchema, timelineRowSchema } from './views'

const nothing = z.strictObject({})
/** Every change names itself: the same command sent twice writes once. `revision` is that of the view it was decided on. */
const change = { caseId: caseIdSchema, commandId: commandIdSchema, revision: z.int().min(0) }
const at = { step: nameText, visit: z.int().min(1).max(1000) }
const run = { event: z.string().regex(/^[0-9a-f-]{36}:[0-9]{1,9}$/) }
/** `confirm`: what the preview says a person types. `callerReason`: why nobody made sure who asks, kept as a note. */
const agreed = { confirm: freeText(254).min(1), callerReason: freeText(500).min(1).optional() }
const token = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)
const savedSchema = z.discriminatedUnion('via', [z.strictObject({ via: z.literal('ticket'), ticket: token, name: fileNameText }), z.strictObject({ via: z.literal('dialog'), saved: z.boolean(), name: fileNameText })])

/**
 * The contract: what a page, a command line or a test may ask of the core, over any transport.
 * Key = `area.verb`. Strict objects: an unknown key is refused. Text fields come from textSchemas, nothing else.
 */
export const methods = {
  'app.state': { params: nothing, result: appStateSchema },
  'app.setPreferences': { params: z.strictObject({ theme: z.enum(['system', 'light', 'dark']).optional(), language: languageText.optional() }), result: appStateSchema },
  'app.openLink': { params: z.strictObject({ caseId: caseIdSchema, link: nameText }), result: z.strictObject({ opened: z.boolean(), address: z.string().max(400) }) },
  'app.quit': { params: nothing, result: nothing },

  'connection.openDemo': { params: nothing, result: connectionSchema },
  /** Tests the webhook with read-only calls; kept only when it works. */
  'connection.connectWebhook': { params: z.strictObject({ webhook: secretText(400), plan: z.enum(portalPlans).optional() }), result: connectionSchema },
  /** Shows Bitrix24's page on which a person lets a local application in. Its key stays in memory until connectApp. */
  'connection.beginApp': { params: z.strictObject({ portal: freeText(254).min(1), clientId: secretText(100), clientSecret: secretText(200), plan: z.enum(portalPlans).optional() }), result: z.strictObject({ opened: z.boolean(), address: z.string().max(600) }) },
  /** The code, or the whole address that Bitrix24 led to afterwards; thirty seconds old at most. */
  'connection.connectApp': { params: z.strictObject({ code: secretText(2000) }), result: connectionSchema },
  'connection.setPlan': { params: z.strictObject({ plan: z.enum(portalPlans) }), result: connectionSchema },
  /** Goes on at the portal's new host, after a person has seen it: `host` must be the one shown. */
  'connection.followMove': { params: z.strictObject({ host: freeText(254).min(1) }), result: connectionSchema },
  'connection.test': { params: nothing, result: connectionSchema },
  'connection.disconnect': { params: nothing, result: connectionSchema },

  /** The company card: whom to ask. `managed`: put in place for this machine, not to be changed here. */
  'company.card': { params: nothing, result: companyCardViewSchema },
  'company.saveCard': { params: z.strictObject({ card: companyCardSchema }), result: companyCardViewSchema },
  'company.exportCard': { params: nothing, result: savedSchema },
  'company.importCard': { params: z.strictObject({ fileId: token }), result: companyCardViewSchema },
  'company.removeCard': { params: nothing, result: companyCardViewSchema },

  'flows.list': { params: nothing, result: z.strictObject({ flows: z.array(flowRowSchema) }) },
  'flows.match': { params: z.strictObject({ message: freeText(4000) }), result: matchSchema },
  /** Opens the page of Bitrix24's own that the flow's facts come from. */
  'flows.openSource': { params: z.strictObject({ flow: nameText }), result: z.strictObject({ opened: z.boolean(), address: z.string().max(400) }) },
  /** The flow as numbered sections for people who read it on paper or on a phone. */
  'flows.print': { params: z.strictObject({ flow: nameText, language: languageText.optional() }), result: printDocumentSchema },
  'flows.lint': { params: nothing, result: z.strictObject({ findings: z.array(lintFindingSchema) }) },
  /** Every reachable state in memory, as each door; one flow, or all of them. */
  'flows.walk': { params: z.strictObject({ flow: nameText.optional() }), result: z.strictObject({ flows: z.array(flowWalkSchema) }) },
  /** One version as it is drawn, the newest unless said; with a case: the version it keeps to, and its way through it. */
  'flows.map': { params: z.strictObject({ flow: nameText, version: z.int().min(1).optional(), caseId: caseIdSchema.optional() }), result: flowMapSchema },
  /** Versions ship side by side: what is different in `to`. */
  'flows.diff': { params: z.strictObject({ flow: nameText, from: z.int().min(1), to: z.int().min(1) }), result: z.strictObject({ flow: nameText, from: z.int(), to: z.int(), changes: z.array(flowChangeSchema) }) },

  'cases.open': {
    params: z.strictObject({
      commandId: commandIdSchema,
      flow: nameText,
      door: z.enum(doors),
      message: freeText(4000).optional(),
      person: z.strictObject({ name: freeText(254).optional(), address: freeText(254).optional(), portal: freeText(254).optional() }).optional(),
    }),
    result: caseViewSchema,
  },
  'cases.view': { params: z.strictObject({ caseId: caseIdSchema }), result: caseViewSchema },
  'cases.list': {
    params: z.strictObject({
      state: z.enum(caseStates).optional(),
      outcome: z.enum(outcomes).optional(),
      problem: nameText.optional(),
      search: freeText(200).optional(),
      sort: z.enum(['updated', 'opened', 'number', 'person', 'state']),
      descending: z.boolean(),
      page: z.int().min(1).max(100_000),
      pageSize: z.int().min(1).max(100),
    }),
    result: z.strictObject({ rows: z.array(caseRowSchema), total: z.int(), totalIsExact: z.boolean() }),
  },
  'cases.timeline': { params: z.strictObject({ caseId: caseIdSchema }), result: z.strictObject({ rows: z.array(timelineRowSchema) }) },
  'cases.addNote': { params: z.strictObject({ ...change, note: freeText(2000) }), result: caseViewSchema },
  'cases.setState': { params: z.strictObject({ ...change, state: z.enum(['open', 'closed']), outcome: z.enum(outcomes).optional(), reason: freeText(500).optional() }), result: caseViewSchema },
  'cases.giveFeedback': { params: z.strictObject({ ...change, helped: z.enum(['yes', 'no']), comment: freeText(1000).optional() }), result: caseViewSchema },
  /** For a case that opens for reading only: goes on with the flow versions that this app has. */
  'cases.useCurrentFlow': { params: z.strictObject(change), result: caseViewSchema },

  /** Answers the step the case stands at, or changes an answer given before (`step` and `visit` name which). */
  'flow.answer': { params: z.strictObject({ ...change, ...at, value: z.union([freeText(4000).min(1), z.number()]) }), result: caseViewSchema },
  'flow.tryAdvice': { params: z.strictObject({ ...change, ...at, result: z.enum(['done', 'failed']) }), result: caseViewSchema },
  'flow.handOver': { params: z.strictObject({ ...change, ...at, result: z.enum(['sent', 'answered']), by: z.enum(['copied', 'mail', 'file', 'print', 'commandLine']).optional(), message: freeText(4000).optional() }), result: caseViewSchema },
  /** Opens the message as a draft to a contact of the company card, by its place in the step's list. */
  'flow.openMail': { params: z.strictObject({ caseId: caseIdSchema, ...at, contact: z.int().min(0).max(9), subject: freeText(400), message: freeText(4000) }), result: z.strictObject({ opened: z.boolean(), reason: z.enum(['tooLong', 'noProgram']).optional() }) },
  /** Takes the last human step back; nothing is deleted. */
  'flow.back': { params: z.strictObject(change), result: caseViewSchema },

  /** Runs what the present step awaits, or the named checks again. Answers when all are finished; progress comes as events. */
  'checks.run': { params: z.strictObject({ caseId: caseIdSchema, commandId: commandIdSchema, checks: z.array(nameText).max(20).optional() }), result: caseViewSchema },
  /** Ends what still runs; those checks are recorded as not run. */
  'checks.skip': { params: z.strictObject({ caseId: caseIdSchema }), result: z.strictObject({ skipped: z.int() }) },

  /** A fresh look at the portal: what the fix of the present step would do. Nothing is written, nothing is changed. */
  'fixes.preview': { params: z.strictObject({ caseId: caseIdSchema, ...at }), result: fixPreviewSchema },
  /** Sends it once and looks whether it helped. Sent again with the same commandId it only answers the case. */
  'fixes.run': { params: z.strictObject({ ...change, ...at, ...agreed }), result: caseViewSchema },
  /** Goes on without it. The reason is the one that forbids it, where there is one; else that given, else `declined`. */
  'fixes.skip': { params: z.strictObject({ ...change, ...at, reason: z.enum(fixNotRunReasons).optional() }), result: caseViewSchema },
  /** For a run without a known end: reads, never sends. Refused with fixUnderWay while the request may still be on its way. */
  'fixes.lookAgain': { params: z.strictObject({ ...change, ...run }), result: caseViewSchema },
  /** What taking that run back would do. */
  'fixes.previewUndo': { params: z.strictObject({ caseId: caseIdSchema, ...run }), result: fixPreviewSchema },
  'fixes.undo': { params: z.strictObject({ ...change, ...run, ...agreed }), result: caseViewSchema },

  'jobs.start': { params: z.strictObject({ job: z.enum(['verifyLog']) }), result: z.strictObject({ jobId: token }) },
  'jobs.cancel': { params: z.strictObject({ jobId: token }), result: z.strictObject({ cancelled: z.boolean() }) },

  /** The hand-over's message as a text file: Electron asks where and writes it, the browser gets a one-use ticket. */
  'files.saveMessage': { params: z.strictObject({ caseId: caseIdSchema, message: freeText(4000) }), result: savedSchema },
  /** Takes in a text file with the message: Electron shows its dialog, the browser gets a one-use ticket to PUT to. */
  'files.beginUpload': { params: nothing, result: z.discriminatedUnion('via', [z.strictObject({ via: z.literal('ticket'), ticket: token }), z.strictObject({ via: z.literal('dialog'), fileId: token.optional() })]) },
  /** The text of an uploaded file, once; then it is forgotten. Refused when it is no text or holds a secret. */
  'files.takeText': { params: z.strictObject({ fileId: token }), result: z.strictObject({ text: z.string().max(4000) }) },
} as const satisfies Record<`${string}.${string}`, { readonly params: z.ZodType; readonly result: z.ZodType }>

export type MethodName = keyof typeof methods
export const methodNames = Object.keys(methods) as readonly MethodName[]
export type Params<M extends MethodName> = z.infer<(typeof methods)[M]['params']>
export type Value<M extends MethodName> = z.infer<(typeof methods)[M]['result']>

/** What the core implements: one handler a method. A handler throws AppFailure; anything else becomes `internal`. */
export type Handlers = { readonly [M in MethodName]: (params: Params<M>) => Promise<Value<M>> | Value<M> }
