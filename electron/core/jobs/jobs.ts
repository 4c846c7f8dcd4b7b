import { errorCodes, type ErrorCode } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import type { JobHandle, Ports } from '../ports'

/** Long work by id: started here, done in the worker, told by events. */
export interface Jobs {
  start(params: Params<'jobs.start'>): Value<'jobs.start'>
  cancel(params: Params<'jobs.cancel'>): Value<'jobs.cancel'>
  /** What the last check of the log found wrong; undefined when nothing. */
  logProblem(): string | undefined
  isCheckingLog(): boolean
  stop(): void
}

export function createJobs(ports: Ports): Jobs {
  const running = new Map<string, JobHandle>()
  let logProblem: string | undefined
  let checkingLog = 0
  return {
    start({ job }) {
      checkingLog += 1
      const handle = ports.jobs.start(job, (update) => {
        if (update.type === 'progress') {
          ports.publisher.publish({ type: 'jobProgressed', data: { jobId: handle.jobId, job, done: update.done, ...(update.total === undefined ? {} : { total: update.total }) } })
          return
        }
        running.delete(handle.jobId)
        checkingLog -= 1
        if (update.outcome === 'done') logProblem = (update.findings ?? 0) > 0 ? String(update.findings) : undefined
        if ((update.findings ?? 0) > 0) ports.log.error('cases', 'logFindings', { findings: update.findings })
        const code = errorCodes.find((known) => known === update.error?.code) ?? ('internal' satisfies ErrorCode)
        ports.publisher.publish({
          type: 'jobFinished',
          data: { jobId: handle.jobId, job, outcome: update.outcome, ...(update.findings === undefined ? {} : { findings: update.findings }), ...(update.error === undefined ? {} : { error: { code, message: code, retry: 'no' as const } }) },
        })
      })
      running.set(handle.jobId, handle)
      return { jobId: handle.jobId }
    },
    cancel({ jobId }) {
      const handle = running.get(jobId)
      handle?.cancel()
      return { cancelled: handle !== undefined }
    },
    logProblem: () => logProblem,
    isCheckingLog: () => checkingLog > 0,
    stop() {
      for (const handle of running.values()) handle.cancel()
      running.clear()
    },
  }
}
