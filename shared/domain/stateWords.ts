/** State words, the same on screen, in exports and on the command line (data-model, "State words"). */
export const checkResults = ['ok', 'problem', 'unknown', 'notRun'] as const
export type CheckResult = (typeof checkResults)[number]

export const fixResults = ['verified', 'notVerified', 'failed', 'skipped', 'dryRun'] as const
export type FixResult = (typeof fixResults)[number]

export const outcomes = ['solved', 'notSolved', 'handedOver', 'abandoned'] as const
export type Outcome = (typeof outcomes)[number]

export const caseStates = ['open', 'waiting', 'closed'] as const
export type CaseState = (typeof caseStates)[number]

/** Who works in the window. Doors are convenience, not protection: the data belongs to the user of the machine. */
export const doors = ['employee', 'agent', 'admin'] as const
export type Door = (typeof doors)[number]

/** Whom a hand-over may name (flow-format, "Registries"). */
export const handOverRoles = ['employee', 'agent', 'admin', 'inviter', 'mailAdmin', 'support'] as const
export type HandOverRole = (typeof handOverRoles)[number]

/** Who gave a fact, most trusted first. A file is a stranger's word: shown with its origin, never unlocking a fix. */
export const factGivers = ['check', 'person', 'paste', 'file'] as const
export type FactGiver = (typeof factGivers)[number]

/** How many requests a portal takes, by its plan (bitrix24.md §1.7). */
export const portalPlans = ['standard', 'enterprise'] as const
export type PortalPlan = (typeof portalPlans)[number]
