import type { Database } from 'better-sqlite3'

/**
 * A projection: changes of the portal whose end nobody knows, asked before another case changes the same person, and what is
 * to be reminded of, asked at every start. Few cases have any.
 */
export const fixMarks = {
  version: 30,
  up(db: Database): void {
    db.exec(`
CREATE TABLE fix_marks (
  case_key INTEGER NOT NULL REFERENCES case_keys (id),
  kind TEXT NOT NULL CHECK (kind IN ('open', 'reversal', 'recheck')),
  fix TEXT,
  portal TEXT,
  subject TEXT,
  due_at INTEGER,
  CHECK ((kind = 'open') = (subject IS NOT NULL)),
  CHECK ((kind = 'open') = (portal IS NOT NULL)),
  CHECK ((kind = 'open') = (due_at IS NULL))
) STRICT;
CREATE INDEX fix_marks_case ON fix_marks (case_key);
CREATE INDEX fix_marks_open ON fix_marks (subject, portal) WHERE kind = 'open';
CREATE INDEX fix_marks_due ON fix_marks (due_at) WHERE due_at IS NOT NULL`)
  },
} as const
