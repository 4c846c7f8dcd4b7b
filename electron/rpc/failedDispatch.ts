import { AppFailure, type AppError } from '@shared/contract/appError'
import { methods } from '@shared/contract/methods'
import type { Dispatch } from './dispatch'

/**
 * What a window host serves when the data folder could not be opened: every method answers with that error, so that the
 * person sees the reason on the page instead of a window that never comes. Only quitting works.
 */
export function createFailedDispatch(error: AppError, quit: () => void): Dispatch {
  return (name, raw) => {
    // SECURITY: own-key look-up, as in dispatch.ts.
    if (typeof name !== 'string' || !Object.hasOwn(methods, name)) {
      return Promise.resolve({ ok: false, error: new AppFailure('unknownMethod').toAppError() })
    }
    if (name !== 'app.quit') return Promise.resolve({ ok: false, error })
    if (!methods['app.quit'].params.safeParse(raw).success) {
      return Promise.resolve({ ok: false, error: new AppFailure('badRequest').toAppError() })
    }
    quit()
    return Promise.resolve({ ok: true, value: {} })
  }
}
