import { z } from 'zod'
import { canonicalJson } from '@shared/domain/canonicalJson'
import { caseIdSchema, writerIdSchema } from '@shared/domain/ids'

/** What stands for a strand whose case was removed; its canonical text is stored and hashed like an envelope. */
export const tombstoneSchema = z.strictObject({
  v: z.literal(1),
  caseId: caseIdSchema,
  writerId: writerIdSchema,
  lastSeq: z.int().min(1),
  lastHash: z.string().regex(/^[0-9a-f]{64}$/),
  count: z.int().min(1),
  reason: z.enum(['retention']),
  at: z.int().min(0),
})
export type Tombstone = z.infer<typeof tombstoneSchema>

export function tombstoneText(tombstone: Tombstone): string {
  return canonicalJson(tombstoneSchema.parse(tombstone))
}
