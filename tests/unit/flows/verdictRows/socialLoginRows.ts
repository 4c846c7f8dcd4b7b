import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P4', 'social-login-change')

/** Change the login that a social sign-up generated. */
export const socialLoginRows: readonly VerdictRow[] = [
  row('a login made by the button', 'cause', 'connect', { verdict: 'generated-login', mentions: /only the owner can set it/ }),
  row('block, dismissal, approval, invitation, several holders, never logged in', 'cause', 'preflight', {
    runs: ['rest-health', 'person-by-address', 'account-active', 'invitation-accepted', 'person-type', 'ever-logged-in'],
    leadsTo: ['wrong-password/security-block', 'wrong-password/dismissed', 'wrong-password/awaiting-approval', 'wrong-password/invitation-pending', 'wrong-password/shared-address', 'wrong-password/no-password-yet'],
  }),
  row('not found tells of this portal only', 'cause', 'address-unknown', { verdict: 'address-unknown', mentions: /can be changed all the same/ }),
  row('the button opens it no longer', 'cause', 'opens', { leadsTo: ['social-link-conflict/trouble'] }),
  row('a slip in the wanted address', 'cause', 'wanted-odd', { verdict: 'wanted-odd', mentions: /There may be a slip/ }),
  row('who has the wanted address on this portal', 'cause', 'wanted-check', { runs: ['new-address-syntax', 'new-address-on-portal'], leadsTo: ['wanted-odd', 'invited-there', 'holder'] }),
  row('an open invitation to it', 'cause', 'invited-there', { verdict: 'invited-there', mentions: /makes a second account/ }),
  row('a second account of the person', 'cause', 'second-account', { verdict: 'second-account', mentions: /Its login is that address/ }),
  row('a colleague has it', 'cause', 'held-by-colleague', { verdict: 'held-by-colleague', mentions: /A shared mailbox is no login for one person/ }),

  row('log in by the button, Connect e-mail, e-mail and password, Save', 'fix', 'connect', { mentions: /Connect e-mail\. It asks for the address and for a new password; type both there, and Save/ }),
  row('the verification link', 'fix', 'connect', { mentions: /press the link\. Without that the new login does not count/ }),
  row('update in all linked accounts', 'fix', 'connect', { mentions: /update the login in all linked accounts/ }),
  row('"A user with this email already exists"', 'fix', 'hindrance', { leadsTo: ['email-taken-on-login-change/wanted-check', 'link-missing', 'other-field', 'to-admin'] }),
  row('the field under another name', 'fix', 'other-field', { verdict: 'other-field', mentions: /Change beside it/ }),
  row('the confirmation does not come', 'fix', 'link-missing', { leadsTo: ['to-mail-admin'], mentions: /Wait a minute in between/ }),
  row('whoever looks after mail', 'fix', 'to-mail-admin', { to: 'mailAdmin', mentions: /mail gateway's log/ }),
  row('log in with the new e-mail in a private window', 'fix', 'try', { mentions: /private window, with the new address and the new password, without the button/ }),
  row('the contact address may follow', 'fix', 'contact-differs', { verdict: 'contact-differs', mentions: /Edit > Contact email/ }),
  row('an administrator changes it by one call', 'fix', 'change-contact', { runs: ['change-contact-address'], leadsTo: ['contact-seen', 'to-admin-contact'], mentions: /can be put back/ }),
  row('what the portal shows afterwards', 'fix', 'contact-seen', { runs: ['new-address-on-portal'], leadsTo: ['contact-taken', 'solved-both'] }),
  row('everybody else asks an administrator', 'fix', 'to-admin-contact', { to: 'admin', mentions: /profile > Edit > Contact email/ }),
  row('by hand, where the app may not', 'fix', 'contact-by-hand', { mentions: /Edit > Contact email/ }),
  row('Support, where the profile takes none', 'fix', 'to-support', { to: 'support', mentions: /what keeps it from being set/ }),

  row('only the owner can', 'pitfall', 'connect', { mentions: /only the owner can set it/ }),
  row('the button proves nothing', 'pitfall', 'try', { mentions: /The button opens the same account and proves nothing/ }),
  row('the contact address is not the login', 'pitfall', 'change-contact', { mentions: /The login is not touched/ }),
  row('the address must be a mailbox that stays', 'pitfall', 'wanted-odd', { mentions: /it must be a mailbox that stays/ }),
  row('one login for every portal', 'pitfall', 'connect', { mentions: /counts for every portal/ }),
  row('make sure who asks before an address is changed', 'pitfall', 'who-asks', { mentions: /an impostor would want just that/ }),
  row('no proof, no change', 'pitfall', 'not-known', { verdict: 'caller-not-known', mentions: /left as it was/ }),
  row('a mail from the new address proves nothing', 'pitfall', 'prove-first', { mentions: /A mail from the new address proves nothing/ }),
  row('a company’s own server has no Network profile', 'pitfall', 'other-field', { mentions: /company's own server/ }),
  row('an address that somebody hidden has is refused', 'pitfall', 'contact-taken', { mentions: /one that a connection cannot see included/ }),
]
