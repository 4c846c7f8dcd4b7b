/** The end of the app: closing once, within a limit, whatever asks for it. */
export interface AppLife {
  /** Closes and ends the process. The second call changes nothing. */
  end(reason: 'quit' | 'signal', exitCode?: number): void
  readonly isEnding: () => boolean
}

export interface AppLifeWorld {
  /** Tells the page, stops the core, closes the database. */
  readonly close: (reason: 'quit' | 'signal') => Promise<void>
  readonly exit: (code: number) => void
  /** A close that hangs must not keep a process: npm's signal has to leave none within two seconds. */
  readonly limitMs: number
}

export function createAppLife({ close, exit, limitMs }: AppLifeWorld): AppLife {
  let ending = false
  return {
    isEnding: () => ending,
    end(reason, exitCode = 0) {
      if (ending) return
      ending = true
      const limit = setTimeout(() => exit(exitCode), limitMs)
      close(reason)
        .catch(() => undefined)
        .finally(() => {
          clearTimeout(limit)
          exit(exitCode)
        })
    },
  }
}

/** npm passes a signal only to its shell; when that or the launcher is gone, our parent's id changes. */
export function watchParent(parentId: () => number, onGone: () => void, everyMs = 500): () => void {
  const first = parentId()
  const timer = setInterval(() => {
    if (parentId() === first) return
    clearInterval(timer)
    onGone()
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
