import type { PortalUser } from '../../../core/ports'
import { portalFailure } from '../portalErrors'
import { printedTime } from './printedTime'
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
export function readUser(row: unknown): PortalUser {
  const fields = fieldsOf(row)
  return userOf(fields, readText(fields['NAME']), readText(fields['LAST_NAME']))
}

function readRecord(row: unknown): UserRecord {
  const fields = fieldsOf(row)
  const firstName = readText(fields['NAME'])
  const lastName = readText(fields['LAST_NAME'])
  return { user: userOf(fields, firstName, lastName), firstName, lastName, mobile: readText(fields['PERSONAL_MOBILE']) }
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(row: unknown): Fields {
  if (typeof row !== 'object' || row === null) throw portalFailure('badAnswerFromPortal')
  return row as Fields
}

function userOf(fields: Fields, firstName: string | undefined, lastName: string | undefined): PortalUser {
  const id = readId(fields['ID'])
  if (id === undefined) throw portalFailure('badAnswerFromPortal')
  const lastLogin = fields['LAST_LOGIN']
  return {
    id,
    active: readFlag(fields['ACTIVE']),
    name: joinedName(firstName, lastName),
    email: readText(fields['EMAIL']),
    // Absent: the scope hides it (bitrix24.md §2). Empty: there was none.
    lastLogin: lastLogin === '' || lastLogin === null || lastLogin === false ? 'never' : timeOf(lastLogin),
    registered: timeOf(fields['DATE_REGISTER']),
    userType: readText(fields['USER_TYPE']),
    departments: readNumbers(fields['UF_DEPARTMENT']),
  }
}

function timeOf(value: unknown): number | undefined {
  return printedTime(value) ?? readTime(value)
}

export function joinedName(first: string | undefined, last: string | undefined): string {
  if (first === undefined || last === undefined) return first ?? last ?? ''
  return `${first} ${last}`
}

export function readUserRecords(value: unknown): readonly UserRecord[] {
  return readList(value).map(readRecord)
}

export function readUsers(value: unknown): readonly PortalUser[] {
  return readList(value).map(readUser)
}
