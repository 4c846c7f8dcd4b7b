import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P5', 'email-taken-on-login-change')

/** "A user with this email already exists" when changing the Network login. */
export const loginTakenRows: readonly VerdictRow[] = [
  row('another profile owns it, often made by an earlier social login', 'cause', 'find-profile', { verdict: 'other-profile', mentions: /social network's button that has the same mailbox/ }),
  row('an old profile of the person’s own', 'cause', 'can-open', { mentions: /Logging in once with a social network's button, or an earlier registration, made it/, leadsTo: ['spare', 'no-access', 'find-profile'] }),
  row('who has it on this portal is a hint', 'cause', 'wanted-check', { runs: ['new-address-syntax', 'new-address-holder'], leadsTo: ['half-made', 'dismissed-there', 'several-there', 'holder', 'can-open'] }),
  row('a colleague', 'cause', 'held-by-colleague', { verdict: 'held-by-colleague', mentions: /one person's login and nobody else's/ }),
  row('a duplicate', 'cause', 'second-account', { verdict: 'second-account', mentions: /Two accounts of one person/ }),
  row('an open invitation or a registration that waits', 'cause', 'half-made', { verdict: 'half-made', mentions: /becomes a second account/ }),
  row('somebody who left', 'cause', 'dismissed-there', { verdict: 'dismissed-there', mentions: /leaves the profile and its login to their owner/ }),
  row('several accounts, on a company’s own server', 'cause', 'several-there', { verdict: 'several-there', mentions: /Only a company's own server allows this/ }),
  row('a slip', 'cause', 'wanted-odd', { verdict: 'wanted-odd', mentions: /it should stay theirs/ }),
  row('block, dismissal, approval, invitation, several holders', 'cause', 'preflight', {
    runs: ['rest-health', 'person-by-address', 'account-active', 'invitation-accepted', 'person-type', 'ever-logged-in'],
    leadsTo: ['wrong-password/security-block', 'wrong-password/dismissed', 'wrong-password/awaiting-approval', 'wrong-password/invitation-pending', 'wrong-password/shared-address'],
  }),

  row('recover the password of the profile that owns it', 'fix', 'find-profile', { mentions: /Forgot password sends a link there/ }),
  row('change its e-mail to another real mailbox and confirm', 'fix', 'move-away', { verdict: 'other-profile', mentions: /Change beside Email: it asks for the other mailbox and for this profile's password/ }),
  row('then set the address on the wanted profile', 'fix', 'set-again', { mentions: /Now set .* in the right profile/ }),
  row('or use another e-mail', 'fix', 'other-login', { verdict: 'other-login', mentions: /A login is only what one types/ }),
  row('a phone number as the login', 'fix', 'other-login', { mentions: /A phone number will do as well/ }),
  row('access to the mailbox', 'fix', 'no-access', { verdict: 'no-access', mentions: /Whoever looks after mail can give access/, leadsTo: ['find-profile-now', 'other-login'] }),
  row('the inviter takes the unfinished account back', 'fix', 'to-inviter', { to: 'inviter', mentions: /delete it/ }),
  row('the confirmation message', 'fix', 'confirmed', { leadsTo: ['try', 'confirmation-missing'] }),
  row('and a login', 'fix', 'try', { mentions: /with the new address and the password of the right profile/ }),
  row('an administrator sees the login of each account here', 'fix', 'to-admin', { to: 'admin', mentions: /Security > Authentication/ }),
  row('Support sees the profiles', 'fix', 'to-support', { to: 'support', mentions: /what has the address/ }),
  row('mail held back on the way', 'fix', 'to-mail-admin', { to: 'mailAdmin', mentions: /mail gateway's log/ }),

  row('both confirmations are needed', 'pitfall', 'confirmation-missing', { verdict: 'confirmation-missing', mentions: /still its login\. That is what the refusal says/ }),
  row('the first confirmation frees the address', 'pitfall', 'first-confirmation', { verdict: 'confirmation-missing', mentions: /keeps the wanted address until its new one is confirmed/ }),
  row('the replacement must be a working mailbox', 'pitfall', 'spare', { mentions: /A made-up address cannot be confirmed/ }),
  row('no replacement at hand', 'pitfall', 'no-spare', { verdict: 'no-spare', mentions: /real, to be read now, and to be no Bitrix24 login yet/ }),
  row('deleting the other profile is another matter', 'pitfall', 'no-spare', { mentions: /takes up to 30 days and cannot be taken back/ }),
  row('two profiles cannot be merged', 'pitfall', 'move-away', { mentions: /they cannot be merged/ }),
  row('REST sees no Network profile', 'pitfall', 'wanted-check', { mentions: /sees this portal alone/ }),
  row('a contact address is not a login', 'pitfall', 'holder', { mentions: /A contact address is not a login/ }),
  row('nobody takes an address away from its owner', 'pitfall', 'no-access', { mentions: /only its owner can/ }),
]
