import type { FactValue } from '../domain/facts'
import type { Guard } from './schema'

/** True, false, or not known: a guard over a fact that nobody gave is neither true nor false (flow-format, "Guards"). */
export type Truth = boolean | undefined

/** The value that counts, or `undefined` where the fact is not known. */
export type FactReader = (fact: string) => FactValue | undefined

/** Kleene's three-valued logic: unknown is not true, and `not` of unknown is unknown. */
export function evaluateGuard(guard: Guard, read: FactReader): Truth {
  if ('all' in guard) return evaluateAll(guard.all, read)
  if ('any' in guard) return negate(evaluateAll(guard.any.map((part) => ({ not: part })), read))
  if ('not' in guard) return negate(evaluateGuard(guard.not, read))
  if ('known' in guard) return read(guard.known) !== undefined
  const value = read(guard.fact)
  if (value === undefined) return undefined
  if ('is' in guard) return value === guard.is
  if ('in' in guard) return guard.in.includes(value)
  if (typeof value !== 'number') return undefined
  return 'over' in guard ? value > guard.over : value < guard.under
}

function evaluateAll(parts: readonly Guard[], read: FactReader): Truth {
  let truth: Truth = true
  for (const part of parts) {
    const one = evaluateGuard(part, read)
    if (one === false) return false
    if (one === undefined) truth = undefined
  }
  return truth
}

function negate(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth
}
