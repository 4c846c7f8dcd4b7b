import type { PhpMap, PhpValue } from '../php/phpValue'
import { isList, isMap, isTrue, toInteger, toText } from '../php/phpValue'
import { parseMoment } from '../portalTime'
import { RestError } from '../restError'
import { fieldsForScopes } from '../users/userFields'
import type { PersonPatch } from './changes'

/** Fields that nobody writes; LOGIN, PASSWORD and CONFIRM_CODE are no fields at all (bitrix24.md 2.8). */
const neverWritten: ReadonlySet<string> = new Set([
  'ID', 'XML_ID', 'LAST_LOGIN', 'DATE_REGISTER', 'IS_ONLINE', 'TIMESTAMP_X', 'LAST_ACTIVITY_DATE', 'USER_TYPE', 'PERSONAL_PHOTO', 'WORK_LOGO',
])

const ownTexts = {
  NAME: 'name',
  LAST_NAME: 'lastName',
  SECOND_NAME: 'secondName',
  WORK_POSITION: 'workPosition',
  WORK_PHONE: 'workPhone',
  PERSONAL_MOBILE: 'personalMobile',
  PERSONAL_CITY: 'personalCity',
} as const satisfies Readonly<Record<string, keyof PersonPatch>>

const ownDays = { PERSONAL_BIRTHDAY: 'birthdayAtMs', UF_EMPLOYMENT_DATE: 'employedAtMs' } as const satisfies Readonly<Record<string, keyof PersonPatch>>

const handledElsewhere: ReadonlySet<string> = new Set(['EMAIL', 'ACTIVE', 'UF_DEPARTMENT', 'PERSONAL_GENDER', ...Object.keys(ownTexts), ...Object.keys(ownDays)])

const otherTexts: readonly string[] = fieldsForScopes(['user'])
  .map(({ name }) => name)
  .filter((name) => !neverWritten.has(name) && !handledElsewhere.has(name))

/** What a write says about a person, EMAIL, ACTIVE and UF_DEPARTMENT apart. Keys nobody knows are ignored (bitrix24.md 2.8). */
export function readWrittenFields(params: PhpMap, present: Readonly<Record<string, string>> = {}): PersonPatch {
  const patch: { -readonly [Field in keyof PersonPatch]: PersonPatch[Field] } = {}
  for (const [field, property] of Object.entries(ownTexts)) {
    const value = params[field]
    if (value !== undefined) patch[property] = textValue(field, value)
  }
  for (const [field, property] of Object.entries(ownDays)) {
    const atMs = params[field] === undefined ? undefined : parseMoment(textValue(field, params[field]))
    if (atMs !== undefined) patch[property] = atMs
  }
  const gender = toText(params['PERSONAL_GENDER']).toUpperCase()
  if (gender === 'M' || gender === 'F') patch.gender = gender
  const written = otherTexts.flatMap((field) => (params[field] === undefined ? [] : [[field, textValue(field, params[field])] as const]))
  if (written.length > 0) patch.otherFields = { ...present, ...Object.fromEntries(written) }
  return patch
}

/** Undefined when the parameter is not there; departments that are no numbers are dropped. */
export function readDepartments(value: PhpValue | undefined): readonly number[] | undefined {
  if (value === undefined) return undefined
  return [...new Set((isList(value) ? value : [value]).map(toInteger).filter((id) => id > 0))]
}

/** Written as Y and N; anything that PHP holds for true is Y (bitrix24.md section 4). */
export function readActive(value: PhpValue | undefined): boolean | undefined {
  return value === undefined ? undefined : isTrue(value) && value !== 'N'
}

/** One at sign, a domain with a dot, nothing that ends or doubles a part: what the portal takes for an address. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@,;:<>"()[\]\\.]+(?:\.[^\s@,;:<>"()[\]\\.]+)*@[^\s@.]+(?:\.[^\s@.]+)*\.[^\s@.\d]{2,}$/u.test(text)
}

function textValue(field: string, value: PhpValue): string {
  if (isList(value) || isMap(value)) throw new RestError('ERROR_ARGUMENT', { argument: field }, 'invalid_type_field')
  return toText(value).trim()
}
