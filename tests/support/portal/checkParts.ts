import { createPersonLookUp } from '../../../electron/core/checks/personLookUp'
import { createPortalDomains } from '../../../electron/core/checks/portalDomains'
import type { CheckContext } from '../../../electron/core/checks/runCheck'
import type { MailDns, PortalApi } from '../../../electron/core/ports'
import type { PortalSetup } from './portalParts'

const asksNobody = (): Promise<never> => Promise.reject(new Error('this test asks no name server'))
const noNameServer: MailDns = { mx: asksNobody, addresses: asksNobody, txt: asksNobody }

/** What a check of an agent's case sees; every test says what is different. */
export function checkContext(parts: Partial<CheckContext> & { readonly api?: PortalApi | undefined } = {}): CheckContext {
  return {
    facts: {},
    door: 'agent',
    api: undefined,
    canLookUp: true,
    reach: () => Promise.reject(new Error('this test reaches for no portal')),
    now: () => Date.now(),
    caseOpenedAt: 0,
    lookUp: createPersonLookUp(parts.api),
    domains: createPortalDomains({ now: () => Date.now() }),
    dns: noNameServer,
    signal: new AbortController().signal,
    ...parts,
  }
}

/** The same against a demo portal. */
export function demoContext({ portal, gateway, api }: PortalSetup, parts: Partial<CheckContext> = {}): CheckContext {
  return checkContext({
    api,
    facts: { 'portal.host': portal.portalHost },
    reach: (host, options) => gateway.reach(host, { ...options, baseUrl: portal.url }),
    ...parts,
  })
}
