import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P10', 'reuse-dismissed-email')

/** A dismissed user's address for somebody else. */
export const reuseDismissedEmailRows: readonly VerdictRow[] = [
  row('the contact address of the dismissed account', 'cause', 'contact-held', { verdict: 'contact-held', mentions: /The login stays what it is/ }),
  row('the login of the dismissed account', 'cause', 'who-can', { verdict: 'login-held', mentions: /belongs to the person, not to the company/ }),
  row('which of the two is not known', 'cause', 'look-how', { verdict: 'login-unknown', mentions: /not there for a dismissed person/ }),
  row('the same person comes back', 'cause', 'same-person-back', { verdict: 'same-person', leadsTo: ['email-taken-on-invite/who-hires', 'who-asks'], mentions: /Was a second account made meanwhile/ }),
  row('the same person comes back, and nobody may be looked up', 'cause', 'to-admin-back', { verdict: 'same-person', to: 'admin' }),
  row('the account is not dismissed', 'cause', 'not-dismissed', { verdict: 'not-dismissed', leadsTo: ['email-taken-on-invite/holder', 'to-admin'] }),
  row('a dismissed and an active account share it', 'cause', 'several-holders', { verdict: 'several-holders', mentions: /a dismissed one and somebody who took over/i }),
  row('nobody has it as a contact address', 'cause', 'nobody-has-it', { verdict: 'nobody-has-it', leadsTo: ['invite', 'to-admin'], mentions: /it is somebody's login/ }),
  row('who may not free it asks an administrator', 'cause', 'to-admin', { verdict: 'needs-admin', to: 'admin', mentions: /Please dismiss it again at once/ }),

  row('look with a brief re-hire', 'fix', 'look-briefly', { runs: ['reinstate-briefly'], leadsTo: ['read-login', 'take-back', 'to-admin-look'] }),
  row('where the login stands', 'fix', 'read-login', { mentions: /Passwords > Authentication/, leadsTo: ['take-back'] }),
  row('dismissed again, as a step of its own', 'fix', 'take-back', { runs: ['dismiss'], leadsTo: ['login-read', 'taken-back', 'dismiss-by-hand'] }),
  row('and seen to be dismissed', 'fix', 'taken-back', { runs: ['account-by-id'], leadsTo: ['login-read', 'dismiss-by-hand'] }),
  row('or in the portal', 'fix', 'dismiss-by-hand', { leadsTo: ['dismissed-now', 'to-admin-dismiss'], mentions: /the old password opens it/ }),
  row('the former colleague changes the login', 'fix', 'to-former', { to: 'employee', mentions: /change the login e-mail to a private address of yours/ }),
  row('whoever controls the mailbox recovers the password and does it', 'fix', 'recover-yourself', { mentions: /Forgot password, and open the newest mail in that mailbox/ }),
  row('the contact address becomes a real, controlled one', 'fix', 'change', { runs: ['change-contact-address'], leadsTo: ['freed', 'to-admin-change'] }),
  row('the replacement is looked at first', 'fix', 'new-check', { runs: ['new-address-syntax', 'new-address-on-portal'] }),
  row('verify that nobody holds it', 'fix', 'freed', { runs: ['address-freed'], leadsTo: ['still-held', 'invite'] }),
  row('then invite the new person', 'fix', 'invite', { runs: ['invite'], leadsTo: ['loose-ends', 'login-left', 'invite-by-hand'] }),
  row('verify that the new person alone has it', 'fix', 'out', { runs: ['invitation-out'], leadsTo: ['loose-ends', 'not-out'], mentions: /Exactly one account, the new one/ }),
  row('else another address', 'fix', 'other-address', { verdict: 'other-address', leadsTo: ['email-taken-on-invite/other-address', 'to-support'] }),

  row('the contact address alone fails where it is the login', 'pitfall', 'login-left', { verdict: 'login-held', mentions: /The contact address is free\. Most likely the address is the login/ }),
  row('a temporary re-hire gives access back', 'pitfall', 'look-how', { mentions: /the old password and sessions hold again/ }),
  row('which going on without a look avoids', 'pitfall', 'look-how', { leadsTo: ['look-briefly', 'contact-held'], mentions: /nobody gets access back/ }),
  row('a placeholder that is a stranger’s opens the account', 'pitfall', 'contact-held', { mentions: /An invented one may belong to a stranger/ }),
  row('a connected mailbox is another thing: 30 days, handed over in Webmail', 'pitfall', 'loose-ends', { mentions: /30 days after a dismissal and can be handed over in Webmail > Manage user mailboxes/ }),
  row('a former employee’s phone number', 'pitfall', 'loose-ends', { mentions: /login or second step, the new person cannot use it/ }),
  row('a second step stops whoever reads the mailbox', 'pitfall', 'recover-yourself', { mentions: /one-time code\? Then only the owner can go on/ }),
  row('who takes over an address takes over its mail', 'pitfall', 'who-asks', { leadsTo: ['prove-first', 'whose-login'], mentions: /a known way in/ }),
  row('nobody could be made sure of', 'pitfall', 'not-known', { verdict: 'caller-not-known' }),
]
