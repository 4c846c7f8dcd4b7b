/** The eleven problems, by the ids of their flows. */
export const problemIds = [
  'wrong-password',
  'wrong-network-user',
  'social-link-conflict',
  'social-login-change',
  'email-taken-on-login-change',
  'email-taken-on-invite',
  'mistyped-email',
  'mail-not-delivered',
  'lost-phone',
  'reuse-dismissed-email',
  'delete-account',
] as const
export type ProblemId = (typeof problemIds)[number]

export type Condition =
  /** Active, a confirmation code, never logged in: the invitation was not accepted. */
  | 'invitationPending'
  /** Not active, a confirmation code: an administrator has to approve. */
  | 'awaitingApproval'
  /** Not active, no code. */
  | 'dismissed'
  /** Active, no code, never logged in: registered by an administrator, no password made yet. */
  | 'neverLoggedIn'
  /** Active, no code, has logged in. */
  | 'healthy'

/** What stands beside a problem and changes the way out of it. Each has somebody. */
export const situations = [
  'typesPasswordWrong', 'securityBlock', 'neverConfirmed', 'waitsForApproval', 'noPasswordYet', 'wasDismissed', 'hiredAgain', 'longAway',
  'contactIsNotLogin', 'phoneLogin', 'noAddress', 'socialOnly', 'generatedLogin', 'socialLinkedTwice', 'otherNetworkProfile', 'severalPortals',
  'otherBrowserProfile', 'loginTaken', 'inviteTaken', 'roleMailboxOfDismissed', 'addressShared', 'sameNameTwice', 'nearMissName', 'misreadAddress',
  'mistypedDomain', 'lookalikeLetters', 'plusTag', 'internationalDomain', 'dotlessI', 'oneWordName', 'rightToLeftName', 'apostropheInAddress', 'longName',
  'mailNeverArrives', 'lostPhone', 'recoveryCodesSaved', 'onlyAdministrator', 'wantsDeletion', 'extranet', 'integrator', 'bot', 'emailUser',
] as const
export type Situation = (typeof situations)[number]

/** What no REST method shows, so that the portal does not hold it either (bitrix24.md section 0, facts 1 and 5). */
export interface Unseen {
  /** Login of the Network profile, where it is not the contact address. */
  readonly login?: string
  readonly hasPassword?: false
  /** Accounts that the Network profile can be opened with. */
  readonly social?: readonly string[]
  /** Another Network profile of the same person. */
  readonly otherProfile?: string
  readonly otherPortals?: readonly string[]
  readonly secondStep?: 'phoneAtHand' | 'phoneLost'
  readonly recoveryCodes?: 'saved' | 'none'
  /** Where mail to the address on the portal goes; absent: into the inbox. */
  readonly mail?: 'inSpam' | 'refusedByGateway' | 'noSuchDomain' | 'nullMx' | 'noSuchMailbox'
}

/** Fact → value, as flows name them. */
export type Answers = Readonly<Record<string, string | number>>

export interface Truth {
  readonly name: string
  readonly id: number
  readonly email: string
  readonly condition: Condition
  /** The flows that help; more than one where two things are wrong at once; none where nothing is. */
  readonly problems: readonly ProblemId[]
  readonly situations: readonly Situation[]
  /** Absent: an employee. */
  readonly type?: 'extranet' | 'email' | 'bot'
  /** Whom user.get does not show the person to; administrators see extranet users in ADMIN_MODE. */
  readonly hiddenFrom?: 'agents' | 'everybody'
  /** The address the person gives when asked, where it is not the one on the portal. */
  readonly types?: string
  /** Somebody else holds the same address. */
  readonly sharesAddress?: true
  /** The address is that of a role, not of a person: it will be wanted again. */
  readonly holdsRoleAddress?: true
  readonly isAdmin?: true
  readonly unseen?: Unseen
  /** What the person, or who calls for the person, pastes. */
  readonly message?: string
  /** What the person answers when asked. */
  readonly answers?: Answers
}

export const portalName = 'harbourpine.bitrix24.example'
export const mailDomain = 'harbourpine.example'

/** How many people the company has when nobody says another number. */
export const usualPeople = 100
