import type { Person } from '../company/person'
import type { PhpMap, PhpValue } from '../php/phpValue'
import { fromEntries, isList, toText } from '../php/phpValue'
import { databaseMoment, isoDay, isoMoment, siteMoment } from '../portalTime'
import type { UserField } from './userFields'
import { isOnline, userType } from './userFields'

/** user.get and user.search print two moments as empty objects, user.current as text (bitrix24.md section 4). */
export type MomentStyle = 'emptyObject' | 'text'

/** A user as the answers show it. Fields without a value are left out, but some are always there, then empty. */
export function userRow(person: Person, fields: readonly UserField[], style: MomentStyle, nowMs: number): PhpValue {
  const written = writeFields(person, style, nowMs)
  return fromEntries(
    fields.flatMap(({ name }) => {
      const value = written[name]
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

/** Narrows the fields to `select`: names and the masks `*` and `UF_*`; unknown names are skipped silently (bitrix24.md 2.1). */
export function selectFields(fields: readonly UserField[], select: PhpValue | undefined): readonly UserField[] {
  if (!isList(select) || select.length === 0) return fields
  const names = new Set(select.map((name) => toText(name).toUpperCase()))
  return fields.filter(({ name }) => names.has('*') || names.has(name) || (names.has('UF_*') && name.startsWith('UF_')))
}

function writeFields(person: Person, style: MomentStyle, nowMs: number): Readonly<Record<string, PhpValue | undefined>> {
  const asObject = style === 'emptyObject'
  const noMoment: PhpMap = {}
  return {
    ...person.otherFields,
    ID: String(person.id),
    ACTIVE: person.active,
    NAME: person.name,
    LAST_NAME: person.lastName,
    SECOND_NAME: person.secondName,
    EMAIL: person.email,
    LAST_LOGIN: person.lastLoginAtMs === undefined ? '' : isoMoment(person.lastLoginAtMs),
    DATE_REGISTER: isoDay(person.registeredAtMs),
    IS_ONLINE: isOnline(person, nowMs) ? 'Y' : 'N',
    TIMESTAMP_X: asObject ? noMoment : siteMoment(person.changedAtMs),
    LAST_ACTIVITY_DATE: person.lastActivityAtMs === undefined ? undefined : asObject ? noMoment : databaseMoment(person.lastActivityAtMs),
    PERSONAL_GENDER: person.gender,
    PERSONAL_BIRTHDAY: person.birthdayAtMs === undefined ? '' : isoDay(person.birthdayAtMs),
    PERSONAL_MOBILE: person.personalMobile,
    PERSONAL_CITY: person.personalCity,
    WORK_PHONE: person.workPhone,
    WORK_POSITION: person.workPosition,
    UF_EMPLOYMENT_DATE: person.employedAtMs === undefined ? '' : isoDay(person.employedAtMs),
    UF_DEPARTMENT: person.departmentIds,
    USER_TYPE: userType(person),
  }
}
