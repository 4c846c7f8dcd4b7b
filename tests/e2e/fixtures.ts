import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { chromium, type Browser, type ElectronApplication, type Page } from 'playwright'
import { expect, test as base } from 'playwright/test'
import { BrowserHostProcess } from '../support/browserHostProcess'
import { launchElectron } from '../support/launchElectron'

/** Screenshots are kept by the run outside the repository. */
const results = process.env['LATCHKEY_TEST_RESULTS'] ?? join(tmpdir(), 'latchkey-test-results')

/** Pictures of the README: `LATCHKEY_PICTURES=1 npm run test:e2e` makes them anew. */
const readmePictures: Readonly<Record<string, string>> = { '42-finding-light': 'finding-light.png' }

/** One running app with a window on it, in Chromium against the browser host or in the real Electron. */
export interface Running {
  readonly page: Page
  /** The Electron application; undefined in Chromium. */
  readonly electron: ElectronApplication | undefined
  /** Closes the window; the app ends in order. */
  close(): Promise<void>
  /** Ends the process without a word. */
  kill(): Promise<void>
}

export interface Latchkey {
  readonly target: 'chromium' | 'electron'
  readonly dataDir: string
  /** Starts the app on this test's data folder. Console errors and policy violations fail the test. */
  start(args?: readonly string[]): Promise<Running>
  /** A picture for people, and an axe run: no violation on any screen. */
  look(page: Page, name: string): Promise<void>
}

const chromiumArgs = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export const test = base.extend<{ latchkey: Latchkey }>({
  latchkey: async ({}, use, info) => {
    const target = info.project.name === 'electron' ? 'electron' : 'chromium'
    const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-e2e-'))
    const complaints: string[] = []
    const running = new Set<Running>()
    let browser: Browser | undefined

    const watch = async (page: Page): Promise<void> => {
      page.setDefaultTimeout(15_000)
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
      })
      page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`))
      await page.exposeFunction('latchkeyTestViolation', (text: string) => complaints.push(`policy: ${text}`))
      const listen = (): void => {
        document.addEventListener('securitypolicyviolation', (event) => {
          const tell = (window as unknown as { latchkeyTestViolation: (text: string) => void }).latchkeyTestViolation
          tell(`${event.violatedDirective} ${event.blockedURI}`)
        })
      }
      await page.addInitScript(listen)
    }

    const startChromium = async (args: readonly string[]): Promise<Running> => {
      const host = await BrowserHostProcess.start({ dataDir, args })
      browser ??= await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: chromiumArgs })
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
      const page = await context.newPage()
      await watch(page)
      await page.goto(host.launchUrl)
      return {
        page,
        electron: undefined,
        async close() {
          await context.close()
          await host.end('SIGTERM')
        },
        async kill() {
          // The page rightly complains of a stream that broke off.
          page.removeAllListeners('console')
          await host.end('SIGKILL')
          await context.close()
        },
      }
    }

    const startElectron = async (args: readonly string[]): Promise<Running> => {
      const { app, page, close } = await launchElectron({ dataDir, args })
      await watch(page)
      // The page began before the watch did: once more from the start, with every message heard.
      await page.reload()
      return {
        page,
        electron: app,
        close,
        async kill() {
          const gone = new Promise((done) => app.process().once('exit', done))
          app.process().kill('SIGKILL')
          await gone
        },
      }
    }

    await use({
      target,
      dataDir,
      async start(args = []) {
        const started = await (target === 'electron' ? startElectron(args) : startChromium(args))
        const one: Running = {
          page: started.page,
          electron: started.electron,
          close: async () => {
            running.delete(one)
            await started.close()
          },
          kill: async () => {
            running.delete(one)
            await started.kill()
          },
        }
        running.add(one)
        await expect(started.page.getByRole('heading', { level: 1 })).toBeVisible()
        return one
      },
      async look(page, name) {
        const folder = join(results, 'screens', target)
        mkdirSync(folder, { recursive: true })
        await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
        const picture = readmePictures[name]
        if (picture !== undefined && target === 'chromium' && process.env['LATCHKEY_PICTURES'] === '1') await page.screenshot({ path: resolve(import.meta.dirname, '../../resources/docs/pictures', picture), animations: 'disabled' })
        const axe = new AxeBuilder({ page })
        // Electron's page cannot open the blank page that axe merges frames in; there are no frames.
        if (target === 'electron') axe.setLegacyMode(true)
        const { violations } = await axe.analyze()
        expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(' ')) })), name).toEqual([])
      },
    })

    for (const one of running) await one.close()
    await browser?.close()
    rmSync(dataDir, { recursive: true, force: true })
    expect(complaints).toEqual([])
  },
})
export { expect }
