/** How this portal is set up: what an administrator chose, and what was bought. */
export interface PortalSettings {
  /** The language in which the server words its refusals. */
  readonly language: 'en' | 'ru' | 'de'
  /** Refusals name every reason, a line each. */
  readonly hasLongRefusals: boolean
  /** Who may invite besides administrators; on-premise nobody may (bitrix24.md 2.7). */
  readonly inviting: 'admins' | 'helpdesk' | 'everyone'
  /** Active people the plan allows; absent: as many as one likes. */
  readonly userLimit?: number
  /** Whether the undocumented invitation controller answers by REST (bitrix24.md 2.13). */
  readonly intranetInvite: boolean
  readonly isOnPremise: boolean
}

export const defaultSettings: PortalSettings = { language: 'en', hasLongRefusals: false, inviting: 'admins', intranetInvite: false, isOnPremise: false }
