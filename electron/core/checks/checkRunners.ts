import { accountActive } from './accountActive'
import { addressSyntax } from './addressSyntax'
import type { CheckRunners } from './checkContext'
import { clockAgainstServer } from './clockAgainstServer'
import { everLoggedIn } from './everLoggedIn'
import { invitationAccepted } from './invitationAccepted'
import { lastLoginMoved } from './lastLoginMoved'
import { personByAddress } from './personByAddress'
import { portalReachable } from './portalReachable'
import { restHealth } from './restHealth'

/** The code behind each name of shared/domain/checks.ts. */
export const checkRunners: CheckRunners = {
  'address-syntax': addressSyntax,
  'portal-reachable': portalReachable,
  'rest-health': restHealth,
  'clock-against-server': clockAgainstServer,
  'person-by-address': personByAddress,
  'account-active': accountActive,
  'invitation-accepted': invitationAccepted,
  'ever-logged-in': everLoggedIn,
  'last-login-moved': lastLoginMoved,
}
