/**
 * What kind of account it is (bitrix24.md section 4, USER_TYPE). The external kinds and integrators exist on the portal
 * and hold their addresses, but user.get never shows them.
 */
export type PersonType = 'employee' | 'extranet' | 'collaber' | 'email' | 'bot' | 'imconnector' | 'replica'

/** One portal user, as the portal's own database holds it; moments are epoch milliseconds. */
export interface Person {
  readonly id: number
  readonly active: boolean
  /** Not empty while the invitation is open. Never leaves the portal, but user.search can filter by it (bitrix24.md 2.2). */
  readonly confirmCode: string
  readonly isAdmin: boolean
  /** How the person proves who they are: 'socservices' for an account tied to Bitrix24 Network, else empty. */
  readonly externalAuthId: string
  /** Absent: an employee. */
  readonly type?: PersonType
  /** A partner's account that sets the portal up; never returned (bitrix24.md 2.1). */
  readonly isIntegrator?: true
  /**
   * The address or name that is logged in with, where it does not follow the contact address: it stays taken when EMAIL
   * changes (bitrix24.md 2.8, P10). Never leaves the portal.
   */
  readonly login?: string
  readonly name: string
  readonly lastName: string
  readonly secondName?: string
  readonly email: string
  readonly gender: '' | 'M' | 'F'
  readonly workPosition: string
  readonly workPhone?: string
  readonly personalMobile?: string
  readonly personalCity?: string
  /** What was written into the other text fields, by field name. */
  readonly otherFields?: Readonly<Record<string, string>>
  readonly birthdayAtMs?: number
  readonly employedAtMs?: number
  /** Nobody from outside has one. */
  readonly departmentIds: readonly number[]
  /** Workgroups (company/departments.ts); who shares one sees each other. */
  readonly groupIds?: readonly number[]
  /** Who sent the invitation; absent where nobody remembers. */
  readonly invitedById?: number
  readonly registeredAtMs: number
  readonly changedAtMs: number
  readonly lastLoginAtMs?: number
  readonly lastActivityAtMs?: number
}

/** The kinds that user.get can show at all. */
export function isShown(person: Person): boolean {
  return person.isIntegrator !== true && (person.type === undefined || person.type === 'employee' || person.type === 'extranet' || person.type === 'collaber')
}

/** An employee of the company: has a place in it. */
export function isIntranet(person: Person): boolean {
  return person.departmentIds.length > 0
}
