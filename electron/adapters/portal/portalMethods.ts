/** `read`: may be repeated. `write`: is sent once; when its answer is lost the record is looked up instead (bitrix24.md §1.4). */
export type CallClass = 'read' | 'write'
/** REST 3.0 lives beside the classic one, at another path and with another envelope (bitrix24.md §1.1). */
export type RestVersion = 'classic' | 'v3'

export interface MethodRule {
  readonly class: CallClass
  readonly rest: RestVersion
}

const read: MethodRule = { class: 'read', rest: 'classic' }
const write: MethodRule = { class: 'write', rest: 'classic' }
const readV3: MethodRule = { class: 'read', rest: 'v3' }

/** Every method this app calls. What is not listed here cannot be called. */
export const portalMethods = {
  profile: read,
  scope: read,
  'server.time': read,
  'method.get': read,
  'app.info': read,
  'user.get': read,
  'user.search': read,
  'user.current': read,
  'department.get': read,
  'im.user.get': read,
  /** Holds reads only: the batch is repeated as a whole. */
  batch: read,
  'user.add': write,
  'user.update': write,
  'im.notify.system.add': write,
  'im.message.add': write,
  'tasks.task.add': write,
  'crm.item.add': write,
  'intranet.invite.getEmailsInviteStatus': read,
  'intranet.invite.reinvite': write,
  'intranet.invite.reinviteWithChangeContact': write,
  'intranet.invite.deleteInvitation': write,
  'intranet.invite.confirmUserRequest': write,
  'main.eventlog.list': readV3,
} as const satisfies Readonly<Record<string, MethodRule>>

export type PortalMethod = keyof typeof portalMethods
/** What may stand inside a batch. */
export type BatchableMethod = 'profile' | 'scope' | 'server.time' | 'user.get' | 'user.search' | 'user.current' | 'department.get' | 'im.user.get' | 'method.get' | 'app.info'
