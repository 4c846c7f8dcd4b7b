import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P2', 'wrong-network-user')

/** "You are logged in as … We cannot find this user at …" */
export const wrongNetworkUserRows: readonly VerdictRow[] = [
  row('the browser’s session is another Network profile’s', 'cause', 'other-profile', { verdict: 'other-profile', mentions: /another Bitrix24 profile/ }),
  row('two profiles stand behind one address', 'cause', 'two-profiles', { verdict: 'two-profiles', mentions: /can make two profiles with one address/ }),
  row('the address shown is dismissed here', 'cause', 'shown-dismissed', { verdict: 'shown-dismissed', mentions: /dismissed it on this portal/ }),
  row('the invited address has not accepted yet', 'cause', 'invitation-elsewhere', { verdict: 'invitation-elsewhere', mentions: /has not accepted yet/ }),
  row('never invited to this portal', 'cause', 'not-invited', { verdict: 'not-invited', mentions: /A profile cannot let itself in/ }),
  row('the right profile at the wrong portal', 'cause', 'other-portal', { verdict: 'wrong-portal', mentions: /right, only not here/ }),
  row('the portal’s address has a slip', 'cause', 'portal-mistyped', { verdict: 'wrong-portal' }),
  row('somebody else is logged in on a shared computer', 'cause', 'not-mine', { verdict: 'not-mine', mentions: /Nothing is wrong with the account that was invited/ }),
  row('the portal was renamed or does not answer; the account waits, is dismissed or shared', 'cause', 'preflight'),

  row('log out of bitrix24.net, or take a private window', 'fix', 'other-profile', { mentions: /log out at www.bitrix24.net/ }),
  row('log in with the linked login or button', 'fix', 'other-profile', { mentions: /by password or by the button used before/ }),
  row('an administrator invites the address shown', 'fix', 'not-invited', { mentions: /Employees > Invite, with the address the person uses/ }),
  row('everybody else asks an administrator to invite', 'fix', 'to-admin-invite', { verdict: 'not-invited', mentions: /Employees > Invite/ }),
  row('open the invitation in a private window', 'fix', 'invitation-elsewhere', { mentions: /private window, paste the link/ }),
  row('the inviter invites again', 'fix', 'to-inviter', { mentions: /Invite again/ }),
  row('the Network page lists the portals', 'fix', 'portal-list', { mentions: /lists the portals of a login/ }),
  row('the proof by LAST_LOGIN or by the name in the corner', 'fix', 'try', { mentions: /the right name in the corner/ }),
  row('who belongs to several portals', 'fix', 'right-page', { mentions: /works at every portal that invited it/ }),

  row('password and social login with one mailbox can be two profiles', 'pitfall', 'way', { mentions: /two different profiles, even with the same address/ }),
  row('profiles cannot be merged', 'pitfall', 'two-profiles', { mentions: /cannot be merged/ }),
  row('a company’s browser logs the wrong account in by itself', 'pitfall', 'other-profile', { mentions: /company's browser can log a profile in by itself/ }),
  row('make sure who asks before inviting', 'pitfall', 'not-invited', { mentions: /Make sure who is asking/ }),
]
