import { z } from 'zod'
import { portalFailure } from '../portalErrors'

/**
 * What the portal answers, read with patience: PHP sends `[]` for an empty map, `{}` for a date it cannot print, numbers
 * as strings, `Y` for true, and leaves out what is empty (bitrix24.md §1.3, §4). A field that cannot be read is as good
 * as a missing one; an answer whose whole shape is wrong becomes badAnswerFromPortal.
 */
export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  // SECURITY: no issue list travels on, it could repeat what the portal sent
  if (!parsed.success) throw portalFailure('badAnswerFromPortal')
  return parsed.data
}

/** A PHP list: an array, or a map when the keys have gaps. */
export const list = <T extends z.ZodType>(item: T): z.ZodType<z.output<T>[]> =>
  z.preprocess((value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : value), z.array(item).max(5000))

/** Without leading zeros, so that ids compare by length and digits. */
export const id = z
  .union([z.string().regex(/^\d{1,18}$/), z.int().min(0).transform(String)])
  .transform((value) => value.replace(/^0+(?=\d)/, ''))

export const optionalId = id.optional().catch(undefined)

/** Cut before it is cleaned: what a hostile host sends may be as long as it likes. */
const longestRaw = 2000
const longestText = 300
// Control characters, and the signs that turn the direction of writing around and make a name look like another
const unprintable = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu

export function cleanText(value: string): string {
  return value.slice(0, longestRaw).replace(unprintable, ' ').trim().slice(0, longestText).toWellFormed()
}

export const text = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined)
  .transform((value) => {
    const cleaned = value === undefined ? '' : cleanText(value)
    return cleaned === '' ? undefined : cleaned
  })

export const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .optional()
  .catch(undefined)
  .transform((value) => {
    if (typeof value === 'boolean' || value === undefined) return value
    const word = String(value).toLowerCase()
    if (['y', '1', 'true'].includes(word)) return true
    return ['n', '0', 'false'].includes(word) ? false : undefined
  })

export const numbers = z
  .union([z.array(z.unknown()), z.number(), z.string()])
  .optional()
  .catch(undefined)
  .transform((value) => (value === undefined ? [] : [value].flat()).flatMap((item) => wholeNumber(item) ?? []))

/** A whole number that is not negative, written as one or as text. */
export function wholeNumber(value: unknown): number | undefined {
  return /^\d{1,15}$/.test(typeof value === 'number' || typeof value === 'string' ? String(value) : '') ? Number(value) : undefined
}

const earliest = Date.UTC(1990, 0)
const latest = Date.UTC(2200, 0)

/** ISO 8601 with an offset, or a bare day. Anything else would need the portal's own time zone: not known. */
export function readTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/.test(value)) return undefined
  const time = Date.parse(value.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return time >= earliest && time <= latest ? time : undefined
}

/** A field of a foreign object; nothing inherited. */
export function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}
