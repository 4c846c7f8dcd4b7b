import { startDemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { movedPortal } from '../support/demoPortal/movedPortal'
import { expect, test } from './fixtures'
import { ConnectScreen } from './pages'

test('a portal is connected through a local application', async ({ latchkey }) => {
  const portal = await startDemoPortal()
  try {
    const { page } = await latchkey.start()
    const connect = new ConnectScreen(page)
    await connect.open()
    await page.getByRole('button', { name: 'Use a local application' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Connect through a local application' })).toBeVisible()
    await latchkey.look(page, '70-application')
    await page.getByLabel("The portal's address").fill(portal.url)
    await page.getByLabel('Application ID (client_id)').fill(portal.app.clientId)
    await page.getByLabel('Application key (client_secret)').fill(portal.app.clientSecret)
    await page.getByRole('button', { name: "Open the portal's page" }).click()
    await expect(page.getByText('/oauth/authorize/')).toBeVisible()
    await latchkey.look(page, '71-application-begun')

    await page.getByLabel('The address with the code, or the code alone').fill('not-a-code-of-anybody')
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await expect(page.getByRole('alert')).toContainText('This code no longer works')
    await latchkey.look(page, '72-application-refused')
    await page.getByLabel('The address with the code, or the code alone').fill(portal.authorizeCode(1))
    await page.getByRole('button', { name: 'Test the connection' }).click()
    await expect(page.getByRole('heading', { level: 1, name: /^Connected to/ })).toBeVisible()
    await expect(page.getByText('Works for')).toBeVisible()
    await expect(page.locator('body')).not.toContainText(portal.app.clientSecret)
    await latchkey.look(page, '73-application-connected')
    await page.getByRole('button', { name: 'It is Enterprise' }).click()
    await expect(page.getByText('5 requests a second, 250 at once (Enterprise)')).toBeVisible()
  } finally {
    await portal.stop()
  }
})

test('a portal that moved is shown with its new host, and followed when a person says so', async ({ latchkey }) => {
  const moved = await movedPortal()
  try {
    const { page } = await latchkey.start()
    const connect = new ConnectScreen(page)
    await connect.open()
    await connect.connect(moved.portal.webhook)
    await expect(page.getByRole('heading', { level: 1, name: /^Connected to/ })).toBeVisible()
    const host = moved.move()
    await page.getByRole('button', { name: 'Test again' }).click()
    await expect(page.getByRole('alert')).toContainText('says that it has moved')
    await latchkey.look(page, '74-moved')
    await page.getByRole('button', { name: `Go on at ${host}` }).click()
    await expect(page.getByRole('heading', { level: 1, name: `Connected to ${host}` })).toBeVisible()
  } finally {
    await moved.stop()
  }
})
