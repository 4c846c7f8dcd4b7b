import type { Somebody } from './companyPeople'

/** What is the matter with each of the named people, as the verdict of the flow that their message or their problem leads to. */
const byId: Readonly<Record<number, string>> = {
  1: 'only-admin', // lost her phone, and nobody else administers
  8: 'mistyped-password',
  12: 'security-block',
  15: 'other-profile',
  18: 'held-by-gateway',
  22: 'linked-twice',
  24: 'address-mistyped',
  27: 'invitation-pending',
  29: 'held-by-other',
  31: 'login-unknown',
  33: 'still-linked',
  35: 'open-invitation',
  37: 'shared-address',
  41: 'shared-address',
  43: 'awaiting-approval',
  45: 'no-password-yet',
  47: 'contact-held',
  48: 'in-spam',
  50: 'other-profile',
  51: 'generated-login',
  66: 'forgotten-password',
  67: 'generated-login',
  68: 'address-mistyped', // the login is another than the contact address
  69: 'other-profile',
  70: 'other-profile', // of her own, and it has the wanted address
  71: 'forgotten-password', // logs in with a phone number and has no address
  72: 'needs-admin',
  73: 'forgotten-password',
  74: 'same-person',
  75: 'shown-dismissed',
  77: 'invitation-pending',
  79: 'open-invitation',
  80: 'address-mistyped', // leaves the tag behind the plus out
  81: 'domain-takes-no-mail',
  82: 'waits-at-wrong',
  83: 'address-mistyped', // the portal has the slip
  84: 'several-holders',
  85: 'shared-address',
  86: 'invite-again',
  87: 'guest',
  88: 'out-of-sight',
  92: 'already-dismissed',
  93: 'only-administrator', // of a portal of the family's
  94: 'invitation-elsewhere',
  95: 'forgotten-password',
  96: 'already-in',
  97: 'generated-login',
  98: 'invite-again', // does not know whether others get theirs
  99: 'no-password-yet',
  100: 'address-mistyped',
  101: 'has-codes',
  102: 'no-access',
  103: 'other-account',
  105: 'in-spam',
  107: 'not-on-portal',
  108: 'hire-again',
}

/** The same of those without a part of their own. */
const byKind: Readonly<Record<string, string>> = {
  'social account linked twice': 'linked-twice',
  'generated login': 'generated-login',
  'login taken': 'other-profile',
  'generated login, wanted one taken': 'other-profile',
  'wants to be deleted': 'still-linked',
  'invited a second time': 'already-in',
  'extranet': 'guest',
  'dismissed, second holder of an address': 'several-holders',
  'dismissed, holds the mailbox of a role': 'login-unknown',
  'invited, domain mistyped': 'open-invitation',
  'invited': 'invite-again',
  'invited from outside': 'invite-again',
  'invited, letter mistyped': 'open-invitation',
  'waits for approval': 'awaiting-approval',
  'waits for approval, domain mistyped': 'waits-at-wrong',
  'dismissed': 'hire-again',
  'never logged in': 'no-password-yet',
  'never logged in, domain mistyped': 'registered',
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
