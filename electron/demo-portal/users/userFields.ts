import type { Person } from '../company/person'
import { minuteMs } from '../portalTime'

/** How a field compares: as text, number, flag (Y/N), moment or day in milliseconds. */
export type FieldKind = 'text' | 'number' | 'flag' | 'moment' | 'day'

export interface UserField {
  readonly name: string
  readonly label: string
  readonly kind: FieldKind
  /** The stored value; none means empty in the database. Of several the first. */
  readonly read: (person: Person, nowMs: number) => string | number | undefined
  /** All values, of a field that can have several. */
  readonly readAll?: (person: Person) => readonly number[]
}

/** Bitrix24 calls a person online for 24 minutes after the last sign of life. */
const onlineForMs = 24 * minuteMs

type Access = 'user' | 'basic' | 'both'
type Reader = readonly [kind: FieldKind, read: UserField['read'], readAll?: UserField['readAll']]

/** Fields with a meaning of their own; all others are empty, or hold the text that somebody wrote into them. */
const readers: Readonly<Record<string, Reader>> = {
  ID: ['number', (person) => person.id],
  ACTIVE: ['flag', (person) => (person.active ? 'Y' : 'N')],
  NAME: ['text', (person) => written(person.name)],
  LAST_NAME: ['text', (person) => written(person.lastName)],
  SECOND_NAME: ['text', (person) => written(person.secondName)],
  EMAIL: ['text', (person) => written(person.email)],
  LAST_LOGIN: ['moment', (person) => person.lastLoginAtMs],
  DATE_REGISTER: ['moment', (person) => person.registeredAtMs],
  IS_ONLINE: ['flag', (person, nowMs) => (isOnline(person, nowMs) ? 'Y' : 'N')],
  TIMESTAMP_X: ['moment', (person) => person.changedAtMs],
  LAST_ACTIVITY_DATE: ['moment', (person) => person.lastActivityAtMs],
  PERSONAL_GENDER: ['text', (person) => written(person.gender)],
  PERSONAL_BIRTHDAY: ['day', (person) => person.birthdayAtMs],
  PERSONAL_MOBILE: ['text', (person) => written(person.personalMobile)],
  PERSONAL_CITY: ['text', (person) => written(person.personalCity)],
  WORK_PHONE: ['text', (person) => written(person.workPhone)],
  WORK_POSITION: ['text', (person) => written(person.workPosition)],
  UF_EMPLOYMENT_DATE: ['day', (person) => person.employedAtMs],
  UF_DEPARTMENT: ['number', (person) => person.departmentIds[0], (person) => person.departmentIds],
  USER_TYPE: ['text', userType],
}
const otherText = (name: string): Reader => ['text', (person) => written(person.otherFields?.[name])]

/** Name, label and the reduced scopes that may see the field too: user_basic, user_brief (bitrix24.md section 2). */
const rows: readonly (readonly [name: string, label: string, access: Access])[] = [
  ['ID', 'ID', 'both'], ['XML_ID', 'External code', 'both'], ['ACTIVE', 'Activity', 'both'], ['NAME', 'First Name', 'both'],
  ['LAST_NAME', 'Last Name', 'both'], ['SECOND_NAME', 'Middle Name', 'both'], ['TITLE', 'Title', 'both'], ['EMAIL', 'E-Mail', 'basic'],
  ['LAST_LOGIN', 'Last Authorization', 'user'], ['DATE_REGISTER', 'Registration Date', 'both'], ['TIME_ZONE', 'TIME_ZONE', 'both'],
  ['IS_ONLINE', 'IS_ONLINE', 'both'], ['TIMESTAMP_X', 'TIMESTAMP_X', 'both'], ['LAST_ACTIVITY_DATE', 'LAST_ACTIVITY_DATE', 'both'],
  ['PERSONAL_GENDER', 'Gender', 'both'], ['PERSONAL_PROFESSION', 'Profession', 'both'], ['PERSONAL_WWW', 'Homepage', 'user'],
  ['PERSONAL_BIRTHDAY', 'Date of Birth', 'both'], ['PERSONAL_PHOTO', 'Photo', 'both'], ['PERSONAL_ICQ', 'ICQ', 'user'],
  ['PERSONAL_PHONE', 'Personal Phone', 'basic'], ['PERSONAL_FAX', 'Fax', 'basic'], ['PERSONAL_MOBILE', 'Personal Mobile', 'basic'],
  ['PERSONAL_PAGER', 'Pager', 'basic'], ['PERSONAL_STREET', 'Residential Street', 'basic'], ['PERSONAL_CITY', 'Residential City', 'both'],
  ['PERSONAL_STATE', 'State / Region', 'both'], ['PERSONAL_ZIP', 'Zip Code', 'basic'], ['PERSONAL_COUNTRY', 'Country', 'both'],
  ['PERSONAL_MAILBOX', 'P.O. Box', 'basic'], ['PERSONAL_NOTES', 'Additional Notes', 'basic'], ['WORK_PHONE', 'Company Phone', 'basic'],
  ['WORK_COMPANY', 'Company', 'basic'], ['WORK_POSITION', 'Job Title', 'both'], ['WORK_DEPARTMENT', 'Department', 'basic'],
  ['WORK_WWW', 'Company Website', 'basic'], ['WORK_FAX', 'WORK_FAX', 'basic'], ['WORK_PAGER', 'WORK_PAGER', 'basic'],
  ['WORK_STREET', 'WORK_STREET', 'basic'], ['WORK_MAILBOX', 'WORK_MAILBOX', 'basic'], ['WORK_CITY', 'Work City', 'both'],
  ['WORK_STATE', 'WORK_STATE', 'both'], ['WORK_ZIP', 'WORK_ZIP', 'basic'], ['WORK_COUNTRY', 'WORK_COUNTRY', 'both'],
  ['WORK_PROFILE', 'WORK_PROFILE', 'basic'], ['WORK_LOGO', 'WORK_LOGO', 'basic'], ['WORK_NOTES', 'WORK_NOTES', 'basic'],
  ['UF_SKYPE_LINK', 'Skype Chat Link', 'basic'], ['UF_ZOOM', 'Zoom', 'basic'], ['UF_EMPLOYMENT_DATE', 'Hire Date', 'both'],
  ['UF_TIMEMAN', 'Time Tracking', 'both'], ['UF_DEPARTMENT', 'Units', 'both'], ['UF_INTERESTS', 'Interests', 'both'],
  ['UF_SKILLS', 'Skills', 'both'], ['UF_WEB_SITES', 'Other Websites', 'basic'], ['UF_XING', 'Xing', 'basic'],
  ['UF_LINKEDIN', 'LinkedIn', 'basic'], ['UF_TWITTER', 'Twitter', 'basic'], ['UF_SKYPE', 'Skype', 'basic'],
  ['UF_DISTRICT', 'District', 'basic'], ['UF_PHONE_INNER', 'Extension', 'both'], ['USER_TYPE', 'USER_TYPE', 'both'],
]

const everyField = rows.map(([name, label, access]) => {
  const [kind, read, readAll] = readers[name] ?? otherText(name)
  return { access, field: { name, label, kind, read, ...(readAll === undefined ? {} : { readAll }) } }
})
const fieldLists: Readonly<Record<'user' | 'user_basic' | 'user_brief', readonly UserField[]>> = {
  user: everyField.map(({ field }) => field),
  user_basic: everyField.filter(({ access }) => access === 'basic' || access === 'both').map(({ field }) => field),
  user_brief: everyField.filter(({ access }) => access === 'both').map(({ field }) => field),
}

/** Scopes of which any one opens the reading user methods. */
export const userScopes: readonly string[] = ['user', 'user_basic', 'user_brief']

/** What a holder of these scopes may see, filter by and select. */
export function fieldsForScopes(scopes: readonly string[]): readonly UserField[] {
  if (scopes.includes('user')) return fieldLists.user
  if (scopes.includes('user_basic')) return fieldLists.user_basic
  return scopes.includes('user_brief') ? fieldLists.user_brief : []
}

/** bitrix24.md section 4 */
export function userType(person: Person): string {
  return person.type ?? 'employee'
}

export function isOnline(person: Person, nowMs: number): boolean {
  return person.lastActivityAtMs !== undefined && nowMs - person.lastActivityAtMs <= onlineForMs
}

function written(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
