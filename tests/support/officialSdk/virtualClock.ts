import { onTestFinished, vi } from 'vitest'
import type { AbstractB24 } from '@bitrix24/b24jssdk'
import { clientsOf } from './openSdk'

export interface VirtualClock {
  /** Lets the SDK's waits pass until the work is done. */
  run<Result>(work: Promise<Result>): Promise<Result>
  /** Milliseconds that have passed for everybody who asks for the time, the portal among them. */
  passedMs(): number
}

/**
 * The SDK waits with plain timers. They are moved on only while none of its requests is under way: the timers of a request
 * belong to the connection, which lives in real time. A portal that is to feel the same clock is opened with
 * `now: () => Date.now()`.
 */
export function virtualClock(sdk: AbstractB24): VirtualClock {
  let underWay = 0
  for (const client of clientsOf(sdk)) {
    client.interceptors.request.use((config) => {
      underWay += 1
      return config
    })
    const settled = (): void => {
      underWay -= 1
    }
    client.interceptors.response.use(
      (response) => {
        settled()
        return response
      },
      (error: unknown) => {
        settled()
        throw error
      },
    )
  }
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const startedAtMs = Date.now()
  return {
    run: async (work) => {
      const end = settledFlag(work)
      while (!end.isReached) {
        await new Promise((resolve) => setImmediate(resolve))
        if (underWay === 0 && vi.getTimerCount() > 0) vi.advanceTimersToNextTimer()
      }
      return work
    },
    passedMs: () => Date.now() - startedAtMs,
  }
}

function settledFlag(work: Promise<unknown>): { readonly isReached: boolean } {
  const end = { isReached: false }
  const reach = (): void => {
    end.isReached = true
  }
  work.then(reach, reach)
  return end
}
