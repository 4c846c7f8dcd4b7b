import type { FixNote } from '@shared/domain/fixes'
import type { FixRunner } from './fixRunner'
import { setActive } from './setActive'

/** Somebody who waits for approval looks dismissed in one field: ACTIVE Y would approve them unasked (bitrix24.md §4). */
export function reinstating(notes: readonly FixNote[]): FixRunner {
  return setActive({
    active: true,
    notes,
    hindrance: ({ invitation }, { undoes }) => (invitation === 'pending' ? 'awaitingApproval' : invitation === 'unknown' && undoes === undefined ? 'invitationUnknown' : undefined),
  })
}

export const reinstate = reinstating(['accessBack'])
