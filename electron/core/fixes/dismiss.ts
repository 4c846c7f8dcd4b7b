import { setActive } from './setActive'
import { textOf } from './fixRunner'

/** ACTIVE N is a dismissal only for somebody who has accepted: an open invitation would then wait for approval (bitrix24.md §0.6). */
export const dismiss = setActive({
  active: false,
  notes: ['accessEnds'],
  async hindrance({ user, invitation }, { api, signal, facts, undoes }) {
    if (invitation === 'pending') return 'invitationPending'
    // Taking access back from somebody who was dismissed before: that there is no open invitation was seen then.
    if (invitation === 'unknown' && undoes === undefined) return 'invitationUnknown'
    // The webhook works through its owner's account; without it nobody could undo this.
    const owner = await api.profile({ signal })
    if (owner.id === user.id) return 'ownAccount'
    return textOf(facts, 'admin.onlyOne') === 'yes' ? 'onlyAdministrator' : undefined
  },
})
