import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P3', 'social-link-conflict')

/** Cannot log in with a social network. */
export const socialLinkRows: readonly VerdictRow[] = [
  row('one social account linked to several profiles', 'cause', 'linked-twice', { verdict: 'linked-twice', mentions: /connected with several Bitrix24 profiles/ }),
  row('button and password with one mailbox are two profiles', 'cause', 'linked-twice', { mentions: /a button and a password with the same mailbox can be two profiles/ }),
  row('another account active at the provider', 'cause', 'other-account', { verdict: 'other-account', mentions: /Log out at the provider itself/ }),
  row('several accounts at Google', 'cause', 'google-account', { verdict: 'other-account', mentions: /Use another account/ }),
  row('work or private, at Microsoft', 'cause', 'microsoft-account', { verdict: 'other-account', mentions: /work or private, take the one used before/ }),
  row('the account of the device, and a hidden address, at Apple', 'cause', 'apple-account', { verdict: 'other-account', mentions: /Hide My Email/ }),
  row('several accounts at that provider', 'cause', 'account', { mentions: /Many people have two/, leadsTo: ['linked-twice', 'provider', 'never-linked'] }),
  row('which provider', 'cause', 'provider', { leadsTo: ['google-account', 'microsoft-account', 'apple-account', 'other-account'] }),
  row('did it ever work', 'cause', 'account', { mentions: /did this button ever work/ }),
  row('never connected with the invited profile', 'cause', 'never-linked', { verdict: 'never-linked', mentions: /makes a new profile which the portal did not invite/ }),
  row('linked to another profile already', 'cause', 'linked-elsewhere', { verdict: 'linked-elsewhere', mentions: /A button opens one profile only/ }),
  row('the link removed at the provider', 'cause', 'link-removed', { verdict: 'link-removed', mentions: /a permission that was withdrawn at the provider/ }),
  row('the provider blocked in the office', 'cause', 'provider-blocked', { verdict: 'provider-blocked', mentions: /mobile data/ }),
  row('the provider is down', 'cause', 'provider-down', { verdict: 'provider-down', mentions: /no site's button for it works/ }),
  row('the button is not offered', 'cause', 'no-button', { verdict: 'no-button', mentions: /different regions offer different services/ }),
  row('the address of the social account is not the contact address', 'cause', 'address-unknown', { verdict: 'address-unknown', mentions: /need not be the same/ }),
  row('block, dismissal, approval, invitation, several holders, never logged in', 'cause', 'preflight', {
    runs: ['rest-health', 'person-by-address', 'account-active', 'invitation-accepted', 'person-type', 'ever-logged-in'],
    leadsTo: ['wrong-password/security-block', 'wrong-password/dismissed', 'wrong-password/awaiting-approval', 'wrong-password/invitation-pending', 'wrong-password/shared-address', 'never-linked'],
  }),
  row('a contact by e-mail has no login', 'cause', 'mail-contact', { mentions: /has no login, whichever button is used/ }),

  row('sign out at the provider and choose the right account', 'fix', 'other-account', { mentions: /log in with the account used before/ }),
  row('another e-mail or phone known', 'fix', 'way-in', { leadsTo: ['by-address', 'by-phone', 'by-app', 'admin-link'] }),
  row('Forgot password with the social address makes a password', 'fix', 'by-address', { mentions: /type the address that the social account has.*Forgot password/ }),
  row('a code by phone', 'fix', 'by-phone', { mentions: /six digits and counts for a minute/ }),
  row('QR login from the mobile app', 'fix', 'by-app', { mentions: /QR code/ }),
  row('unlink it in the unwanted profile', 'fix', 'unlink', { mentions: /Connect other social media, and switch the service off/, leadsTo: ['relink'] }),
  row('connect it in the right profile', 'fix', 'relink', { mentions: /Connect other social media.*Switch the service on/ }),
  row('an administrator looks up the login', 'fix', 'admin-link', { verdict: 'needs-admin', mentions: /Security > Authentication: the field Email shows the login/ }),
  row('everybody else asks an administrator', 'fix', 'to-admin', { verdict: 'needs-admin', to: 'admin', mentions: /which login belongs to the account/ }),
  row('Support, where no profile lets go', 'fix', 'to-support', { to: 'support', mentions: /which profile holds the link/ }),
  row('the portal opens: the last login moves', 'fix', 'try', { runs: ['last-login-moved'], leadsTo: ['wanted', 'admin-link'] }),
  row('log out, log in by the button, the right name', 'fix', 'button-again', { mentions: /Log out at www\.bitrix24\.net, open a private window, press the button/ }),

  row('provider buttons differ by region', 'pitfall', 'no-button', { mentions: /depends on the region/ }),
  row('profiles cannot be merged', 'pitfall', 'linked-twice', { mentions: /They cannot be merged/ }),
  row('REST sees no social link', 'pitfall', 'preflight', { mentions: /cannot be asked/ }),
  row('a wrong account makes a new, empty profile', 'pitfall', 'google-account', { mentions: /can make a new, empty Bitrix24 profile/ }),
  row('the other profile must open without the button first', 'pitfall', 'unlink', { mentions: /Connect an e-mail address there first/ }),
  row('only the newest link counts', 'pitfall', 'by-address', { mentions: /Only the newest link counts/ }),
  row('after one login its time proves nothing of the button', 'pitfall', 'button-again', { leadsTo: ['solved', 'to-support', 'by-password-only'] }),
]
