import { changeContactAddress } from './changeContactAddress'
import { dismiss } from './dismiss'
import type { FixRunners } from './fixRunner'
import { invite } from './invite'
import { inviteCorrected } from './inviteCorrected'
import { notifyAdmin } from './notifyAdmin'
import { reinstate } from './reinstate'
import { reinstateBriefly } from './reinstateBriefly'
import { reinvite } from './reinvite'
import { reinviteCorrected } from './reinviteCorrected'
import { reinviteMany } from './reinviteMany'
import { restoreContactAddress } from './restoreContactAddress'

/** The code behind each name of shared/domain/fixes.ts. */
export const fixRunners: FixRunners = {
  'change-contact-address': changeContactAddress,
  'restore-contact-address': restoreContactAddress,
  dismiss,
  reinstate,
  'reinstate-briefly': reinstateBriefly,
  invite,
  'invite-corrected': inviteCorrected,
  reinvite,
  'reinvite-many': reinviteMany,
  'reinvite-corrected': reinviteCorrected,
  'notify-admin': notifyAdmin,
}
