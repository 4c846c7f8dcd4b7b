import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppFailure } from '@shared/contract/appError'
import type { FileDoor } from '../../core/ports'

/** The system's own dialogs; undefined when the person cancelled. */
export interface FileDialogs {
  askWhereToSave(suggestedName: string): Promise<string | undefined>
  askWhatToOpen(): Promise<string | undefined>
}

export const maxTextFileBytes = 1024 * 1024
/** Files that were chosen and never taken; the oldest goes first. */
const mostWaiting = 4

/** Whole or not at all: a half-written file would look like the message it was to be. */
async function writeWhole(path: string, text: string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`)
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      await file.writeFile(text, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw new AppFailure('fileUnwritable', { message: 'the file could not be written', retry: 'now', cause: error })
  }
}

async function readSmall(path: string): Promise<Uint8Array> {
  let file
  try {
    file = await open(path, 'r')
  } catch (error) {
    throw new AppFailure('fileUnreadable', { message: 'the file could not be opened', cause: error })
  }
  try {
    const { size } = await file.stat().then((stat) => {
      if (!stat.isFile()) throw new AppFailure('fileUnreadable', { message: 'not a file' })
      return stat
    })
    if (size > maxTextFileBytes) throw new AppFailure('tooLarge', { details: { kilobytes: maxTextFileBytes / 1024 } })
    // One byte more than allowed: the file may have grown since it was measured.
    const buffer = Buffer.alloc(maxTextFileBytes + 1)
    let length = 0
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    if (length > maxTextFileBytes) throw new AppFailure('tooLarge', { details: { kilobytes: maxTextFileBytes / 1024 } })
    return new Uint8Array(buffer.subarray(0, length))
  } finally {
    await file.close()
  }
}

/** Files by the system's dialogs: the page never learns a path and cannot name one. */
export function createDialogFileDoor(dialogs: FileDialogs): FileDoor {
  const waiting = new Map<string, Uint8Array>()
  return {
    async saveText(name, text) {
      // Only the last part: a name must not choose the folder.
      const suggested = basename(name.replaceAll('\\', '/'))
      const path = await dialogs.askWhereToSave(suggested)
      if (path === undefined) return { via: 'dialog', saved: false, name: suggested }
      await writeWhole(path, text)
      return { via: 'dialog', saved: true, name: basename(path) }
    },
    async beginUpload() {
      const path = await dialogs.askWhatToOpen()
      if (path === undefined) return { via: 'dialog' }
      const bytes = await readSmall(path)
      const fileId = randomBytes(24).toString('base64url')
      waiting.set(fileId, bytes)
      const oldest = waiting.size > mostWaiting ? waiting.keys().next().value : undefined
      if (oldest !== undefined) waiting.delete(oldest)
      return { via: 'dialog', fileId }
    },
    take(fileId) {
      const bytes = waiting.get(fileId)
      waiting.delete(fileId)
      return bytes
    },
  }
}
