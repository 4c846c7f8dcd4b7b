import { rowsOf, type VerdictRow } from './verdictRow'

const row = rowsOf('P11', 'delete-account')

/** Delete the Bitrix24 account. */
export const deleteAccountRows: readonly VerdictRow[] = [
  row('account, access and portal are three things', 'cause', 'goal', { leadsTo: ['address', 'plan', 'what-is-what'] }),
  row('a portal is linked', 'cause', 'still-linked', { verdict: 'still-linked', mentions: /deletes no account that is linked to a portal/ }),
  row('which portals the Network page lists', 'cause', 'portals', { leadsTo: ['can-be-deleted', 'still-linked', 'see-list'] }),
  row('administrator anywhere', 'cause', 'sole', { leadsTo: ['only-administrator', 'how-much', 'see-administrators'] }),
  row('active, invited, waiting, dismissed, several, blocked', 'cause', 'preflight', {
    runs: ['rest-health', 'person-by-address', 'account-active', 'invitation-accepted', 'person-type', 'ever-logged-in'],
    leadsTo: ['wrong-password/security-block', 'open-invitation', 'not-approved', 'already-dismissed', 'shared-address', 'sole'],
  }),
  row('an open invitation is deleted, not dismissed', 'cause', 'open-invitation', { verdict: 'open-invitation', mentions: /A dismissed invitation would only wait for approval/ }),
  row('never let in', 'cause', 'not-approved', { verdict: 'not-approved', mentions: /Declined, it is gone/ }),
  row('dismissed before', 'cause', 'already-dismissed', { verdict: 'already-dismissed', mentions: /Nothing has to be dismissed again/ }),
  row('several holders of the address', 'cause', 'shared-address', { verdict: 'shared-address', mentions: /The wrong one would be ended/ }),
  row('only the access has to end', 'cause', 'access-only', { verdict: 'access-only', mentions: /The Bitrix24 account stays/ }),
  row('another portal on the list', 'cause', 'other-portals', { verdict: 'other-portals', mentions: /administrators of its own/ }),

  row('the deletion appears in the account menu once none is linked', 'fix', 'can-be-deleted', { verdict: 'can-be-deleted', mentions: /In the menu of the account, the deletion is offered now/ }),
  row('mobile app: profile, pencil, Delete account, request', 'fix', 'by-request', { verdict: 'by-request', mentions: /the pencil > at the very bottom Delete account.*Send request/ }),
  row('hand the rights over first', 'fix', 'only-administrator', { verdict: 'only-administrator', mentions: /Actions > Assign admin permissions/ }),
  row('see who administers', 'fix', 'see-administrators', { mentions: /in the filter the field Administrator/ }),
  row('an administrator says who else administers', 'fix', 'to-admin-rights', { verdict: 'rights-unclear', to: 'admin', mentions: /Who administers/ }),
  row('an administrator dismisses on this portal', 'fix', 'end-access', { runs: ['dismiss'], leadsTo: ['off-here', 'to-admin'] }),
  row('the record afterwards', 'fix', 'off-here', { runs: ['account-by-id'], leadsTo: ['still-active', 'wanted-more'] }),
  row('everybody else asks an administrator', 'fix', 'to-admin', { to: 'admin', mentions: /menu of the row > Dismiss/ }),
  row('by hand', 'fix', 'by-hand', { mentions: /menu of the row > Dismiss, and confirm/ }),
  row('taken back by hiring again', 'fix', 'what-a-dismissal-does', { mentions: /taken back by hiring again; this app offers that right after/ }),
  row('the administrators of the other portals', 'fix', 'to-other-administrators', { to: 'admin', mentions: /see that it is not your only administrator/ }),
  row('the inviter deletes the invitation', 'fix', 'to-inviter', { to: 'inviter', mentions: /Please do not dismiss it/ }),
  row('a never paid portal, by its administrator', 'fix', 'portal-never-paid', { verdict: 'portal-never-paid', mentions: /Dismiss all others first/ }),
  row('a paid one, by request', 'fix', 'portal-paid', { verdict: 'portal-paid', leadsTo: ['to-support-portal', 'keep'], mentions: /is deleted by Bitrix24, on request/ }),
  row('an unused one goes by itself', 'fix', 'portal-unused', { verdict: 'portal-unused', mentions: /after 50 days without a login/ }),
  row('Support deletes a portal', 'fix', 'to-support-portal', { to: 'support', mentions: /with all its data/ }),
  row('the list is empty, or a notice', 'fix', 'requested', { leadsTo: ['on-its-way', 'to-support', 'look-for-notice'] }),
  row('the list after a dismissal', 'fix', 'portals-after', { leadsTo: ['can-be-deleted', 'other-portals'] }),

  row('irreversible', 'pitfall', 'can-be-deleted', { mentions: /Nobody can bring it back/ }),
  row('within 30 days', 'pitfall', 'can-be-deleted', { mentions: /carried out within 30 days/ }),
  row('per profile and per portal', 'pitfall', 'by-request', { mentions: /counts for this one portal and the profile that is logged in on the phone/ }),
  row('the only administrator takes the portal along', 'pitfall', 'sole', { mentions: /the whole portal goes along/ }),
  row('does a dismissal unlink the profile? not documented', 'pitfall', 'portals-after', { mentions: /is not documented/ }),
  row('least destructive first', 'pitfall', 'way', { leadsTo: ['what-a-dismissal-does', 'by-request'], mentions: /The first way harms least/ }),
  row('an own trial portal counts as well', 'pitfall', 'sole', { mentions: /one of their own from a trial included/ }),
  row('a second profile is not deleted with it', 'pitfall', 'see-list', { mentions: /Each profile is deleted for itself/ }),
  row('webhooks of the account stop', 'pitfall', 'what-a-dismissal-does', { mentions: /Webhooks and apps made by this account may stop/ }),
  row('the address stays taken', 'pitfall', 'what-a-dismissal-does', { mentions: /The address stays taken on the portal/ }),
  row('make sure who asks', 'pitfall', 'who-asks', { mentions: /a prank and an attack/ }),
  row('no proof, no change', 'pitfall', 'not-known', { verdict: 'caller-not-known', mentions: /could not be made sure/ }),
  row('a portal goes with everybody’s data', 'pitfall', 'portal-never-paid', { mentions: /It cannot be taken back/ }),
]
