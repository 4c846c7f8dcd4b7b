import { isCheckName, type CheckName } from '../domain/checks'
import { isFactName, type FactName } from '../domain/facts'
import { stepNamed, waysOf } from './graph'
import type { CompiledFlow, Guard, Step, Target } from './schema'
import type { FlowLibrary, Walk } from './walkTypes'

/** What can still be read, run or used up from a step on: two states that agree in it go on alike. */
export interface Ahead {
  readonly steps: ReadonlySet<string>
  readonly facts: readonly FactName[]
  readonly checks: readonly CheckName[]
  readonly fixes: readonly string[]
  /** `flow/step` and its limit. */
  readonly limited: readonly (readonly [string, number])[]
}

export interface Atom {
  readonly atom: Guard
  readonly isNegated: boolean
}

export function atomsOf(step: Step): readonly Atom[] {
  if (step.kind === 'end' || step.kind === 'handOver' || !Array.isArray(step.next)) return []
  return step.next.flatMap((way) => ('when' in way ? atomsIn(way.when, false) : []))
}

function atomsIn(guard: Guard, isNegated: boolean): readonly Atom[] {
  if ('all' in guard) return guard.all.flatMap((part) => atomsIn(part, isNegated))
  if ('any' in guard) return guard.any.flatMap((part) => atomsIn(part, isNegated))
  if ('not' in guard) return atomsIn(guard.not, true)
  return [{ atom: guard, isNegated }]
}

export function factOfAtom(atom: Guard): string {
  return 'known' in atom ? atom.known : 'fact' in atom ? atom.fact : ''
}

/** Looks ahead over flows: into those that are called, and into those gone to. */
export class LookAhead {
  readonly #library: FlowLibrary
  readonly #ready = new Map<string, Ahead>()

  constructor(library: FlowLibrary) {
    this.#library = library
  }

  /** From where the walk stands, and from every call that will come back. */
  of(walked: Walk): Ahead {
    const { position, calls } = walked
    return this.from([{ flow: position.flow, version: position.version, step: position.step }, ...calls])
  }

  from(from: Walk['calls']): Ahead {
    const key = from.map(({ flow, version, step }) => `${flow}.${version}/${step}`).join(' ')
    const ready = this.#ready.get(key)
    if (ready !== undefined) return ready
    const ahead = this.#look(from)
    this.#ready.set(key, ahead)
    return ahead
  }

  #look(from: Walk['calls']): Ahead {
    const seen = new Set<string>()
    const facts = new Set<FactName>()
    const checks = new Set<CheckName>()
    const fixes = new Set<string>()
    const limited: (readonly [string, number])[] = []
    const open: (readonly [CompiledFlow, string])[] = from.flatMap(({ flow, version, step }) => {
      const found = this.#library.get(flow, version)
      return found === undefined ? [] : [[found, step] as const]
    })
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [flow, id] = next
      const step = stepNamed(flow, id)
      const name = `${flow.id}/${id}`
      if (step === undefined || seen.has(name)) continue
      seen.add(name)
      if (step.limit !== undefined) limited.push([name, step.limit])
      for (const { atom } of atomsOf(step)) {
        const fact = factOfAtom(atom)
        if (isFactName(fact)) facts.add(fact)
      }
      if (step.kind === 'ask' && isFactName(step.fact)) facts.add(step.fact)
      if (step.kind === 'check') for (const check of step.run) if (isCheckName(check)) checks.add(check)
      if (step.kind === 'fix') fixes.add(step.run)
      for (const target of [...waysOf(step).map((way) => way.to), ...(step.over === undefined ? [] : [step.over]), ...(step.kind === 'call' ? [step.call] : [])]) {
        const to = this.#targetOf(flow, target)
        if (to !== undefined) open.push(to)
      }
    }
    return { steps: seen, facts: [...facts], checks: [...checks], fixes: [...fixes], limited }
  }

  #targetOf(flow: CompiledFlow, target: Target): readonly [CompiledFlow, string] | undefined {
    if (typeof target === 'string') return [flow, target]
    const other = target.flow === flow.id ? flow : this.#library.current(target.flow)
    return other === undefined ? undefined : [other, target.at ?? other.start]
  }
}
