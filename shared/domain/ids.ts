import { z } from 'zod'

// The page's policy forbids eval; zod must not try to compile its parsers (architecture 6D).
z.config({ jitless: true })

const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'uuid')

/** Random UUIDs (data-model, "Ids and clock"); lower case, so that equal ids are equal strings. */
export const caseIdSchema = uuid.brand<'CaseId'>()
export const writerIdSchema = uuid.brand<'WriterId'>()
export const subjectIdSchema = uuid.brand<'SubjectId'>()
export const commandIdSchema = uuid.brand<'CommandId'>()

export type CaseId = z.infer<typeof caseIdSchema>
export type WriterId = z.infer<typeof writerIdSchema>
export type SubjectId = z.infer<typeof subjectIdSchema>
export type CommandId = z.infer<typeof commandIdSchema>

const shortCodeLetters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The short code people read out: made from the case's id alone, so it is the same on every machine. */
export function shortCodeOf(caseId: CaseId): string {
  let value = BigInt(`0x${caseId.replaceAll('-', '').slice(0, 12)}`)
  let code = ''
  for (let i = 0; i < 8; i += 1) {
    code = (shortCodeLetters[Number(value % 30n)] ?? '2') + code
    value /= 30n
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`
}
