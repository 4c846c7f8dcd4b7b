import type { Database } from 'better-sqlite3'

/**
 * The case log (data-model, "Tables"). Columns that nothing fills yet are there for import, redacted copies, erasure
 * and retention, so that none of them has to change a stored row. Never edit a migration that was released.
 */
export const caseLog = {
  version: 10,
  up(db: Database): void {
    db.exec(`
-- Settings of this installation; never a secret.
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE writers (
  id INTEGER PRIMARY KEY,
  writer_id TEXT NOT NULL UNIQUE CHECK (length(writer_id) = 36),
  origin TEXT NOT NULL CHECK (origin IN ('own', 'foreign')),
  is_current INTEGER NOT NULL DEFAULT 0 CHECK (is_current IN (0, 1)),
  created_at INTEGER NOT NULL,
  CHECK (is_current = 0 OR origin = 'own')
) STRICT;
CREATE UNIQUE INDEX writers_current ON writers (is_current) WHERE is_current = 1;

-- A case's key here and its plain number on this machine. Kept when the case is removed: a number is never used again.
CREATE TABLE case_keys (
  id INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE CHECK (length(case_id) = 36),
  number INTEGER NOT NULL UNIQUE CHECK (number >= 1),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE subjects (
  id INTEGER PRIMARY KEY,
  subject_id TEXT NOT NULL UNIQUE CHECK (length(subject_id) = 36),
  created_at INTEGER NOT NULL
) STRICT;

-- One row per strand whose case was removed; the canonical text is what was hashed.
CREATE TABLE tombstones (
  id INTEGER PRIMARY KEY,
  case_key INTEGER NOT NULL REFERENCES case_keys (id),
  writer INTEGER NOT NULL REFERENCES writers (id),
  last_seq INTEGER NOT NULL CHECK (last_seq >= 1),
  last_hash BLOB NOT NULL CHECK (length(last_hash) = 32),
  removed_count INTEGER NOT NULL CHECK (removed_count >= 1),
  reason TEXT NOT NULL CHECK (reason IN ('retention')),
  removed_at INTEGER NOT NULL,
  tombstone TEXT NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  ledger_writer INTEGER NOT NULL REFERENCES writers (id),
  ledger_position INTEGER NOT NULL CHECK (ledger_position >= 1),
  UNIQUE (ledger_writer, ledger_position)
) STRICT;
CREATE INDEX tombstones_strand ON tombstones (case_key, writer, last_seq);

-- lamport, at and kind repeat the envelope for order and figures; verify compares them with it.
-- ledger_position: the place in the writer's ledger; NULL for a strand that was imported.
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  case_key INTEGER NOT NULL REFERENCES case_keys (id),
  writer INTEGER NOT NULL REFERENCES writers (id),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  lamport INTEGER NOT NULL CHECK (lamport >= 1),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  envelope TEXT NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  ledger_position INTEGER CHECK (ledger_position >= 1),
  created_at INTEGER NOT NULL,
  UNIQUE (case_key, writer, seq)
) STRICT;
CREATE INDEX events_order ON events (case_key, lamport);

-- salt and value go together; both NULL is a blank. is_withheld: a redacted copy never held them; its pseudonym stands beside.
CREATE TABLE personal_values (
  event INTEGER NOT NULL REFERENCES events (id),
  field TEXT NOT NULL,
  subject INTEGER NOT NULL REFERENCES subjects (id),
  salt BLOB CHECK (length(salt) = 16),
  value TEXT,
  is_withheld INTEGER NOT NULL DEFAULT 0 CHECK (is_withheld IN (0, 1)),
  pseudonym TEXT,
  PRIMARY KEY (event, field),
  CHECK ((salt IS NULL) = (value IS NULL)),
  CHECK (is_withheld = 0 OR value IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX personal_values_subject ON personal_values (subject);

-- Attachments. Their bytes are personal values: salted, committed to in the envelope under the same field name, blanked alike.
CREATE TABLE blobs (
  id INTEGER PRIMARY KEY,
  event INTEGER NOT NULL REFERENCES events (id),
  field TEXT NOT NULL,
  subject INTEGER NOT NULL REFERENCES subjects (id),
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size >= 0),
  salt BLOB CHECK (length(salt) = 16),
  bytes BLOB,
  is_withheld INTEGER NOT NULL DEFAULT 0 CHECK (is_withheld IN (0, 1)),
  UNIQUE (event, field),
  CHECK ((salt IS NULL) = (bytes IS NULL)),
  CHECK (is_withheld = 0 OR bytes IS NULL)
) STRICT;
CREATE INDEX blobs_subject ON blobs (subject);

-- Every hash this installation wrote, in order, for good. case_key and seq say which event or tombstone (its last seq) it is.
CREATE TABLE ledger (
  writer INTEGER NOT NULL REFERENCES writers (id),
  position INTEGER NOT NULL CHECK (position >= 1),
  entry TEXT NOT NULL CHECK (entry IN ('event', 'tombstone')),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  head BLOB NOT NULL CHECK (length(head) = 32),
  case_key INTEGER NOT NULL REFERENCES case_keys (id),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  PRIMARY KEY (writer, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE commands (
  command_id TEXT PRIMARY KEY CHECK (length(command_id) = 36),
  case_key INTEGER NOT NULL REFERENCES case_keys (id),
  writer INTEGER NOT NULL REFERENCES writers (id),
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events never change'); END;
CREATE TRIGGER events_leave_under_a_tombstone BEFORE DELETE ON events
WHEN NOT EXISTS (SELECT 1 FROM tombstones AS t WHERE t.case_key = OLD.case_key AND t.writer = OLD.writer AND t.last_seq >= OLD.seq)
BEGIN SELECT RAISE(ABORT, 'no tombstone covers this event'); END;

CREATE TRIGGER personal_values_only_blank BEFORE UPDATE ON personal_values
WHEN NEW.salt IS NOT NULL OR NEW.value IS NOT NULL OR NEW.event <> OLD.event OR NEW.field <> OLD.field OR NEW.subject <> OLD.subject
  OR NEW.is_withheld <> OLD.is_withheld OR NEW.pseudonym IS NOT OLD.pseudonym
BEGIN SELECT RAISE(ABORT, 'a personal value may only be blanked'); END;
CREATE TRIGGER personal_values_leave_with_their_event BEFORE DELETE ON personal_values
WHEN NOT EXISTS (SELECT 1 FROM events AS e JOIN tombstones AS t ON t.case_key = e.case_key AND t.writer = e.writer AND t.last_seq >= e.seq WHERE e.id = OLD.event)
BEGIN SELECT RAISE(ABORT, 'no tombstone covers this event'); END;

CREATE TRIGGER blobs_only_blank BEFORE UPDATE ON blobs
WHEN NEW.salt IS NOT NULL OR NEW.bytes IS NOT NULL OR NEW.event <> OLD.event OR NEW.field <> OLD.field OR NEW.subject <> OLD.subject
  OR NEW.media_type <> OLD.media_type OR NEW.size <> OLD.size OR NEW.is_withheld <> OLD.is_withheld
BEGIN SELECT RAISE(ABORT, 'an attachment may only be blanked'); END;
CREATE TRIGGER blobs_leave_with_their_event BEFORE DELETE ON blobs
WHEN NOT EXISTS (SELECT 1 FROM events AS e JOIN tombstones AS t ON t.case_key = e.case_key AND t.writer = e.writer AND t.last_seq >= e.seq WHERE e.id = OLD.event)
BEGIN SELECT RAISE(ABORT, 'no tombstone covers this event'); END;

CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger never changes'); END;
CREATE TRIGGER ledger_never_shrinks BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger never shrinks'); END;
CREATE TRIGGER tombstones_never_change BEFORE UPDATE ON tombstones
BEGIN SELECT RAISE(ABORT, 'tombstones never change'); END;
CREATE TRIGGER tombstones_never_leave BEFORE DELETE ON tombstones
BEGIN SELECT RAISE(ABORT, 'tombstones never leave'); END;

-- Projections: made from the events alone; each can be thrown away and rebuilt.
CREATE TABLE projections (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
  case_key INTEGER PRIMARY KEY REFERENCES case_keys (id),
  number INTEGER NOT NULL,
  person TEXT,
  person_order TEXT NOT NULL,
  address TEXT,
  problem TEXT NOT NULL,
  flow_version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'waiting', 'closed')),
  state_order INTEGER NOT NULL CHECK (state_order IN (0, 1, 2)),
  outcome TEXT CHECK (outcome IN ('solved', 'notSolved', 'handedOver', 'abandoned')),
  verdict TEXT,
  last_step TEXT,
  waiting_for TEXT CHECK (waiting_for IN ('employee', 'agent', 'admin', 'inviter', 'mailAdmin', 'support')),
  operator TEXT,
  door TEXT NOT NULL CHECK (door IN ('employee', 'agent', 'admin')),
  opened_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_updated ON cases (updated_at, case_key);
CREATE INDEX cases_opened ON cases (opened_at, case_key);
CREATE INDEX cases_number ON cases (number);
CREATE INDEX cases_person ON cases (person_order, case_key);
CREATE INDEX cases_state ON cases (state_order, updated_at, case_key);
CREATE INDEX cases_state_newest ON cases (state_order, updated_at DESC, case_key DESC);
CREATE INDEX cases_problem ON cases (problem);
CREATE INDEX cases_outcome ON cases (outcome) WHERE outcome IS NOT NULL;

-- With content, and with secure-delete: a contentless table left an erased word in the file.
CREATE VIRTUAL TABLE search USING fts5 (number, code, person, address, problem, words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
INSERT INTO projections (name, version) VALUES ('cases', 1);
`)
  },
} as const
