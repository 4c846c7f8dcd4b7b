import { z } from 'zod'

/** A flow for people who read it on paper or on a phone: numbered sections in words, and nothing left to look up or to fill in by a program. */
const name = z.string().max(60)
const line = z.string().max(600)
const text = z.string().max(6000)

/** `then` is the way in words ("go to 7"), `to` the section it leads to. */
export const printWaySchema = z.strictObject({ label: line, hint: line.optional(), then: line, to: z.int().min(1) })
export type PrintWay = z.infer<typeof printWaySchema>

export const printSectionKinds = ['question', 'lookUp', 'advice', 'change', 'message', 'end', 'elsewhere'] as const
export const printSectionSchema = z.strictObject({
  number: z.int().min(1),
  /** The step it was made from; `flow/step` where it points to another flow. */
  step: z.string().max(130),
  kind: z.enum(printSectionKinds),
  heading: line,
  /** Says that the section is not for the reader alone: "For whoever helps". */
  mark: line.optional(),
  body: text.optional(),
  /** Instructions, one after the other. */
  do: z.array(text),
  /** What belongs on a line to write on. */
  blank: line.optional(),
  /** What a helper reads beside the reader's own words. */
  helpers: z.array(z.strictObject({ label: line, body: text.optional(), do: z.array(text) })),
  message: z.strictObject({ rows: z.array(z.strictObject({ label: line, value: line })), text }).optional(),
  /** Written out in full; `complete`: nothing is left to fill in, so that a phone can follow it. */
  links: z.array(z.strictObject({ label: line, address: line, complete: z.boolean() })),
  ways: z.array(printWaySchema),
  outcome: line.optional(),
})
export type PrintSection = z.infer<typeof printSectionSchema>

export const printDocumentSchema = z.strictObject({
  flow: name,
  version: z.int(),
  /** Of the words, which may be another than was asked for. */
  language: z.string().regex(/^[a-z]{2}$/),
  title: line,
  summary: text,
  howTo: z.array(text),
  sections: z.array(printSectionSchema),
  /** Source, the day it was looked at, version. */
  about: z.array(z.strictObject({ label: line, value: line })),
})
export type PrintDocument = z.infer<typeof printDocumentSchema>
