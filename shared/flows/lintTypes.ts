import type { CheckDefinition } from '../domain/checks'
import type { FactDefinition } from '../domain/facts'
import type { FixDefinition } from '../domain/fixes'
import type { CompiledFlow } from './schema'

/** The closed list of what the linter finds (flow-format, "Linter"). */
export const lintRules = [
  'unknownStep', 'unknownFlow', 'unknownFact', 'unknownValue', 'unknownCheck', 'unknownFix', 'unknownVerdict', 'unknownLink', 'unknownPlaceholder', 'notAskable',
  'stepUnreachable', 'wayMissing', 'wayUnused', 'wayDead', 'unsureMissing', 'elseMissing', 'ringWithoutLimit', 'overMissing', 'callTooDeep', 'callRing',
  'textMissing', 'textUnused', 'fallbackMissing',
  'verdictNeverGiven', 'outcomeUnreachable', 'fixWithoutRecheck', 'rightWithoutHandOver',
  'sourceOld', 'releasedChanged', 'releasedMissing',
] as const
export type LintRule = (typeof lintRules)[number]

export interface Finding {
  readonly rule: LintRule
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly step: string | undefined
  /** What the sentence of the rule names: `lint.<rule>` in the locale files. */
  readonly args: Readonly<Record<string, string | number>>
}

export interface Registries {
  fact(name: string): FactDefinition | undefined
  check(name: string): CheckDefinition | undefined
  fix(name: string): FixDefinition | undefined
  isLink(name: string): boolean
  flow(id: string): CompiledFlow | undefined
  /** Languages that every flow must speak. */
  readonly languages: readonly string[]
  /** `2026-11-22`: what "older than a year" is measured against. */
  readonly today: string
  /** `wrong-password/1` -> the hash under which that version was released. */
  readonly released: Readonly<Record<string, string>>
  /** The line of a word file, where the source is at hand. */
  readonly wordLine?: (language: string, path: readonly PropertyKey[]) => { readonly file: string; readonly line: number }
}
