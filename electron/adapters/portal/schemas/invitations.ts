import type { InvitationState } from '../../../core/ports'
import { z } from 'zod'
import { portalFailure } from '../portalErrors'
import { list, own, read, text } from './values'

/** The portal's words (bitrix24.md §2.13) and ours. */
const states: Readonly<Record<string, InvitationState>> = {
  NOT_REGISTERED: 'notRegistered',
  INVITED: 'invited',
  INVITE_AWAITING_APPROVE: 'awaitingApproval',
  ACTIVE: 'active',
  FIRED: 'dismissed',
}

const statuses = list(z.object({ email: text, inviteStatus: text, status: text }))

/** Not documented, so the answer about another address is not taken for one about this. */
export function readInvitationState(value: unknown, address: string): InvitationState {
  const wanted = address.trim().toLowerCase()
  const found = read(statuses, own(value, 'result') ?? value).find(({ email }) => email?.toLowerCase() === wanted)
  const word = (found?.inviteStatus ?? found?.status ?? '').toUpperCase()
  const state = Object.hasOwn(states, word) ? states[word] : undefined
  if (state === undefined) throw portalFailure('badAnswerFromPortal')
  return state
}
