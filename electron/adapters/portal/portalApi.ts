import type { Clock, PortalApi } from '../../core/ports'
import type { WriteParts } from './confirmWrite'
import { appInfo } from './methods/appInfo'
import { departments } from './methods/departmentGet'
import { eventLog } from './methods/eventLog'
import { accountKind } from './methods/imUserGet'
import { createInvitations } from './methods/invitations'
import { addCrmItem, addTask, notify, sendMessage } from './methods/messages'
import { methodGet } from './methods/methodGet'
import { peopleByAddresses } from './methods/peopleByAddresses'
import { personByAddress } from './methods/personByAddress'
import { personCard } from './methods/personCard'
import { profile } from './methods/profile'
import { rights } from './methods/rights'
import { scope } from './methods/scope'
import { serverTime } from './methods/serverTime'
import { addUser } from './methods/userAdd'
import { currentUser } from './methods/userCurrent'
import { userById, usersByAddress, usersByMobile, usersWithAddressLike } from './methods/userGet'
import { searchUsers, userIdsByInvitation } from './methods/userSearch'
import { updateUser } from './methods/userUpdate'
import { people } from './people'

/** One portal through one right, whichever kind of right that is. */
export function createPortalApi(parts: WriteParts & { readonly clock: Clock }): PortalApi {
  const { call } = parts
  return {
    profile: (options) => profile(call, options),
    scope: (options) => scope(call, options),
    rights: (options) => rights(call, options),
    serverTime: (options) => serverTime(call, options),
    methodGet: (name, options) => methodGet(call, name, options),
    appInfo: (options) => appInfo(call, options),
    usersByAddress: (address, options) => usersByAddress(call, address, options),
    userIdsByInvitation: (address, pending, options) => userIdsByInvitation(call, address, pending, options),
    personByAddress: (address, options) => personByAddress(call, address, options),
    peopleByAddresses: (addresses, options) => peopleByAddresses(call, addresses, options),
    userById: (id, options) => userById(call, id, options),
    personCard: (id, options) => personCard(call, id, options),
    searchUsers: (text, options) => searchUsers(call, text, options),
    usersWithAddressLike: (text, options) => usersWithAddressLike(call, text, options),
    usersByMobile: (mobile, options) => usersByMobile(call, mobile, options),
    currentUser: (options) => currentUser(call, options),
    people: (options) => people(call, options),
    departments: (options) => departments(call, options),
    accountKind: (userId, options) => accountKind(call, userId, options),
    eventLog: (filter, options) => eventLog(call, filter, options),
    addUser: (user, options) => addUser(parts, user, options),
    updateUser: (userId, change, options) => updateUser(parts, userId, change, options),
    notify: (userId, message, options) => notify(parts, userId, message, options),
    sendMessage: (dialogId, message, options) => sendMessage(parts, dialogId, message, options),
    addTask: (task, options) => addTask(parts, task, options),
    addCrmItem: (item, options) => addCrmItem(parts, item, options),
    invitations: createInvitations(parts, parts.clock),
  }
}
