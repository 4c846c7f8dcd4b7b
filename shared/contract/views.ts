import { z } from 'zod'
import { companyCardSchema, contactSchema } from '../domain/companyCard'
import { fixNotes, fixNotRunReasons } from '../domain/fixes'
import { caseIdSchema } from '../domain/ids'
import { caseStates, checkResults, doors, factGivers, handOverRoles, outcomes, portalPlans } from '../domain/stateWords'
import { guardSchema } from '../flows/schema'
import { runHealths, sourceAges } from '../flows/flowHealth'

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
  /** What must not be forgotten, soonest first: access that is to be taken back, a change whose end nobody knows, a re-check. */
  reminders: z.array(z.strictObject({ caseId: caseIdSchema, number: z.int(), kind: z.enum(['reversal', 'recheck']), fix: name.optional(), dueAt: ms })),
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
  /** A fix: to be agreed to, or begun without a known end (then `event` names its run). `refusal`: why it cannot run from here. */
  fix: z.strictObject({ fix: name, state: z.enum(['ready', 'lookFirst']), refusal: z.enum(fixNotRunReasons).optional(), event: z.string().max(80).optional() }).optional(),
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

/** How far a fix has come; `intended` and `answered`: nobody knows what came of it, look first. */
export const fixStages = ['intended', 'answered', 'verified', 'notVerified', 'failed', 'unknown'] as const
export const fixRowSchema = z.strictObject({
  fix: name,
  /** The fix that this run takes back. */
  undoes: name.optional(),
  flow: name,
  step: name,
  visit: z.int(),
  stepTitle: line,
  stage: z.enum(fixStages),
  /** A closed word: the portal's answer, or what the re-check saw (`fixWords.proofs`). */
  reason: name.optional(),
  /** Whose account it was. */
  account: z.strictObject({ id: line.optional(), name: line.optional(), address: line.optional() }),
  at: ms,
  /** The fix that takes it back, where there is one and it has not been taken back. */
  undo: name.optional(),
  canBeUndone: z.boolean(),
  /** Access for a purpose: to be taken back by then. */
  takeBackBy: ms.optional(),
  /** Names the run for fixes.lookAgain and fixes.undo. */
  event: z.string().max(80),
  used: z.boolean(),
  /** Of one request a person: how many were sent, were refused, may have been sent, and were never come to. */
  parts: z.strictObject({ sent: z.int(), refused: z.int(), unconfirmed: z.int(), notSent: z.int() }).optional(),
})
export type FixRow = z.infer<typeof fixRowSchema>

/** What a fix would do, seen with a fresh look at the portal. Nothing is written for it. */
export const fixPreviewSchema = z.strictObject({
  fix: name,
  undoes: name.optional(),
  account: z.strictObject({ id: line.optional(), name: line.optional(), address: line.optional() }).optional(),
  /** `label`: a fact, or a word of `fixWords.labels`. */
  rows: z.array(z.strictObject({ label: name, before: factValue.optional(), after: factValue.optional() })),
  notes: z.array(z.enum(fixNotes)),
  canBeUndone: z.boolean(),
  undo: name.optional(),
  reverseWithinMs: ms.optional(),
  /** Somebody must have made sure who asks; where nobody has, it needs a reason. */
  callerFirst: z.boolean(),
  callerVerified: z.boolean(),
  refusal: z.enum(fixNotRunReasons).optional(),
  /** What a person types to agree. */
  confirmWith: line.optional(),
  /** Another case has begun a change of the same person, and nobody knows its end. */
  otherCase: z.strictObject({ caseId: caseIdSchema, number: z.int() }).optional(),
})
export type FixPreview = z.infer<typeof fixPreviewSchema>

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
  /** Every change of the portal that this case has begun, oldest first, on the present way or not. */
  fixes: z.array(fixRowSchema),
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

/** How old a flow's source is, and how the recent cases that were opened with it ended (shared/flows/flowHealth.ts). */
const flowHealthSchema = z.strictObject({ source: z.enum(sourceAges), dueOn: line, runs: z.enum(runHealths) })
const flowRateSchema = z.strictObject({ solved: z.int(), notSolved: z.int(), handedOver: z.int(), total: z.int(), sinceMs: ms })

export const flowRowSchema = z.strictObject({ flow: name, version: z.int(), name: line, summary: text, verdicts: z.int(), steps: z.int(), source: line, sourceAddress: line.optional(), checked: line, owner: name, health: flowHealthSchema, rate: flowRateSchema })
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

/** A flow as it is drawn. A way without `label` is worded by the page: by its condition, or by its closed word. */
export const flowMapSchema = z.strictObject({
  flow: name,
  version: z.int(),
  /** Every version that ships, the oldest first. */
  versions: z.array(z.int()),
  name: line,
  summary: text,
  source: line,
  checked: line,
  owner: name,
  start: name,
  steps: z.array(
    z.strictObject({
      step: name,
      kind: z.enum(['ask', 'check', 'advise', 'fix', 'verify', 'handOver', 'call', 'end']),
      title: line,
      body: text.optional(),
      why: text.optional(),
      say: text.optional(),
      do: z.array(text),
      checks: z.array(name),
      verdict: name.optional(),
      verdictName: line.optional(),
      outcome: z.enum(outcomes).optional(),
      role: z.enum(handOverRoles).optional(),
      for: z.array(z.enum(doors)).optional(),
      limit: z.int().optional(),
    }),
  ),
  /** `way`: the answer or result, `when 2`, `else`; `over` for a limit that is used up. */
  ways: z.array(
    z.strictObject({
      from: name,
      way: name,
      /** Another flow's step carries that flow and its name. */
      to: z.strictObject({ flow: name.optional(), flowName: line.optional(), step: name, title: line.optional() }),
      label: line.optional(),
      when: guardSchema.optional(),
    }),
  ),
  /** The case's steps in this flow and version, in the order they were met; `cameOver`: steps whose limit was used up on the way there. */
  path: z.array(z.strictObject({ step: name, way: name.optional(), visit: z.int(), isPosition: z.boolean(), cameOver: z.array(name) })).optional(),
  /** Where that case stands, in this flow or another one. */
  case: z.strictObject({ caseId: caseIdSchema, number: z.int(), flow: name, flowName: line, step: name }).optional(),
})
export type FlowMap = z.infer<typeof flowMapSchema>

/** One difference between two versions. The sentence is `flowDiff.<change>` in the locale files. */
export const flowChangeSchema = z.strictObject({ change: name, step: name.optional(), language: z.string().regex(/^[a-z]{2}$/).optional(), name: line.optional(), before: text.optional(), after: text.optional() })
export type FlowChangeView = z.infer<typeof flowChangeSchema>
