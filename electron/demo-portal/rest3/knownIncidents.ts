/** What the portal writes down (bitrix24.md 2.12). */
export type AuditType = 'USER_AUTHORIZE' | 'USER_LOGIN' | 'USER_REGISTER' | 'USER_INFO' | 'USER_BLOCKED' | 'USER_DELETE'

/** What the log says of named people besides their logins. */
interface Incident {
  readonly userId: number
  readonly auditType: AuditType
  readonly hoursAgo: number
  /** In the cloud passwords are checked elsewhere: the portal sees no wrong one (bitrix24.md section 0, fact 7). */
  readonly isOnPremise?: true
}

export const knownIncidents: readonly Incident[] = [
  { userId: 8, auditType: 'USER_INFO', hoursAgo: 26 },
  { userId: 15, auditType: 'USER_INFO', hoursAgo: 70 },
  { userId: 8, auditType: 'USER_LOGIN', hoursAgo: 2.2, isOnPremise: true },
  { userId: 8, auditType: 'USER_LOGIN', hoursAgo: 2.1, isOnPremise: true },
  { userId: 8, auditType: 'USER_LOGIN', hoursAgo: 0.4, isOnPremise: true },
  { userId: 12, auditType: 'USER_LOGIN', hoursAgo: 1.3, isOnPremise: true },
  { userId: 12, auditType: 'USER_LOGIN', hoursAgo: 1.2, isOnPremise: true },
  { userId: 12, auditType: 'USER_BLOCKED', hoursAgo: 1.2, isOnPremise: true },
]
