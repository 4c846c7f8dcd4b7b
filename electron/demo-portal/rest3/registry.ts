import { discoveryMethods } from './discovery'
import { listEmployees, searchEmployees } from './employees'
import { eventLogMethods } from './mainEventLog'
import type { Rest3Method } from './rest3Method'
import { taskAdd } from './taskAdd'

const useful: readonly Rest3Method[] = [...eventLogMethods, listEmployees, searchEmployees, taskAdd]

const byName: ReadonlyMap<string, Rest3Method> = new Map([...useful, ...discoveryMethods(useful)].map((method) => [method.name, method]))

/** Every method of REST 3.0 but batch. One more: a file beside this one, and a word above. */
export function findRest3Method(name: string): Rest3Method | undefined {
  return byName.get(name)
}
