import { chromium } from 'playwright'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { BrowserHostProcess } from '../support/browserHostProcess'

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

test('the launch link works once: a second profile that uses it is refused, and the first is signed out', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-link-'))
  const host = await BrowserHostProcess.start({ dataDir })
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args })
  try {
    const first = await (await browser.newContext()).newPage()
    const asked: string[] = []
    first.on('request', (request) => asked.push(`${request.url()} ${JSON.stringify(request.headers())}`))
    await first.goto(host.launchUrl)
    await expect(first.getByRole('heading', { level: 1, name: 'What does Bitrix24 say?' })).toBeVisible()
    const token = new URL(host.launchUrl).hash.slice(1)
    // The token left the address before anything else, and travelled in no address and no header.
    expect(first.url()).not.toContain(token)
    expect(asked.filter((line) => line.includes(token))).toEqual([])
    expect(await first.evaluate(() => document.cookie)).toBe('')
    const [cookie] = await first.context().cookies()
    expect(cookie).toMatchObject({ name: `app_session_${new URL(host.url).port}`, httpOnly: true, sameSite: 'Strict', path: '/', expires: -1 })
    await first.reload()
    await expect(first.getByRole('heading', { level: 1, name: 'What does Bitrix24 say?' })).toBeVisible()

    const second = await (await browser.newContext()).newPage()
    await second.goto(host.launchUrl)
    await expect(second.getByText('Nothing is lost').first()).toBeVisible()
    await expect(second.getByRole('heading', { level: 1, name: 'What does Bitrix24 say?' })).toHaveCount(0)
    await first.reload()
    await expect(first.getByText('Nothing is lost').first()).toBeVisible()
  } finally {
    await browser.close()
    await host.end('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('Quit in the window ends the host, and the page says so calmly', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-quit-'))
  const host = await BrowserHostProcess.start({ dataDir })
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args })
  try {
    const page = await (await browser.newContext()).newPage()
    await page.goto(host.launchUrl)
    const gone = new Promise<number | null>((done) => host.process.once('exit', (code) => done(code)))
    await page.getByRole('button', { name: 'Quit Latchkey' }).click()
    expect(await gone).toBe(0)
    await expect(page.getByRole('heading', { level: 1, name: 'Latchkey is closed' })).toBeVisible()
  } finally {
    await browser.close()
    await host.end('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  }
})
