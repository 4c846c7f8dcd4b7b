import type { Somebody } from './companyPeople'

/** What is the matter with each of the named people, as the verdict of the flow that their message or their problem leads to. */
const byId: Readonly<Record<number, string>> = {
  1: 'only-admin', // lost her phone, and nobody else administers
  8: 'mistyped-password',
  12: 'security-block',
  15: 'other-profile',
  18: 'held-by-gateway',
  24: 'address-mistyped',
  27: 'invitation-pending',
  37: 'shared-address',
  41: 'shared-address',
  43: 'awaiting-approval',
  45: 'no-password-yet',
  48: 'in-spam',
  50: 'other-profile',
  66: 'forgotten-password',
  67: 'social-only',
  68: 'address-mistyped', // the login is another than the contact address
  69: 'other-profile',
  71: 'forgotten-password', // logs in with a phone number and has no address
  72: 'needs-admin',
  73: 'forgotten-password',
  75: 'shown-dismissed',
  77: 'invitation-pending',
  80: 'address-mistyped', // leaves the tag behind the plus out
  81: 'domain-takes-no-mail',
  82: 'awaiting-approval',
  83: 'address-mistyped', // the portal has the slip
  85: 'shared-address',
  86: 'invite-again',
  94: 'invitation-elsewhere',
  95: 'forgotten-password',
  98: 'invite-again', // does not know whether others get theirs
  99: 'no-password-yet',
  100: 'address-mistyped',
  101: 'has-codes',
  103: 'social-only',
  105: 'in-spam',
  107: 'not-on-portal',
  108: 'dismissed',
}

/** The same of those without a part of their own. */
const byKind: Readonly<Record<string, string>> = {
  'invited': 'invite-again',
  'invited from outside': 'invite-again',
  'invited, letter mistyped': 'address-mistyped',
  'waits for approval': 'awaiting-approval',
  'waits for approval, domain mistyped': 'awaiting-approval',
  'dismissed': 'dismissed',
  'never logged in': 'no-password-yet',
  'never logged in, domain mistyped': 'no-password-yet',
  'second holder of an address': 'shared-address',
  'first holder of an address': 'shared-address',
  'first holder, beside a dismissed one': 'shared-address',
  'hired again': 'forgotten-password',
  'long away': 'forgotten-password',
  'tag behind a plus': 'forgotten-password',
  'forgot the password': 'forgotten-password',
  'types the password wrong': 'mistyped-password',
  'other browser profile': 'other-profile',
  'recovery mail lost': 'ask-again',
  'lost phone': 'needs-admin',
  'lost phone, codes saved': 'has-codes',
  'lost phone and forgot the password': 'forgotten-password',
}

export function verdictOf({ id, kind }: Somebody): string | undefined {
  return kind === undefined ? byId[id] : byKind[kind]
}
