import { z } from 'zod'
import { companyCardSchema, contactSchema } from '../domain/companyCard'
import { caseIdSchema } from '../domain/ids'
import { caseStates, checkResults, doors, factGivers, handOverRoles, outcomes, portalPlans } from '../domain/stateWords'

/** What the page is given to draw. Values are plain text: the page never treats one as markup. */
const text = z.string().max(4000)
const line = z.string().max(400)
const name = z.string().max(60)
const factValue = z.union([z.string().max(4000), z.number()])
const ms = z.number()

export const connectionSchema = z.strictObject({
  state: z.enum(['none', 'demo', 'portal']),
  /** The portal's host as people know it. */
  portal: line.optional(),
  ownerName: line.optional(),
  /** What the portal itself grants: look people up, administer. */
  canLookUp: z.boolean(),
  isAdmin: z.boolean(),
  scopes: z.array(name),
  /** Milliseconds of the last answer. */
  answeredInMs: ms.optional(),
  checkedAt: ms.optional(),
  problem: name.optional(),
  /** The portal's new host, when it said that it was renamed: shown, and followed only when a person agrees. */
  movedTo: line.optional(),
  /** How a real portal lets the app in, and how many requests its plan takes. */
  way: z.enum(['webhook', 'app']).optional(),
  plan: z.enum(portalPlans).optional(),
  /** Where the webhook is kept: the system's keychain, or memory until the app ends. */
  secretStore: z.enum(['keychain', 'session']),
})
export type ConnectionView = z.infer<typeof connectionSchema>

export const companyCardViewSchema = z.strictObject({ card: companyCardSchema.optional(), source: z.enum(['managed', 'own', 'none']) })
export type CompanyCardView = z.infer<typeof companyCardViewSchema>

export const appStateSchema = z.strictObject({
  version: line,
  host: z.enum(['electron', 'browser', 'cli']),
  language: z.string().regex(/^[a-z]{2}$/),
  theme: z.enum(['system', 'light', 'dark']),
  connection: connectionSchema,
  cases: z.strictObject({ total: z.int(), open: z.int(), waiting: z.int() }),
  /** True after an unclean end, while the worker verifies the log. */
  checkingLog: z.boolean(),
  logProblem: line.optional(),
})
export type AppState = z.infer<typeof appStateSchema>

export const checkRowSchema = z.strictObject({
  check: name,
  /** `pending`: not started. `running`: a request is open now. */
  state: z.enum(['pending', 'running', ...checkResults]),
  /** A closed word: the sentence is `checks.<check>.reasons.<reason>` or `checks.general.<reason>`. */
  reason: name.optional(),
  /** For the sentence: times in epoch milliseconds, counts, names. */
  words: z.record(name, factValue),
  /** What was asked and what came back, one line each; no secret, addresses shortened. */
  evidence: z.array(line),
  source: line,
  tookMs: ms.optional(),
  at: ms.optional(),
  /** The event behind the row. */
  event: z.string().max(80).optional(),
})
export type CheckRow = z.infer<typeof checkRowSchema>

export const optionSchema = z.strictObject({ value: name, label: line, hint: line.optional() })

export const stepViewSchema = z.strictObject({
  flow: name,
  flowVersion: z.int(),
  step: name,
  visit: z.int(),
  kind: z.enum(['ask', 'check', 'advise', 'fix', 'verify', 'handOver', 'call', 'end']),
  awaits: z.enum(['person', 'checks', 'answer', 'nothing']),
  /** "Step 3": how many steps a person saw on the way, this one included. */
  ordinal: z.int(),
  title: line,
  body: text.optional(),
  why: text.optional(),
  /** The sentence an agent says on the phone. */
  say: text.optional(),
  do: z.array(text),
  verdict: name.optional(),
  mandatory: z.boolean(),
  /** Ask, and the asking part of a verify. */
  ask: z
    .strictObject({
      fact: name,
      type: z.enum(['closed', 'line', 'address', 'host', 'text']),
      options: z.array(optionSchema),
      /** The answer given before, when the person came back to this step. */
      previous: factValue.optional(),
      maxLength: z.int(),
    })
    .optional(),
  /** Rows of this step's checks, or of the checks that led to this finding. */
  checks: z.array(checkRowSchema),
  /** The two buttons of a human step, in its own words. */
  advice: z.strictObject({ done: line, failed: line }).optional(),
  links: z.array(z.strictObject({ link: name, address: line, demo: z.boolean() })),
  handOver: z
    .strictObject({
      to: z.enum(handOverRoles),
      subject: line,
      message: text,
      sentAt: ms.optional(),
      canResume: z.boolean(),
      /** Who stands on the company card for this role. */
      contacts: z.array(contactSchema),
    })
    .optional(),
  outcome: z.enum(outcomes).optional(),
})
export type StepView = z.infer<typeof stepViewSchema>

export const factRowSchema = z.strictObject({
  fact: name,
  value: factValue,
  giver: z.enum(factGivers),
  at: ms,
  fresh: z.boolean(),
  contradicted: z.boolean(),
})

export const answerRowSchema = z.strictObject({
  flow: name,
  step: name,
  visit: z.int(),
  fact: name,
  /** The question as it was put, short. */
  question: line,
  value: factValue,
  /** A closed answer's words. */
  label: line.optional(),
  by: z.enum(['person', 'check', 'paste', 'file']),
  /** False: kept, but the present way does not pass here. */
  used: z.boolean(),
})

export const caseRowSchema = z.strictObject({
  caseId: caseIdSchema,
  /** Local, counts up. */
  number: z.int(),
  code: line,
  person: line.optional(),
  address: line.optional(),
  problem: name,
  /** The flow's own name in the language of the screen. */
  problemName: line,
  state: z.enum(caseStates),
  outcome: z.enum(outcomes).optional(),
  verdict: name.optional(),
  verdictName: line.optional(),
  lastStep: name.optional(),
  lastStepTitle: line.optional(),
  waitingFor: z.enum(handOverRoles).optional(),
  operator: line.optional(),
  door: z.enum(doors),
  openedAt: ms,
  updatedAt: ms,
})
export type CaseRow = z.infer<typeof caseRowSchema>

/** The guided screen and the end screen. */
export const caseViewSchema = z.strictObject({
  case: caseRowSchema,
  /** Grows with every event: a command carries it, so that two windows never overwrite each other unseen. */
  revision: z.int(),
  step: stepViewSchema,
  /** "What we know": the checks whose results count on the present way, in the order they were met. */
  checks: z.array(checkRowSchema),
  facts: z.array(factRowSchema),
  answers: z.array(answerRowSchema),
  /** Questions passed because the answer was known. */
  passed: z.array(z.strictObject({ step: name, question: line, value: factValue })),
  /** What was done, for the end screen: the titles of the human steps and their results. */
  done: z.array(z.strictObject({ title: line, result: name, at: ms })),
  /** When a re-check that may have looked too early is to be repeated. */
  remindAt: ms.optional(),
  canGoBack: z.boolean(),
  /** The version this case began with is not part of this app: the case opens for reading. */
  readOnly: z.boolean(),
})
export type CaseView = z.infer<typeof caseViewSchema>

export const timelineRowSchema = z.strictObject({
  event: z.string().max(80),
  kind: name,
  at: ms,
  door: z.enum(doors),
  step: name.optional(),
  stepTitle: line.optional(),
  /** Closed words and values for the sentence `timeline.<kind>`. */
  words: z.record(name, factValue),
  superseded: z.boolean(),
  used: z.boolean(),
  /** A kind this app does not know: kept, verified, shown as newer. */
  newer: z.boolean(),
})
export type TimelineRow = z.infer<typeof timelineRowSchema>

export const matchSchema = z.strictObject({
  sure: z.boolean(),
  matches: z.array(
    z.strictObject({
      flow: name,
      /** False: the problem is known, its guide is not written yet; no case can be opened with it. */
      hasFlow: z.boolean(),
      name: line,
      summary: text,
      score: z.number(),
      language: line,
      because: z.array(z.strictObject({ start: z.int(), end: z.int() })),
    }),
  ),
  captured: z.strictObject({ name: line.optional(), address: line.optional(), portal: line.optional() }),
  spans: z.array(z.strictObject({ kind: z.enum(['name', 'address', 'portal']), start: z.int(), end: z.int() })),
})
export type MatchView = z.infer<typeof matchSchema>

export const flowRowSchema = z.strictObject({ flow: name, version: z.int(), name: line, summary: text, verdicts: z.int(), steps: z.int(), source: line, checked: line })
export type FlowRow = z.infer<typeof flowRowSchema>

/** What the linter found. The sentence is `lint.<rule>` in the locale files, filled with `args`. */
export const lintFindingSchema = z.strictObject({ rule: name, severity: z.enum(['error', 'warning']), file: line, line: z.int(), step: name.optional(), args: z.record(name, factValue) })
export type LintFinding = z.infer<typeof lintFindingSchema>

/** One flow walked in memory: edges as `flow/step|way`. */
export const flowWalkSchema = z.strictObject({
  flow: name,
  version: z.int(),
  states: z.int(),
  edges: z.strictObject({ drawn: z.int(), taken: z.int(), missing: z.array(line) }),
  pairs: z.int(),
  outcomes: z.record(name, z.int()),
  stepsNeverReached: z.array(name),
  /** States from which no outcome can be reached. */
  withoutOutcome: z.int(),
})
export type FlowWalkView = z.infer<typeof flowWalkSchema>

/** One difference between two versions. The sentence is `flowDiff.<change>` in the locale files. */
export const flowChangeSchema = z.strictObject({ change: name, step: name.optional(), language: z.string().regex(/^[a-z]{2}$/).optional(), name: line.optional(), before: text.optional(), after: text.optional() })
export type FlowChangeView = z.infer<typeof flowChangeSchema>
