import type { FactDefinition } from '../domain/facts'
import type { Guard, Next } from './schema'

/** Ways that nothing can take: an `else` behind everything, a guard that an earlier one has already answered. */
export function deadWays(next: Next, results: readonly string[] | undefined, isForEverybody: boolean, fact: (name: string) => FactDefinition | undefined): readonly string[] {
  if (!Array.isArray(next)) {
    const isComplete = results !== undefined && !results.includes('else') && results.every((result) => Object.hasOwn(next, result))
    // For a step that others pass, `else` is the way of the others.
    return isComplete && isForEverybody && Object.hasOwn(next, 'else') ? ['else'] : []
  }
  const earlier = new Set<string>()
  const taken = new Map<string, Set<string | number>>()
  return next.flatMap((way, index): readonly string[] => {
    if (!('when' in way)) return []
    const text = JSON.stringify(way.when)
    const values = valuesIn(way.when)
    const before = 'fact' in way.when ? taken.get(way.when.fact) : undefined
    const isDead = earlier.has(text) || (values !== undefined && before !== undefined && values.every((value) => before.has(value)))
    earlier.add(text)
    if (values !== undefined && 'fact' in way.when && fact(way.when.fact) !== undefined) {
      const all = before ?? new Set<string | number>()
      for (const value of values) all.add(value)
      taken.set(way.when.fact, all)
    }
    return isDead ? [`when ${index + 1}`] : []
  })
}

function valuesIn(guard: Guard): readonly (string | number)[] | undefined {
  if ('is' in guard) return [guard.is]
  return 'in' in guard ? guard.in : undefined
}
