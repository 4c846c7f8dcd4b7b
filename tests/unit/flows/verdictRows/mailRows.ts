import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P8', 'mail-not-delivered')
const gateways = ['google', 'microsoft', 'proofpoint', 'mimecast', 'barracuda', 'yandex'] as const

/** Invitation or recovery mail not delivered, with what §5 says of deliverability. */
export const mailRows: readonly VerdictRow[] = [
  row('the address is misspelt, or its domain is a typo of a known one', 'cause', 'address-mistyped', { verdict: 'address-mistyped', mentions: /Mail to a mistyped address goes to nobody, or to a stranger/ }),
  row('no such domain, null MX, no mail server', 'cause', 'domain-takes-no-mail', { verdict: 'domain-takes-no-mail', mentions: /no mail arrives at this domain/ }),
  row('a disposable domain', 'cause', 'throwaway-mailbox', { verdict: 'throwaway-mailbox', mentions: /vanish after minutes/ }),
  row('invited at nearly the same address', 'cause', 'near-address', { verdict: 'near-address', mentions: /probably went to the other one/ }),
  row('the invitation was never created', 'cause', 'never-invited', { verdict: 'never-invited', mentions: /A mail that was never sent cannot arrive/ }),
  row('already accepted, so it is P1', 'cause', 'already-accepted', { verdict: 'already-accepted', mentions: /no further invitation comes/ }),
  row('a recovery mail before the invitation was accepted', 'cause', 'invitation-first', { verdict: 'invitation-first', mentions: /The invitation is still open/ }),
  row('spam, Promotions, quarantine', 'cause', 'in-spam', { verdict: 'in-spam', mentions: /Not spam/ }),
  row('the recipient’s gateway, one nobody knows', 'cause', 'gateway-other', { verdict: 'held-by-gateway', mentions: /delayed \(greylisting\), quarantined or delivered/ }),
  ...gateways.map((gateway) => row(`the recipient’s gateway: ${gateway}`, 'cause', `gateway-${gateway}`, { verdict: 'held-by-gateway', mentions: /bitrix24\.com, bitrix24\.net and \{portal\.host/ })),
  row('the inviter’s domain forbids it (SPF, DMARC)', 'cause', 'sender-refused', { verdict: 'sender-refused', mentions: /looks forged to the receiving side/ }),
  row('sent by an SMS that did not come', 'cause', 'sms-astray', { verdict: 'sms-astray', mentions: /country code/ }),
  row('quick registration was switched off, so links are dead', 'cause', 'link-off', { verdict: 'link-off', mentions: /quick registration is switched off/ }),

  row('search spam and all folders', 'fix', 'look-in-spam', { mentions: /Promotions, Updates, Other and Quarantine/ }),
  row('whitelist the senders: no-reply, and the portal’s own host', 'fix', 'look-in-spam', { mentions: /no-reply@bitrix24\.net, no-reply@bitrix24\.com or an address of the portal/ }),
  row('whitelist the domains, regional ones too', 'fix', 'gateway-other', { mentions: /also bitrix24\.ru, bitrix24\.de/ }),
  row('Invite again', 'fix', 'invite-again', { verdict: 'invite-again', mentions: /Invited > menu of the row > Invite again/ }),
  row('Invite again, where nobody knows how it was sent', 'fix', 'unsure-way', { verdict: 'invite-again' }),
  row('a recovery mail again after 60 s', 'fix', 'ask-again', { verdict: 'ask-again', mentions: /after sixty seconds/ }),
  row('a code by SMS instead of the mail', 'fix', 'ask-again', { mentions: /the code comes by SMS/ }),
  row('another mailbox', 'fix', 'other-mailbox', { verdict: 'other-mailbox', mentions: /another address that they read/ }),
  row('the registration link instead', 'fix', 'other-mailbox', { mentions: /registration link/ }),
  row('change the contact and invite again', 'fix', 'to-inviter-address', { mentions: /change the contact and invite again/ }),
  row('an administrator sends the recovery link', 'fix', 'to-admin-recovery', { mentions: /Recover password/ }),
  row('the person confirms the receipt', 'fix', 'arrived', { mentions: /Has the mail arrived/ }),

  row('only the newest link works', 'pitfall', 'old-link', { verdict: 'old-link', mentions: /makes all links before it useless/ }),
  row('a scanner that opens links uses them up', 'pitfall', 'old-link', { mentions: /gateway that opens links/ }),
  row('approval may be required after the link', 'pitfall', 'link-off', { mentions: /administrator also has to let the person in/ }),
  row('who waits for approval gets no further mail', 'pitfall', 'preflight'),
  row('a wrong address can be accepted by a stranger', 'pitfall', 'near-address', { mentions: /whoever owns the wrong address can accept/ }),
  row('the recipient’s own SPF says nothing about receiving', 'pitfall', 'sender-checked', { mentions: /says nothing about receiving/ }),
  row('sending addresses (IP) are not documented', 'pitfall', 'gateway-other', { mentions: /names no list of sending addresses/ }),
  row('no mailbox is probed', 'pitfall', 'preflight', { mentions: /no mailbox is tried/ }),
  row('an invitation by a mail program leaves the inviter’s own mailbox', 'pitfall', 'which-way', { mentions: /colleague's own mail program/ }),
]
