import type { PortalState } from '../portalState'
import { accessName } from './accessName'
import { appInfo } from './appInfo'
import { batch } from './batch'
import { crmItemAdd } from './crmItemAdd'
import { departmentGet } from './departmentGet'
import { eventBind } from './eventBind'
import { featureGet } from './featureGet'
import { imMessageAdd } from './imMessageAdd'
import { imNotifyPersonalAdd, imNotifySystemAdd } from './imNotify'
import { imUserGet } from './imUserGet'
import { intranetInviteMethods } from './intranetInvite'
import { methodGet } from './methodGet'
import { methodsList } from './methodsList'
import { profile } from './profile'
import type { MethodDirectory, RestMethod } from './restMethod'
import { scope } from './scope'
import { serverTime } from './serverTime'
import { tasksTaskAdd } from './tasksTaskAdd'
import { userAccess } from './userAccess'
import { userAdd } from './userAdd'
import { userAdmin } from './userAdmin'
import { userCurrent } from './userCurrent'
import { userFields } from './userFields'
import { userGet } from './userGet'
import { userOnline } from './userOnline'
import { userSearch } from './userSearch'
import { userUpdate } from './userUpdate'

/** Every method a portal has. One more: a file beside this one, and a line here. */
const usual: readonly RestMethod[] = [
  batch, scope, methodsList, methodGet, serverTime, profile, appInfo, featureGet, userAdmin, userAccess, accessName, eventBind,
  userFields, userCurrent, userGet, userSearch, userOnline, userAdd, userUpdate,
  departmentGet, imUserGet, imNotifySystemAdd, imNotifyPersonalAdd, imMessageAdd, tasksTaskAdd, crmItemAdd,
]

const withoutController = directoryOf(usual)
const withController = directoryOf([...usual, ...intranetInviteMethods])

/** The methods of this portal: some have one controller more (bitrix24.md 2.13). */
export function methodsOf({ settings }: PortalState): MethodDirectory {
  return settings.intranetInvite ? withController : withoutController
}

function directoryOf(all: readonly RestMethod[]): MethodDirectory {
  const byName = new Map(all.map((method) => [method.name, method]))
  return { all, find: (name) => byName.get(name) }
}
