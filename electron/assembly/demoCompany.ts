import { AppFailure } from '@shared/contract/appError'
import type { DemoCompany } from '../core/ports'
import type { DemoPortal } from '../demo-portal/startDemoPortal'

/** The demo company's portal in this process; loaded only when somebody opens it. */
export function createDemoCompany(): DemoCompany {
  let running: Promise<DemoPortal> | undefined
  return {
    async start() {
      running ??= import('../demo-portal/startDemoPortal').then(({ startDemoPortal }) => startDemoPortal())
      try {
        const { url, portalHost, webhook, adminWebhook, mailZone } = await running
        return { url, portalHost, webhook, adminWebhook, mailZone }
      } catch (error) {
        running = undefined
        throw new AppFailure('demoUnavailable', { cause: error })
      }
    },
    async stop() {
      const portal = running
      running = undefined
      await (await portal?.catch(() => undefined))?.stop()
    },
  }
}
