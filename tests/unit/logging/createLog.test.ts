import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLog } from '../../../electron/adapters/logging/createLog'
import { openRotatingFile } from '../../../electron/adapters/logging/rotatingFile'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'latchkey-log-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}
const linesOf = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the log', () => {
  test('writes JSON lines with time, level, area and event', () => {
    const file = join(folder(), 'logs', 'latchkey.log')
    const log = createLog({ file, level: 'info' })
    log.info('portal', 'methodAnswered', { method: 'profile', tookMs: 12, ok: true, missing: undefined })
    log.flush()

    const [line] = linesOf(file)
    expect(line).toEqual({ level: 'info', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string, area: 'portal', event: 'methodAnswered', method: 'profile', tookMs: 12, ok: true })
  })

  test('leaves out what is below its level', () => {
    const file = join(folder(), 'latchkey.log')
    const log = createLog({ file, level: 'warn' })
    log.debug('a', 'one')
    log.info('a', 'two')
    log.warn('a', 'three')
    log.error('a', 'four')

    expect(linesOf(file).map((line) => line['event'])).toEqual(['three', 'four'])
  })

  test('redacts values, keys, area and event', () => {
    const file = join(folder(), 'latchkey.log')
    const secret = 'q1w2e3r4t5y6u7i8'
    const log = createLog({ file, level: 'debug' })
    log.info(`area ${secret}`, `event https://acme.example/rest/1/${secret}/`, { [secret]: 1, detail: `cleo.marsh@acme.example ${secret}`, password: 'plain' })

    const text = readFileSync(file, 'utf8')
    expect(text).not.toContain(secret)
    expect(text).not.toContain('cleo.marsh')
    expect(text).not.toContain('plain')
  })

  test('lets no field pass for one of its own words, and no text break its line', () => {
    const file = join(folder(), 'latchkey.log')
    const log = createLog({ file, level: 'info' })
    log.info('portal', 'real', { level: 'error', time: 'never', area: 'other', event: 'forged', detail: 'a\n{"event":"forged"}\u2028' })

    const lines = linesOf(file)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ level: 'info', area: 'portal', event: 'real' })
    expect(readFileSync(file, 'utf8').match(/"event"/g)).toHaveLength(1)
  })

  test('has no switch that turns the redaction off', () => {
    const file = join(folder(), 'latchkey.log')
    const options: Record<string, unknown> = { redact: false, redaction: 'off', unsafe: true, raw: true }
    const log = createLog({ file, level: 'info', ...options })
    log.info('a', 'b', { detail: 'cleo.marsh@acme.example' })

    expect(readFileSync(file, 'utf8')).not.toContain('cleo.marsh')
  })
})

describe('its file', () => {
  // Windows has no such modes: there the folder's own rights hold
  const mode = (posix: number): unknown => (process.platform === 'win32' ? expect.any(Number) : posix)

  test('is for its owner alone, also when it was there before', () => {
    const path = folder()
    const file = join(path, 'latchkey.log')
    writeFileSync(file, '')
    chmodSync(file, 0o644)
    createLog({ file, level: 'info' }).info('a', 'b')
    const fresh = join(path, 'deeper', 'latchkey.log')
    createLog({ file: fresh, level: 'info' }).info('a', 'b')

    expect(statSync(file).mode & 0o777).toEqual(mode(0o600))
    expect(statSync(fresh).mode & 0o777).toEqual(mode(0o600))
    expect(statSync(join(path, 'deeper')).mode & 0o777).toEqual(mode(0o700))
  })

  test('is turned over by size, and three are kept', () => {
    const path = folder()
    const file = join(path, 'latchkey.log')
    const log = createLog({ file, level: 'info', maxBytes: 1000 })
    for (let count = 0; count < 100; count += 1) log.info('a', 'line', { count })

    expect(readdirSync(path).sort()).toEqual(['latchkey.log', 'latchkey.log.1', 'latchkey.log.2'])
    for (const name of readdirSync(path)) expect(statSync(join(path, name)).size).toBeLessThanOrEqual(1000)
    const kept = ['latchkey.log.2', 'latchkey.log.1', 'latchkey.log'].flatMap((name) => linesOf(join(path, name)).map((line) => line['count'] as number))
    expect(kept.at(-1)).toBe(99)
    expect(kept).toEqual(kept.map((_count, index) => 100 - kept.length + index))
  })

  test('goes on where an earlier run stopped', () => {
    const file = join(folder(), 'latchkey.log')
    createLog({ file, level: 'info' }).info('a', 'first')
    createLog({ file, level: 'info' }).info('a', 'second')

    expect(linesOf(file).map((line) => line['event'])).toEqual(['first', 'second'])
  })

  test('that cannot be written disturbs nobody', () => {
    const path = folder()
    writeFileSync(join(path, 'inTheWay'), '')
    mkdirSync(join(path, 'aFolder.log'))
    for (const file of [join(path, 'inTheWay', 'latchkey.log'), join(path, 'aFolder.log'), `${path}/\u0000bad`]) {
      const log = createLog({ file, level: 'debug' })
      for (let count = 0; count < 300; count += 1) log.error('a', 'b')
      log.flush()
    }
    expect(readdirSync(path).sort()).toEqual(['aFolder.log', 'inTheWay'])
  })

  test('on a full disk is left alone for a while, then tried again', () => {
    const file = join(folder(), 'latchkey.log')
    let isFull = true
    let tries = 0
    const rotating = openRotatingFile(file, {
      maxBytes: 1000,
      keep: 3,
      write: (handle, line) => {
        tries += 1
        if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
        return writeSync(handle, line)
      },
    })
    for (let count = 0; count < 150; count += 1) rotating.write('lost\n')
    expect(tries).toBe(1)
    isFull = false
    for (let count = 0; count < 150; count += 1) rotating.write('kept\n')
    rotating.close()

    expect(readFileSync(file, 'utf8')).toMatch(/^(?:kept\n)+$/)
  })

  test('is not needed', () => {
    const log = createLog({ level: 'info' })
    expect(() => log.info('a', 'b')).not.toThrow()
    expect(() => log.flush()).not.toThrow()
  })
})
