import type { PortalUser } from '../../../core/ports'
import { portalFailure } from '../portalErrors'
import { readFlag, readId, readList, readNumbers, readText, readTime } from './values'

/** A user with what only this folder compares. */
export interface UserRecord {
  readonly user: PortalUser
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly mobile: string | undefined
}

/**
 * Read by hand: everybody of a portal comes through here, and a schema costs several times as much a row, in time and in
 * what it leaves behind. The names are the portal's, nothing inherited is called so.
 */
function readRow(row: unknown): UserRecord {
  if (typeof row !== 'object' || row === null) throw portalFailure('badAnswerFromPortal')
  const fields = row as Readonly<Record<string, unknown>>
  const id = readId(fields['ID'])
  if (id === undefined) throw portalFailure('badAnswerFromPortal')
  const firstName = readText(fields['NAME'])
  const lastName = readText(fields['LAST_NAME'])
  const lastLogin = fields['LAST_LOGIN']
  return {
    user: {
      id,
      active: readFlag(fields['ACTIVE']),
      name: joinedName(firstName, lastName),
      email: readText(fields['EMAIL']),
      // Absent: the scope hides it (bitrix24.md §2). Empty: there was none.
      lastLogin: lastLogin === '' || lastLogin === null || lastLogin === false ? 'never' : readTime(lastLogin),
      registered: readTime(fields['DATE_REGISTER']),
      userType: readText(fields['USER_TYPE']),
      departments: readNumbers(fields['UF_DEPARTMENT']),
    },
    firstName,
    lastName,
    mobile: readText(fields['PERSONAL_MOBILE']),
  }
}

export function joinedName(first: string | undefined, last: string | undefined): string {
  if (first === undefined || last === undefined) return first ?? last ?? ''
  return `${first} ${last}`
}

export function readUserRecords(value: unknown): readonly UserRecord[] {
  return readList(value).map(readRow)
}

export function readUsers(value: unknown): readonly PortalUser[] {
  return readList(value).map((row) => readRow(row).user)
}

export function readUser(value: unknown): PortalUser {
  return readRow(value).user
}
