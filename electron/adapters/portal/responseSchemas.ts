import type { PortalProfile, PortalUser } from '../../core/ports'
import { z } from 'zod'
import { portalFailure } from './portalErrors'

/**
 * What the portal answers, read with patience: PHP sends `[]` for an empty map, `{}` for a date it cannot print, numbers
 * as strings, `Y` for true, and leaves out what is empty (bitrix24.md §1.3, §4). A field that cannot be read is as good
 * as a missing one; an answer whose whole shape is wrong becomes badAnswerFromPortal.
 */
const id = z.union([z.string().regex(/^\d{1,18}$/), z.int().min(0).transform(String)])
const text = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined)
  .transform((value) => {
    const cleaned = value?.replace(/[\u0000-\u001F\u007F]/gu, ' ').trim().slice(0, 300)
    return cleaned === '' ? undefined : cleaned
  })
const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .optional()
  .catch(undefined)
  .transform((value) => {
    if (typeof value === 'boolean' || value === undefined) return value
    const word = String(value).toLowerCase()
    if (['y', '1', 'true'].includes(word)) return true
    return ['n', '0', 'false'].includes(word) ? false : undefined
  })
const numbers = z
  .union([z.array(z.unknown()), z.number(), z.string()])
  .optional()
  .catch(undefined)
  .transform((value) => (value === undefined ? [] : [value].flat()).flatMap((item) => (/^\d{1,15}$/.test(typeof item === 'number' || typeof item === 'string' ? String(item) : '') ? [Number(item)] : [])))

const earliest = Date.UTC(1990, 0)
const latest = Date.UTC(2200, 0)

/** ISO 8601 with an offset, or a bare day. Anything else would need the portal's own time zone: not known. */
export function readTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/.test(value)) return undefined
  const time = Date.parse(value.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  return time >= earliest && time <= latest ? time : undefined
}

const user = z.object({
  ID: id,
  ACTIVE: flag,
  NAME: text,
  LAST_NAME: text,
  EMAIL: text,
  LAST_LOGIN: z.unknown().optional(),
  DATE_REGISTER: z.unknown().optional(),
  USER_TYPE: text,
  UF_DEPARTMENT: numbers,
})

function toUser(row: z.infer<typeof user>): PortalUser {
  const lastLogin = row.LAST_LOGIN
  return {
    id: row.ID,
    active: row.ACTIVE,
    name: [row.NAME, row.LAST_NAME].filter((part) => part !== undefined).join(' '),
    email: row.EMAIL,
    // Absent: the scope hides it (bitrix24.md §2). Empty: there was none.
    lastLogin: lastLogin === '' || lastLogin === null || lastLogin === false ? 'never' : readTime(lastLogin),
    registered: readTime(row.DATE_REGISTER),
    userType: row.USER_TYPE,
    departments: row.UF_DEPARTMENT,
  }
}

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  // SECURITY: no issue list travels on, it could repeat what the portal sent
  if (!parsed.success) throw portalFailure('badAnswerFromPortal')
  return parsed.data
}

/** A PHP list: an array, or a map when the keys have gaps. */
const list = <T extends z.ZodType>(item: T): z.ZodType<z.output<T>[]> =>
  z.preprocess((value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : value), z.array(item).max(5000))

export function readUsers(value: unknown): readonly PortalUser[] {
  return read(list(user), value).map(toUser)
}

export function readUser(value: unknown): PortalUser {
  return toUser(read(user, value))
}

const profile = z.object({ ID: id, ADMIN: flag, NAME: text, LAST_NAME: text })

export function readProfile(value: unknown): PortalProfile {
  // Nothing inside: the owner of the webhook is not active any more (bitrix24.md §2.4)
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) throw portalFailure('webhookDead', { reason: 'ownerInactive' })
  const owner = read(profile, value)
  return { id: owner.ID, isAdmin: owner.ADMIN === true, name: [owner.NAME, owner.LAST_NAME].filter((part) => part !== undefined).join(' ') }
}

export function readScope(value: unknown): readonly string[] {
  const names = read(list(z.string()), value).map((name) => name.trim().toLowerCase())
  return [...new Set(names.filter((name) => /^[a-z0-9_.-]{1,60}$/.test(name)))]
}

export function readServerTime(value: unknown): number {
  const time = readTime(value)
  if (time === undefined) throw portalFailure('badAnswerFromPortal')
  return time
}

const methodInfo = z.object({ isExisting: flag, isAvailable: flag })

export function readMethodInfo(value: unknown): { readonly isExisting: boolean; readonly isAvailable: boolean } {
  const info = read(methodInfo, value)
  return { isExisting: info.isExisting === true, isAvailable: info.isAvailable === true }
}
