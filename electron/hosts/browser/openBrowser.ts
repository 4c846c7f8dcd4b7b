import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launchTokenLifeMs } from './security/launchToken'

/** Gives an address to the default browser. */
export type OpenAddress = (address: string) => Promise<void>
/** Calls back once after a time; answers how to call it off. */
export type Schedule = (callBack: () => void, afterMs: number) => () => void

export const fallbackAfterMs = 5_000

export interface BrowserOpener {
  start(): void
  /** The page is open: nothing is left to try and the redirect file goes. */
  redeemed(): void
  dispose(): void
}

export interface BrowserOpenerOptions {
  /** Every call makes a fresh one-time token. */
  readonly launchUrl: () => string
  readonly openAddress: OpenAddress
  /** No browser could be started at all; the address is for the person to open. */
  readonly onFailed: (address: string) => void
  readonly schedule?: Schedule
  readonly folder?: string
}

/** A screen to open a browser on. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (platform === 'win32' || platform === 'darwin') return true
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY'])
}

export const openWithDefaultBrowser: OpenAddress = async (address) => {
  const { default: open } = await import('open')
  const child = await open(address)
  child.on('error', () => undefined)
}

const scheduleOnce: Schedule = (callBack, afterMs) => {
  const timer = setTimeout(callBack, afterMs)
  timer.unref()
  return () => clearTimeout(timer)
}

/**
 * Hands the one-time address to the default browser through a file, since other users of the machine can read the
 * arguments of its process; only a browser that cannot read the file (snap, architecture 6B-3) gets the address itself.
 */
export function createBrowserOpener({ launchUrl, openAddress, onFailed, schedule = scheduleOnce, folder = tmpdir() }: BrowserOpenerOptions): BrowserOpener {
  let isDone = false
  let redirectFolder: string | undefined
  const planned: (() => void)[] = []

  const removeFile = (): void => {
    if (redirectFolder !== undefined) rmSync(redirectFolder, { recursive: true, force: true })
    redirectFolder = undefined
  }
  const finish = (): void => {
    isDone = true
    for (const callOff of planned.splice(0)) callOff()
    removeFile()
  }
  const openItself = (): void => {
    if (isDone) return
    const address = launchUrl()
    openAddress(address).catch(() => {
      if (isDone) return
      finish()
      onFailed(address)
    })
  }

  return {
    start() {
      try {
        const file = writeRedirect(folder, launchUrl())
        redirectFolder = file.folder
        planned.push(schedule(openItself, fallbackAfterMs))
        // A slow browser may still read it after the fallback; with its token's end the file is of no use.
        planned.push(schedule(finish, launchTokenLifeMs))
        openAddress(file.address).catch(() => {
          removeFile()
          openItself()
        })
      } catch {
        // The temporary folder cannot be written.
        removeFile()
        openItself()
      }
    },
    redeemed: finish,
    dispose: finish,
  }
}

function writeRedirect(folder: string, address: string): { readonly folder: string; readonly address: string } {
  // SECURITY: 6B-3: both modes are set here, whatever the umask says: group and others get nothing.
  const own = mkdtempSync(join(folder, 'latchkey-open-'))
  chmodSync(own, 0o700)
  const file = join(own, 'open.html')
  const target = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  const html = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${target}"><title>Latchkey</title>\n`
  writeFileSync(file, html, { flag: 'wx', mode: 0o600 })
  chmodSync(file, 0o600)
  return { folder: own, address: pathToFileURL(file).href }
}
