import packageJson from '../../../../package.json' with { type: 'json' }
import { createPortalGateway } from '../../../adapters/portal/portalGateway'
import { systemClock } from '../../../assembly/machine'
import type { Log, PortalApi } from '../../../core/ports'
import { startDemoPortal, type DemoPortal, type DemoPortalOptions } from '../../../demo-portal/startDemoPortal'

/** Where the demo company has its portal: on a server of its own the portal checks passwords itself, and its log shows it. */
const servers = {
  cloud: { intranetInvite: true },
  ownServer: { intranetInvite: true, onPremise: true },
} as const satisfies Record<string, DemoPortalOptions>
export type Server = keyof typeof servers

export function startServer(server: Server): Promise<DemoPortal> {
  return startDemoPortal(servers[server])
}

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** The portal past the core, as its administrator. */
export function apiOf({ adminWebhook }: DemoPortal): PortalApi {
  return createPortalGateway({ log: silent, clock: systemClock, version: packageJson.version }).connect(adminWebhook, { allowLoopback: true })
}
