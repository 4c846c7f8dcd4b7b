import type { Locator, Page } from 'playwright'
import { expect, test } from './fixtures'
import { GuidedScreen, StartScreen } from './pages'

/** A box of the drawing, by the title that it bears. */
const box = (page: Page, title: string | RegExp): Locator => page.getByRole('application').getByRole('button', { name: title })
const tabStops = (page: Page): Promise<number> => page.getByRole('application').locator('[tabindex="0"]').count()

async function openFlows(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Flows', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Flows' })).toBeVisible()
  await expect(page.getByRole('table')).toBeVisible()
}
async function openMap(page: Page, name: string): Promise<void> {
  await openFlows(page)
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('application', { name: `Map of the flow “${name}”` })).toBeVisible()
}

test('the list of flows leads to a map that is walked with the keyboard, read as a list, compared and walked', async ({ latchkey }) => {
  test.setTimeout(300_000)
  const { page } = await latchkey.start(['--demo'])
  await openFlows(page)
  await expect(page.getByRole('row')).not.toHaveCount(1)
  await expect(page.getByRole('row').filter({ hasText: 'Incorrect login or password' })).toContainText('None')
  await latchkey.look(page, '70-flows')

  await page.getByRole('link', { name: 'No one-time code', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'No one-time code' })).toBeFocused()
  await latchkey.look(page, '71-map')

  // One tab stop; down along the first way, sideways to its other ways, up and back.
  const first = box(page, /^1 · Question\. What happened to the codes\?/)
  expect(await tabStops(page)).toBe(1)
  await first.focus()
  await page.keyboard.press('ArrowDown')
  await expect(box(page, /Whose login is it\?/)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const check = box(page, /Checking what we can/)
  await expect(check).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('application').locator(':focus')).toHaveAccessibleName(/^On in: Incorrect login or password/)
  const left = await page.getByRole('application').locator(':focus').getAttribute('data-box')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  expect(await page.getByRole('application').locator(':focus').getAttribute('data-box')).not.toBe(left)
  await page.keyboard.press('ArrowUp')
  await expect(check).toBeFocused()
  await expect(check).toBeInViewport({ ratio: 1 })
  expect(await tabStops(page)).toBe(1)
  await page.keyboard.press('Enter')
  const details = page.getByRole('region', { name: 'Selected step' })
  await expect(details.getByRole('heading', { level: 2, name: 'Checking what we can' })).toBeFocused()
  await expect(details).toContainText('The portal takes requests: No, a security block')
  await latchkey.look(page, '72-map-step')
  await details.getByRole('button', { name: 'Show on the map' }).click()
  await expect(check).toBeFocused()

  // The list says the same; a link in it leads to the step's own heading.
  const outline = page.getByRole('region', { name: 'Read as a list' })
  await outline.getByRole('link', { name: /^\d+\. Are there recovery codes\?$/ }).first().click()
  await expect(outline.getByRole('heading', { level: 3, name: /Are there recovery codes\?/ })).toBeFocused()
  await expect(page).toHaveURL(/step=codes/)

  await expect(page.getByRole('region', { name: 'Versions' })).toContainText('Only version 1 is part of this app')

  await page.getByRole('button', { name: 'Walk all paths' }).click()
  const walked = page.getByRole('region', { name: 'All paths walked' })
  await expect(walked).toContainText('Every way was taken, and every path ends.', { timeout: 180_000 })
  await expect(walked).toContainText(/(\d+) of \1/)
  await latchkey.look(page, '73-map-walked')
})

test('the map is zoomed by buttons, fitted, dragged, and becomes tabs where the window is narrow', async ({ latchkey }) => {
  test.setTimeout(180_000)
  const { page } = await latchkey.start(['--demo'])
  await openMap(page, 'Incorrect login or password')
  const map = page.getByRole('application')
  const width = async (): Promise<number> => Number(await map.getAttribute('width'))
  const whole = await width()
  await page.getByRole('button', { name: 'Zoom in' }).click()
  expect(await width()).toBeGreaterThan(whole)
  await page.getByRole('button', { name: 'Zoom out' }).click()
  await page.getByRole('button', { name: 'Zoom out' }).click()
  expect(await width()).toBeLessThan(whole)
  const scroller = page.getByTestId('map-scroller')
  const at = await scroller.evaluate((element) => element.scrollLeft)
  const place = (await scroller.boundingBox())!
  await page.mouse.move(place.x + 12, place.y + place.height - 12)
  await page.mouse.down()
  await page.mouse.move(place.x + 132, place.y + place.height - 12, { steps: 4 })
  await page.mouse.up()
  expect(await scroller.evaluate((element) => element.scrollLeft)).toBeLessThan(at)
  await page.getByRole('button', { name: 'Fit the whole map' }).click()
  expect(await width()).toBeLessThanOrEqual(Math.ceil(place.width) + 1)
  await latchkey.look(page, '74-map-fit')

  if (latchkey.target === 'electron') return
  await page.setViewportSize({ width: 640, height: 720 })
  await expect(page.getByRole('tab', { name: 'Map' })).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('tab', { name: 'Map' }).press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'List' })).toBeFocused()
  await expect(page.getByRole('region', { name: 'Read as a list' })).toBeVisible()
  await expect(map).toBeHidden()
  await latchkey.look(page, '75-map-narrow-list')
  await page.getByRole('tab', { name: 'Map' }).click()
  await latchkey.look(page, '75-map-narrow')
})

for (const theme of ['light', 'dark'] as const) {
  test(`a case shows its own way on the map, in ${theme} colours`, async ({ latchkey }) => {
    test.setTimeout(120_000)
    const { page } = await latchkey.start(['--demo'])
    await page.emulateMedia({ colorScheme: theme })
    const start = new StartScreen(page)
    await start.open()
    await start.paste('Cleo Marsh <cleo.marsh@harbourpine.example>: Incorrect login or password')
    await start.startWithBestMatch()
    await new GuidedScreen(page).standsAt("Cleo Marsh's invitation was never accepted")
    await page.getByRole('link', { name: 'Show on the flow map' }).click()
    const here = box(page, /Cleo Marsh's invitation was never accepted\. .*This case stands here/)
    await expect(here).toBeInViewport()
    await expect(here).toHaveAttribute('aria-current', 'step')
    await expect(page.getByText(/took the thick blue path, \d+ steps so far/)).toBeVisible()
    expect(Number(await page.locator('[data-tone="case"]').getAttribute('data-count'))).toBeGreaterThan(1)
    await expect(page.getByRole('region', { name: 'Read as a list' }).getByText("On this case's way").first()).toBeVisible()
    await latchkey.look(page, `76-map-case-${theme}`)
    await page.getByRole('link', { name: /^Case \d+/ }).click()
    await expect(page.getByRole('heading', { name: 'What happened' })).toBeVisible()
    await page.getByRole('link', { name: 'Show on the flow map' }).click()
    await expect(here).toBeInViewport()
    await openFlows(page)
    await latchkey.look(page, `77-flows-${theme}`)
    await page.getByRole('link', { name: 'No one-time code', exact: true }).click()
    await expect(page.getByRole('application')).toBeVisible()
    await latchkey.look(page, `78-map-${theme}`)
  })
}

test('a flow or a case that is not there is said, with a way on', async ({ latchkey }) => {
  const { page } = await latchkey.start(['--demo'])
  const root = page.url().split('#')[0] ?? ''
  await page.goto(`${root}#/flows/no-such-flow`)
  await expect(page.getByText('For support: flowNotFound')).toBeVisible()
  await page.goto(`${root}#/flows/lost-phone?case=nobody`)
  await expect(page.getByText('For support: caseNotFound')).toBeVisible()
  await page.getByRole('button', { name: 'See all flows' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Flows' })).toBeVisible()
})

test('a locked-out colleague without a connection is not shown the flows', async ({ latchkey }) => {
  const { page } = await latchkey.start()
  await expect(page.getByRole('link', { name: 'Cases', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Flows', exact: true })).toHaveCount(0)
})
