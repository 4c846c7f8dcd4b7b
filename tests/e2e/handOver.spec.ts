import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { ConnectScreen, GuidedScreen, StartScreen } from './pages'

test('a message comes in as a text file, an answer is changed, and the hand-over goes out as one', async ({ latchkey }) => {
  test.setTimeout(120_000)
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-files-'))
  const incoming = join(folder, 'message.txt')
  const outgoing = join(folder, 'hand-over.txt')
  writeFileSync(incoming, 'Incorrect login or password\n')
  try {
    const { page, electron } = await latchkey.start()
    await electron?.evaluate(({ dialog }, [open, save]) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [open] })
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: save })
    }, [incoming, outgoing] as const)

    const start = new StartScreen(page)
    if (electron === undefined) {
      const chooser = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: 'Open a text file' }).click()
      await (await chooser).setFiles(incoming)
    } else await page.getByRole('button', { name: 'Open a text file' }).click()
    await expect(start.box()).toHaveValue('Incorrect login or password')
    await page.getByRole('button', { name: 'Find the problem' }).click()
    await start.startWithBestMatch()

    // By keyboard alone: the answer, the way on, a choice by its number.
    const guided = new GuidedScreen(page)
    await guided.standsAt('Which address do you log in with?')
    await page.getByRole('main').getByRole('textbox').fill('wes.grebe@harbourpine.exmaple')
    await page.keyboard.press('Control+Enter')
    await guided.standsAt('Which portal is it?')
    await page.getByRole('button', { name: "I don't know the portal's address" }).press('Enter')
    await guided.standsAt('Have you ever logged in here before?')

    // A slip in an earlier answer: changed in the panel, the walk runs again and stands where it stood.
    const row = guided.panel().getByRole('listitem').filter({ hasText: 'Which address do you log in with?' })
    await row.getByRole('button', { name: /^Change/ }).click()
    await row.getByRole('textbox').fill('wes.grebe@harbourpine.example')
    await row.getByRole('button', { name: 'Use this answer' }).click()
    await expect(row).toContainText('wes.grebe@harbourpine.example')
    await guided.standsAt('Have you ever logged in here before?')
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('2')
    await expect(page.getByRole('radio', { name: /^No, never/ })).toBeChecked()
    await page.keyboard.press('Control+Enter')
    await guided.standsAt('Your first login starts with creating a password')
    await page.keyboard.press('Alt+ArrowLeft')
    await guided.standsAt('Have you ever logged in here before?')
    await expect(page.getByRole('radio', { name: /^No, never/ })).toBeChecked()
    await page.getByRole('button', { name: /^Continue/ }).click()
    await guided.standsAt('Your first login starts with creating a password')
    await guided.secondButton()

    await guided.standsAt('The person who invited you can send a new link')
    const message = page.getByRole('textbox', { name: 'Message' })
    await message.fill(`${await message.inputValue()}\nI am in the office until five.`)
    if (electron === undefined) {
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save as text' }).click()
      await (await download).saveAs(outgoing)
    } else await page.getByRole('button', { name: 'Save as text' }).click()
    await expect(page.getByText(/^Waiting for/).first()).toBeVisible()
    await expect.poll(() => { try { return readFileSync(outgoing, 'utf8') } catch { return '' } }).toContain('I am in the office until five.')
    expect(readFileSync(outgoing, 'utf8')).toContain('wes.grebe@harbourpine.example')
    await latchkey.look(page, '70-waiting')

    await page.getByRole('button', { name: 'The answer is here' }).click()
    await guided.standsAt(/log in now|in now|back/i)
    await page.getByRole('radio', { name: /^Yes/ }).click()
    await page.getByRole('button', { name: /^Continue/ }).click()
    await expect(page.getByText('Solved').first()).toBeVisible()
    await page.getByRole('button', { name: 'Yes', exact: true }).click()
    await latchkey.look(page, '71-feedback')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the finished message is copied, in this window as well', async ({ latchkey }) => {
  const { page } = await latchkey.start(['--demo'])
  const start = new StartScreen(page)
  await start.open()
  await start.paste('Uma Dipper <uma.dipper@harbourpine.example>: Incorrect login or password')
  await start.startWithBestMatch()
  const guided = new GuidedScreen(page)
  await guided.standsAt("Uma Dipper's account waits for approval")
  await guided.secondButton()
  await page.getByRole('button', { name: 'Copy the message' }).click()
  await expect(page.getByRole('main').getByText('Copied. Paste it into a mail or a chat and send it.')).toBeVisible()
  await expect(page.getByText('Waiting for an administrator').first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Search all cases' }).fill('')
  await page.getByRole('textbox', { name: 'Search all cases' }).press('Control+v')
  await expect(page.getByRole('textbox', { name: 'Search all cases' })).toHaveValue(/waits for approval/)
  await page.getByRole('textbox', { name: 'Search all cases' }).fill('')
  // What was connected is let go again.
  const connect = new ConnectScreen(page)
  await connect.open()
  await page.getByRole('button', { name: 'Close the demo company' }).click()
  await expect(page.getByRole('link', { name: 'Connection: Not connected' })).toBeVisible()
})
