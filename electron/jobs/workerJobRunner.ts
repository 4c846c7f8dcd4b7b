import { Worker } from 'node:worker_threads'
import type { IdSource, JobRunner, JobUpdate } from '../core/ports'
import type { WorkerTask } from './workerTask'

/** Starts the worker entry for a job. The end of the worker without an answer is a failed job, never a silent one. */
export function createWorkerJobRunner(options: { readonly workerFile: string; readonly dataDir: string; readonly packaged: boolean; readonly ids: IdSource }): JobRunner {
  return {
    start(job, onUpdate) {
      const cancelled = new SharedArrayBuffer(4)
      const task: WorkerTask = { job, dataDir: options.dataDir, packaged: options.packaged, cancelled }
      const worker = new Worker(options.workerFile, { workerData: task })
      let finished = false
      const finish = (update: JobUpdate): void => {
        if (finished) return
        finished = update.type === 'finished'
        onUpdate(update)
      }
      worker.on('message', finish)
      worker.on('error', () => finish({ type: 'finished', outcome: 'failed', error: { code: 'internal', message: 'worker' } }))
      worker.on('exit', () => finish({ type: 'finished', outcome: 'failed', error: { code: 'internal', message: 'worker' } }))
      worker.unref()
      return {
        jobId: options.ids.token(18),
        cancel() {
          Atomics.store(new Int32Array(cancelled), 0, 1)
        },
      }
    },
  }
}
