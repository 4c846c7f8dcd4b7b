import { chmodSync, closeSync, fstatSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface RotatingFile {
  write(line: string): void
  flush(): void
  close(): void
}

export interface RotatingFileOptions {
  readonly maxBytes: number
  /** How many files there are, the present one included. */
  readonly keep: number
  /** Stands in for a disk that is full. */
  readonly write?: (handle: number, line: string) => number
}

/** After a failure the file is left alone for so many lines, then tried again: a disk may have been emptied. */
const linesBetweenTries = 200

/**
 * A log that cannot be written must not take the app with it: a full disk, a folder without rights, a file that is
 * gone; every failure ends here in silence, because the log would be the place to tell it.
 */
export function openRotatingFile(file: string, options: RotatingFileOptions): RotatingFile {
  const write = options.write ?? writeSync
  let handle: number | undefined
  let bytes = 0
  let skipped = linesBetweenTries

  const attempt = (action: () => void): boolean => {
    try {
      action()
      return true
    } catch {
      return false
    }
  }
  const close = (): void => {
    const open = handle
    handle = undefined
    if (open !== undefined) attempt(() => closeSync(open))
  }
  const open = (): boolean =>
    attempt(() => {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      handle = openSync(file, 'a', 0o600)
      const state = fstatSync(handle)
      bytes = state.size
      // The mode above holds for a new file only; a device or a pipe belongs to others
      if (state.isFile()) attempt(() => chmodSync(file, 0o600))
    })
  const rotate = (): void => {
    close()
    attempt(() => rmSync(`${file}.${options.keep - 1}`, { force: true }))
    for (let number = options.keep - 2; number >= 1; number -= 1) attempt(() => renameSync(`${file}.${number}`, `${file}.${number + 1}`))
    // Where another process holds the file (Windows), the present one simply goes on growing
    attempt(() => renameSync(file, `${file}.1`))
  }

  return {
    write(line) {
      if (handle === undefined) {
        skipped += 1
        if (skipped < linesBetweenTries) return
        skipped = 0
        if (!open()) return
      }
      if (bytes > 0 && bytes + Buffer.byteLength(line) > options.maxBytes) {
        rotate()
        if (!open()) return
      }
      const target = handle
      if (target === undefined) return
      const written = attempt(() => {
        bytes += write(target, line)
      })
      if (!written) {
        close()
        skipped = 0
      }
    },
    flush() {
      const open = handle
      if (open !== undefined) attempt(() => fsyncSync(open))
    },
    close,
  }
}
