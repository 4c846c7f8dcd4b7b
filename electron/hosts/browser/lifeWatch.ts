export const idleLimitMs = 30 * 60_000
export const checkEveryMs = 250

export interface LifeWatchOptions {
  readonly idleMs: () => number
  /** The process that started this one; another number means that it is gone. */
  readonly parentId: () => number
  /** Windows keeps telling a dead parent's number. */
  readonly isAlive?: (processId: number) => boolean
  readonly end: (reason: 'idle' | 'signal') => void
}

export interface LifeWatch {
  check(): void
  start(): void
  stop(): void
}

/** Why the browser host ends by itself: nobody used it for half an hour, or the process that started it is gone. */
export function createLifeWatch({ idleMs, parentId, isAlive = () => true, end }: LifeWatchOptions): LifeWatch {
  const parent = parentId()
  let timer: NodeJS.Timeout | undefined
  const check = (): void => {
    // SECURITY: 6B-14: npm passes a signal only to its shell; that this process was orphaned is all it learns.
    if (parentId() !== parent || !isAlive(parent)) end('signal')
    else if (idleMs() >= idleLimitMs) end('idle')
  }
  return {
    check,
    start() {
      timer = setInterval(check, checkEveryMs)
      timer.unref()
    },
    stop() {
      clearInterval(timer)
    },
  }
}

/** Signal 0 asks without sending; EPERM is the answer of a living process of somebody else. */
export function isProcessAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
