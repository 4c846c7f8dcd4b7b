import type { PortalSettings } from '../portalSettings'
import type { RestMethod } from './restMethod'

/** The plan, with the region before it; on-premise ends in `_selfhosted` (bitrix24.md 2.6). */
const cloudPlan = { type: 'ent250', family: 'ent' } as const

export function licenceOf({ isOnPremise }: PortalSettings): string {
  return isOnPremise ? 'en_selfhosted' : `en_${cloudPlan.type}`
}

/**
 * About the application. The documentation promises a webhook ACCESS_DENIED; the server's source and the Python SDK give it
 * its scopes and the plan, and so does this portal (bitrix24.md 2.6).
 */
export const appInfo: RestMethod = {
  name: 'app.info',
  scopes: [],
  run: ({ caller, scopes, portal }) => {
    const licence = licenceOf(portal.settings)
    if (caller.kind === 'webhook') return { result: { SCOPE: scopes, LICENSE: licence } }
    return {
      result: {
        ID: 5,
        CODE: 'harbourpine.signin',
        VERSION: 1,
        STATUS: 'L',
        INSTALLED: true,
        PAYMENT_EXPIRED: 'N',
        DAYS: null,
        LANGUAGE_ID: portal.settings.language,
        LICENSE: licence,
        LICENSE_TYPE: portal.settings.isOnPremise ? 'selfhosted' : cloudPlan.type,
        LICENSE_FAMILY: portal.settings.isOnPremise ? 'selfhosted' : cloudPlan.family,
      },
    }
  },
}
