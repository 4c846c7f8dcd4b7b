import type { Person } from '../company/person'
import { isShown } from '../company/person'
import type { PhpMap, PhpValue } from '../php/phpValue'
import { toInteger, upperCaseKeys } from '../php/phpValue'
import { isoMoment } from '../portalTime'
import { RestError } from '../restError'
import { isOnline } from '../users/userFields'
import { viewerFor } from '../users/visibility'
import { ownerOf } from './owner'
import { personName } from './personName'
import type { RestMethod } from './restMethod'

const colours = ['#df532d', '#64a513', '#4ba984', '#4ba5c3', '#3e99ce', '#8474c8', '#1eb4aa']

/** A person as the messenger has them, bots and other externals too (bitrix24.md 2.11). */
export const imUserGet: RestMethod = {
  name: 'im.user.get',
  scopes: ['im'],
  run: (call) => {
    const { portal, nowMs } = call
    const owner = ownerOf(call)
    const { ID: asked } = upperCaseKeys(call.params)
    const id = asked === undefined ? owner.id : toInteger(asked)
    if (id <= 0) throw new RestError('ID_EMPTY')
    const person = portal.directory.person(id)
    if (person === undefined) throw new RestError('USER_NOT_EXISTS')
    // who is hidden from the caller has no card either; bots and the like talk to everybody
    if (isShown(person) && !viewerFor(owner, true).sees(person)) throw new RestError('ACCESS_DENIED', {}, 'No access to this user')
    return { result: card(person, nowMs) }
  },
}

function card(person: Person, nowMs: number): PhpMap {
  const isOutside = person.type === 'extranet' || person.type === 'collaber'
  return {
    id: person.id,
    active: person.active,
    name: personName(person),
    first_name: person.name,
    last_name: person.lastName,
    work_position: person.workPosition,
    color: colours[person.id % colours.length] ?? '',
    avatar: '',
    gender: person.gender === 'F' ? 'F' : 'M',
    birthday: birthday(person.birthdayAtMs),
    extranet: isOutside,
    network: person.type === 'replica',
    bot: person.type === 'bot',
    connector: person.type === 'imconnector',
    external_auth_id: externalAuthId(person),
    status: 'online',
    idle: false,
    last_activity_date: momentOrFalse(person.lastActivityAtMs),
    desktop_last_date: false,
    mobile_last_date: isOnline(person, nowMs) ? momentOrFalse(person.lastActivityAtMs) : false,
    departments: person.departmentIds,
    absent: false,
    email: person.email,
    type: person.type === 'bot' ? 'bot' : isOutside ? 'extranet' : 'user',
    phones: phones(person),
  }
}

/** 'default' where the portal itself knows the person (bitrix24.md 2.11). */
function externalAuthId({ type, externalAuthId: id }: Person): string {
  if (type === 'bot' || type === 'email' || type === 'imconnector' || type === 'replica') return type
  return id === '' ? 'default' : id
}

/** Day and month: DD-MM. */
function birthday(atMs: number | undefined): string {
  if (atMs === undefined) return ''
  const [, month = '', day = ''] = isoMoment(atMs).slice(0, 10).split('-')
  return `${day}-${month}`
}

function momentOrFalse(atMs: number | undefined): string | false {
  return atMs === undefined ? false : isoMoment(atMs)
}

/** An empty map is a list, or here `false`: nobody has written it down. */
function phones({ workPhone, personalMobile }: Person): PhpValue {
  if (workPhone === undefined && personalMobile === undefined) return false
  return { work_phone: workPhone ?? '', personal_mobile: personalMobile ?? '', personal_phone: '' }
}
