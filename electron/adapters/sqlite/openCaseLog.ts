import { join } from 'node:path'
import type { WriterId } from '@shared/domain/ids'
import type { CaseRepository, Clock, IdSource, ProjectCase, SettingsRepository } from '../../core/ports'
import { openDatabase } from './openDatabase'
import { hasCurrentProjections, projectionVersion } from './projections'
import { createCaseReader, createCaseRepository } from './repositories/caseRepository'
import type { CaseReader } from './repositories/caseRepository'
import { createSettingsRepository } from './repositories/settingsRepository'
import { createRunState } from './runState'
import type { RunState } from './runState'
import { translating } from './sqliteErrors'
import { ensureWriter } from './writer'

export interface CaseLogOptions {
  readonly dataDir: string
  /** BETTER_SQLITE3_BINDING is honoured in unpackaged runs only. */
  readonly packaged: boolean
}
export interface OpenCaseLogOptions extends CaseLogOptions {
  readonly projectCase: ProjectCase
  readonly ids: IdSource
  readonly clock: Clock
}

export interface CaseLog {
  readonly cases: CaseRepository
  readonly settings: SettingsRepository
  readonly runState: RunState
  readonly writerId: WriterId
  readonly path: string
  /** Safe to call twice. */
  close(): void
}

export interface CaseLogForReading {
  readonly cases: CaseReader
  readonly path: string
  close(): void
}

export function caseLogPath(dataDir: string): string {
  return join(dataDir, 'cases.sqlite')
}

/** SECURITY: a packaged app never loads a binary that an environment variable names. */
export function nativeBindingOf(packaged: boolean): string | undefined {
  const named = packaged ? undefined : process.env['BETTER_SQLITE3_BINDING']
  return named === '' ? undefined : named
}

/** The case log of a data folder, created or migrated as needed. Throws AppFailure; nothing is opened then. */
export function openCaseLog({ dataDir, packaged, projectCase, ids, clock }: OpenCaseLogOptions): CaseLog {
  const opened = openDatabase(caseLogPath(dataDir), { nativeBinding: nativeBindingOf(packaged) })
  try {
    return translating(() => {
      const { db, path } = opened
      const writerId = ensureWriter(db, ids, clock)
      const cases = createCaseRepository({ db, writerId, projectCase, projectionVersion, ids, clock })
      const settings = createSettingsRepository({ db, clock })
      if (!hasCurrentProjections(db, projectionVersion)) cases.rebuild()
      return { cases, settings, runState: createRunState(settings), writerId, path, close: () => opened.close() }
    })
  } catch (error) {
    opened.close()
    throw error
  }
}

/** A worker's own connection to a log that is open already. It can write nothing. */
export function openCaseLogForReading({ dataDir, packaged }: CaseLogOptions): CaseLogForReading {
  const opened = openDatabase(caseLogPath(dataDir), { nativeBinding: nativeBindingOf(packaged), readonly: true })
  try {
    return { cases: translating(() => createCaseReader({ db: opened.db })), path: opened.path, close: () => opened.close() }
  } catch (error) {
    opened.close()
    throw error
  }
}
