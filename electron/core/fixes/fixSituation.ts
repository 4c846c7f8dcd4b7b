import { factDefinition, isFactName, type FactName, type FactValue } from '@shared/domain/facts'
import { fixRefusal, type FixDefinition, type FixNotRunReason } from '@shared/domain/fixes'
import type { Replay } from '../cases/replayCase'
import type { CoreContext } from '../context'
import type { Values } from './fixRunner'

/** What forbids the fix before anybody asks the portal; the rule itself is fixRefusal's. */
export function refusalOf(context: CoreContext, replay: Replay, definition: FixDefinition): FixNotRunReason | undefined {
  const { connection } = context
  return fixRefusal(definition, {
    door: replay.door,
    isConnected: connection.api() !== undefined,
    isAdmin: connection.view().isAdmin,
    dryRun: false,
    giverOf: (fact) => {
      const best = replay.walk.facts.get(fact)?.best
      return best?.fresh === true ? best.giver : undefined
    },
  })
}

export function freshFacts(replay: Replay): Partial<Record<FactName, FactValue>> {
  const facts: Partial<Record<FactName, FactValue>> = {}
  for (const [fact, { best }] of replay.walk.facts) if (best.fresh) facts[fact] = best.value
  return facts
}

/**
 * Whether somebody made sure who asks, and not too long ago. An answer stays an answer for the walk; who rang an hour ago
 * may be somebody else by now.
 */
export function isCallerVerified(replay: Replay, now: number): boolean {
  const best = replay.walk.facts.get('caller.verified')?.best
  return best !== undefined && best.giver === 'person' && best.value !== 'notYet' && best.at + factDefinition('caller.verified').freshForMs >= now
}

/** The facts a run is made with; a result stands for these values and for no others. */
export function needsOf(definition: FixDefinition, facts: Readonly<Partial<Record<FactName, FactValue>>>): Values {
  return Object.fromEntries(definition.needs.flatMap((fact) => (facts[fact] === undefined ? [] : [[fact, facts[fact]]])))
}

export function factsOf(values: Values): Partial<Record<FactName, FactValue>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isFactName(name)))
}
