import type { Database } from 'better-sqlite3'

/** How the recent runs of a flow ended is asked at every list of flows. Open cases are not in it, so most appends leave it alone. */
export const endedCases = {
  version: 20,
  up(db: Database): void {
    db.exec('CREATE INDEX cases_ended ON cases (problem, updated_at, outcome) WHERE outcome IS NOT NULL')
  },
} as const
