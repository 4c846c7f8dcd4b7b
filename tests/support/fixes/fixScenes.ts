import { fixNames, type FixName } from '@shared/domain/fixes'
import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { idsWithAddress, readPerson, stateOf } from '../demoPortal/readPerson'

/** Whom of the demo company a fix is for, and how the portal truly is before and after it. */
export interface FixScene {
  readonly fix: FixName
  /** Fixes of the flow, in order, where there must be more than this one. */
  readonly flow?: readonly FixName[]
  readonly person: { readonly id: number; readonly address: string }
  readonly addressNew: string
  /** What a person types to agree. */
  readonly confirm: string
  /** The REST method that changes something. */
  readonly method: string
  /** Read from the portal itself, past the product. */
  readonly truth: (portal: DemoPortal) => Promise<unknown>
  readonly before: unknown
  readonly after: unknown
  /** The fix that takes it back. */
  readonly undo?: FixName
  /** Only words are sent: no record shows them. */
  readonly isNotice?: true
}

const at = (name: string): string => `${name}@harbourpine.example`
const addressOf = (id: number) => async (portal: DemoPortal) => (await readPerson(portal, id))?.EMAIL
const activeOf = (id: number) => async (portal: DemoPortal) => (await readPerson(portal, id))?.ACTIVE
const invitedAt = (address: string) => async (portal: DemoPortal) => {
  const [id] = await idsWithAddress(portal, address)
  return id === undefined ? 'NOT_REGISTERED' : stateOf(portal, Number(id))
}
const repeatedTo = (address: string) => (portal: DemoPortal) => Promise.resolve(portal.mails().filter(({ to, kind }) => to === address && kind === 'repeatedInvitation').length)

const [ben, dara, rio, cleo, oda] = [{ id: 8, address: at('ben.harrow') }, { id: 31, address: at('dispatch') }, { id: 35, address: 'rio.stork@harbourpin.example' }, { id: 27, address: at('cleo.marsh') }, { id: 48, address: 'oda.kestrel@freemail.example' }] as const

const scenes: Readonly<Record<FixName, Omit<FixScene, 'fix'>>> = {
  'change-contact-address': { person: ben, addressNew: at('ben.h'), confirm: ben.address, method: 'user.update', truth: addressOf(8), before: ben.address, after: at('ben.h'), undo: 'restore-contact-address' },
  'restore-contact-address': { flow: ['change-contact-address', 'restore-contact-address'], person: ben, addressNew: at('ben.h'), confirm: at('ben.h'), method: 'user.update', truth: addressOf(8), before: at('ben.h'), after: ben.address },
  dismiss: { person: ben, addressNew: 'unsure', confirm: ben.address, method: 'user.update', truth: activeOf(8), before: true, after: false, undo: 'reinstate' },
  reinstate: { person: dara, addressNew: 'unsure', confirm: dara.address, method: 'user.update', truth: activeOf(31), before: false, after: true, undo: 'dismiss' },
  'reinstate-briefly': { person: dara, addressNew: 'unsure', confirm: dara.address, method: 'user.update', truth: activeOf(31), before: false, after: true, undo: 'dismiss' },
  invite: { person: { id: 0, address: at('tess.moor') }, addressNew: 'unsure', confirm: at('tess.moor'), method: 'user.add', truth: invitedAt(at('tess.moor')), before: 'NOT_REGISTERED', after: 'INVITED' },
  'invite-corrected': { person: rio, addressNew: at('rio.stork'), confirm: at('rio.stork'), method: 'user.add', truth: invitedAt(at('rio.stork')), before: 'NOT_REGISTERED', after: 'INVITED' },
  reinvite: { person: cleo, addressNew: 'unsure', confirm: cleo.address, method: 'intranet.invite.reinvite', truth: repeatedTo(cleo.address), before: 0, after: 1, isNotice: true },
  'reinvite-many': { person: cleo, addressNew: 'unsure', confirm: '1', method: 'intranet.invite.reinvite', truth: repeatedTo(cleo.address), before: 0, after: 1, isNotice: true },
  'reinvite-corrected': { person: oda, addressNew: at('oda.kestrel'), confirm: oda.address, method: 'intranet.invite.reinvitewithchangecontact', truth: addressOf(48), before: oda.address, after: at('oda.kestrel') },
  'notify-admin': { person: ben, addressNew: 'unsure', confirm: at('ada.quill'), method: 'im.notify.system.add', truth: (portal) => Promise.resolve(portal.records.notifications().filter(({ toUserId }) => toUserId === 1).length), before: 0, after: 1, isNotice: true },
}

export const sceneOf = (fix: FixName): FixScene => ({ fix, ...scenes[fix] })
export const everyScene: readonly FixScene[] = fixNames.map(sceneOf)
/** Those that a record can prove. */
export const provable: readonly FixScene[] = everyScene.filter(({ isNotice }) => isNotice !== true)
export const undoable: readonly FixScene[] = everyScene.filter(({ undo }) => undo !== undefined)

/** How many requests of that method have reached the portal. */
export function sent(portal: DemoPortal, method: string): number {
  return portal.requests().filter((request) => request.method === method).length
}
