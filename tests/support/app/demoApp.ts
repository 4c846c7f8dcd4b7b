import { onTestFinished } from 'vitest'
import type { DemoPortalOptions } from '../../../electron/demo-portal/demoPortal'
import type { MailZone } from '../../../electron/demo-portal/company/mailZone'
import { startDemoPortal, type DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { appInProcess, type AppInProcess } from '../appInProcess'

export interface DemoApp {
  readonly app: AppInProcess
  readonly portal: DemoPortal
}
export interface DemoAppOptions extends DemoPortalOptions {
  /** Whose webhook the app works with. */
  readonly as?: 'agent' | 'admin'
  /** What name servers say, where it is not what they say in the demo company's world. */
  readonly mailZone?: MailZone
}

/** The app with the demo company open, and the company's handle: its faults, its people, what it was asked. */
export async function demoApp({ as, mailZone, ...options }: DemoAppOptions = {}): Promise<DemoApp> {
  const portal = await startDemoPortal(options)
  onTestFinished(() => portal.stop())
  return { portal, app: await appAt(portal, { ...(as === undefined ? {} : { as }), ...(mailZone === undefined ? {} : { mailZone }) }) }
}

/** A new app at a company that is there already: nothing of an earlier case is in it. */
export async function appAt(portal: DemoPortal, { as = 'admin', mailZone = portal.mailZone }: Pick<DemoAppOptions, 'as' | 'mailZone'> = {}): Promise<AppInProcess> {
  const { url, portalHost, webhook, adminWebhook } = portal
  const company = { url, portalHost, webhook, adminWebhook: as === 'admin' ? adminWebhook : webhook, mailZone }
  // The portal is the test's: disconnecting does not end it.
  const app = await appInProcess({ demo: { start: () => Promise.resolve(company), stop: () => Promise.resolve() } })
  await app.call('connection.openDemo', {})
  return app
}
