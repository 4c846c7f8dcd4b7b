export interface VerdictRow {
  /** Of bitrix24.md §3; with the parts of §0 and §5 that belong to it. */
  readonly problem: 'P1' | 'P2' | 'P8' | 'P9'
  readonly what: string
  readonly kind: 'cause' | 'fix' | 'pitfall'
  readonly flow: string
  /** Where it is answered. */
  readonly step: string
  /** The step's own. */
  readonly verdict?: string
  /** What one of the step's voices says. */
  readonly mentions?: RegExp
}

type Rest = Pick<VerdictRow, 'verdict' | 'mentions'>
export type MakeRow = (what: string, kind: VerdictRow['kind'], step: string, rest?: Rest) => VerdictRow

/** Rows of one problem, answered in one flow. */
export function rowsOf(problem: VerdictRow['problem'], flow: string): MakeRow {
  return (what, kind, step, rest = {}) => ({ problem, what, kind, flow, step, ...rest })
}
