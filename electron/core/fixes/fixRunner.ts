import type { AppFailure } from '@shared/contract/appError'
import type { Contact } from '@shared/domain/companyCard'
import type { FactName, FactValue } from '@shared/domain/facts'
import type { FixLabel, FixName, FixNote, FixProof, FixTrap } from '@shared/domain/fixes'
import type { CallOptions, PortalApi } from '../ports'
import type { PartWord, PartWords } from './fixParts'

export type Values = Readonly<Record<string, FactValue>>

/** Whose account a fix touches. */
export interface FixAccount {
  readonly id?: string
  readonly name?: string
  readonly address?: string
}

/** What a run is judged by: it stands in the log before the request leaves, and is all that is left after a crash. */
export interface FixIntent {
  readonly needs: Values
  readonly before: Values
  readonly wanted: Values
}

/** What a fix may see and use while it is prepared. */
export interface FixInput {
  readonly api: PortalApi
  readonly signal: AbortSignal
  /** Fresh facts; for an undoing, those its run was made with. */
  readonly facts: Readonly<Partial<Record<FactName, FactValue>>>
  /** What the portal lets the connection do. */
  readonly scopes: readonly string[]
  /** The run that is to be taken back. */
  readonly undoes: FixIntent | undefined
  /** Who stands on the company card as an administrator. */
  readonly administrators: readonly Contact[]
  /** Subjects that an earlier run of this fix in this case has sent to, or may have. */
  readonly sentBefore?: ReadonlySet<string>
  /** For a notice: what is said, in the words of the step or of the fix. */
  readonly message: string
}

export interface FixRow {
  readonly label: FactName | FixLabel
  readonly before?: FactValue
  readonly after?: FactValue
}

/** Makes one answer of several durable, and tells whether the run is still this one's to go on with. */
export type PartAnswered = (subject: string, word: PartWord, failure?: AppFailure) => boolean

/** What a fix would do, as the portal is now. */
export interface FixPlan {
  readonly refusal?: undefined
  readonly account: FixAccount
  readonly rows: readonly FixRow[]
  readonly notes: readonly FixNote[]
  readonly before: Values
  readonly wanted: Values
  /** What nobody else may change meanwhile: `user:27`, `address:cleo@…`. */
  readonly subjects: readonly string[]
  /** What a person types to agree, where it is not the account's address or name. */
  readonly confirmWith?: string
  /** One write; of a fix in parts one a subject, each told as soon as it is answered. Throws AppFailure; what happened then, only the portal shows. */
  readonly send: (options: CallOptions, answered?: PartAnswered) => Promise<'portal' | 'lookUp'>
}
export interface FixHindrance {
  readonly refusal: FixTrap
  readonly account?: FixAccount | undefined
  readonly subjects?: readonly string[]
  /** `nothingToDo` alone: as it is, for an undoing that somebody else has done already. */
  readonly before?: Values
  readonly wanted?: Values
}

export interface Judgement {
  readonly result: 'verified' | 'notVerified' | 'unknown'
  readonly proof: FixProof
  readonly after: Values
  /** How many of a fix in parts it certainly never came to. */
  readonly left?: number
}

/** `unknown`: the portal ignores the undocumented filter, and nobody has logged in with the account (bitrix24.md §4). */
export type InvitationWord = 'pending' | 'accepted' | 'unknown'

/** What is read back, as far as the fix looks at it. */
export interface FixSight {
  /** The record of the person; undefined: it is not there. */
  readonly user?: { readonly id: string; readonly active: boolean | undefined; readonly email: string | undefined } | undefined
  /** Ids of everybody who holds the wanted address. */
  readonly holders?: readonly string[]
  /** How the invitation stands there, where one person alone holds it. */
  readonly invitation?: InvitationWord | undefined
  /** Of a fix in parts: what the log tells of each. */
  readonly parts?: PartWords
}

export interface FixRunner {
  /** Reads the portal afresh; never from facts that were looked up before. */
  prepare(input: FixInput): Promise<FixPlan | FixHindrance>
  /** Reads only. Undefined for what no record shows. */
  readonly readBack?: (api: PortalApi, intent: FixIntent, options: CallOptions) => Promise<FixSight>
  /** Pure. SECURITY: `verified` only where the wanted state was seen, and nobody else got it. */
  judge(intent: FixIntent, sight: FixSight): Judgement
}
export type FixRunners = Readonly<Record<FixName, FixRunner>>

export function textOf(values: Readonly<Partial<Record<string, FactValue>>>, name: string): string {
  const value = values[name]
  return value === undefined ? '' : String(value).trim()
}

/** As two addresses are compared everywhere: no portal tells upper and lower case apart. */
export function fold(address: string): string {
  return address.normalize('NFC').trim().toLowerCase()
}

export const userSubject = (id: string): string => `user:${id}`
export const addressSubject = (address: string): string => `address:${fold(address)}`

export function judged(result: Judgement['result'], proof: FixProof, after: Values = {}): Judgement {
  return { result, proof, after }
}
