import { accountActive } from './accountActive'
import { addressOnPortal } from './addressOnPortal'
import { checkAddressSpelling } from './addressSpelling'
import { addressSyntax } from './addressSyntax'
import type { CheckRunners } from './checkContext'
import { clockAgainstServer } from './clockAgainstServer'
import { everLoggedIn } from './everLoggedIn'
import { invitationAccepted } from './invitationAccepted'
import { lastLoginMoved } from './lastLoginMoved'
import { mailDomain } from './mailDomain'
import { personByAddress } from './personByAddress'
import { portalAddress } from './portalAddress'
import { portalReachable } from './portalReachable'
import { restHealth } from './restHealth'
import { senderPolicy } from './senderPolicy'
import { sessionByAddress } from './sessionByAddress'

/** The code behind each name of shared/domain/checks.ts. */
export const checkRunners: CheckRunners = {
  'address-syntax': addressSyntax,
  'address-spelling': checkAddressSpelling,
  'address-on-portal': addressOnPortal,
  'mail-domain': mailDomain,
  'sender-policy': senderPolicy,
  'portal-address': portalAddress,
  'portal-reachable': portalReachable,
  'rest-health': restHealth,
  'clock-against-server': clockAgainstServer,
  'person-by-address': personByAddress,
  'session-by-address': sessionByAddress,
  'account-active': accountActive,
  'invitation-accepted': invitationAccepted,
  'ever-logged-in': everLoggedIn,
  'last-login-moved': lastLoginMoved,
}
