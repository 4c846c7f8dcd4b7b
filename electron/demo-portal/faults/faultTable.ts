import { answerFaults } from './answerFaults'
import { connectionFaults } from './connectionFaults'
import type { Fault } from './fault'
import { isWriteFault } from './fault'
import { refusalFaults } from './refusalFaults'
import { changeFaults } from './changeFaults'

/** Every fault: name, and what it does. One more is one more row in its list. The order is the order in which they are asked. */
export const faultTable: readonly Fault[] = [...connectionFaults, ...refusalFaults, ...answerFaults, ...changeFaults]

/** Faults that show in reading as well, and those that only a writing method meets. */
export const readFaults: readonly string[] = namesOf((fault) => !isWriteFault(fault))
export const writeFaults: readonly string[] = namesOf(isWriteFault)

function namesOf(fits: (fault: Fault) => boolean): readonly string[] {
  return faultTable.filter(fits).map(({ name }) => name)
}
