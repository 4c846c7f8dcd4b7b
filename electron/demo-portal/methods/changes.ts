import type { Person } from '../company/person'
import type { NewCrmItem, NewMessage, NewNotification, NewTask } from '../portalRecords'
import type { PortalState } from '../portalState'

/** A person before the portal has given out an id. */
export type PersonDraft = Omit<Person, 'id' | 'changedAtMs'>
export type PersonPatch = Partial<Omit<Person, 'id'>>

/**
 * Everything that REST can change about the company. Methods get it with their call and know no other way, so a fault can
 * stand between a method and what it does.
 */
export interface Changes {
  /** Registers and sends the invitation; answers the new id. */
  addPerson(draft: PersonDraft): number
  changePerson(id: number, patch: PersonPatch): void
  removePerson(id: number): void
  /** Sends the invitation once more, to the person's present address. */
  inviteAgain(id: number): void
  addNotification(notification: NewNotification): number
  addMessage(message: NewMessage): number
  addTask(task: NewTask): number
  addCrmItem(item: NewCrmItem): number
}

/** Changes that happen as asked. */
export function directChanges({ directory, outbox, records, now }: PortalState): Changes {
  return {
    addPerson: (draft) => {
      const atMs = now()
      const id = directory.add({ ...draft, changedAtMs: atMs })
      outbox.send({ to: draft.email, kind: 'invitation', atMs })
      return id
    },
    changePerson: (id, patch) => directory.change(id, { changedAtMs: now(), ...patch }),
    removePerson: (id) => directory.remove(id),
    inviteAgain: (id) => {
      const person = directory.person(id)
      if (person !== undefined) outbox.send({ to: person.email, kind: 'repeatedInvitation', atMs: now() })
    },
    addNotification: (notification) => records.addNotification(notification),
    addMessage: (message) => records.addMessage(message),
    addTask: (task) => records.addTask(task),
    addCrmItem: (item) => records.addCrmItem(item),
  }
}
