import type { FixNote } from '@shared/domain/fixes'
import { accountOf, isHindrance, readAccount, sightOf, valuesOf, type AccountRecord } from './fixAccount'
import { judged, textOf, userSubject, type FixHindrance, type FixInput, type FixRunner } from './fixRunner'

interface Parts {
  readonly active: boolean
  readonly notes: readonly FixNote[]
  readonly hindrance: (record: AccountRecord, input: FixInput) => Promise<FixHindrance['refusal'] | undefined> | FixHindrance['refusal'] | undefined
}

/** Dismissing and hiring again are one field (bitrix24.md §2.8); what forbids them differs. */
export function setActive({ active, notes, hindrance }: Parts): FixRunner {
  const word = active ? 'yes' : 'no'
  return {
    async prepare(input) {
      if (!input.scopes.includes('user')) return { refusal: 'needsScope' }
      const record = await readAccount(input)
      if (isHindrance(record)) return record
      const { user } = record
      const account = accountOf(user)
      const intent = { before: valuesOf(record), wanted: { 'person.active': word }, subjects: [userSubject(user.id)] }
      if (user.active === active) return { refusal: 'nothingToDo', account, ...intent }
      const refusal = await hindrance(record, input)
      if (refusal !== undefined) return { refusal, account }
      return {
        account,
        rows: [{ label: 'person.active', ...(user.active === undefined ? {} : { before: active ? 'no' : 'yes' }), after: word }],
        notes,
        ...intent,
        send: async (options) => (await input.api.updateUser(user.id, { active }, options)).confirmedBy,
      }
    },
    readBack: (api, { before }, options) => sightOf(api, textOf(before, 'person.id'), options),
    judge(_, { user }) {
      if (user === undefined) return judged('notVerified', 'accountMissing')
      if (user.active === undefined) return judged('unknown', 'notShown')
      const after = { 'person.active': user.active ? 'yes' : 'no' }
      return user.active === active ? judged('verified', 'shown', after) : judged('notVerified', 'notShown', after)
    },
  }
}
