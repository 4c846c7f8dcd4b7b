import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppFailure } from '@shared/contract/appError'
import type { FileDoor } from '../../../electron/core/ports'
import { createDialogFileDoor, maxTextFileBytes } from '../../../electron/hosts/electron/dialogFileDoor'
import { filesBelow, temporaryFolder } from '../../support/temporaryFolder'

const codeOf = async (action: Promise<unknown>): Promise<string> =>
  action.then(() => 'ok', (error: unknown) => (error instanceof AppFailure ? error.code : 'foreign'))

function doorFor(path: string | undefined): { door: FileDoor; suggested: string[] } {
  const suggested: string[] = []
  const door = createDialogFileDoor({
    askWhereToSave: (name) => {
      suggested.push(name)
      return Promise.resolve(path)
    },
    askWhatToOpen: () => Promise.resolve(path),
  })
  return { door, suggested }
}

describe('saving a text', () => {
  it('writes the whole text where the person chose and leaves nothing beside it', async () => {
    const path = join(temporaryFolder(), 'chosen.txt')
    const { door, suggested } = doorFor(path)
    expect(await door.saveText('message.txt', 'Здравствуйте\n')).toEqual({ via: 'dialog', saved: true, name: 'chosen.txt' })
    expect(suggested).toEqual(['message.txt'])
    expect(readFileSync(path, 'utf8')).toBe('Здравствуйте\n')
    expect(filesBelow(join(path, '..'))).toEqual([path])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })
  it('replaces a file that was there', async () => {
    const path = join(temporaryFolder(), 'chosen.txt')
    writeFileSync(path, 'a longer text that was there before')
    await doorFor(path).door.saveText('message.txt', 'new')
    expect(readFileSync(path, 'utf8')).toBe('new')
  })
  it('says so when the person cancelled', async () => {
    expect(await doorFor(undefined).door.saveText('message.txt', 'x')).toEqual({ via: 'dialog', saved: false, name: 'message.txt' })
  })
  it.each(['../../.bashrc', '..\\..\\x.txt', '/etc/cron.d/x', 'C:\\x.txt'])('suggests a bare name for %s', async (name) => {
    const { door, suggested } = doorFor(undefined)
    await door.saveText(name, 'x')
    expect(suggested[0]).not.toMatch(/[\\/]/)
  })
  it('fails with a known error, and leaves no half file, where it cannot write', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'taken.txt', 'in'), { recursive: true })
    expect(await codeOf(doorFor(join(folder, 'taken.txt')).door.saveText('x', 'x'))).toBe('fileUnwritable')
    expect(await codeOf(doorFor(join(folder, 'missing', 'x.txt')).door.saveText('x', 'x'))).toBe('fileUnwritable')
    expect(filesBelow(folder)).toEqual([])
  })
})

describe('opening a text', () => {
  it('gives its bytes once', async () => {
    const path = join(temporaryFolder(), 'error.txt')
    writeFileSync(path, 'Ваш аккаунт заблокирован')
    const { door } = doorFor(path)
    const answer = await door.beginUpload()
    const fileId = answer.via === 'dialog' ? (answer.fileId ?? '') : ''
    expect(fileId).toMatch(/^[\w-]{32}$/)
    expect(new TextDecoder().decode(door.take(fileId))).toBe('Ваш аккаунт заблокирован')
    expect(door.take(fileId)).toBeUndefined()
    expect(door.take('constructor')).toBeUndefined()
  })
  it('says so when the person cancelled', async () => {
    expect(await doorFor(undefined).door.beginUpload()).toEqual({ via: 'dialog' })
  })
  it('takes a file of exactly the largest size and none that is larger', async () => {
    const path = join(temporaryFolder(), 'large.txt')
    writeFileSync(path, 'a'.repeat(maxTextFileBytes))
    expect(await codeOf(doorFor(path).door.beginUpload())).toBe('ok')
    writeFileSync(path, 'a'.repeat(maxTextFileBytes + 1))
    expect(await codeOf(doorFor(path).door.beginUpload())).toBe('tooLarge')
  })
  it('fails with a known error for a folder, a device and a file that is gone', async () => {
    const folder = temporaryFolder()
    expect(await codeOf(doorFor(folder).door.beginUpload())).toBe('fileUnreadable')
    expect(await codeOf(doorFor(join(folder, 'gone.txt')).door.beginUpload())).toBe('fileUnreadable')
    if (process.platform !== 'win32') expect(await codeOf(doorFor('/dev/zero').door.beginUpload())).toBe('fileUnreadable')
  })
  it('keeps only the last few files that nobody took', async () => {
    const path = join(temporaryFolder(), 'error.txt')
    writeFileSync(path, 'x')
    const { door } = doorFor(path)
    const ids: string[] = []
    for (let count = 0; count < 6; count += 1) {
      const answer = await door.beginUpload()
      ids.push(answer.via === 'dialog' ? (answer.fileId ?? '') : '')
    }
    expect(ids.map((id) => door.take(id) !== undefined)).toEqual([false, false, true, true, true, true])
  })
})
