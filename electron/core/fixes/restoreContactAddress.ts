import { planAddress, proveAddress } from './contactAddress'
import { accountOf, isHindrance, readAccount } from './fixAccount'
import { fold, textOf, type FixRunner } from './fixRunner'

/** Back to the address that stood there before the change; the case's log knows it, and nobody else. */
export const restoreContactAddress: FixRunner = {
  async prepare(input) {
    const { undoes, scopes } = input
    if (undoes === undefined) return { refusal: 'nothingToDo' }
    if (!scopes.includes('user')) return { refusal: 'needsScope' }
    const record = await readAccount(input)
    if (isHindrance(record)) return record
    const [present, former, changed] = [record.user.email ?? '', textOf(undoes.before, 'person.contactAddress'), textOf(undoes.wanted, 'person.contactAddress')]
    // Somebody has put a third address there meanwhile: theirs is not to be overwritten
    if (fold(present) !== fold(former) && fold(present) !== fold(changed)) return { refusal: 'changedSince', account: accountOf(record.user) }
    return planAddress(input, record, former)
  },
  ...proveAddress,
}
