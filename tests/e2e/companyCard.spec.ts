import { expect, test } from './fixtures'
import { GuidedScreen, StartScreen } from './pages'

test('an administrator makes the company card, and a hand-over names the people on it', async ({ latchkey }) => {
  const { page } = await latchkey.start(['--demo'])
  const start = new StartScreen(page)
  await start.open()
  await page.getByRole('link', { name: 'Company card: whom to ask' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Whom people ask' })).toBeVisible()
  await expect(page.getByLabel("The portal's address")).toHaveValue('harbourpine.bitrix24.example')
  await latchkey.look(page, '60-card-empty')

  await page.getByRole('button', { name: 'Save the card' }).click()
  await page.getByLabel('Company', { exact: true }).fill('Harbour & Pine')
  const admins = page.getByRole('region', { name: 'Administrators of the portal' })
  await admins.getByRole('button', { name: 'Add a contact' }).click()
  await admins.getByLabel('Name or team').fill('Ada Quill, who looks after the portal and all that belongs to it')
  await admins.getByLabel('E-mail').fill('ada.quill@harbourpine.example')
  await admins.getByLabel('Phone').fill('+44 7700 900101')
  await admins.getByLabel('When, where').fill('weekdays 8 to 17, second floor')
  await page.getByRole('button', { name: 'Save the card' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Saved. Hand-overs name these people' })).toBeVisible()
  await latchkey.look(page, '61-card-saved')

  await start.open()
  await start.paste('Uma Dipper <uma.dipper@harbourpine.example>: Incorrect login or password')
  await start.startWithBestMatch()
  const guided = new GuidedScreen(page)
  await guided.standsAt(/waits for approval/)
  await guided.secondButton()
  await expect(page.getByText('Ada Quill, who looks after')).toBeVisible()
  await expect(page.getByText('+44 7700 900101')).toBeVisible()
  await expect(page.getByRole('button', { name: /Open in mail, to Ada Quill/ })).toBeVisible()
  await latchkey.look(page, '62-hand-over-contact')
})

test('a locked-out colleague reads the card, and cannot write it', async ({ latchkey }) => {
  const { page } = await latchkey.start()
  await page.getByRole('link', { name: 'Company card: whom to ask' }).click()
  await expect(page.getByText('No company card is here yet')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save the card' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Open a card from a file' })).toBeVisible()
  await latchkey.look(page, '63-card-reading')
})
