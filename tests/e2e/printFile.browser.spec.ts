import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from 'playwright'
import { mainFile } from '../support/browserHostProcess'
import { expect, test } from './fixtures'

const phone = { width: 320, height: 640 }
const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('the page as one file is read on a phone: no script, nothing fetched, numbers that lead on', async ({ latchkey }) => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-print-'))
  const file = join(folder, 'wrong-password.html')
  execFileSync(process.execPath, [mainFile, '--cli', 'flows', 'print', 'wrong-password', '--out', file, '--data', join(folder, 'data')])

  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await (await browser.newContext({ viewport: phone })).newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(pathToFileURL(file).href)
    await expect(page.getByRole('heading', { level: 1, name: 'Incorrect login or password' })).toBeVisible()
    expect(await overflow(page)).toBe(0)
    await latchkey.look(page, '92-print-phone')
    await page.getByRole('link', { name: 'go to 5', exact: true }).first().click()
    await expect(page.locator('#s5')).toBeInViewport()
    // A message with lines to fill in, still within the phone's width.
    await page.locator('.message').first().scrollIntoViewIfNeeded()
    await latchkey.look(page, '93-print-phone-message')
    await page.emulateMedia({ media: 'print' })
    expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(10_000)
    expect(asked.map((address) => address.replace(/#.*$/, ''))).toEqual([pathToFileURL(file).href])
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
