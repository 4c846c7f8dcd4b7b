import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P7', 'mistyped-email')

/** A slip in the address at registration. */
export const mistypedEmailRows: readonly VerdictRow[] = [
  row('an open invitation at the wrong address', 'cause', 'open-invitation', { verdict: 'open-invitation', mentions: /Whoever has that mailbox can, and is then inside as a colleague/ }),
  row('an open invitation, and the right address not known yet', 'cause', 'stop-first', { verdict: 'open-invitation', leadsTo: ['right-later', 'to-inviter'], mentions: /the right address comes afterwards/ }),
  row('registered, never logged in', 'cause', 'registered', { verdict: 'registered', mentions: /It is no open invitation, so it cannot be deleted/ }),
  row('somebody at the wrong address waits for approval', 'cause', 'waits-at-wrong', { verdict: 'waits-at-wrong', mentions: /Do not approve it/ }),
  row('a stranger is inside', 'cause', 'stranger-in', { verdict: 'stranger-in', mentions: /dismissed at once/ }),
  row('the right person is inside, the contact address is wrong', 'cause', 'contact-only', { verdict: 'contact-only', mentions: /A contact address and a login are two things/ }),
  row('dismissed already', 'cause', 'dismissed-already', { verdict: 'dismissed-already', mentions: /What is missing is an invitation to the right address/ }),
  row('the right address is there as well', 'cause', 'right-one-exists', { verdict: 'right-one-exists', mentions: /none could be sent/ }),
  row('the right address has a slip, too', 'cause', 'right-has-slip', { verdict: 'right-has-slip', mentions: /A second slip would send the next invitation astray/ }),
  row('the slip is another one than remembered', 'cause', 'near-found', { verdict: 'near-found', mentions: /nearly this address/ }),
  row('nobody has the wrong address', 'cause', 'not-here', { verdict: 'not-here', mentions: /nothing to take back/ }),
  row('who may look nobody up asks the inviter', 'cause', 'to-inviter', { verdict: 'needs-inviter', to: 'inviter', mentions: /change the contact and invite again/ }),

  row('compare both addresses, and the domain of the wrong one', 'fix', 'look', { runs: ['new-address-syntax', 'new-address-on-portal', 'mail-domain', 'person-by-address'] }),
  row('search near-misses', 'fix', 'near', { runs: ['address-on-portal'], leadsTo: ['near-found', 'not-here'] }),
  row('search by name in the list', 'fix', 'by-name', { mentions: /look for the name/ }),
  row('change contact and invite again, where the portal offers it', 'fix', 'correct', { runs: ['reinvite-corrected'], leadsTo: ['corrected', 'delete-by-hand'] }),
  row('else delete the invitation and invite anew, in the list', 'fix', 'delete-by-hand', { mentions: /Not offered\? Write down name, position and department, then Delete/ }),
  row('dismiss first', 'fix', 'dismiss', { runs: ['dismiss'], leadsTo: ['invite-right', 'to-admin-dismiss'] }),
  row('then invite, with name, position and departments of the wrong account', 'fix', 'invite-right', { runs: ['invite-corrected'], leadsTo: ['corrected', 'invite-by-hand'], mentions: /name, position and departments of the account at the wrong address/ }),
  row('the contact address of who is inside', 'fix', 'change', { runs: ['change-contact-address'], leadsTo: ['login-too', 'to-admin-contact'] }),
  row('the login by its owner', 'fix', 'login-too', { leadsTo: ['try', 'to-owner'], mentions: /www\.bitrix24\.net/ }),
  row('verify by the state at the right address, and nothing at the wrong one', 'fix', 'moved', { runs: ['invitation-at-new', 'address-freed'], leadsTo: ['wrong-left', 'corrected'] }),
  row('verify the fresh invitation', 'fix', 'at-right', { runs: ['invitation-at-new'], leadsTo: ['corrected', 'not-there'] }),
  row('an administrator, with the order of things', 'fix', 'to-admin', { to: 'admin', mentions: /Please do not dismiss it/ }),

  row('a dismissed open invitation waits for approval', 'pitfall', 'open-invitation', { mentions: /never dismissed: dismissed, it would only wait for approval/ }),
  row('a portal that does not tell is taken for an open invitation', 'pitfall', 'account', { leadsTo: ['open-invitation', 'registered', 'in-use'] }),
  row('a changed contact address changes no login and sends no mail', 'pitfall', 'open-invitation', { mentions: /the login stays the mistyped one, and no new mail goes out/ }),
  row('a stranger may have the typo’s domain: be quick', 'pitfall', 'open-invitation', { mentions: /the typo's domain may well belong to somebody\. So be quick/ }),
  row('the plan’s number of users: dismiss first', 'pitfall', 'invite-by-hand', { mentions: /plan's number of users is reached, the wrong account has to be dismissed or deleted first/ }),
  row('only invitations can be deleted, others are dismissed', 'pitfall', 'stop-first', { mentions: /Only open invitations can be deleted/ }),
  row('who asks at the wrong address asks a stranger', 'pitfall', 'ask-person', { mentions: /Not at the wrong address\. A stranger would answer there/ }),
  row('an impostor asks for an invitation', 'pitfall', 'prove-first', { mentions: /old trick to get an invitation/ }),
  row('nobody could be made sure of', 'pitfall', 'not-known', { verdict: 'caller-not-known', mentions: /should delete it in any case/ }),
]
