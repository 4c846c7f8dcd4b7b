import { parentPort, workerData } from 'node:worker_threads'
import { openCaseLogForReading } from '../adapters/sqlite/openCaseLog'
import { AppFailure } from '@shared/contract/appError'
import type { JobUpdate } from '../core/ports'
import type { WorkerTask } from './workerTask'

/**
 * The one worker entry, built for every host: long work with a database connection of its own, so that no window stalls.
 * It answers with JobUpdate messages; `cancelled` is shared memory because the work does not return to its event loop.
 */
const task = workerData as WorkerTask
const cancelled = new Int32Array(task.cancelled)
const isCancelled = (): boolean => Atomics.load(cancelled, 0) === 1
const tell = (update: JobUpdate): void => parentPort?.postMessage(update)

function verifyLog(): void {
  const log = openCaseLogForReading({ dataDir: task.dataDir, packaged: task.packaged })
  try {
    const found = log.cases.verify({ onProgress: (done, total) => tell({ type: 'progress', done, total }), isCancelled })
    tell({ type: 'finished', outcome: 'done', findings: found.findings.length })
  } finally {
    log.close()
  }
}

try {
  verifyLog()
} catch (error) {
  const failure = error instanceof AppFailure ? error : new AppFailure('internal')
  if (failure.code === 'cancelled') tell({ type: 'finished', outcome: 'cancelled' })
  else tell({ type: 'finished', outcome: 'failed', error: { code: failure.code, message: failure.code } })
}
