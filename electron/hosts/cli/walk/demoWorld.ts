import { checkDefinition, type CheckName } from '@shared/domain/checks'
import { factDefinition, type FactName, type FactValue } from '@shared/domain/facts'
import type { Door } from '@shared/domain/stateWords'
import type { World } from '@shared/flows/explore'
import { takesUnsure, type Gives, type Input } from '@shared/flows/inputs'
import type { Walk } from '@shared/flows/walkTypes'
import { plain, questionKey, signedIn, tellingFacts, type DemoProbe, type Question } from './demoProbe'

/** Who works with what: where a run begins. */
export interface DemoStart {
  readonly name: string
  readonly door: Door
  readonly isConnected: boolean
}
/** The one from which most is reached comes first. */
export const demoStarts: readonly DemoStart[] = [
  { name: 'agent', door: 'agent', isConnected: true },
  { name: 'admin', door: 'admin', isConnected: true },
  { name: 'employee', door: 'employee', isConnected: false },
  { name: 'employee with a connection', door: 'employee', isConnected: true },
  { name: 'agent without a connection', door: 'agent', isConnected: false },
]

/** Loopback, and nobody listens: a host that is no portal, without asking the network. */
export const noPortal = '127.0.0.1:9'

/** Whom and what one can ask about. */
export interface DemoPeer {
  /** By fact: texts that checks tell apart. */
  readonly texts: (fact: FactName) => readonly string[]
  readonly hosts: readonly string[]
  readonly faults: readonly string[]
}

/** What the demo company answers, as far as it was asked; what was not is gathered in `unasked`. */
export interface DemoWorld extends World {
  readonly unasked: Map<string, Question>
}

export function demoWorld(probe: DemoProbe, start: DemoStart, { texts, hosts, faults }: DemoPeer): DemoWorld {
  const unasked = new Map<string, Question>()
  const findingOf = (check: CheckName, walked: Walk, world: string): Gives => {
    const needed: readonly FactName[] = checkDefinition(check).needs
    const needs: Record<string, FactValue> = {}
    for (const fact of needed) {
      const value = walked.facts.get(fact)?.best.value
      if (value !== undefined) needs[fact] = value
    }
    const question = { check, needs, door: start.door, isConnected: start.isConnected, world }
    const key = questionKey(question)
    const found = probe.found.get(key)
    if (found === undefined) unasked.set(key, question)
    return found?.gives ?? {}
  }
  return {
    unasked,
    textsDiffer: true,
    values: () => [],
    possible: () => true,
    texts(fact, step) {
      const definition = factDefinition(fact)
      const values: readonly FactValue[] =
        definition.type !== 'text' ? [1]
        : definition.format === 'host' ? (start.isConnected ? [...hosts, noPortal] : [...hosts.slice(1), noPortal])
        : texts(fact)
      return takesUnsure(step) ? [...values, 'unsure'] : values
    },
    checks(walked, step, ahead) {
      // Only a proof sees who logged in meanwhile: for everything before it, the person was shut out.
      const worlds = !start.isConnected ? [plain] : [plain, ...(step.kind === 'verify' ? [signedIn] : []), ...faults.filter((fault) => fault !== plain)]
      const read = new Set<string>(step.kind === 'verify' ? [...ahead.facts, step.ask] : ahead.facts)
      const inputs = new Map<string, Input>()
      for (const world of worlds) {
        const gives: Partial<Record<CheckName, Gives>> = {}
        for (const check of walked.position.pendingChecks) gives[check] = findingOf(check, walked, world)
        const key = JSON.stringify(Object.values(gives).map((one) => tellingFacts(one, read)))
        if (!inputs.has(key)) inputs.set(key, { type: 'checks', gives, world })
      }
      return [...inputs.values()]
    },
  }
}
