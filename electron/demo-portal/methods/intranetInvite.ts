import type { Person } from '../company/person'
import type { PhpMap, PhpValue } from '../php/phpValue'
import { isList, isMap, toInteger, toText } from '../php/phpValue'
import { dayMs } from '../portalTime'
import { RestError } from '../restError'
import { makeSecret } from '../webhook'
import { mayInvite, ownerOf } from './owner'
import type { MethodResult, RestCall, RestMethod } from './restMethod'
import { takenText } from './serverTexts'
import { isAddress, readDepartments } from './writtenFields'

/**
 * The undocumented invitation controller (bitrix24.md 2.13). What its actions take and answer is what the server's source
 * shows; that they answer by REST at all is an assumption, so the portal has them only when it is told to.
 */
export const invitationController = /^intranet\.(?:controller\.)?invite\.[a-z]+$/i
export const invitationScope = 'intranet'

export const intranetInviteMethods: readonly RestMethod[] = [
  writingAction('reinvite', (call) => {
    call.changes.inviteAgain(openInvitation(call, insideParams(call)).id)
    return { result: { result: true } }
  }),
  writingAction('reinviteWithChangeContact', (call) => {
    const person = openInvitation(call, call.params)
    const address = toText(call.params['newEmail']).trim()
    if (call.portal.settings.isOnPremise || !isAddress(address)) throw new RestError('INTRANET_CONTROLLER_INVITE_FAILED')
    refuseTaken(call, address, person.id)
    call.changes.changePerson(person.id, { email: address, login: address })
    call.changes.inviteAgain(person.id)
    return { result: { result: true } }
  }),
  writingAction('deleteInvitation', (call) => {
    const person = openInvitation(call, insideParams(call))
    const owner = ownerOf(call)
    if (!owner.isAdmin && person.invitedById !== owner.id) throw new RestError('INTRANET_CONTROLLER_INVITE_NO_PERMISSIONS')
    // who has been inside can be dismissed, not deleted
    if (person.lastLoginAtMs !== undefined) throw new RestError('INTRANET_CONTROLLER_INVITE_DELETE_FAILED')
    call.changes.removePerson(person.id)
    return { result: { result: true } }
  }),
  writingAction('confirmUserRequest', (call) => {
    if (!ownerOf(call).isAdmin) throw new RestError('INTRANET_CONTROLLER_INVITE_NO_PERMISSIONS')
    const person = openInvitation(call, call.params)
    if (person.active) throw new RestError('INTRANET_CONTROLLER_INVITE_USER_NOT_FOUND')
    if (toText(call.params['isAccept']).toUpperCase() === 'Y') call.changes.changePerson(person.id, { active: true })
    else call.changes.removePerson(person.id)
    return { result: { result: true } }
  }),
  writingAction('inviteUsersByEmail', inviteUsers),
  action('getEmailsInviteStatus', inviteStatus),
]

function writingAction(name: string, run: RestMethod['run']): RestMethod {
  return { ...action(name, run), writes: true }
}

function action(name: string, run: RestMethod['run']): RestMethod {
  return {
    name: `intranet.invite.${name}`.toLowerCase(),
    scopes: [invitationScope],
    isController: true,
    run: (call) => {
      if (!mayInvite(call)) throw new RestError('INTRANET_CONTROLLER_INVITE_NO_PERMISSIONS')
      return run(call)
    },
  }
}

/** Some actions take `params.userId`, others `userId` itself. */
function insideParams({ params }: RestCall): PhpMap {
  const inner = params['params']
  return isMap(inner) ? inner : {}
}

/** A person without a code was never invited, or has accepted: for the controller they do not exist. */
function openInvitation({ portal }: RestCall, values: PhpMap): Person {
  const id = toInteger(values['userId'])
  if (id <= 0) throw new RestError('INTRANET_CONTROLLER_INVITE_NO_USER_ID')
  const person = portal.directory.person(id)
  if (person === undefined || person.confirmCode === '') throw new RestError('INTRANET_CONTROLLER_INVITE_USER_NOT_FOUND')
  return person
}

function refuseTaken({ portal }: RestCall, address: string, exceptId?: number): void {
  const others = portal.directory.idsByEmailOrLogin(address).filter((id) => id !== exceptId)
  if (others.length > 0) throw new RestError('INTRANET_CONTROLLER_INVITE_FAILED', {}, takenText(portal.settings, address, '\n'))
}

/** All or nobody; an address that is waiting already gets its mail once more, as in the portal's own window (2.7). */
function inviteUsers(call: RestCall): MethodResult {
  const { portal, changes, nowMs } = call
  const users = addresses(call.params['users'])
  if (users.length === 0 || !users.every(isAddress)) throw new RestError('INTRANET_CONTROLLER_INVITE_FAILED')
  const departmentIds = readDepartments(call.params['departmentIds']) ?? []
  const known = users.map((address) => pendingHolder(call, address))
  users.forEach((address, index) => known[index] ?? refuseTaken(call, address))
  const userIdList = users.map((address, index) => {
    const pending = known[index]
    if (pending !== undefined) {
      changes.inviteAgain(pending.id)
      return pending.id
    }
    return changes.addPerson({
      name: '',
      lastName: '',
      gender: '',
      workPosition: '',
      email: address,
      login: address,
      departmentIds: departmentIds.length === 0 ? [portal.departments[0]?.id ?? 1] : departmentIds,
      active: true,
      confirmCode: makeSecret(8),
      isAdmin: false,
      externalAuthId: '',
      invitedById: call.caller.userId,
      registeredAtMs: nowMs - (nowMs % dayMs),
    })
  })
  return { result: { userIdList, errors: [] } }
}

function pendingHolder({ portal }: RestCall, address: string): Person | undefined {
  return portal.directory.idsByEmail(address).map((id) => portal.directory.person(id)).find((person) => person?.confirmCode !== undefined && person.confirmCode !== '')
}

/** One line an address, in the order of the question (bitrix24.md 2.13, section 4). */
function inviteStatus(call: RestCall): MethodResult {
  const { directory } = call.portal
  return {
    result: addresses(call.params['emails']).map((email) => {
      const [id] = directory.idsByEmail(email)
      const person = id === undefined ? undefined : directory.person(id)
      return { email, isValidEmail: isAddress(email), inviteStatus: statusOf(person), ...(person === undefined ? {} : { userId: person.id }) }
    }),
  }
}

export function statusOf(person: Person | undefined): string {
  if (person === undefined) return 'NOT_REGISTERED'
  if (person.confirmCode !== '') return person.active ? 'INVITED' : 'INVITE_AWAITING_APPROVE'
  return person.active ? 'ACTIVE' : 'FIRED'
}

/** Bare addresses, or objects that hold one. */
function addresses(value: PhpValue | undefined): readonly string[] {
  return (isList(value) ? value : [value ?? '']).map((one) => toText(isMap(one) ? one['email'] : one).trim()).filter((text) => text !== '')
}
