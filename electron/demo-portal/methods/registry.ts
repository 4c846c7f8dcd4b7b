import { batch } from './batch'
import { methodGet } from './methodGet'
import { methodsList } from './methodsList'
import { profile } from './profile'
import type { MethodDirectory, RestMethod } from './restMethod'
import { scope } from './scope'
import { serverTime } from './serverTime'
import { userCurrent } from './userCurrent'
import { userFields } from './userFields'
import { userGet } from './userGet'
import { userSearch } from './userSearch'

/** Every method this portal has. One more: a file beside this one, and a line here. */
const all: readonly RestMethod[] = [batch, scope, methodsList, methodGet, serverTime, profile, userFields, userCurrent, userGet, userSearch]

const byName: ReadonlyMap<string, RestMethod> = new Map(all.map((method) => [method.name, method]))

export const methodRegistry: MethodDirectory = { all, find: (name) => byName.get(name) }
