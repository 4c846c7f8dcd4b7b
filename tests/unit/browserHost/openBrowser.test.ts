import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBrowserOpener, fallbackAfterMs, hasDisplay, type BrowserOpener } from '../../../electron/hosts/browser/openBrowser'

interface World {
  readonly opener: BrowserOpener
  readonly opened: string[]
  readonly failed: string[]
  readonly planned: Map<number, () => void>
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function make(options: { readonly refuses?: (address: string) => boolean; readonly folder?: string } = {}): World {
  const opened: string[] = []
  const failed: string[] = []
  const planned = new Map<number, () => void>()
  let made = 0
  const opener = createBrowserOpener({
    launchUrl: () => `http://127.0.0.1:40123/#token-${(made += 1)}`,
    openAddress: (address) => {
      opened.push(address)
      return options.refuses?.(address) ? Promise.reject(new Error('no browser')) : Promise.resolve()
    },
    onFailed: (address) => failed.push(address),
    schedule: (callBack, afterMs) => {
      planned.set(afterMs, callBack)
      return () => planned.delete(afterMs)
    },
    folder: options.folder ?? folder,
  })
  return { opener, opened, failed, planned }
}
/** Lets rejected promises reach their handlers. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('6B-3: handing the address to the browser', () => {
  it('goes through a file that only this person can read, so that the token is in no process list', () => {
    const before = process.umask(0)
    try {
      const { opener, opened } = make()
      opener.start()
      expect(opened).toHaveLength(1)
      expect(opened[0]).toMatch(/^file:.*open\.html$/)
      expect(opened[0]).not.toContain('token')
      const file = fileURLToPath(opened[0]!)
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(statSync(dirname(file)).mode & 0o777).toBe(0o700)
      expect(readFileSync(file, 'utf8')).toContain('content="0;url=http://127.0.0.1:40123/#token-1"')
      expect(readFileSync(file, 'utf8')).toContain('<meta name="referrer" content="no-referrer">')
    } finally {
      process.umask(before)
    }
  })

  it('removes the file once the page is open, and opens nothing more', () => {
    const { opener, opened, planned } = make()
    opener.start()
    opener.redeemed()
    expect(existsSync(fileURLToPath(opened[0]!))).toBe(false)
    expect(readdirSync(folder)).toEqual([])
    expect(planned.size).toBe(0)
    expect(opened).toHaveLength(1)
  })

  it('opens the address itself, with a fresh token, when nobody came within five seconds', () => {
    const { opener, opened, planned } = make()
    opener.start()
    expect(fallbackAfterMs).toBe(5_000)
    planned.get(fallbackAfterMs)?.()
    expect(opened.slice(1)).toEqual(['http://127.0.0.1:40123/#token-2'])
    expect(existsSync(fileURLToPath(opened[0]!))).toBe(true)
  })

  it('opens nothing again when the plan comes too late', () => {
    const { opener, opened, planned } = make()
    opener.start()
    const late = planned.get(fallbackAfterMs)
    opener.redeemed()
    late?.()
    expect(opened).toHaveLength(1)
  })

  it('removes the file when its token has run out', () => {
    const { opener, planned } = make()
    opener.start()
    planned.get(60_000)?.()
    expect(readdirSync(folder)).toEqual([])
  })

  it('removes the file when the app ends', () => {
    const { opener } = make()
    opener.start()
    opener.dispose()
    expect(readdirSync(folder)).toEqual([])
  })

  it('tries the address itself at once when the file cannot be opened', async () => {
    const { opener, opened, failed } = make({ refuses: (address) => address.startsWith('file:') })
    opener.start()
    await settled()
    expect(opened.slice(1)).toEqual(['http://127.0.0.1:40123/#token-2'])
    expect(failed).toEqual([])
    expect(readdirSync(folder)).toEqual([])
  })

  it('tries the address itself where no file can be written', () => {
    const { opener, opened } = make({ folder: join(folder, 'missing') })
    opener.start()
    expect(opened).toHaveLength(1)
    expect(opened[0]).toMatch(/^http:\/\/127\.0\.0\.1:40123\/#token-/)
  })

  it('gives the address to the person when no browser can be started at all', async () => {
    const { opener, failed, planned } = make({ refuses: () => true })
    opener.start()
    await settled()
    expect(failed).toEqual(['http://127.0.0.1:40123/#token-2'])
    expect(planned.size).toBe(0)
  })
})

describe('Whether there is a screen', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: '' }, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['freebsd', {}, false],
    ['win32', {}, true],
    ['darwin', {}, true],
  ] as const)('on %s with %o: %s', (platform, env, expected) => {
    expect(hasDisplay(platform, env)).toBe(expected)
  })
})
