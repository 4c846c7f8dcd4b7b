import { AppFailure } from '@shared/contract/appError'

/** The failure an action ends in; anything else is thrown on. */
export function thrownBy(action: () => unknown): AppFailure {
  try {
    action()
  } catch (error) {
    if (error instanceof AppFailure) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
