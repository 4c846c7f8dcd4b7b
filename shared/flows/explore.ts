import { checkDefinition, isCheckName, type CheckName } from '../domain/checks'
import { factDefinition, isFactName, type FactName, type FactValue } from '../domain/facts'
import type { Door, Outcome } from '../domain/stateWords'
import { walk } from './engine'
import { ownStep, reachableFrom, stepNamed, waysOf } from './graph'
import type { CompiledFlow, Guard, Step } from './schema'
import type { Entry, FlowLibrary, Walk } from './walkTypes'

export interface Exploration {
  readonly door: Door
  /** Steps with the facts that later steps read: what can differ from there on. */
  readonly states: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Ways taken, as `step|on`; `over` for a limit that was used up. */
  readonly taken: ReadonlySet<string>
  /** Two ways taken one after the other. */
  readonly pairs: ReadonlySet<string>
  readonly reached: ReadonlySet<string>
  /** States that stand still: no input leads out and no outcome is there. A flow that ships has none. */
  readonly stuck: readonly string[]
  /** One log a verdict that led to it. */
  readonly verdicts: ReadonlyMap<string, readonly Entry[]>
}

/** Every way the flow draws, as `step|on`. */
export function waysDrawn(flow: CompiledFlow): ReadonlySet<string> {
  const ways = new Set<string>()
  for (const [id, step] of Object.entries(flow.steps)) {
    for (const { on } of waysOf(step)) ways.add(`${id}|${on}`)
    if (step.over !== undefined) ways.add(`${id}|over`)
  }
  return ways
}

/** Whether checks can have found these facts together. */
export type Possible = (fact: (name: FactName) => FactValue | undefined) => boolean

/** What no portal answers: a portal that takes no request looks nobody up, and nobody's account has no state. */
export function isPossible(fact: (name: FactName) => FactValue | undefined): boolean {
  const isSilent = ['blocked', 'refused', 'unreachable'].includes(String(fact('rest.health')))
  const found = fact('person.found')
  const account = [fact('person.active'), fact('person.invitation'), fact('person.everLoggedIn')]
  if (isSilent && (found !== undefined || fact('clock.skew') !== undefined)) return false
  if ((isSilent || found === 'none' || found === 'several') && account.some((value) => value !== undefined)) return false
  return fact('person.invitation') !== 'awaitingApproval' || fact('person.active') !== 'yes'
}

/**
 * Walks every reachable state of one flow in memory (flow-format, "Walk", a). Of a fact's values those that no guard
 * tells apart are tried once, and "not known" always. A call into another flow is walked as far as that flow goes.
 */
export function exploreFlow(flow: CompiledFlow, library: FlowLibrary, door: Door, possible: Possible = isPossible): Exploration {
  return new Explorer(flow, library, door, possible).run()
}

type NewEntry = Entry extends infer E ? (E extends Entry ? Omit<E, 'event' | 'at'> : never) : never

type CheckInput = Extract<NewEntry, { type: 'check' }>

function givesOf(check: CheckName): readonly FactName[] {
  return checkDefinition(check).gives
}

class Explorer {
  readonly #flow: CompiledFlow
  readonly #library: FlowLibrary
  readonly #door: Door
  readonly #possible: Possible
  readonly #atoms: ReadonlyMap<string, readonly Guard[]>
  /** Facts that a guard negates or asks for with `known`, and facts that a question passes by. */
  readonly #knownMatters = new Set<string>()
  readonly #ahead = new Map<string, Ahead>()
  readonly #taken = new Set<string>()
  readonly #pairs = new Set<string>()
  readonly #reached = new Set<string>()
  readonly #stuck: string[] = []
  readonly #verdicts = new Map<string, readonly Entry[]>()
  readonly #outcomes: Record<Outcome, number> = { solved: 0, notSolved: 0, handedOver: 0, abandoned: 0 }

  constructor(flow: CompiledFlow, library: FlowLibrary, door: Door, possible: Possible) {
    this.#flow = flow
    this.#library = library
    this.#door = door
    this.#possible = possible
    const atoms = new Map<string, Guard[]>()
    for (const one of library.all()) {
      for (const step of Object.values(one.steps)) {
        if (step.kind === 'ask') this.#knownMatters.add(step.fact)
        for (const { atom, isNegated } of atomsOf(step)) {
          const fact = 'known' in atom ? atom.known : 'fact' in atom ? atom.fact : ''
          if (isNegated || 'known' in atom) this.#knownMatters.add(fact)
          atoms.set(fact, [...(atoms.get(fact) ?? []), atom])
        }
      }
    }
    this.#atoms = atoms
  }

  run(): Exploration {
    const seen = new Set<string>()
    const open: (readonly Entry[])[] = [[]]
    for (let entries = open.pop(); entries !== undefined; entries = open.pop()) {
      const walked = walk({ library: this.#library, start: { flow: this.#flow.id, version: this.#flow.version }, entries, door: this.#door, now: 0 })
      this.#note(walked, entries)
      const key = this.#keyOf(walked, entries)
      if (seen.has(key)) continue
      seen.add(key)
      const { position } = walked
      if (position.outcome !== undefined) this.#outcomes[position.outcome] += 1
      if (position.awaits === 'nothing') continue
      const inputs = this.#inputsAt(walked, entries.length)
      if (inputs.length === 0) this.#stuck.push(key)
      for (const input of inputs) open.push([...entries, ...input.map((entry, index): Entry => ({ ...entry, event: `walk:${entries.length + index + 1}`, at: 0 }))])
    }
    return { door: this.#door, states: seen.size, outcomes: this.#outcomes, taken: this.#taken, pairs: this.#pairs, reached: this.#reached, stuck: this.#stuck, verdicts: this.#verdicts }
  }

  /** What could come next: each a list of entries that are written together. */
  #inputsAt(walked: Walk, count: number): readonly (readonly NewEntry[])[] {
    const { position } = walked
    const flow = this.#library.get(position.flow, position.version)
    const step = flow === undefined ? undefined : stepNamed(flow, position.step)
    if (step === undefined) return []
    const place = { flow: position.flow, step: position.step, visit: position.visit }
    if (position.awaits === 'checks') {
      const needed = step.kind === 'verify' ? [step.ask] : []
      const lists = position.pendingChecks.reduce<readonly (readonly CheckInput[])[]>(
        (all, check) => all.flatMap((list) => this.#outcomesOf(check, needed).map((gives): readonly CheckInput[] => [...list, { type: 'check', ...place, check, result: Object.keys(gives).length > 0 ? 'ok' : 'notRun', needs: needsNow(check, walked), gives }])),
        [[]],
      )
      return lists.filter((list) => this.#possible((fact) => list.find((one) => Object.hasOwn(one.gives, fact))?.gives[fact] ?? (list.some((one) => givesOf(one.check).includes(fact)) ? undefined : walked.facts.get(fact)?.best.value)))
    }
    switch (step.kind) {
      case 'ask':
      case 'verify': {
        const name = step.kind === 'ask' ? step.fact : step.ask
        if (!isFactName(name)) return []
        return this.#answersTo(name, step, count).map((value) => [{ type: 'answer', ...place, fact: name, value }])
      }
      case 'advise':
        return (['done', 'failed'] as const).map((result) => [{ type: 'advice', ...place, result }])
      case 'fix':
        return ['verified', 'notVerified', 'failed', 'skipped', 'dryRun'].map((result) => [{ type: 'fix', ...place, result }])
      case 'handOver':
        return [[{ type: 'handOver', ...place, to: step.to, result: position.awaits === 'answer' ? 'answered' : 'sent' }]]
      default:
        return []
    }
  }

  #answersTo(fact: FactName, step: Step, count: number): readonly FactValue[] {
    const definition = factDefinition(fact)
    if (definition.type === 'closed') return definition.values
    if (definition.type !== 'text') return [1]
    const offersUnsure = step.kind === 'ask' && !Array.isArray(step.next) && Object.hasOwn(step.next, 'unsure')
    // Never the same text twice: another address or portal makes the checks run again.
    return offersUnsure ? [`text ${count}`, 'unsure'] : [`text ${count}`]
  }

  /** What one check may give, as far as the flows tell it apart. */
  #outcomesOf(check: CheckName, needed: readonly string[]): readonly Readonly<Record<string, FactValue>>[] {
    const definition = checkDefinition(check)
    if (definition.right === 'lookUp' && this.#door === 'employee') return [{}]
    const facts: readonly FactName[] = definition.gives
    return facts.reduce<readonly Readonly<Record<string, FactValue>>[]>((lists, fact) => lists.flatMap((gives) => this.#valuesOf(fact, needed.includes(fact)).map((value) => (value === undefined ? gives : { ...gives, [fact]: value }))), [{}])
  }

  #valuesOf(fact: FactName, all: boolean): readonly (FactValue | undefined)[] {
    const definition = factDefinition(fact)
    const atoms = this.#atoms.get(fact) ?? []
    if (definition.type !== 'closed') return [undefined]
    if (all) return [undefined, ...definition.values]
    const kinds = new Map<string, FactValue>()
    for (const value of definition.values) {
      const kind = atoms.map((atom) => ('is' in atom ? atom.is === value : 'in' in atom ? atom.in.includes(value) : true))
      // Where nothing asks whether the fact is known, "none of these" and "not known" lead the same way.
      const isLikeUnknown = !kind.includes(true) && !this.#knownMatters.has(fact)
      if (!isLikeUnknown && !kinds.has(kind.join())) kinds.set(kind.join(), value)
    }
    return [undefined, ...kinds.values()]
  }

  #keyOf(walked: Walk, entries: readonly Entry[]): string {
    const { position, path } = walked
    const flow = this.#library.get(position.flow, position.version)
    if (flow === undefined) return ''
    const ahead = this.#aheadOf(flow, position.step)
    const facts = ahead.facts.map((fact) => {
      const value = walked.facts.get(fact)?.best.value
      return factDefinition(fact).type === 'text' ? value !== undefined : value
    })
    const visits = ahead.limited.map(([step, limit]) => Math.min(limit, path.filter((item) => item.step === step && item.flow === flow.id).length))
    const run = ahead.checks.filter((check) => entries.some((entry) => entry.type === 'check' && entry.check === check && isRunWith(entry.needs, check, walked)))
    return JSON.stringify([position.flow, position.step, position.awaits, position.pendingChecks, path.at(-2)?.step, facts, visits, run])
  }

  #aheadOf(flow: CompiledFlow, from: string): Ahead {
    const key = `${flow.id}/${from}`
    const ready = this.#ahead.get(key)
    if (ready !== undefined) return ready
    const facts = new Set<FactName>()
    const checks = new Set<CheckName>()
    const limited: (readonly [string, number])[] = []
    for (const id of reachableFrom(flow, from)) {
      const step = stepNamed(flow, id)
      if (step === undefined) continue
      if (step.limit !== undefined) limited.push([id, step.limit])
      for (const { atom } of atomsOf(step)) {
        const name = 'known' in atom ? atom.known : 'fact' in atom ? atom.fact : ''
        if (isFactName(name)) facts.add(name)
      }
      if (step.kind === 'ask' && isFactName(step.fact)) facts.add(step.fact)
      if (step.kind === 'check') for (const name of step.run) if (isCheckName(name)) checks.add(name)
    }
    const ahead: Ahead = { facts: [...facts], checks: [...checks], limited }
    this.#ahead.set(key, ahead)
    return ahead
  }

  #note(walked: Walk, entries: readonly Entry[]): void {
    let before: string | undefined
    walked.path.forEach((item, index) => {
      this.#reached.add(item.step)
      const next = walked.path[index + 1]
      const flow = this.#library.get(item.flow, item.version)
      const step = flow === undefined ? undefined : stepNamed(flow, item.step)
      if (next === undefined || flow === undefined || step === undefined) return
      const ways = waysOf(step)
      const named = ways.find((way) => way.on === item.result) ?? (Array.isArray('next' in step ? step.next : undefined) ? undefined : ways.find((way) => way.on === 'else'))
      const taken = named === undefined ? ways.filter((way) => ownStep(flow, way.to) === next.step) : [named]
      const target = named === undefined ? next.step : (ownStep(flow, named.to) ?? next.step)
      for (const { on } of taken) this.#taken.add(`${item.step}|${on}`)
      for (let at = target; at !== next.step; ) {
        const over = stepNamed(flow, at)?.over
        if (over === undefined) break
        this.#taken.add(`${at}|over`)
        at = ownStep(flow, over) ?? next.step
      }
      const way = `${item.step}>${next.step}`
      if (before !== undefined) this.#pairs.add(`${before} ${way}`)
      before = way
    })
    for (const verdict of walked.verdicts) if (!this.#verdicts.has(verdict)) this.#verdicts.set(verdict, entries)
  }
}

interface Ahead {
  readonly facts: readonly FactName[]
  readonly checks: readonly CheckName[]
  readonly limited: readonly (readonly [string, number])[]
}

function needsNow(check: CheckName, walked: Walk): Readonly<Record<string, FactValue>> {
  const needs: Record<string, FactValue> = {}
  for (const fact of checkDefinition(check).needs) {
    const value = walked.facts.get(fact)?.best.value
    if (value !== undefined) needs[fact] = value
  }
  return needs
}

function isRunWith(needs: Readonly<Record<string, FactValue>>, check: CheckName, walked: Walk): boolean {
  const needed: readonly FactName[] = checkDefinition(check).needs
  return needed.every((fact) => needs[fact] === walked.facts.get(fact)?.best.value)
}

interface Atom {
  readonly atom: Guard
  readonly isNegated: boolean
}

function atomsOf(step: Step): readonly Atom[] {
  if (step.kind === 'end' || step.kind === 'handOver' || !Array.isArray(step.next)) return []
  return step.next.flatMap((way) => ('when' in way ? atomsIn(way.when, false) : []))
}

function atomsIn(guard: Guard, isNegated: boolean): readonly Atom[] {
  if ('all' in guard) return guard.all.flatMap((part) => atomsIn(part, isNegated))
  if ('any' in guard) return guard.any.flatMap((part) => atomsIn(part, isNegated))
  if ('not' in guard) return atomsIn(guard.not, true)
  return [{ atom: guard, isNegated }]
}
