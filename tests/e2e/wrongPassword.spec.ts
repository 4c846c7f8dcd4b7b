import { expect, test } from './fixtures'
import { CaseList, ConnectScreen, GuidedScreen, StartScreen } from './pages'

test('an agent helps a person who cannot log in, closes the window on the way, and finds the case afterwards', async ({ latchkey }) => {
  const first = await latchkey.start()
  await latchkey.look(first.page, '01-start')
  const connect = new ConnectScreen(first.page)
  await connect.open()
  await latchkey.look(first.page, '02-connect')
  await connect.openDemo()
  await latchkey.look(first.page, '03-connected')

  const start = new StartScreen(first.page)
  await start.open()
  await start.paste('Ben Harrow <ben.harrow@harbourpine.example> writes: "Incorrect login or password"')
  await expect(first.page.getByRole('heading', { name: 'Incorrect login or password' })).toBeVisible()
  await latchkey.look(first.page, '04-match')
  await start.startWithBestMatch()

  const guided = new GuidedScreen(first.page)
  await guided.standsAt(/log in/i)
  await expect(guided.panel().getByText('ben.harrow@harbourpine.example').first()).toBeVisible()
  await latchkey.look(first.page, '05-question')
  const question = await first.page.getByRole('heading', { level: 1 }).textContent()
  await first.close()

  // The same step again, after the window was closed in the middle.
  const second = await latchkey.start()
  await second.page.getByRole('link', { name: /^Resume/ }).first().click()
  const again = new GuidedScreen(second.page)
  await again.standsAt(question ?? '')
  await again.choose(/password/i)
  const typing = await second.page.getByRole('heading', { level: 1 }).textContent()
  await expect(second.page.getByRole('heading', { level: 1 })).not.toHaveText(question ?? '')
  await again.back()
  await again.standsAt(question ?? '')
  await again.choose(/password/i)
  await expect(second.page.getByRole('heading', { level: 1 })).not.toHaveText(question ?? '')
  void typing
  await second.close()
})

test('the list of cases has the case', async ({ latchkey }) => {
  const { page } = await latchkey.start(['--demo'])
  const start = new StartScreen(page)
  await start.open()
  await start.paste('Cleo Marsh <cleo.marsh@harbourpine.example>: Incorrect login or password')
  await start.startWithBestMatch()
  const guided = new GuidedScreen(page)
  await guided.standsAt("Cleo Marsh's invitation was never accepted")
  await latchkey.look(page, '06-finding')
  const list = new CaseList(page)
  await guided.saveAndClose()
  await list.open()
  await expect(list.row('Cleo Marsh')).toBeVisible()
  await latchkey.look(page, '07-cases')
})
