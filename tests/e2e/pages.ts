import type { Locator, Page } from 'playwright'
import { expect } from './fixtures'

/** What a person sees and does on each screen, by role and name. */
export class StartScreen {
  constructor(readonly page: Page) {}
  readonly box = (): Locator => this.page.getByRole('textbox', { name: 'The message that Bitrix24 shows' })

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Start', exact: true }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: 'What does Bitrix24 say?' })).toBeVisible()
  }
  async paste(message: string): Promise<void> {
    await this.box().fill(message)
    await this.page.getByRole('button', { name: 'Find the problem' }).click()
  }
  async startWithBestMatch(): Promise<void> {
    await this.page.getByRole('button', { name: /^Start with this/ }).click()
  }
}

export class ConnectScreen {
  constructor(readonly page: Page) {}
  async open(): Promise<void> {
    await this.page.getByRole('link', { name: /^Connection:/ }).click()
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  async openDemo(): Promise<void> {
    await this.page.getByRole('button', { name: 'Use the demo company instead' }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: 'The demo company is open' })).toBeVisible()
  }
  field(): Locator {
    return this.page.getByLabel('Copy its address and paste it here')
  }
  async connect(webhook: string): Promise<void> {
    await this.page.getByLabel('Copy its address and paste it here').fill(webhook)
    await this.page.getByRole('button', { name: 'Test the connection' }).click()
  }
}

export class GuidedScreen {
  constructor(readonly page: Page) {}
  async standsAt(heading: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: heading })).toBeVisible({ timeout: 20_000 })
  }
  async choose(answer: string | RegExp): Promise<void> {
    await this.page.getByRole('radio', { name: answer }).click()
    await this.page.getByRole('button', { name: /^Continue/ }).click()
  }
  async answer(text: string): Promise<void> {
    await this.page.getByRole('main').getByRole('textbox').fill(text)
    await this.page.getByRole('button', { name: /^Continue/ }).click()
  }
  /** The two buttons of a human step are named by the step: the first says that it worked. */
  async firstButton(): Promise<void> {
    await this.page.getByTestId('advice-done').click()
  }
  async secondButton(): Promise<void> {
    await this.page.getByTestId('advice-failed').click()
  }
  async back(): Promise<void> {
    await this.page.getByRole('button', { name: 'Back' }).click()
  }
  async saveAndClose(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save & close' }).click()
  }
  panel(): Locator {
    return this.page.getByRole('complementary', { name: 'What we know and your answers' })
  }
}

export class CaseList {
  constructor(readonly page: Page) {}
  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Cases', exact: true }).click()
    await expect(this.page.getByRole('table')).toBeVisible()
  }
  row(person: string): Locator {
    return this.page.getByRole('row').filter({ hasText: person })
  }
  async search(text: string): Promise<void> {
    const field = this.page.getByRole('main').getByRole('textbox', { name: 'Name, address, number, error, note' })
    await field.fill(text)
    await field.press('Enter')
  }
}
