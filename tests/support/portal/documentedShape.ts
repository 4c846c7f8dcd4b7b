import type { ApiMethodName } from './portalParts'

/** What every method of `PortalApi` promises (core/ports.ts), written down once more: a complaint, or nothing. */
type Complaint = string | undefined
type Shape = (value: unknown) => Complaint

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
const that = (isSo: (value: unknown) => boolean, what: string): Shape => (value) => (isSo(value) ? undefined : `not ${what}`)

/** Control signs, and those that turn the direction of writing around: a name must look like what it is. */
const unprintable = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/u
const text = that((value) => typeof value === 'string' && value.isWellFormed() && value.length <= 700 && !unprintable.test(value), 'a clean text')
const word = that((value) => typeof value === 'string' && /^[\w.-]{1,60}$/.test(value), 'a word')
const id = that((value) => typeof value === 'string' && /^(?:0|[1-9]\d{0,17})$/.test(value), 'a number of a record')
const flag = that((value) => typeof value === 'boolean', 'a yes or no')
const whole = that((value) => Number.isSafeInteger(value) && (value as number) >= 0, 'a whole number')
const moment = that((value) => Number.isInteger(value) && (value as number) >= Date.UTC(1990, 0) && (value as number) <= Date.UTC(2200, 0), 'a moment')
const nothing = that((value) => value === undefined, 'nothing')
const oneOf = (...words: readonly unknown[]): Shape => that((value) => words.includes(value), `one of ${words.join(', ')}`)

const either = (...shapes: readonly Shape[]): Shape => (value) => (shapes.some((shape) => shape(value) === undefined) ? undefined : `neither of ${shapes.length}: ${shapes.map((shape) => shape(value)).join('; ')}`)
const optional = (shape: Shape): Shape => either(nothing, shape)
const listOf = (shape: Shape): Shape => (value) => {
  if (!Array.isArray(value)) return 'not a list'
  const wrong = value.findIndex((item) => shape(item) !== undefined)
  return wrong === -1 ? undefined : `[${wrong}]: ${shape(value[wrong])}`
}
/** These fields and no others. */
const record = (fields: Readonly<Record<string, Shape>>): Shape => (value) => {
  if (!isPlain(value)) return 'not a plain record'
  const stranger = Object.keys(value).find((key) => !Object.hasOwn(fields, key))
  if (stranger !== undefined) return `${stranger}: not documented`
  const wrong = Object.entries(fields).find(([key, shape]) => shape(Object.hasOwn(value, key) ? value[key] : undefined) !== undefined)
  return wrong === undefined ? undefined : `${wrong[0]}: ${wrong[1](value[wrong[0]])}`
}

const user = record({ id, active: optional(flag), name: text, email: optional(text), lastLogin: optional(either(oneOf('never'), moment)), registered: optional(moment), userType: optional(text), departments: listOf(whole) })
const users = listOf(user)
const person = record({ users, invitation: optional(record({ pending: listOf(id), accepted: listOf(id) })) })
const confirmedBy = oneOf('portal', 'lookUp')

export const documentedShapes: Readonly<Record<ApiMethodName, Shape>> = {
  profile: record({ id, isAdmin: flag, name: text }),
  scope: listOf(word),
  rights: record({ owner: record({ id, isAdmin: flag, name: text }), scopes: listOf(word) }),
  serverTime: moment,
  methodGet: record({ isExisting: flag, isAvailable: flag }),
  appInfo: record({ scopes: listOf(word), licence: optional(text), isOnPremise: optional(flag) }),
  usersByAddress: users,
  userIdsByInvitation: listOf(id),
  personByAddress: person,
  peopleByAddresses: listOf(person),
  userById: optional(user),
  personCard: optional(record({ firstName: optional(text), lastName: optional(text), position: optional(text), departments: listOf(whole) })),
  searchUsers: users,
  usersWithAddressLike: users,
  usersByMobile: users,
  currentUser: user,
  people: users,
  departments: listOf(record({ id: whole, name: text, parent: optional(whole) })),
  accountKind: record({ isNetwork: optional(flag), isExtranet: optional(flag), isBot: optional(flag), externalAuth: optional(text) }),
  eventLog: listOf(record({ at: moment, auditType: text, userId: optional(id), method: optional(word) })),
  addUser: record({ id, confirmedBy }),
  updateUser: record({ confirmedBy, user: optional(user), differs: listOf(oneOf('email', 'active', 'name', 'lastName', 'departments')), alsoHeldBy: listOf(id) }),
  notify: id,
  sendMessage: id,
  addTask: id,
  addCrmItem: id,
  'invitations.isAvailable': flag,
  'invitations.state': oneOf('notRegistered', 'invited', 'awaitingApproval', 'active', 'dismissed'),
  'invitations.inviteAgain': nothing,
  'invitations.inviteAgainAt': nothing,
  'invitations.deleteInvitation': nothing,
  'invitations.decideRequest': nothing,
}

/** The same for what the gateway itself asks. */
export const tokensShape: Shape = record({
  accessToken: that((value) => typeof value === 'string' && /^[\x21-\x7E]{8,2000}$/.test(value), 'a token'),
  refreshToken: that((value) => typeof value === 'string' && /^[\x21-\x7E]{8,2000}$/.test(value), 'a token'),
  expiresAt: that((value) => typeof value === 'number' && Number.isFinite(value) && value > 0, 'a moment'),
  clientEndpoint: that((value) => typeof value === 'string' && /^https?:\/\/[^/]+\/rest\/$/.test(value), 'a prefix of calls'),
  memberId: that((value) => typeof value === 'string' && /^[A-Za-z0-9]{0,64}$/.test(value), 'a portal'),
})
export const reachShape: Shape = record({
  answer: oneOf('answers', 'renamed', 'notAPortal'),
  movedTo: optional(that((value) => typeof value === 'string' && /^[^\s/?#@]{1,253}$/.test(value), 'a host')),
  tookMs: that((value) => typeof value === 'number' && value >= 0, 'a duration'),
})
