import { expect, test } from './fixtures'
import { GuidedScreen, StartScreen } from './pages'

test('a guide is printed from its foot: numbered, black on white, without the window around it', async ({ latchkey }) => {
  const { page } = await latchkey.start(['--demo'])
  const start = new StartScreen(page)
  await start.open()
  await start.paste("I have lost my phone and cannot log in, I don't have a one-time password.")
  await start.startWithBestMatch()
  await new GuidedScreen(page).standsAt('What happened to the codes?')
  const foot = page.getByTestId('flow-health')
  await expect(foot).toContainText('No recent cases')
  await foot.scrollIntoViewIfNeeded()
  await latchkey.look(page, '90-flow-foot')

  await foot.getByRole('link', { name: 'Print this guide' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'No one-time code' })).toBeFocused()
  await latchkey.look(page, '91-print-page')
  await page.getByRole('button', { name: 'go to 2', exact: true }).first().click()
  await expect(page.locator('[data-section="2"]')).toBeFocused()

  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', 'yes')
  })
  await page.getByRole('button', { name: 'Print', exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes')

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('banner')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeHidden()
  const last = page.locator('[data-section]').last()
  // All of it is on the paper, not only what the window shows.
  const { bottom, height } = await last.evaluate((section) => ({ bottom: section.getBoundingClientRect().bottom, height: document.documentElement.scrollHeight }))
  expect(bottom).toBeGreaterThan(page.viewportSize()?.height ?? 0)
  expect(height).toBeGreaterThanOrEqual(Math.floor(bottom))
  expect(await last.evaluate((section) => [getComputedStyle(section).color, getComputedStyle(document.body).backgroundColor])).toEqual(['rgb(17, 17, 17)', 'rgb(255, 255, 255)'])
  if (latchkey.target === 'chromium') {
    const pages = async (format: 'A4' | 'Letter'): Promise<number> => ((await page.pdf({ format })).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length
    expect(await pages('A4')).toBeGreaterThan(3)
    expect(await pages('Letter')).toBeGreaterThan(3)
  }
  await page.emulateMedia({ media: 'screen' })
})
