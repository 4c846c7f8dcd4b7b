import type { AppError, Result } from '@shared/contract/appError'
import { AppFailure } from '@shared/contract/appError'
import { methods, type Handlers, type MethodName } from '@shared/contract/methods'
import { secretIssue } from '@shared/contract/textSchemas'
import type { z } from 'zod'
import type { Log } from '../core/ports'

/** One call, whatever carried it. Never rejects: Electron keeps only the message of an error, HTTP keeps nothing. */
export type Dispatch = (name: unknown, raw: unknown) => Promise<Result<unknown>>

const failed = (failure: AppFailure): { readonly ok: false; readonly error: AppError } => ({ ok: false, error: failure.toAppError() })

/** Where in the params something is wrong, as `person.address`; never the value. */
function firstIssuePath(error: z.ZodError): string {
  return (error.issues[0]?.path ?? []).map(String).join('.').slice(0, 120)
}

function hasSecretIssue(error: z.ZodError): z.core.$ZodIssue | undefined {
  const search = (issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined => {
    for (const issue of issues) {
      if (issue.message === secretIssue) return issue
      if (issue.code === 'invalid_union') {
        const inner = search(issue.errors.flat())
        if (inner) return { ...inner, path: [...issue.path, ...inner.path] }
      }
    }
    return undefined
  }
  return search(error.issues)
}

/**
 * Contract name -> parse -> core -> parse -> Result. Calls that take longer than 40 ms of this thread would stall the
 * window; slow ones are logged by method name only.
 */
export function createDispatch(handlers: Handlers, log: Log, now: () => number = () => performance.now()): Dispatch {
  return async (name, raw) => {
    // SECURITY: own-key look-up; a plain one finds `constructor` (architecture, section 2).
    if (typeof name !== 'string' || !Object.hasOwn(methods, name)) return failed(new AppFailure('unknownMethod'))
    const method = name as MethodName
    const contract: { params: z.ZodType; result: z.ZodType } = methods[method]
    const started = now()
    try {
      const params = contract.params.safeParse(raw)
      if (!params.success) {
        const secret = hasSecretIssue(params.error)
        if (secret) return failed(new AppFailure('secretFound', { details: { field: secret.path.map(String).join('.') } }))
        return failed(new AppFailure('badRequest', { details: { field: firstIssuePath(params.error) } }))
      }
      const handler = handlers[method] as (params: unknown) => unknown
      const answer = handler(params.data)
      // What a handler does before it first waits is what holds this thread; the waiting itself stalls nobody.
      const heldMs = Math.round(now() - started)
      if (heldMs > 40) log.info('rpc', 'slow', { method, heldMs })
      const value = await answer
      const result = contract.result.safeParse(value)
      if (!result.success) {
        log.error('rpc', 'resultRefused', { method, field: firstIssuePath(result.error) })
        return failed(new AppFailure('internal', { message: `result of ${method}` }))
      }
      return { ok: true, value: result.data }
    } catch (error) {
      if (error instanceof AppFailure) {
        log.info('rpc', 'failed', { method, code: error.code })
        return failed(error)
      }
      // The message of a foreign error may quote a value: only its class is logged.
      log.error('rpc', 'threw', { method, error: error instanceof Error ? error.name : typeof error, at: error instanceof Error ? firstFrame(error) : undefined })
      return failed(new AppFailure('internal', { message: method }))
    }
  }
}

/** `file.js:12:3` of the first stack line: enough to find the place, no path and no value. */
function firstFrame(error: Error): string | undefined {
  return error.stack?.split('\n').find((line) => line.startsWith('    at '))?.match(/([\w.-]+:\d+:\d+)\)?$/)?.[1]
}
