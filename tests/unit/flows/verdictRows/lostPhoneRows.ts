import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P9', 'lost-phone')

/** Lost phone, no one-time code. */
export const lostPhoneRows: readonly VerdictRow[] = [
  row('the phone is lost', 'cause', 'trouble', { mentions: /lost, broken or gone/ }),
  row('codes refused: this computer’s clock', 'cause', 'set-clock', { verdict: 'clock-wrong', mentions: /The portal's time and this computer's differ/ }),
  row('codes refused: the phone’s clock', 'cause', 'codes-refused', { verdict: 'codes-out-of-step', mentions: /phone whose clock is off/ }),
  row('locked out, and the only administrator', 'cause', 'to-support', { verdict: 'only-admin', mentions: /only administrator/ }),
  row('dismissed, open invitation, several holders: no code helps there', 'cause', 'address', { mentions: /no code helps there/ }),

  row('a recovery code in place of the code', 'fix', 'use-code', { verdict: 'has-codes', mentions: /replaces the phone/ }),
  row('where recovery codes usually lie', 'fix', 'find-codes', { mentions: /password manager/ }),
  row('SMS', 'fix', 'use-sms', { verdict: 'second-way', mentions: /Other login methods, then SMS/ }),
  row('other login methods', 'fix', 'look-for-ways', { verdict: 'second-way', mentions: /Other login methods/ }),
  row('the old phone', 'fix', 'use-old-phone', { verdict: 'second-way', mentions: /works without a SIM card/ }),
  row('an open session: "My mobile device has changed"', 'fix', 'still-in', { verdict: 'still-logged-in', mentions: /mobile device has changed/ }),
  row('an administrator switches it off for a period', 'fix', 'switch-off', { verdict: 'needs-admin', mentions: /Choose Disable and the shortest time/ }),
  row('everybody else asks an administrator to', 'fix', 'to-admin', { verdict: 'needs-admin', mentions: /Two-step authentication > Disable/ }),
  row('Support, where nobody administers', 'fix', 'to-support', { mentions: /how two-step login can be switched off/ }),
  row('link the new phone, new codes, log out everywhere, remove the old phone', 'fix', 'secure-again', { mentions: /Log out on all devices, and remove the old phone/ }),
  row('the login works and two-step login is on again', 'fix', 'secured', { mentions: /Is two-step login set up again/ }),

  row('make sure who is asking', 'pitfall', 'who-calls', { mentions: /what an impostor would ask for/ }),
  row('no proof, no change', 'pitfall', 'not-known', { verdict: 'caller-not-known', mentions: /could not be made sure/ }),
  row('what proves nothing', 'pitfall', 'prove-first', { mentions: /date of birth, a personnel number or a matching voice/ }),
  row('free plans may have to upgrade before Support helps', 'pitfall', 'to-support', { mentions: /free plan/ }),
  row('an app installed anew is a new device', 'pitfall', 'trouble', { mentions: /The app was not moved along/ }),
  row('REST does not show two-step login', 'pitfall', 'preflight', { mentions: /Whether two-step login is on cannot be asked/ }),
  row('a recovery code works once, and nobody else needs to see it', 'pitfall', 'use-code', { mentions: /Each code works once/ }),
]
