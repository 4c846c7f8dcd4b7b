import type { CheckName } from '@shared/domain/checks'
import type { FixName } from '@shared/domain/fixes'
import type { HandOverRole } from '@shared/domain/stateWords'
import type { CompiledFlow, Next } from '@shared/flows/schema'

export interface VerdictRow {
  /** Of bitrix24.md §3; with the parts of §0 and §5 that belong to it. */
  readonly problem: 'P1' | 'P2' | 'P8' | 'P9' | 'P6' | 'P7' | 'P10' | 'P3' | 'P4' | 'P5' | 'P11'
  readonly what: string
  readonly kind: 'cause' | 'fix' | 'pitfall'
  readonly flow: string
  /** Where it is answered. */
  readonly step: string
  /** The step's own. */
  readonly verdict?: string
  /** What one of the step's voices says. */
  readonly mentions?: RegExp
  /** What the step checks, or mends. */
  readonly runs?: readonly (CheckName | FixName)[]
  /** Where one of its ways goes: a step, or `flow/step`. */
  readonly leadsTo?: readonly string[]
  /** Whom it hands the case to. */
  readonly to?: HandOverRole
}

type Rest = Pick<VerdictRow, 'verdict' | 'mentions' | 'runs' | 'leadsTo' | 'to'>
export type MakeRow = (what: string, kind: VerdictRow['kind'], step: string, rest?: Rest) => VerdictRow

/** Rows of one problem, answered in one flow. */
export function rowsOf(problem: VerdictRow['problem'], flow: string): MakeRow {
  return (what, kind, step, rest = {}) => ({ problem, what, kind, flow, step, ...rest })
}

/** What the flow lacks for the row to be true. */
export function lackOf({ step, verdict, mentions, runs = [], leadsTo = [], to }: VerdictRow, flow: CompiledFlow): readonly string[] {
  const found = flow.steps[step]
  if (found === undefined) return [`the step ${step}`]
  const said = JSON.stringify(flow.words['en']?.steps[step] ?? {})
  const run: readonly string[] = found.kind === 'check' ? found.run : 'run' in found && found.run !== undefined ? [found.run] : []
  const ways = 'next' in found ? targetsOf(found.next) : []
  return [
    ...(verdict === undefined || found.verdict === verdict ? [] : [`the verdict ${verdict}`]),
    ...(mentions === undefined || mentions.test(said) ? [] : [`the words ${String(mentions)}`]),
    ...runs.filter((check) => !run.includes(check)).map((check) => `the check ${check}`),
    ...leadsTo.filter((target) => !ways.includes(target)).map((target) => `the way to ${target}`),
    ...(to === undefined || (found.kind === 'handOver' && found.to === to) ? [] : [`the hand-over to ${to}`]),
  ]
}

function targetsOf(next: Next): readonly string[] {
  const targets = Array.isArray(next) ? next.map((way) => ('else' in way ? way.else : way.to)) : Object.values(next)
  return targets.map((target) => (typeof target === 'string' ? target : `${target.flow}/${target.at ?? ''}`))
}
