import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P6', 'email-taken-on-invite')

/** "A user with email … already exists" when inviting. */
export const emailTakenOnInviteRows: readonly VerdictRow[] = [
  row('who has it: one look-up tells invited, dismissed, guest and colleague apart', 'cause', 'holder', { runs: ['person-by-address', 'account-active', 'invitation-accepted', 'person-type'], leadsTo: ['already-invited', 'was-dismissed', 'guest', 'same-person', 'out-of-sight'] }),
  row('an open invitation', 'cause', 'already-invited', { verdict: 'already-invited', mentions: /A second one is refused, but the open one can be sent again/ }),
  row('waits for approval', 'cause', 'holder', { leadsTo: ['wrong-password/awaiting-approval'] }),
  row('dismissed, and the same person comes back', 'cause', 'hire-again', { verdict: 'hire-again', mentions: /gives back the old account/ }),
  row('dismissed, and somebody else needs the address', 'cause', 'was-dismissed', { leadsTo: ['hire-again', 'reuse-dismissed-email/who-asks'] }),
  row('active: the person is in already', 'cause', 'already-in', { verdict: 'already-in', mentions: /No invitation is needed, and none can be sent/ }),
  row('active: somebody else’s', 'cause', 'held-by-other', { verdict: 'held-by-other', mentions: /contact address in that profile, the login in Bitrix24 Network, or both/ }),
  row('a role mailbox', 'cause', 'role-mailbox', { verdict: 'role-mailbox', mentions: /wanders from one person to the next/ }),
  row('an extranet user', 'cause', 'guest', { verdict: 'guest', mentions: /moved to the company instead/ }),
  row('several accounts share it', 'cause', 'several-holders', { verdict: 'several-holders', mentions: /each of them has to give it up/ }),
  row('nobody found: a login, a guest, an e-mail user, an integrator, or not shown to this connection', 'cause', 'out-of-sight', { verdict: 'out-of-sight', mentions: /login of an account whose contact address is another; a guest from outside whom this connection does not show; a contact by e-mail; an integrator/ }),
  row('an e-mail user', 'cause', 'mail-only', { verdict: 'mail-only', mentions: /has no login/ }),
  row('an integrator', 'cause', 'integrator', { verdict: 'integrator', mentions: /shown to no app/ }),
  row('it is another account’s login', 'cause', 'login-of-other', { verdict: 'login-of-other', mentions: /Only its owner can change it/ }),
  row('the invited address has a slip', 'cause', 'address-mistyped', { verdict: 'address-mistyped', mentions: /A slip can also hit somebody else's address/ }),
  row('who may not see it asks who may', 'cause', 'to-admin', { verdict: 'needs-admin', to: 'admin', mentions: /A contact address and a login are two things; both have to be free/ }),

  row('send the open invitation again, where the portal offers it', 'fix', 'send-again', { runs: ['reinvite'], leadsTo: ['resent', 'send-again-by-hand'] }),
  row('send it again in the list of invited people', 'fix', 'send-again-by-hand', { mentions: /filter Invited > menu of the row > Invite again/ }),
  row('hire again', 'fix', 'reinstate', { runs: ['reinstate'], leadsTo: ['hired', 'to-admin-hire'] }),
  row('hire again in the portal', 'fix', 'hire-by-hand', { mentions: /Show dismissed employees in the employee list/ }),
  row('move the guest to the intranet, in the portal alone', 'fix', 'guest', { mentions: /No app can do that/ }),
  row('C: invite another address, before anything else is touched', 'fix', 'held-by-other', { leadsTo: ['other-address', 'whose-login'], mentions: /Lightest: invite the new person with another address/ }),
  row('C: which is looked up first', 'fix', 'other-check', { runs: ['person-by-address', 'address-spelling'], leadsTo: ['invite', 'other-taken'] }),
  row('contact address or login: only an administrator sees it', 'fix', 'whose-login', { mentions: /Passwords > Authentication: the field Email shows the login/ }),
  row('B: the owner changes the login', 'fix', 'login-of-other', { leadsTo: ['who-agrees', 'to-owner'], mentions: /www\.bitrix24\.net/ }),
  row('B: the message to the owner', 'fix', 'to-owner', { to: 'employee', mentions: /confirm it with the link in the mail/ }),
  row('A: the contact address', 'fix', 'change', { runs: ['change-contact-address'], leadsTo: ['freed', 'change-by-hand'] }),
  row('A: the replacement is a real one, and nobody’s', 'fix', 'new-check', { runs: ['new-address-syntax', 'new-address-on-portal'], leadsTo: ['new-odd', 'new-taken', 'change'] }),
  row('A and B may both be needed', 'fix', 'login-of-other', { mentions: /Changing the contact address alone would not free it/ }),
  row('verify that nobody holds it', 'fix', 'freed', { runs: ['address-freed'], leadsTo: ['still-held', 'invite'] }),
  row('then invite', 'fix', 'invite', { runs: ['invite'], leadsTo: ['invited', 'login-left', 'invite-by-hand'] }),
  row('verify that the invitation is open', 'fix', 'out', { runs: ['invitation-out'], leadsTo: ['invited', 'approve-now', 'not-out'] }),

  row('an invitation that timed out has gone out', 'pitfall', 'already-invited', { mentions: /a time-out looks like an error/ }),
  row('nobody has the contact address, and it is refused: the login', 'pitfall', 'login-left', { verdict: 'login-of-other', mentions: /the login of an account whose contact address is another/ }),
  row('the plan’s number of users', 'pitfall', 'login-left', { mentions: /plan's number of users is reached/ }),
  row('whose account is changed has agreed', 'pitfall', 'who-agrees', { leadsTo: ['prove-first', 'new-contact'], mentions: /how accounts are taken over/ }),
  row('nobody could be made sure of', 'pitfall', 'not-known', { verdict: 'caller-not-known' }),
  row('a re-hire on a phone call', 'pitfall', 'who-hires', { leadsTo: ['prove-first-hire', 'reinstate'], mentions: /what an impostor would ask for/ }),
  row('old rights come back with the account', 'pitfall', 'hire-again', { mentions: /what was right then may be too much now/ }),
  row('an invented contact address loses recovery mails', 'pitfall', 'new-contact', { mentions: /every recovery mail disappear/ }),
]
