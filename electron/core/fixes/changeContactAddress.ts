import { planAddress, proveAddress } from './contactAddress'
import { isHindrance, readAccount } from './fixAccount'
import { textOf, type FixRunner } from './fixRunner'

export const changeContactAddress: FixRunner = {
  async prepare(input) {
    if (!input.scopes.includes('user')) return { refusal: 'needsScope' }
    const record = await readAccount(input)
    return isHindrance(record) ? record : planAddress(input, record, textOf(input.facts, 'address.new'))
  },
  ...proveAddress,
}
