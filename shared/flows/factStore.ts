import { checkDefinition, checkNames, type CheckName } from '../domain/checks'
import { factDefinition, isFactName, type FactName, type FactValue } from '../domain/facts'
import type { FactGiver } from '../domain/stateWords'
import type { FactState, FactTable, KnownFact } from './walkTypes'

interface Held extends KnownFact {
  /** Set for what a check gave: with which facts it was run. */
  readonly from: { readonly check: CheckName; readonly needs: Readonly<Record<string, FactValue>> } | undefined
}

/** Facts that some check is run with: only a change of these makes findings say nothing any more. */
const neededFacts: ReadonlySet<FactName> = new Set(checkNames.flatMap((check): readonly FactName[] => checkDefinition(check).needs))

/** The facts as the walk gathers them: per giver the latest value, the most trusted fresh one counts. */
export class FactStore {
  readonly #held = new Map<FactName, Map<FactGiver, Held>>()

  give(fact: FactName, known: KnownFact): void {
    this.#put(fact, { ...known, from: undefined })
    if (neededFacts.has(fact)) this.#dropOutdated()
  }

  /** Takes over what one run of a check gave, in place of what an earlier run of it gave. */
  giveFromCheck(check: CheckName, needs: Readonly<Record<string, FactValue>>, gives: ReadonlyMap<FactName, KnownFact>): void {
    let isNeeded = false
    for (const fact of checkDefinition(check).gives) {
      const before = this.#held.get(fact)
      if (before?.get('check')?.from?.check === check) before.delete('check')
      isNeeded ||= neededFacts.has(fact)
    }
    for (const [fact, known] of gives) this.#put(fact, { ...known, from: { check, needs } })
    if (isNeeded) this.#dropOutdated()
  }

  state(fact: FactName): FactState | undefined {
    const givers = this.#held.get(fact)
    if (givers === undefined) return undefined
    const definition = factDefinition(fact)
    const all = definition.givers.flatMap((giver): readonly KnownFact[] => {
      const held = givers.get(giver)
      return held === undefined ? [] : [{ value: held.value, giver, event: held.event, at: held.at, fresh: held.fresh }]
    })
    const best = all.find((one) => one.fresh) ?? all[0]
    // A giver that the registry does not know for this fact counts for nothing.
    if (best === undefined) return undefined
    return { best, all, contradicted: all.some((one) => one.fresh && comparable(fact, one.value) !== comparable(fact, best.value)) }
  }

  /** The most trusted fresh value, else the most trusted one. */
  best(fact: FactName): KnownFact | undefined {
    const givers = this.#held.get(fact)
    if (givers === undefined) return undefined
    let best: Held | undefined
    for (const giver of factDefinition(fact).givers) {
      const held = givers.get(giver)
      if (held?.fresh === true) return held
      best ??= held
    }
    return best
  }

  /** The value that counts, fresh or not: what a check is run with and what words show. */
  value(fact: FactName): FactValue | undefined {
    return this.best(fact)?.value
  }

  /** What guards may read: a value that has gone stale is not known. */
  freshValue(fact: string): FactValue | undefined {
    const best = isFactName(fact) ? this.best(fact) : undefined
    return best?.fresh === true ? best.value : undefined
  }

  /** Whether a check that was run with `needs` speaks about the facts as they are now. "Not known" and empty are the same. */
  fits(check: CheckName, needs: Readonly<Record<string, FactValue>>): boolean {
    return this.areNow(checkDefinition(check).needs, needs)
  }

  areNow(needed: readonly FactName[], needs: Readonly<Record<string, FactValue>>): boolean {
    return needed.every((fact) => ((Object.hasOwn(needs, fact) ? needs[fact] : undefined) ?? '') === (this.value(fact) ?? ''))
  }

  table(): FactTable {
    const table = new Map<FactName, FactState>()
    for (const fact of this.#held.keys()) {
      const state = this.state(fact)
      if (state !== undefined) table.set(fact, state)
    }
    return table
  }

  #put(fact: FactName, held: Held): void {
    const givers = this.#held.get(fact) ?? new Map<FactGiver, Held>()
    givers.set(held.giver, held)
    this.#held.set(fact, givers)
  }

  /** What a check said about another address or portal says nothing about this one. */
  #dropOutdated(): void {
    while (this.#dropWhere((held) => held.from !== undefined && !this.fits(held.from.check, held.from.needs))) continue
  }

  #dropWhere(isGone: (held: Held) => boolean): boolean {
    let dropped = false
    for (const givers of this.#held.values()) {
      for (const [giver, held] of givers) if (isGone(held)) dropped = givers.delete(giver) || dropped
    }
    return dropped
  }
}

function comparable(fact: FactName, value: FactValue): FactValue {
  const definition = factDefinition(fact)
  const ignoresCase = definition.type === 'text' && (definition.format === 'address' || definition.format === 'host')
  return ignoresCase && typeof value === 'string' ? value.toLowerCase() : value
}
