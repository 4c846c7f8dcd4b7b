import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'

const root = resolve(import.meta.dirname, '..', '..')

export interface LaunchedElectron {
  readonly app: ElectronApplication
  readonly page: Page
  /** Everything the main process wrote to its console until now. */
  readonly output: () => string
  close(): Promise<void>
}

/** Where the Electron runtime is; undefined where there is none (and nothing is fetched to find out). */
export function electronExecutable(): string | undefined {
  const require = createRequire(import.meta.url)
  const folder = dirname(require.resolve('electron/package.json'))
  const pathFile = join(folder, 'path.txt')
  // The package fetches the runtime when it is asked for a path it does not have.
  if (!process.env['ELECTRON_OVERRIDE_DIST_PATH'] && !(existsSync(pathFile) && existsSync(join(folder, 'dist', readFileSync(pathFile, 'utf8'))))) return undefined
  const path: unknown = require('electron')
  return typeof path === 'string' && existsSync(path) ? path : undefined
}

/** Starts the built app (out/) in a window on the display there is, with a data folder of its own. */
export async function launchElectron({ dataDir, args = [] }: { readonly dataDir: string; readonly args?: readonly string[] }): Promise<LaunchedElectron> {
  const executablePath = electronExecutable()
  if (executablePath === undefined) throw new Error('No Electron runtime is here: set ELECTRON_OVERRIDE_DIST_PATH or run node_modules/electron/install.js.')
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE'))
  // The test runs as root in containers, where Electron needs --no-sandbox; windows keep their own `sandbox: true`.
  const app = await _electron.launch({ executablePath, args: ['--no-sandbox', join('tests', 'support', 'electronBoot.js'), '--data', dataDir, ...args], cwd: root, env })
  let output = ''
  const keep = (chunk: Buffer): void => void (output += chunk.toString('utf8'))
  app.process().stdout?.on('data', keep)
  app.process().stderr?.on('data', keep)
  try {
    const page = await app.firstWindow()
    await page.waitForLoadState('domcontentloaded')
    return { app, page, output: () => output, close: () => app.close() }
  } catch (error) {
    await app.close()
    throw new Error(`The window did not come. Console of the main process:\n${output}`, { cause: error })
  }
}
