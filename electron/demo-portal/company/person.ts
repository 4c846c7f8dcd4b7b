/** One portal user, as the portal's own database holds it; moments are epoch milliseconds. */
export interface Person {
  readonly id: number
  readonly active: boolean
  /** Not empty while the invitation is open. Never leaves the portal, but user.search can filter by it (bitrix24.md 2.2). */
  readonly confirmCode: string
  readonly isAdmin: boolean
  /** How the person proves who they are: 'socservices' for an account tied to Bitrix24 Network, else empty. */
  readonly externalAuthId: string
  readonly name: string
  readonly lastName: string
  readonly secondName?: string
  readonly email: string
  readonly gender: '' | 'M' | 'F'
  readonly workPosition: string
  readonly workPhone?: string
  readonly personalMobile?: string
  readonly personalCity?: string
  readonly birthdayAtMs?: number
  readonly employedAtMs?: number
  readonly departmentIds: readonly number[]
  readonly registeredAtMs: number
  readonly changedAtMs: number
  readonly lastLoginAtMs?: number
  readonly lastActivityAtMs?: number
}
