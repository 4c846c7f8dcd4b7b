import type { CallOptions, Clock, InvitationControl } from '../../../core/ports'
import { callBatch, valueOf } from '../batch'
import { sendOnce, type Write, type WriteMethod, type WriteParts } from '../confirmWrite'
import { portalFailure } from '../portalErrors'
import { readInvitationState } from '../schemas/invitations'
import { readMethodInfo } from '../schemas/portal'
import { readYes } from '../schemas/written'
import { filled, userNumber } from './askedFor'
import { userById } from './userGet'

const actions = [
  'intranet.invite.reinvite',
  'intranet.invite.reinviteWithChangeContact',
  'intranet.invite.deleteInvitation',
  'intranet.invite.confirmUserRequest',
  'intranet.invite.getEmailsInviteStatus',
] as const
type Action = (typeof actions)[number]

/** Made before the write is sent: how its effect could be seen, where it could. */
type Prepare = () => Promise<Write<boolean>['lookUp']>

/** A portal does not gain or lose a controller while somebody works with it. */
const rememberedForMs = 10 * 60_000

/**
 * The undocumented controller (bitrix24.md §2.13). Every action is asked for by name before it is used, all of them in one
 * request; what the portal said is remembered for this connection.
 */
export function createInvitations(parts: WriteParts, clock: Clock): InvitationControl {
  const { call } = parts
  let known: { readonly names: ReadonlySet<Action>; readonly askedAt: number } | undefined

  const available = async (options?: CallOptions): Promise<ReadonlySet<Action>> => {
    const now = clock.now()
    // A clock that was set back makes it old too
    if (known !== undefined && now >= known.askedAt && now - known.askedAt < rememberedForMs) return known.names
    const outcomes = await callBatch(call, actions.map((name) => ({ method: 'method.get' as const, params: { name }, read: readMethodInfo })), options)
    const names = new Set(actions.filter((_, index) => {
      const outcome = outcomes[index]
      const info = outcome === undefined ? undefined : valueOf(outcome)
      return info?.isExisting === true && info.isAvailable
    }))
    known = { names, askedAt: now }
    return names
  }
  const need = async (action: Action, options?: CallOptions): Promise<void> => {
    if (!(await available(options)).has(action)) throw portalFailure('notFound', { method: action })
  }
  const act = async (action: Action & WriteMethod, params: Readonly<Record<string, unknown>>, prepare: Prepare | undefined, options?: CallOptions): Promise<void> => {
    await need(action, options)
    const lookUp = await prepare?.()
    const { answer } = await sendOnce(parts, { method: action, params, read: readYes, ...(lookUp === undefined ? {} : { lookUp }) }, options)
    // How the controller refuses who is no administrator: no code, only `false`
    if (!answer) throw portalFailure('noRights', { method: action })
  }
  const isTrue = (isSo: boolean): true | undefined => (isSo ? true : undefined)
  const whenGone = (userId: string, options?: CallOptions): Prepare => async () => {
    // Who is hidden from this caller looks gone all the time (bitrix24.md §2.1)
    const isVisible = (await userById(call, userId, options)) !== undefined
    return isVisible ? async () => isTrue((await userById(call, userId, options)) === undefined) : undefined
  }
  const whenActive = (userId: string, options?: CallOptions): Prepare => () =>
    Promise.resolve(async () => isTrue((await userById(call, userId, options))?.active === true))

  return {
    isAvailable: async (options) => (await available(options)).has('intranet.invite.reinvite'),
    async state(address, options) {
      const wanted = filled(address).trim()
      await need('intranet.invite.getEmailsInviteStatus', options)
      return readInvitationState(await call('intranet.invite.getEmailsInviteStatus', { emails: [wanted] }, options), wanted)
    },
    inviteAgain: (userId, options) => act('intranet.invite.reinvite', { params: { userId: userNumber(userId) } }, undefined, options),
    // That the contact was changed would not prove that a letter was sent to it: nothing to look up
    inviteAgainAt: (userId, address, options) => act('intranet.invite.reinviteWithChangeContact', { userId: userNumber(userId), newEmail: filled(address).trim() }, undefined, options),
    deleteInvitation: (userId, options) => act('intranet.invite.deleteInvitation', { params: { userId: userNumber(userId) } }, whenGone(userId, options), options),
    decideRequest: (userId, accept, options) =>
      act('intranet.invite.confirmUserRequest', { userId: userNumber(userId), isAccept: accept ? 'Y' : 'N' }, accept ? whenActive(userId, options) : whenGone(userId, options), options),
  }
}
