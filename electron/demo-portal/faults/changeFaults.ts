import type { Changes } from '../methods/changes'
import type { Fault, WriteSetting } from './fault'
import type { ChangeMoment } from './pendingChanges'

const defaultRequests = 3

/** Met by writing methods alone: what is answered and what happens are two things. */
export const changeFaults: readonly Fault[] = [
  {
    name: 'accepts-and-ignores',
    does: 'answers success and changes nothing',
    argument: 'count',
    reaches: 'rest',
    replaceChanges: nothingHappens,
  },
  {
    name: 'changes-later',
    does: 'answers success; people change only after 3 further requests, or the given number, or as in 500ms a time by the clock',
    argument: 'moment',
    reaches: 'rest',
    replaceChanges: peopleChangeLater,
  },
  {
    name: 'changes-another',
    does: 'answers success and does it to the next person by number; who is invited is invited at a wrong address',
    argument: 'count',
    reaches: 'rest',
    replaceChanges: somebodyElseChanges,
  },
  {
    name: 'lost-before',
    does: 'the request is lost on the way: nothing is carried out, and nothing ever answered',
    argument: 'count',
    reaches: 'rest',
    silence: 'withoutChange',
  },
  {
    name: 'answers-after-time-out',
    does: 'carries the change out and never answers',
    argument: 'count',
    reaches: 'rest',
    silence: 'withChange',
  },
]

/** The ids answered are those that would have come next. */
function nothingHappens(_changes: Changes, { portal: { directory, records } }: WriteSetting): Changes {
  const after = (list: readonly { readonly id: number }[]): number => (list.at(-1)?.id ?? 0) + 1
  return {
    addPerson: () => (directory.ids.at(-1) ?? 0) + 1,
    changePerson: () => undefined,
    removePerson: () => undefined,
    inviteAgain: () => undefined,
    addNotification: () => after(records.notifications()),
    addMessage: () => after(records.messages()),
    addTask: () => after(records.tasks()),
    addCrmItem: () => after(records.crmItems()),
  }
}

/** What REST cannot read again, messages and the like, is not put off: nobody could tell. */
function peopleChangeLater(changes: Changes, { portal, argument }: WriteSetting): Changes {
  const { directory, outbox, faults, now } = portal
  const moment: ChangeMoment = argument.endsWith('ms') ? { atMs: now() + Number(argument.slice(0, -2)) } : { requests: argument === '' ? defaultRequests : Number(argument) }
  const laterFor = (id: number, apply: () => void): void =>
    faults.pending.add(() => {
      // somebody may have gone in between
      if (directory.person(id) !== undefined) apply()
    }, moment)
  return {
    ...changes,
    addPerson: (draft) => {
      // the number is given out now; until later it belongs to an account that no method shows
      const id = directory.add({ ...draft, type: 'replica', email: '', login: '', changedAtMs: now() })
      laterFor(id, () => {
        directory.change(id, { ...draft, type: draft.type ?? 'employee', login: draft.login ?? draft.email, changedAtMs: now() })
        outbox.send({ to: draft.email, kind: 'invitation', atMs: now() })
      })
      return id
    },
    changePerson: (id, patch) => laterFor(id, () => changes.changePerson(id, patch)),
    removePerson: (id) => laterFor(id, () => changes.removePerson(id)),
    inviteAgain: (id) => laterFor(id, () => changes.inviteAgain(id)),
  }
}

function somebodyElseChanges(changes: Changes, { portal: { directory } }: WriteSetting): Changes {
  const next = (id: number): number => directory.ids[directory.indexAtOrAbove(id + 1)] ?? directory.ids[0] ?? id
  const nextAddress = (address: string): string => `1${address}`
  return {
    addPerson: (draft) => changes.addPerson({ ...draft, email: nextAddress(draft.email) }),
    changePerson: (id, patch) => changes.changePerson(next(id), patch),
    removePerson: (id) => changes.removePerson(next(id)),
    inviteAgain: (id) => changes.inviteAgain(next(id)),
    addNotification: (notification) => changes.addNotification({ ...notification, toUserId: next(notification.toUserId) }),
    addMessage: (message) => changes.addMessage(/^\d+$/.test(message.dialogId) ? { ...message, dialogId: String(next(Number(message.dialogId))) } : message),
    addTask: (task) => changes.addTask({ ...task, responsibleId: next(task.responsibleId) }),
    addCrmItem: (item) => changes.addCrmItem({ ...item, assignedById: next(item.assignedById) }),
  }
}
