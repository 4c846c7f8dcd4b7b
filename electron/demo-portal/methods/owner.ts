import { helpdeskId } from '../company/departments'
import type { Person } from '../company/person'
import { isTrue } from '../php/phpValue'
import type { PhpValue } from '../php/phpValue'
import { RestError } from '../restError'
import type { Viewer } from '../users/visibility'
import { viewerFor } from '../users/visibility'
import type { RestCall } from './restMethod'

type Asked = Pick<RestCall, 'caller' | 'portal'>

/** On whose behalf the call runs. Nobody: gone since the call was let in. */
export function ownerOf({ caller, portal }: Asked): Person {
  const owner = portal.directory.person(caller.userId)
  if (owner === undefined) throw new RestError('authorization_error')
  return owner
}

/** Inviting, and with it changing others: administrators, and in the cloud whoever was given the right (bitrix24.md 2.7). */
export function mayInvite({ caller, portal }: Asked): boolean {
  const owner = ownerOf({ caller, portal })
  if (owner.isAdmin) return true
  const { inviting, isOnPremise } = portal.settings
  if (isOnPremise || owner.departmentIds.length === 0) return false
  return inviting === 'everyone' || (inviting === 'helpdesk' && owner.departmentIds.includes(helpdeskId))
}

export function viewerOf(asked: Asked, adminMode?: PhpValue): Viewer {
  return viewerFor(ownerOf(asked), isTrue(adminMode))
}
