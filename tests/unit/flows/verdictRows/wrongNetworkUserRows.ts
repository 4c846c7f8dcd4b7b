import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P2', 'wrong-network-user')

/** "You are logged in as … We cannot find this user at …" */
export const wrongNetworkUserRows: readonly VerdictRow[] = [
  row('the browser’s session is another Network profile’s', 'cause', 'other-profile', { verdict: 'other-profile', mentions: /another Bitrix24 profile/ }),
  row('two profiles stand behind one address', 'cause', 'two-profiles', { verdict: 'two-profiles', mentions: /can make two profiles with one address/ }),
  row('the address shown is dismissed here', 'cause', 'shown-dismissed', { verdict: 'shown-dismissed', mentions: /dismissed it on this portal/ }),
  row('the address shown has not accepted its invitation', 'cause', 'shown-invited', { verdict: 'shown-invited', mentions: /has not accepted yet/ }),
  row('the address shown waits for approval', 'cause', 'shown-awaiting', { verdict: 'shown-awaiting', mentions: /an administrator has not confirmed it yet/ }),
  row('which name and address the message shows', 'cause', 'shown', { mentions: /You are logged in as/ }),
  row('which portal the message names', 'cause', 'portal', { mentions: /We cannot find this user at/ }),
  row('which address was invited', 'cause', 'invited-as', { mentions: /The one that was invited/ }),
  row('whose profile it is', 'cause', 'mine', { mentions: /shared computer/ }),
  row('the invited address has not accepted yet', 'cause', 'invitation-elsewhere', { verdict: 'invitation-elsewhere', mentions: /has not accepted yet/ }),
  row('never invited to this portal', 'cause', 'not-invited', { verdict: 'not-invited', mentions: /A profile cannot let itself in/ }),
  row('the right profile at the wrong portal', 'cause', 'other-portal', { verdict: 'wrong-portal', mentions: /right, only not here/ }),
  row('the portal’s address has a slip', 'cause', 'portal-mistyped', { verdict: 'wrong-portal' }),
  row('somebody else is logged in on a shared computer', 'cause', 'not-mine', { verdict: 'not-mine', mentions: /Nothing is wrong with the account that was invited/ }),
  row('the portal was renamed or does not answer; the account waits, is dismissed or shared', 'cause', 'preflight', {
    leadsTo: ['wrong-password/portal-renamed', 'wrong-password/wrong-portal', 'wrong-password/awaiting-approval', 'wrong-password/dismissed', 'wrong-password/shared-address', 'wrong-password/security-block'],
  }),
  row('the address shown, and the one that was invited', 'cause', 'preflight', { runs: ['session-by-address', 'person-by-address', 'account-active', 'invitation-accepted'] }),

  row('log out of bitrix24.net, or take a private window', 'fix', 'other-profile', { mentions: /log out at www.bitrix24.net/ }),
  row('log in with the linked login or button', 'fix', 'other-profile', { mentions: /by password or by the button used before/ }),
  row('an administrator invites the address shown', 'fix', 'not-invited', { mentions: /Employees > Invite, with the address the person uses/ }),
  row('everybody else asks an administrator to invite', 'fix', 'to-admin-invite', { verdict: 'not-invited', mentions: /Employees > Invite/ }),
  row('open the invitation in a private window', 'fix', 'invitation-elsewhere', { mentions: /private window, paste the link/ }),
  row('the inviter invites again', 'fix', 'to-inviter', { to: 'inviter', mentions: /Invite again/ }),
  row('the inviter invites the address shown again', 'fix', 'to-inviter-shown', { mentions: /Invite again/ }),
  row('an administrator confirms the address shown', 'fix', 'to-admin-awaiting', { mentions: /Pending confirmation > menu of the row > Confirm/ }),
  row('an administrator hires the address shown again', 'fix', 'to-admin-dismissed', { mentions: /Dismissed persons > menu of the row > Hire/ }),
  row('an administrator looks the login up', 'fix', 'to-admin', { to: 'admin', mentions: /Security > Authentication/ }),
  row('log in the other way: by button or by password', 'fix', 'two-profiles', { mentions: /by button where it was a password/ }),
  row('leave somebody else’s profile alone', 'fix', 'not-mine', { mentions: /log in with the own address/ }),
  row('a refused password is P1 from there on', 'fix', 'other-login', { mentions: /login or password is wrong/, leadsTo: ['wrong-password/recovery'] }),
  row('the Network page lists the portals', 'fix', 'portal-list', { mentions: /lists the portals of a login/ }),
  row('the proof by LAST_LOGIN or by the name in the corner', 'fix', 'try', { mentions: /the right name in the corner/, runs: ['last-login-moved'] }),
  row('who belongs to several portals', 'fix', 'right-page', { mentions: /works at every portal that invited it/ }),

  row('password and social login with one mailbox can be two profiles', 'pitfall', 'way', { mentions: /two different profiles, even with the same address/ }),
  row('profiles cannot be merged', 'pitfall', 'two-profiles', { mentions: /cannot be merged/ }),
  row('a company’s browser logs the wrong account in by itself', 'pitfall', 'other-profile', { mentions: /company's browser can log a profile in by itself/ }),
  row('only the newest invitation works', 'pitfall', 'invitation-elsewhere', { mentions: /Only the newest invitation counts/ }),
  row('guests and outside partners are hidden from most connections', 'pitfall', 'to-admin-invite', { mentions: /guests and outside partners included/ }),
  row('switched off before it was let in: Pending confirmation', 'pitfall', 'shown-dismissed', { mentions: /shows under Pending confirmation/ }),
  row('make sure who asks before inviting', 'pitfall', 'not-invited', { mentions: /Make sure who is asking/ }),
]
