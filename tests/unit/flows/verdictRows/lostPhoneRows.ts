import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P9', 'lost-phone')

/** Lost phone, no one-time code. */
export const lostPhoneRows: readonly VerdictRow[] = [
  row('the phone is lost', 'cause', 'trouble', { mentions: /lost, broken or gone/ }),
  row('codes refused: this computer’s clock', 'cause', 'set-clock', { verdict: 'clock-wrong', mentions: /The portal's time and this computer's differ/ }),
  row('codes refused: the phone’s clock', 'cause', 'codes-refused', { verdict: 'codes-out-of-step', mentions: /phone whose clock is off/ }),
  row('the account is there and active; the clock', 'cause', 'preflight', {
    runs: ['person-by-address', 'account-active', 'invitation-accepted', 'clock-against-server'],
    leadsTo: ['wrong-password/dismissed', 'wrong-password/invitation-pending', 'wrong-password/awaiting-approval', 'wrong-password/not-on-portal', 'wrong-password/shared-address', 'wrong-password/security-block'],
  }),
  row('the phone is new', 'cause', 'trouble', { mentions: /There is a new phone/ }),
  row('recovery codes saved or not', 'cause', 'codes', { mentions: /Are there recovery codes/ }),
  row('a linked number, an old phone, an open session', 'cause', 'other-way', { mentions: /SMS to a number linked.*old phone is found.*Still logged in somewhere/ }),
  row('the only administrator or not: REST lists none', 'cause', 'sole', { mentions: /only administrator/ }),
  row('locked out, and the only administrator', 'cause', 'to-support', { verdict: 'only-admin', mentions: /only administrator/ }),
  row('dismissed, open invitation, several holders: no code helps there', 'cause', 'address', { mentions: /no code helps there/ }),

  row('a recovery code in place of the code', 'fix', 'use-code', { verdict: 'has-codes', mentions: /replaces the phone/ }),
  row('where recovery codes usually lie', 'fix', 'find-codes', { mentions: /password manager/ }),
  row('SMS', 'fix', 'use-sms', { verdict: 'second-way', mentions: /Other login methods, then SMS/ }),
  row('other login methods', 'fix', 'look-for-ways', { verdict: 'second-way', mentions: /Other login methods/ }),
  row('SMS, recovery code, verification code', 'fix', 'look-for-ways', { mentions: /an SMS, a recovery code, a verification code/ }),
  row('Cannot confirm login > Send request', 'fix', 'look-for-ways', { mentions: /Cannot confirm login > Send request/ }),
  row('the same request, for who has no other way', 'fix', 'to-admin', { mentions: /Cannot confirm login > Send request/ }),
  row('Support, where an administrator cannot switch it off', 'fix', 'to-support-stuck', { mentions: /not possible there/ }),
  row('somebody keeps in mind that it is set up again', 'fix', 'to-admin-secure', { mentions: /new phone linked, new recovery codes/ }),
  row('the old phone', 'fix', 'use-old-phone', { verdict: 'second-way', mentions: /works without a SIM card/ }),
  row('an open session: "My mobile device has changed"', 'fix', 'still-in', { verdict: 'still-logged-in', mentions: /mobile device has changed/ }),
  row('an administrator switches it off for a period', 'fix', 'switch-off', { verdict: 'needs-admin', mentions: /Choose Disable and the shortest time/ }),
  row('everybody else asks an administrator to', 'fix', 'to-admin', { verdict: 'needs-admin', to: 'admin', mentions: /Two-step authentication > Disable/ }),
  row('Support, where nobody administers', 'fix', 'to-support', { to: 'support', mentions: /how two-step login can be switched off/ }),
  row('link the new phone, new codes, log out everywhere, remove the old phone', 'fix', 'secure-again', { mentions: /Log out on all devices, and remove the old phone/ }),
  row('the login works and two-step login is on again', 'fix', 'secured', { mentions: /Is two-step login set up again/ }),

  row('make sure who is asking', 'pitfall', 'who-calls', { mentions: /what an impostor would ask for/ }),
  row('no proof, no change', 'pitfall', 'not-known', { verdict: 'caller-not-known', mentions: /could not be made sure/ }),
  row('what proves nothing', 'pitfall', 'prove-first', { mentions: /date of birth, a personnel number or a matching voice/ }),
  row('free plans may have to upgrade before Support helps', 'pitfall', 'to-support', { mentions: /free plan/ }),
  row('an app installed anew is a new device', 'pitfall', 'trouble', { mentions: /The app was not moved along/ }),
  row('where it is not required of everybody, its owner can switch it off', 'pitfall', 'still-in', { mentions: /not required of everybody, it can be switched off there/ }),
  row('while it is off, the password alone opens the account', 'pitfall', 'switch-off', { mentions: /password alone opens the account/ }),
  row('logging out loses the last open session', 'pitfall', 'other-way', { mentions: /do not log out there/ }),
  row('what identity was made sure by is kept, never the proof', 'pitfall', 'who-calls', { mentions: /never the proof/ }),
  row('REST does not show two-step login', 'pitfall', 'preflight', { mentions: /Whether two-step login is on cannot be asked/ }),
  row('a recovery code works once, and nobody else needs to see it', 'pitfall', 'use-code', { mentions: /Each code works once/ }),
]
