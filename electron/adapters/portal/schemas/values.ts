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
export const list = <T extends z.ZodType>(item: T): z.ZodType<z.output<T>[]> => z.preprocess(listed, z.array(item).max(longestList))

const longestList = 5000

function listed(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : value
}

/** The same list, its items not looked at. */
export function readList(value: unknown): readonly unknown[] {
  const items = listed(value)
  if (!Array.isArray(items) || items.length > longestList) throw portalFailure('badAnswerFromPortal')
  return items
}

/** Without leading zeros, so that ids compare by length and digits. */
export function readId(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined
  return typeof value === 'string' && /^\d{1,18}$/.test(value) ? withoutZeros(value) : undefined
}

function withoutZeros(digits: string): string {
  return digits.startsWith('0') ? digits.replace(/^0+(?=\d)/, '') : digits
}

export const id = z.unknown().transform((value, context) => {
  const read = readId(value)
  if (read !== undefined) return read
  context.addIssue('no id')
  return z.NEVER
})

export const optionalId = id.optional().catch(undefined)

/** Cut before it is cleaned: what a hostile host sends may be as long as it likes. */
const longestRaw = 2000
const longestText = 300
// Control characters, and the signs that turn the direction of writing around and make a name look like another
const unprintable = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/u
const everyUnprintable = new RegExp(unprintable, 'gu')

export function cleanText(value: string): string {
  const raw = value.slice(0, longestRaw)
  // Asked first: nearly every text is clean, and looking costs a fourth of replacing
  return (unprintable.test(raw) ? raw.replace(everyUnprintable, ' ') : raw).trim().slice(0, longestText).toWellFormed()
}

export const text = z.unknown().optional().transform(readText)

/** The readers of single fields are plain functions: a hundred thousand rows are read by them (users.ts). */
export function readText(value: unknown): string | undefined {
  if (typeof value !== 'string' && !(typeof value === 'number' && Number.isFinite(value))) return undefined
  const cleaned = cleanText(String(value))
  return cleaned === '' ? undefined : cleaned
}

export const flag = z.unknown().optional().transform(readFlag)

const flags: ReadonlyMap<string, boolean> = new Map([['y', true], ['1', true], ['true', true], ['n', false], ['0', false], ['false', false]])

export function readFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return flags.get(String(value).toLowerCase())
}

export function readNumbers(value: unknown): number[] {
  return (Array.isArray(value) ? value : [value]).map(wholeNumber).filter((number) => number !== undefined)
}

/** A whole number that is not negative, written as one or as text. */
export function wholeNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && value < 1e15 ? value : undefined
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined
}

const earliest = Date.UTC(1990, 0)
const latest = Date.UTC(2200, 0)

/** ISO 8601 with an offset, or a bare day. Anything else would need the portal's own time zone: not known. */
export function readTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/.test(value)) return undefined
  const isAsPrinted = value.at(10) === 'T' && value.at(-3) === ':'
  const time = Date.parse(isAsPrinted ? value : value.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return time >= earliest && time <= latest ? time : undefined
}

/** A field of a foreign object; nothing inherited. */
export function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}
