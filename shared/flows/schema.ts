import { z } from 'zod'
import { doors, handOverRoles, outcomes } from '../domain/stateWords'

/**
 * A compiled flow: the JSON that the build makes of resources/flows/<id>/v<version>/ (flow-format.md).
 * shared/flows sees only this, never the YAML.
 */
const name = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
const factName = z.string().regex(/^[a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]*$/)
const word = z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]*$/)

export type Guard =
  | { readonly fact: string; readonly is: string | number }
  | { readonly fact: string; readonly in: readonly (string | number)[] }
  | { readonly fact: string; readonly over: number }
  | { readonly fact: string; readonly under: number }
  | { readonly known: string }
  | { readonly all: readonly Guard[] }
  | { readonly any: readonly Guard[] }
  | { readonly not: Guard }

const factScalar = z.union([z.string(), z.number()])
export const guardSchema: z.ZodType<Guard> = z.lazy(() =>
  z.union([
    z.strictObject({ fact: factName, is: factScalar }),
    z.strictObject({ fact: factName, in: z.array(factScalar).min(1) }),
    z.strictObject({ fact: factName, over: z.number() }),
    z.strictObject({ fact: factName, under: z.number() }),
    z.strictObject({ known: factName }),
    z.strictObject({ all: z.array(guardSchema).min(1) }),
    z.strictObject({ any: z.array(guardSchema).min(1) }),
    z.strictObject({ not: guardSchema }),
  ]),
)

/** A step of this flow, or another flow (`at`: a step of it; its start where absent) without coming back. */
export const targetSchema = z.union([name, z.strictObject({ flow: name, at: name.optional() })])
export type Target = z.infer<typeof targetSchema>

/** Either a list of guards ending with `else`, or a map from result (or answer) to target, with `else` for the rest. */
const whenListSchema = z.array(z.union([z.strictObject({ when: guardSchema, to: targetSchema }), z.strictObject({ else: targetSchema })])).min(1)
const nextMapSchema = z.record(word, targetSchema)
export const nextSchema = z.union([whenListSchema, nextMapSchema])
export type Next = z.infer<typeof nextSchema>

const common = {
  verdict: name.optional(),
  for: z.array(z.enum(doors)).min(1).optional(),
  mandatory: z.boolean().optional(),
  limit: z.int().min(1).optional(),
  over: targetSchema.optional(),
  links: z.array(name).optional(),
  /** Line of the step in flow.yaml, for findings. */
  line: z.int().min(1),
}

export const stepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ask'), fact: factName, again: z.boolean().optional(), /** Answers that the person concerned is not offered. */ helpersOnly: z.array(word).min(1).optional(), next: nextSchema, ...common }),
  z.strictObject({ kind: z.literal('check'), run: z.array(name).min(1), next: nextSchema, ...common }),
  z.strictObject({ kind: z.literal('advise'), next: nextSchema, ...common }),
  z.strictObject({ kind: z.literal('fix'), run: name, next: nextSchema, ...common }),
  z.strictObject({ kind: z.literal('verify'), run: name.optional(), ask: factName, next: nextSchema, ...common }),
  z.strictObject({ kind: z.literal('handOver'), to: z.enum(handOverRoles), resume: name.optional(), ...common }),
  z.strictObject({ kind: z.literal('call'), call: z.strictObject({ flow: name, at: name.optional() }), next: nextSchema, ...common }),
  z.strictObject({ kind: z.literal('end'), outcome: z.enum(outcomes), ...common }),
])
export type Step = z.infer<typeof stepSchema>
export type StepKind = Step['kind']

const optionWords = z.union([z.string().min(1), z.strictObject({ label: z.string().min(1), hint: z.string().min(1).optional() })])

/** A voice's words stand in for the step's own wherever they are given. */
const voiceWordsSchema = z.strictObject({
  title: z.string().min(1).optional(),
  body: z.string().min(1).optional(),
  why: z.string().min(1).optional(),
  /** The sentence an agent says on the phone. */
  say: z.string().min(1).optional(),
  /** What to do, one instruction a line. */
  do: z.array(z.string().min(1)).optional(),
  /** A hand-over's message: an employee writes in the first person, a helper about somebody. */
  subject: z.string().min(1).optional(),
  message: z.string().min(1).optional(),
})
export const stepWordsSchema = z.strictObject({
  ...voiceWordsSchema.shape,
  options: z.record(word, optionWords).optional(),
  employee: voiceWordsSchema.optional(),
  agent: voiceWordsSchema.optional(),
  admin: voiceWordsSchema.optional(),
})
export type StepWords = z.infer<typeof stepWordsSchema>

export const flowWordsSchema = z.strictObject({
  /** As the list of problems names it. */
  name: z.string().min(1),
  summary: z.string().min(1),
  verdicts: z.record(name, z.string().min(1)),
  steps: z.record(name, stepWordsSchema),
})
export type FlowWords = z.infer<typeof flowWordsSchema>

export const compiledFlowSchema = z.strictObject({
  id: name,
  version: z.int().min(1),
  start: name,
  verdicts: z.array(name),
  /** Which facts the pasted message's name, address and portal are here; the person's own where nothing else is said. */
  captures: z.strictObject({ name: factName.optional(), address: factName.optional(), portal: factName.optional() }).optional(),
  source: z.strictObject({ page: z.string().min(1), checked: z.string().regex(/^\d{4}-\d{2}-\d{2}$/), owner: name }),
  steps: z.record(name, stepSchema),
  words: z.record(z.string().regex(/^[a-z]{2}$/), flowWordsSchema),
  /** Of flow.yaml and the word files as they were read. A released version is frozen by it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type CompiledFlow = z.infer<typeof compiledFlowSchema>
