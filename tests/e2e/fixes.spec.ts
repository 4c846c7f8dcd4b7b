import type { Page } from 'playwright'
import { expect, test } from './fixtures'
import { GuidedScreen, StartScreen } from './pages'

const former = 'sales@harbourpine.example'
const replacement = 'left.47@harbourpine.example'

/** From the message to the change itself: the address of somebody who left is to be given on. */
async function toTheChange(page: Page): Promise<GuidedScreen> {
  const start = new StartScreen(page)
  await start.open()
  await start.paste(`Change the user email address for the dismissed user's email address ${former}`)
  await start.startWithBestMatch()
  const guided = new GuidedScreen(page)
  await guided.standsAt(/who shall have it\?$/)
  await guided.choose(/^No, somebody else/)
  await guided.standsAt('How was it made sure who asks for it?')
  await guided.choose(/^The manager confirmed it/)
  await guided.standsAt(/also the login of the former account\?$/)
  await guided.choose(/^No, the login was another/)
  await guided.standsAt(/^Change the contact address of/)
  await guided.firstButton()
  await guided.standsAt('Which contact address shall the former account have?')
  await guided.answer(replacement)
  await expect(page.getByTestId('fix-agree')).toBeVisible({ timeout: 20_000 })
  return guided
}
const confirm = (page: Page): ReturnType<Page['locator']> => page.locator('main form').last().getByRole('textbox').last()
async function agree(page: Page): Promise<void> {
  const name = await page.locator('main form strong').last().innerText()
  await confirm(page).fill(name)
  await page.getByTestId('fix-agree').last().click()
}

test('a change is seen before it is made, agreed to by name, proven, and taken back', async ({ latchkey }) => {
  const { page } = await latchkey.start(['--demo'])
  const guided = await toTheChange(page)
  const main = page.getByRole('main')
  await expect(main).toContainText(former)
  await expect(main).toContainText(replacement)
  await expect(main).toContainText('What the person logs in with stays as it is')
  await expect(page.getByTestId('fix-agree')).toBeDisabled()
  await latchkey.look(page, '90-fix-preview')
  await agree(page)

  await guided.standsAt(/^Invite/)
  const changes = guided.panel().locator('[data-fix="change-contact-address"]')
  await expect(changes).toContainText('Verified')
  await latchkey.look(page, '91-fix-verified')
  await changes.getByRole('button', { name: /^Take back/ }).click()
  await expect(guided.panel().getByTestId('fix-agree')).toBeVisible()
  await latchkey.look(page, '92-fix-undo')
  const name = await guided.panel().locator('form strong').innerText()
  await guided.panel().locator('form').getByRole('textbox').fill(name)
  await guided.panel().getByTestId('fix-agree').click()
  await expect(guided.panel().locator('[data-fix="restore-contact-address"]')).toContainText('Verified')
  await expect(changes.getByRole('button', { name: /^Take back/ })).toHaveCount(0)
  await latchkey.look(page, '93-fix-undone')
})

test('what was decided against is written down, and the case goes on', async ({ latchkey }) => {
  const { page } = await latchkey.start(['--demo'])
  const guided = await toTheChange(page)
  await page.getByTestId('fix-decline').click()
  await expect(page.getByTestId('fix-agree')).toHaveCount(0)
  await expect(guided.panel().locator('[data-fix]')).toHaveCount(0)
  await latchkey.look(page, '94-fix-declined')
})
