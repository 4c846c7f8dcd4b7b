import type { CallOptions, PersonRecord } from '../../../core/ports'
import { callBatch, mostCommands } from '../batch'
import type { PortalCall } from '../portalClient'
import { personCommands, personIn, type UsersOutcomes } from './personByAddress'

const commandsEach = 3
const mostPeople = Math.floor(mostCommands / commandsEach)

/** In the order of the addresses. One batch after the other: a portal's limit is everybody's (bitrix24.md §1.7). */
export async function peopleByAddresses(call: PortalCall, addresses: readonly string[], options?: CallOptions): Promise<readonly PersonRecord[]> {
  const people: PersonRecord[] = []
  for (let from = 0; from < addresses.length; from += mostPeople) {
    const outcomes = await callBatch(call, addresses.slice(from, from + mostPeople).flatMap(personCommands), options)
    for (let at = 0; at < outcomes.length; at += commandsEach) people.push(personIn(outcomes.slice(at, at + commandsEach) as unknown as UsersOutcomes))
  }
  return people
}
