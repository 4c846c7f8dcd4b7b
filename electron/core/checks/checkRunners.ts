import { accountActive } from './accountActive'
import { accountById } from './accountById'
import { addressFreed } from './addressFreed'
import { addressOnPortal } from './addressOnPortal'
import { checkAddressSpelling } from './addressSpelling'
import { addressSyntax } from './addressSyntax'
import type { CheckRunners } from './checkContext'
import { clockAgainstServer } from './clockAgainstServer'
import { connectionRights } from './connectionRights'
import { everLoggedIn } from './everLoggedIn'
import { invitationAccepted } from './invitationAccepted'
import { invitationAtNew } from './invitationAtNew'
import { invitationOut } from './invitationOut'
import { invitationsOfMany } from './invitationsOfMany'
import { lastLoginMoved } from './lastLoginMoved'
import { mailDomain } from './mailDomain'
import { newAddressHolder } from './newAddressHolder'
import { newAddressOnPortal } from './newAddressOnPortal'
import { newAddressSyntax } from './newAddressSyntax'
import { personByAddress } from './personByAddress'
import { personType } from './personType'
import { portalAddress } from './portalAddress'
import { portalReachable } from './portalReachable'
import { recentLogins } from './recentLogins'
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
  'connection-rights': connectionRights,
  'person-type': personType,
  'recent-logins': recentLogins,
  'session-by-address': sessionByAddress,
  'account-active': accountActive,
  'invitation-accepted': invitationAccepted,
  'ever-logged-in': everLoggedIn,
  'account-by-id': accountById,
  'invitation-at-new': invitationAtNew,
  'new-address-syntax': newAddressSyntax,
  'new-address-on-portal': newAddressOnPortal,
  'new-address-holder': newAddressHolder,
  'address-freed': addressFreed,
  'invitation-out': invitationOut,
  'invitations-of-many': invitationsOfMany,
  'last-login-moved': lastLoginMoved,
}
