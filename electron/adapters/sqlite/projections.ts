import { shortCodeOf } from '@shared/domain/ids'
import type { CaseId } from '@shared/domain/ids'
import { caseStates } from '@shared/domain/stateWords'
import type { Database } from 'better-sqlite3'
import type { CaseProjection, FixMark } from '../../core/ports'

/** Raise it when the columns or what they mean change: every projection is then made anew at the next opening. */
export const projectionVersion = 2

/** What the search finds a case by, already folded. */
export interface SearchRow {
  readonly number: string
  readonly code: string
  readonly person: string
  readonly address: string
  readonly problem: string
  readonly words: string
}

type SearchWords = Omit<SearchRow, 'number' | 'code'>

export interface CaseColumns {
  readonly case_key: number
  readonly number: number
  readonly person: string | null
  readonly person_order: string
  readonly address: string | null
  readonly problem: string
  readonly flow_version: number
  readonly state: string
  readonly state_order: number
  readonly outcome: string | null
  readonly verdict: string | null
  readonly last_step: string | null
  readonly waiting_for: string | null
  readonly operator: string | null
  readonly door: string
  readonly opened_at: number
  readonly updated_at: number
}

/** SQLite folds ASCII only; here ё finds е and Ä finds a, in stored text and in what is searched for alike. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/gu, '').toLowerCase()
}

/** Nobody's name comes after every name. */
const lastOfAll = '\u{10fffd}'

export function caseColumns(caseKey: number, number: number, projection: CaseProjection): CaseColumns {
  return {
    case_key: caseKey,
    number,
    person: projection.person ?? null,
    person_order: projection.person === undefined ? lastOfAll : foldText(projection.person),
    address: projection.address ?? null,
    problem: projection.problem,
    flow_version: projection.flowVersion,
    state: projection.state,
    state_order: caseStates.indexOf(projection.state),
    outcome: projection.outcome ?? null,
    verdict: projection.verdict ?? null,
    last_step: projection.lastStep ?? null,
    waiting_for: projection.waitingFor ?? null,
    operator: projection.operator ?? null,
    door: projection.door,
    opened_at: projection.openedAt,
    updated_at: projection.updatedAt,
  }
}

/** What never changes while a case lives: its number and its short code. */
function searchNames(caseId: CaseId, number: number): Pick<SearchRow, 'number' | 'code'> {
  const code = shortCodeOf(caseId)
  return { number: String(number), code: `${code} ${code.replace('-', '')}` }
}

function searchWords(projection: CaseProjection): SearchWords {
  return {
    person: foldText(projection.person ?? ''),
    address: foldText(projection.address ?? ''),
    problem: foldText(projection.problem),
    words: foldText(projection.searchText),
  }
}

export function searchRow(caseId: CaseId, number: number, projection: CaseProjection): SearchRow {
  return { ...searchNames(caseId, number), ...searchWords(projection) }
}

const longestSearch = 200
const mostTerms = 12

/**
 * What a person typed as an FTS5 query: every word a quoted prefix, all of them needed. Undefined where nothing was
 * asked; an empty string where the input holds no letter or digit, which finds nothing.
 */
export function searchQuery(input: string): string | undefined {
  const terms = foldText(input.slice(0, longestSearch))
    // SECURITY: quotes are the only thing FTS5 reads inside a string, and a NUL would end it early.
    .replace(/["\p{Cc}]/gu, ' ')
    .split(/\s+/u)
    .filter((term) => term !== '')
    .slice(0, mostTerms)
  if (terms.length === 0) return input.trim() === '' ? undefined : ''
  return terms
    .filter((term) => /[\p{L}\p{N}]/u.test(term))
    .map((term) => `"${term}"*`)
    .join(' ')
}

interface MarkColumns {
  readonly case_key: number
  readonly kind: FixMark['kind']
  readonly fix: string | null
  readonly portal: string | null
  readonly subject: string | null
  readonly due_at: number | null
}

function markColumns(caseKey: number, mark: FixMark): MarkColumns {
  const none = { portal: null, subject: null, due_at: null }
  return { case_key: caseKey, kind: mark.kind, fix: mark.fix ?? null, ...none, ...(mark.kind === 'open' ? { portal: mark.portal, subject: mark.subject } : { due_at: mark.dueAt }) }
}

function columnNames(row: CaseColumns): readonly (keyof CaseColumns)[] {
  return Object.keys(row) as (keyof CaseColumns)[]
}

/** Writes one case's rows. Statements are prepared once. */
export function createProjectionWriter(db: Database): { write(caseId: CaseId, caseKey: number, number: number, projection: CaseProjection): void } {
  const upsertCase = db.prepare<[CaseColumns]>(`
INSERT INTO cases (case_key, number, person, person_order, address, problem, flow_version, state, state_order, outcome, verdict, last_step, waiting_for, operator, door, opened_at, updated_at)
VALUES (@case_key, @number, @person, @person_order, @address, @problem, @flow_version, @state, @state_order, @outcome, @verdict, @last_step, @waiting_for, @operator, @door, @opened_at, @updated_at)
ON CONFLICT (case_key) DO UPDATE SET number = excluded.number, person = excluded.person, person_order = excluded.person_order, address = excluded.address,
  problem = excluded.problem, flow_version = excluded.flow_version, state = excluded.state, state_order = excluded.state_order, outcome = excluded.outcome,
  verdict = excluded.verdict, last_step = excluded.last_step, waiting_for = excluded.waiting_for, operator = excluded.operator, door = excluded.door,
  opened_at = excluded.opened_at, updated_at = excluded.updated_at`)
  const selectCase = db.prepare<[number], CaseColumns>('SELECT * FROM cases WHERE case_key = ?')
  const moveOn = db.prepare<[CaseColumns]>('UPDATE cases SET last_step = @last_step, updated_at = @updated_at WHERE case_key = @case_key')
  const writeCase = (row: CaseColumns): void => {
    const present = selectCase.get(row.case_key)
    // Most appends only move a case on. SQLite rewrites every index whose column is named, changed or not.
    if (present !== undefined && columnNames(row).every((name) => name === 'last_step' || name === 'updated_at' || row[name] === present[name])) moveOn.run(row)
    else upsertCase.run(row)
  }
  // FTS5's own content table, by its documented columns: every append reads it, and the virtual table is slower to ask.
  const selectSearch = db.prepare<[number], SearchWords>('SELECT c2 AS person, c3 AS address, c4 AS problem, c5 AS words FROM search_content WHERE id = ?')
  const insertSearch = db.prepare<[SearchRow & { readonly rowid: number }]>('INSERT INTO search (rowid, number, code, person, address, problem, words) VALUES (@rowid, @number, @code, @person, @address, @problem, @words)')
  const updateSearch = db.prepare<[SearchWords & { readonly rowid: number }]>('UPDATE search SET person = @person, address = @address, problem = @problem, words = @words WHERE rowid = @rowid')
  const hasMarks = db.prepare<[number], number>('SELECT 1 FROM fix_marks WHERE case_key = ? LIMIT 1').pluck()
  const removeMarks = db.prepare<[number]>('DELETE FROM fix_marks WHERE case_key = ?')
  const insertMark = db.prepare<[MarkColumns]>('INSERT INTO fix_marks (case_key, kind, fix, portal, subject, due_at) VALUES (@case_key, @kind, @fix, @portal, @subject, @due_at)')
  const writeMarks = (caseKey: number, marks: readonly FixMark[]): void => {
    if (hasMarks.get(caseKey) !== undefined) removeMarks.run(caseKey)
    for (const mark of marks) insertMark.run(markColumns(caseKey, mark))
  }
  return {
    write(caseId, caseKey, number, projection) {
      writeCase(caseColumns(caseKey, number, projection))
      writeMarks(caseKey, projection.fixMarks ?? [])
      const words = searchWords(projection)
      const present = selectSearch.get(caseKey)
      if (present === undefined) insertSearch.run({ ...searchNames(caseId, number), ...words, rowid: caseKey })
      // Most appends leave the words alone; the index is the dearest part of a write.
      else if (words.person !== present.person || words.address !== present.address || words.problem !== present.problem || words.words !== present.words) updateSearch.run({ ...words, rowid: caseKey })
    },
  }
}

/**
 * Throws every projection away, tables included: a damaged index cannot be emptied row by row. Their schema is read
 * from the database itself, so that a rebuilt one is the same text as a migrated one.
 */
export function recreateProjections(db: Database): void {
  const schema = db.prepare<[], string>("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name IN ('cases', 'search', 'fix_marks') ORDER BY type = 'index', rowid").pluck().all()
  if (schema.length === 0) throw new Error('the projections have no schema')
  db.exec('DROP TABLE search; DROP TABLE cases; DROP TABLE fix_marks;')
  for (const statement of schema) db.exec(statement)
  db.exec("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")
  db.prepare("DELETE FROM projections WHERE name = 'cases'").run()
}

export function hasCurrentProjections(db: Database, version: number): boolean {
  return db.prepare<[], number>("SELECT version FROM projections WHERE name = 'cases'").pluck().get() === version
}

export function setProjectionVersion(db: Database, version: number): void {
  db.prepare("INSERT INTO projections (name, version) VALUES ('cases', ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version").run(version)
}
