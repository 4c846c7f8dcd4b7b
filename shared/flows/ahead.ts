import { checkDefinition, checkNames, isCheckName, type CheckName } from '../domain/checks'
import { factDefinition, isFactName, type FactName } from '../domain/facts'
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

interface Node {
  readonly step: Step
  /** `isRenewing`: another text was given there, so what checks found with the old one says nothing any more. */
  readonly ways: readonly { readonly to: string; readonly isRenewing: boolean }[]
}

/** By step, the facts that somebody may still read as they are now: from the readers backwards, until nothing changes. */
function liveFacts(nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, ReadonlySet<FactName>> {
  const live = new Map<string, Set<FactName>>([...nodes].map(([name, { step }]) => [name, new Set(readBy(step))]))
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    for (const [name, { step, ways }] of nodes) {
      const own = live.get(name)
      if (own === undefined) continue
      const before = own.size
      const gone = step.kind === 'ask' && isFactName(step.fact) ? givenWith(step.fact) : new Set<FactName>()
      for (const { to, isRenewing } of ways) for (const fact of live.get(to) ?? []) if (!isRenewing || !gone.has(fact)) own.add(fact)
      isChanged ||= own.size > before
    }
  }
  return live
}

function readBy(step: Step): readonly FactName[] {
  const facts = atomsOf(step).map(({ atom }) => factOfAtom(atom))
  return [...facts, ...(step.kind === 'ask' && step.again !== true ? [step.fact] : [])].filter(isFactName)
}

/** What checks that need the fact may have given. */
function givenWith(needed: FactName): ReadonlySet<FactName> {
  return new Set(checkNames.flatMap((check): readonly FactName[] => (checkDefinition(check).needs.includes(needed) ? checkDefinition(check).gives : [])))
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
    const nodes = this.#reach(from)
    const checks = new Set<CheckName>()
    const fixes = new Set<string>()
    const limited: (readonly [string, number])[] = []
    for (const [name, { step }] of nodes) {
      if (step.limit !== undefined) limited.push([name, step.limit])
      if (step.kind === 'check') for (const check of step.run) if (isCheckName(check)) checks.add(check)
      if (step.kind === 'fix') fixes.add(step.run)
    }
    const live = liveFacts(nodes)
    const facts = new Set(from.flatMap(({ flow, step }) => [...(live.get(`${flow}/${step}`) ?? [])]))
    return { steps: new Set(nodes.keys()), facts: [...facts], checks: [...checks], fixes: [...fixes], limited }
  }

  #reach(from: Walk['calls']): ReadonlyMap<string, Node> {
    const nodes = new Map<string, Node>()
    const open: (readonly [CompiledFlow, string])[] = from.flatMap(({ flow, version, step }) => {
      const found = this.#library.get(flow, version)
      return found === undefined ? [] : [[found, step] as const]
    })
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [flow, id] = next
      const step = stepNamed(flow, id)
      const name = `${flow.id}/${id}`
      if (step === undefined || nodes.has(name)) continue
      const ways: { readonly to: string; readonly isRenewing: boolean }[] = []
      const lead = (target: Target, isRenewing: boolean): void => {
        const to = this.#targetOf(flow, target)
        if (to === undefined) return
        ways.push({ to: `${to[0].id}/${to[1]}`, isRenewing })
        open.push(to)
      }
      const asksAnew = step.kind === 'ask' && step.again === true && isFactName(step.fact) && factDefinition(step.fact).type === 'text'
      for (const { on, to } of waysOf(step)) lead(to, asksAnew && on !== 'unsure')
      if (step.over !== undefined) lead(step.over, false)
      if (step.kind === 'call') lead(step.call, false)
      nodes.set(name, { step, ways })
    }
    return nodes
  }

  #targetOf(flow: CompiledFlow, target: Target): readonly [CompiledFlow, string] | undefined {
    if (typeof target === 'string') return [flow, target]
    const other = target.flow === flow.id ? flow : this.#library.current(target.flow)
    return other === undefined ? undefined : [other, target.at ?? other.start]
  }
}
