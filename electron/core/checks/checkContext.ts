import type { CheckName } from '@shared/domain/checks'
import type { FactName, FactValue } from '@shared/domain/facts'
import type { CheckResult, Door } from '@shared/domain/stateWords'
import type { CallOptions, MailDns, PortalApi, PortalGateway } from '../ports'
import type { PersonLookUp } from './personLookUp'
import type { PortalDomains } from './portalDomains'

/** What a check may see and use. */
export interface CheckContext {
  readonly facts: Readonly<Partial<Record<FactName, FactValue>>>
  readonly door: Door
  /** Undefined: no connection. */
  readonly api: PortalApi | undefined
  readonly canLookUp: boolean
  /** Where the demo company's portal lies is the caller's to know. */
  readonly reach: (host: string, options: CallOptions) => ReturnType<PortalGateway['reach']>
  readonly now: () => number
  readonly caseOpenedAt: number
  /** One for all checks of a run. */
  readonly lookUp: PersonLookUp
  /** One for all runs of the app: kept with the connection. */
  readonly domains: PortalDomains
  readonly dns: MailDns
  readonly signal: AbortSignal
}

export interface CheckOutcome {
  readonly result: CheckResult
  /** A word of `checkReasons[name]` or of `generalReasons`. */
  readonly reason: string
  /** Facts, only those the registry lets the check give. */
  readonly values: Partial<Record<FactName, FactValue>>
  readonly numbers: Record<string, number>
  /** For the sentence of the reason. */
  readonly words: Record<string, FactValue>
  /** What was asked and what came back, one line each: no secret, addresses shortened. */
  readonly evidence: readonly string[]
}

export type CheckRunner = (context: CheckContext) => Promise<CheckOutcome>
export type CheckRunners = Readonly<Record<CheckName, CheckRunner>>

export function outcome(result: CheckResult, reason: string, parts: Partial<Omit<CheckOutcome, 'result' | 'reason'>> = {}): CheckOutcome {
  return { result, reason, values: parts.values ?? {}, numbers: parts.numbers ?? {}, words: parts.words ?? {}, evidence: parts.evidence ?? [] }
}

/** A text fact; the empty string where it is missing (runCheck lets no check run without its needs). */
export function textFact(context: CheckContext, name: FactName): string {
  const value = context.facts[name]
  return value === undefined ? '' : String(value).trim()
}
