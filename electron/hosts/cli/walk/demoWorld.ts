import { checkDefinition, type CheckName } from '@shared/domain/checks'
import { factDefinition, type FactName, type FactValue } from '@shared/domain/facts'
import { fixes, fixRefusal, isFixName } from '@shared/domain/fixes'
import type { Door } from '@shared/domain/stateWords'
import type { World } from '@shared/flows/explore'
import { takesUnsure, type Gives, type Input } from '@shared/flows/inputs'
import type { Walk } from '@shared/flows/walkTypes'
import type { Change } from './demoFixes'
import { signedIn, worldsByHand } from './demoHands'
import { fixQuestionKey, plain, questionKey, tellingFacts, type DemoProbe, type FixQuestion, type Question } from './demoProbe'
import type { Server } from './demoServer'

/** Who works with what: where a run begins. */
export interface DemoStart {
  readonly name: string
  readonly door: Door
  /** Undefined: without a connection. */
  readonly server: Server | undefined
}
/** The one from which most is reached comes first; the others are asked for what is still missing. */
export const demoStarts: readonly DemoStart[] = [
  { name: 'agent', door: 'agent', server: 'cloud' },
  { name: 'admin', door: 'admin', server: 'cloud' },
  { name: 'employee', door: 'employee', server: undefined },
  { name: 'employee with a connection', door: 'employee', server: 'cloud' },
  { name: 'agent without a connection', door: 'agent', server: undefined },
  { name: 'admin of an own server', door: 'admin', server: 'ownServer' },
]

/** Loopback, and nobody listens: a host that is no portal, without asking the network. */
export const noPortal = '127.0.0.1:9'

/** What a fix may look at besides its needs: whether the account is that of the person, and whether somebody else is left who administers. */
const lookedAt: readonly FactName[] = ['person.name', 'person.address', 'person.contactAddress', 'session.address', 'address.new', 'admin.onlyOne']

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
  readonly unaskedFixes: Map<string, FixQuestion>
}

export function demoWorld(probe: DemoProbe, start: DemoStart, { texts, hosts, faults }: DemoPeer): DemoWorld {
  const unasked = new Map<string, Question>()
  const unaskedFixes = new Map<string, FixQuestion>()
  const findingOf = (check: CheckName, walked: Walk, world: string): Gives | undefined => {
    const needed: readonly FactName[] = checkDefinition(check).needs
    const question = { check, needs: valuesOf(walked, needed), door: start.door, server: start.server, after: start.server === undefined ? [] : changesOn(walked), world }
    const key = questionKey(question)
    const found = probe.found.get(key)
    if (found === undefined) unasked.set(key, question)
    return found?.gives
  }
  return {
    unasked,
    unaskedFixes,
    textsDiffer: true,
    values: () => [],
    possible: () => true,
    texts(fact, step) {
      const definition = factDefinition(fact)
      const values: readonly FactValue[] =
        definition.type !== 'text' ? [1]
        : definition.format === 'host' ? (start.server !== undefined ? [...hosts, noPortal] : [...hosts.slice(1), noPortal])
        : texts(fact)
      return takesUnsure(step) ? [...values, 'unsure'] : values
    },
    checks(walked, step, ahead) {
      // Only a proof sees who logged in meanwhile: for everything before it, the person was shut out.
      const worlds = start.server === undefined ? [plain] : [plain, ...(step.kind === 'verify' ? [signedIn] : []), ...doneByHand(walked), ...faults.filter((fault) => fault !== plain)]
      const read = new Set<string>(step.kind === 'verify' ? [...ahead.facts, step.ask] : ahead.facts)
      const inputs = new Map<string, Input>()
      for (const world of worlds) {
        const gives: Partial<Record<CheckName, Gives>> = {}
        let isAsked = true
        for (const check of walked.position.pendingChecks) {
          const found = findingOf(check, walked, world)
          if (found === undefined) isAsked = false
          else gives[check] = found
        }
        if (!isAsked) continue
        const key = JSON.stringify(Object.values(gives).map((one) => tellingFacts(one, read)))
        if (!inputs.has(key)) inputs.set(key, { type: 'checks', gives, world })
      }
      return [...inputs.values()]
    },
    fixes(walked, step) {
      // Whatever it is, nobody has to agree.
      const notRun: readonly Input[] = [{ type: 'fix', result: 'skipped' }, { type: 'fix', result: 'dryRun' }]
      const fix = step.run
      if (!isFixName(fix) || start.server === undefined) return notRun
      const giverOf = (fact: FactName): string | undefined => walked.facts.get(fact)?.best.giver
      // The demo company is connected as one of its administrators.
      if (fixRefusal(fixes[fix], { door: start.door, isConnected: true, isAdmin: true, dryRun: false, giverOf }) !== undefined) return notRun
      const question: FixQuestion = { fix, facts: valuesOf(walked, [...fixes[fix].needs, ...lookedAt]), server: start.server, after: changesOn(walked) }
      const key = fixQuestionKey(question)
      const ends = probe.foundEnds.get(key)
      if (ends === undefined) unaskedFixes.set(key, question)
      return [...(ends ?? []).map(({ result, world }): Input => ({ type: 'fix', result, world })), ...notRun]
    },
  }
}

/** Only after somebody was asked to do something. */
function doneByHand(walked: Walk): readonly string[] {
  const isAsked = walked.path.some(({ kind, result }) => kind === 'handOver' || (kind === 'advise' && result === 'done'))
  return isAsked ? worldsByHand(walked.position.pendingChecks).filter((world) => world !== signedIn) : []
}

function valuesOf(walked: Walk, names: readonly FactName[]): Gives {
  return Object.fromEntries(names.flatMap((fact) => {
    const value = walked.facts.get(fact)?.best.value
    return value === undefined ? [] : [[fact, value]]
  }))
}

/** What the way has changed on the portal, oldest first. What was not verified has changed nothing here. */
function changesOn(walked: Walk): readonly Change[] {
  return walked.fixes.flatMap(({ fix, needs, result }) => (result === 'verified' && isFixName(fix) ? [{ fix, needs }] : []))
}
