import { startDemoPortal } from '../../electron/demo-portal/startDemoPortal'
import { movedPortal, type MovedPortal } from '../support/demoPortal/movedPortal'
import type { World } from './goodCalls'

export interface ContractWorld {
  /** What the good calls need, beside a transport that can take a file in. */
  over(uploaded: World['uploaded']): World
  stop(): Promise<void>
}

/** The demo portal that good calls connect to, and portals that move when a call needs one. */
export async function contractWorld(): Promise<ContractWorld> {
  const portal = await startDemoPortal()
  const moved: MovedPortal[] = []
  return {
    over: (uploaded) => ({
      webhook: portal.webhook,
      app: { portal: portal.url, clientId: portal.app.clientId, clientSecret: portal.app.clientSecret, code: () => portal.authorizeCode(1) },
      moving: async () => {
        const one = await movedPortal()
        moved.push(one)
        return { webhook: one.portal.webhook, move: () => one.move() }
      },
      uploaded,
    }),
    async stop() {
      await Promise.all([portal.stop(), ...moved.map((one) => one.stop())])
    },
  }
}
