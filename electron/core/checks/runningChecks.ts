import type { CaseId } from '@shared/domain/ids'
import type { CheckName } from '@shared/domain/checks'

/** The checks of a case that have an open request now; the page draws them with a ring. */
export interface RunningChecks {
  started(caseId: CaseId, check: CheckName, at: number): void
  ended(caseId: CaseId, check: CheckName): void
  /** When the check started, in UTC milliseconds; undefined when it does not run. */
  runningSince(caseId: CaseId, check: CheckName): number | undefined
}

export function createRunningChecks(): RunningChecks {
  const running = new Map<string, number>()
  const key = (caseId: CaseId, check: CheckName): string => `${caseId} ${check}`
  return {
    started: (caseId, check, at) => void running.set(key(caseId, check), at),
    ended: (caseId, check) => void running.delete(key(caseId, check)),
    runningSince: (caseId, check) => running.get(key(caseId, check)),
  }
}
