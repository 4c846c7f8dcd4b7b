import type { PortalAccountKind } from '../../../core/ports'
import { z } from 'zod'
import { portalFailure } from '../portalErrors'
import { flag, optionalId, read, text } from './values'

const account = z.object({ id: optionalId, network: flag, extranet: flag, bot: flag, external_auth_id: text })

/** Asked without an id that it understands, im.user.get answers with whoever asks: that would be the wrong person. */
export function readAccountKind(value: unknown, userId: string): PortalAccountKind {
  const found = read(account, value)
  if (found.id !== undefined && found.id !== userId) throw portalFailure('badAnswerFromPortal', { reason: 'anotherUser' })
  return { isNetwork: found.network, isExtranet: found.extranet, isBot: found.bot, externalAuth: found.external_auth_id }
}
