import type { PortalUser } from '../../../core/ports'
import { z } from 'zod'
import { flag, id, list, numbers, read, readTime, text } from './values'

const row = z.object({
  ID: id,
  ACTIVE: flag,
  NAME: text,
  LAST_NAME: text,
  EMAIL: text,
  LAST_LOGIN: z.unknown().optional(),
  DATE_REGISTER: z.unknown().optional(),
  USER_TYPE: text,
  UF_DEPARTMENT: numbers,
  PERSONAL_MOBILE: text,
})
const rows = list(row)

/** A user with what only this folder compares. */
export interface UserRecord {
  readonly user: PortalUser
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly mobile: string | undefined
}

function toRecord(fields: z.infer<typeof row>): UserRecord {
  const lastLogin = fields.LAST_LOGIN
  return {
    user: {
      id: fields.ID,
      active: fields.ACTIVE,
      name: joinedName(fields.NAME, fields.LAST_NAME),
      email: fields.EMAIL,
      // Absent: the scope hides it (bitrix24.md §2). Empty: there was none.
      lastLogin: lastLogin === '' || lastLogin === null || lastLogin === false ? 'never' : readTime(lastLogin),
      registered: readTime(fields.DATE_REGISTER),
      userType: fields.USER_TYPE,
      departments: fields.UF_DEPARTMENT,
    },
    firstName: fields.NAME,
    lastName: fields.LAST_NAME,
    mobile: fields.PERSONAL_MOBILE,
  }
}

export function joinedName(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ')
}

export function readUserRecords(value: unknown): readonly UserRecord[] {
  return read(rows, value).map(toRecord)
}

export function readUsers(value: unknown): readonly PortalUser[] {
  return readUserRecords(value).map(({ user }) => user)
}

export function readUser(value: unknown): PortalUser {
  return toRecord(read(row, value)).user
}
