import { dayMs, hourMs } from '../portalTime'
import { mailDomain } from './company'
import type { Person, PersonType } from './person'

/** A person the project's pictures and tests call by name. Ages count back from the moment the portal starts. */
export interface NamedPerson {
  readonly id: number
  readonly name: string
  readonly lastName: string
  readonly secondName?: string
  /** Absent: name and family name at the company. Empty: registered by phone, there is none. */
  readonly email?: string
  readonly login?: string
  /** Absent: from outside. */
  readonly departmentId?: number
  readonly groupIds?: readonly number[]
  readonly position: string
  readonly registeredDaysAgo: number
  /** Absent: never logged in. */
  readonly lastLoginHoursAgo?: number
  readonly changedDaysAgo?: number
  readonly active?: false
  readonly confirmCode?: string
  readonly isAdmin?: true
  readonly isIntegrator?: true
  readonly type?: PersonType
  readonly mobile?: string
}

export function asPerson(person: NamedPerson, startedAtMs: number): Person {
  const registeredAtMs = startedAtMs - person.registeredDaysAgo * dayMs
  const lastLoginAtMs = person.lastLoginHoursAgo === undefined ? undefined : startedAtMs - person.lastLoginHoursAgo * hourMs
  return {
    id: person.id,
    active: person.active ?? true,
    confirmCode: person.confirmCode ?? '',
    isAdmin: person.isAdmin ?? false,
    externalAuthId: externalAuthIdOf(person),
    ...(person.type === undefined ? {} : { type: person.type }),
    ...(person.isIntegrator === undefined ? {} : { isIntegrator: person.isIntegrator }),
    ...(person.login === undefined ? {} : { login: person.login }),
    name: person.name,
    lastName: person.lastName,
    ...(person.secondName === undefined ? {} : { secondName: person.secondName }),
    email: person.email ?? `${person.name}.${person.lastName}@${mailDomain}`.toLowerCase(),
    gender: '',
    workPosition: person.position,
    ...(person.mobile === undefined ? {} : { personalMobile: person.mobile }),
    departmentIds: person.departmentId === undefined ? [] : [person.departmentId],
    ...(person.groupIds === undefined ? {} : { groupIds: person.groupIds }),
    registeredAtMs,
    changedAtMs: person.changedDaysAgo === undefined ? (lastLoginAtMs ?? registeredAtMs) : startedAtMs - person.changedDaysAgo * dayMs,
    ...(lastLoginAtMs === undefined ? {} : { lastLoginAtMs, lastActivityAtMs: lastLoginAtMs + hourMs }),
  }
}

/** Bots and e-mail users have kinds of their own; employees and guests are tied to Bitrix24 Network by their first login. */
function externalAuthIdOf({ type, lastLoginHoursAgo }: NamedPerson): string {
  if (type === 'bot' || type === 'email' || type === 'imconnector' || type === 'replica') return type
  return lastLoginHoursAgo === undefined ? '' : 'socservices'
}
