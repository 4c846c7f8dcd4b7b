import { checkDefinition } from '../domain/checks'
import { factDefinition, isFactName, type FactName, type FactValue } from '../domain/facts'
import { productFixes, type FixRegistry } from '../domain/fixes'
import type { Door, Outcome } from '../domain/stateWords'
import { atomsOf, factOfAtom, LookAhead, type Ahead } from './ahead'
import { edgesTaken, pairsOf, type Edge } from './coverage'
import { walk } from './engine'
import { waysOf } from './graph'
import { entriesFor, humanInputs, standingStep, takesUnsure, type Input } from './inputs'
import type { CompiledFlow, Guard, Step } from './schema'
import type { Entry, FlowLibrary, Walk } from './walkTypes'

export interface Exploration {
  readonly door: Door
  /** Steps with the facts that later steps read: what can differ from there on. */
  readonly states: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Ways of this flow taken, as `step|on`; `over` for a limit that was used up. */
  readonly taken: ReadonlySet<string>
  /** The same over every flow that was walked into. */
  readonly edges: ReadonlySet<Edge>
  /** Two edges taken one after the other. */
  readonly pairs: ReadonlySet<string>
  readonly reached: ReadonlySet<string>
  /** States from which no outcome can be reached. A flow that ships has none. */
  readonly stuck: readonly string[]
  /** One log a verdict that led to it. */
  readonly verdicts: ReadonlyMap<string, readonly Entry[]>
  /** The state the case opens in. */
  readonly root: string
  /** By state: what may come next, and where it leads. */
  readonly graph: ReadonlyMap<string, readonly Transition[]>
}

export interface Transition {
  readonly input: Input
  readonly to: string
  /** Edges taken on the way there. */
  readonly edges: readonly Edge[]
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

export type FixStep = Extract<Step, { kind: 'fix' }>

/** What the world answers: what checks find under which circumstances. */
export interface World {
  /** Every finding that can be had now. In memory there is none: what a check found is left open until a guard reads it. */
  readonly checks?: (walked: Walk, step: Step, ahead: Ahead) => readonly Input[]
  /** How a fix can end here; every result it knows unless said. */
  readonly fixes?: (walked: Walk, step: FixStep) => readonly Input[]
  /** What a fact may be where somebody reads it. */
  values(fact: FactName, isAsked: boolean): readonly (FactValue | undefined)[]
  texts(fact: FactName, step: Step, count: number): readonly FactValue[]
  /** Whether checks can have found what is known so far. */
  readonly possible: Possible
  /** Whether one text leads elsewhere than another; else only "known" counts. */
  readonly textsDiffer: boolean
}

export interface ExploreOptions {
  readonly door: Door
  /** What the case is opened with. */
  readonly opened?: readonly Entry[]
  readonly world?: World
  readonly fixes?: FixRegistry
  /** Ends the exploration early. */
  readonly isEnough?: (edges: ReadonlySet<Edge>, states: number) => boolean
}

/**
 * Walks every reachable state of one flow in memory (flow-format, "Walk", a). Of a fact's values those that no guard
 * ahead tells apart are tried once, and "not known" always. Flows that are called or gone to are walked along.
 */
export function exploreFlow(flow: CompiledFlow, library: FlowLibrary, door: Door, possible: Possible = isPossible): Exploration {
  const exploring = exploreStates(flow, library, { door, world: worldOfGuards(flow, library, possible) })
  for (;;) {
    const step = exploring.next()
    if (step.done === true) return step.value
  }
}

/** The same, giving way after each move, for whoever must not hold up a thread. */
export function* exploreStates(flow: CompiledFlow, library: FlowLibrary, { door, opened = [], world, fixes = productFixes, isEnough = () => false }: ExploreOptions): Generator<number, Exploration, undefined> {
  const answers = world ?? worldOfGuards(flow, library, isPossible)
  const look = new LookAhead(library)
  const found = new Findings(flow)
  const graph = new Map<string, readonly Transition[]>()
  const walkWith = (entries: readonly Entry[], onRead?: (fact: string, at: number) => void): Walk => walk({ library, start: { flow: flow.id, version: flow.version }, entries, door, now: 0, fixes, ...(onRead === undefined ? {} : { onRead }) })
  const open: (State & { readonly key: string })[] = []
  const arrive = (state: State, before: readonly Edge[]): string => {
    found.note(state, before)
    const key = stateKey(state.walked, state.edges.at(-1), look.of(state.walked), answers.textsDiffer, state.undecided)
    if (!graph.has(key)) {
      graph.set(key, [])
      if (state.walked.position.outcome !== undefined) found.ended.add(key)
      open.push({ ...state, key })
    }
    return key
  }
  const begun = walkWith(opened)
  const root = arrive({ entries: opened, undecided: new Map(), walked: begun, edges: edgesTaken(begun.path) }, [])
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const { entries, walked, key, undecided } = state
    if (walked.position.outcome !== undefined) found.outcomes[walked.position.outcome] += 1
    const step = standingStep(walked, library)
    if (step === undefined || walked.position.awaits === 'nothing') continue
    const isLazy = walked.position.awaits === 'checks' && answers.checks === undefined
    const inputs: readonly Input[] =
      step.kind === 'fix' && answers.fixes !== undefined ? answers.fixes(walked, step)
      : walked.position.awaits !== 'checks' ? humanInputs(walked, step, (fact, asking) => answers.texts(fact, asking, entries.length), fixes)
      : answers.checks === undefined ? [{ type: 'checks', gives: {} }]
      : answers.checks(walked, step, look.of(walked))
    const transitions: Transition[] = []
    graph.set(key, transitions)
    for (const input of inputs) {
      const next = [...entries, ...entriesFor(input, walked, step, entries.length, fixes)]
      const left = isLazy ? leftOpen(undecided, walked, door, entries.length) : undecided
      const asked = isLazy && step.kind === 'verify' && isFactName(step.ask) ? step.ask : undefined
      for (const settled of yield* settle({ entries: next, undecided: left }, asked, answers, walkWith, graph)) {
        transitions.push({ input, to: arrive(settled, state.edges), edges: edgesAdded(state.edges, settled.edges) })
        yield graph.size
      }
    }
    if (isEnough(found.edges, graph.size)) break
  }
  const { outcomes, edges, pairs, reached, verdicts, ended } = found
  return { door, states: graph.size, outcomes, edges, pairs, reached, verdicts, taken: found.taken(), stuck: withoutOutcome(graph, ended), root, graph }
}

/** A finding nobody has read yet: which entry holds it, and from where on the path it counts. */
interface Undecided {
  readonly entry: number
  readonly from: number
}
interface Draft {
  readonly entries: readonly Entry[]
  readonly undecided: ReadonlyMap<FactName, Undecided>
}
interface State extends Draft {
  readonly walked: Walk
  readonly edges: readonly Edge[]
}

/** Of the checks that are run now, whatever they may give. */
function leftOpen(before: ReadonlyMap<FactName, Undecided>, walked: Walk, door: Door, count: number): ReadonlyMap<FactName, Undecided> {
  const undecided = new Map(before)
  walked.position.pendingChecks.forEach((check, index) => {
    const { right, gives } = checkDefinition(check)
    for (const fact of gives) {
      undecided.delete(fact)
      if ((right !== 'lookUp' || door !== 'employee') && factDefinition(fact).type !== 'text') undecided.set(fact, { entry: count + index, from: walked.path.length - 1 })
    }
  })
  return undecided
}

/**
 * Walks on, deciding what a check found at the moment a guard reads it: each value that can be is one state. What
 * nobody reads stays open, so that states differ only in what made a difference.
 */
function* settle(draft: Draft, asked: FactName | undefined, world: World, walkWith: (entries: readonly Entry[], onRead: (fact: string, at: number) => void) => Walk, graph: ReadonlyMap<string, unknown>): Generator<number, readonly State[], undefined> {
  const settled: State[] = []
  const open: { readonly draft: Draft; readonly asked: FactName | undefined }[] = [{ draft, asked }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { entries, undecided } = next.draft
    let read: FactName | undefined = next.asked !== undefined && undecided.has(next.asked) ? next.asked : undefined
    const isAsked = read !== undefined
    const walked = walkWith(entries, (fact, at) => {
      if (read === undefined && isFactName(fact) && at >= (undecided.get(fact)?.from ?? Number.POSITIVE_INFINITY)) read = fact
    })
    // One finding can open hundreds of walks: each is a move.
    yield graph.size
    const fact = read
    const place = fact === undefined ? undefined : undecided.get(fact)
    if (fact === undefined || place === undefined) {
      settled.push({ entries, undecided, walked, edges: edgesTaken(walked.path) })
      continue
    }
    const rest = new Map(undecided)
    rest.delete(fact)
    for (const value of world.values(fact, isAsked)) {
      const decided = value === undefined ? entries : entries.map((entry, index): Entry => (index === place.entry && entry.type === 'check' ? { ...entry, result: 'ok', gives: { ...entry.gives, [fact]: value } } : entry))
      if (world.possible((name) => givenLast(decided, name))) open.push({ draft: { entries: decided, undecided: rest }, asked: undefined })
    }
  }
  return settled
}

/** What the latest run of a check that may give the fact gave. */
function givenLast(entries: readonly Entry[], fact: FactName): FactValue | undefined {
  const entry = entries.findLast((one) => one.type === 'check' && checkDefinition(one.check).gives.includes(fact))
  return entry?.type === 'check' ? entry.gives[fact] : undefined
}

class Findings {
  readonly outcomes: Record<Outcome, number> = { solved: 0, notSolved: 0, handedOver: 0, abandoned: 0 }
  readonly edges = new Set<Edge>()
  readonly pairs = new Set<string>()
  readonly reached = new Set<string>()
  readonly verdicts = new Map<string, readonly Entry[]>()
  readonly ended = new Set<string>()
  readonly #flow: CompiledFlow

  constructor(flow: CompiledFlow) {
    this.#flow = flow
  }

  /** `before`: edges that were noted; the way is only read from where it leaves them. */
  note({ walked, entries, edges }: State, before: readonly Edge[]): void {
    let alike = 0
    while (alike < before.length && alike < edges.length && before[alike] === edges[alike]) alike += 1
    const added = edges.slice(Math.max(0, alike - 1))
    for (const edge of added) this.edges.add(edge)
    for (const pair of pairsOf(added)) this.pairs.add(pair)
    for (const item of walked.path) if (item.flow === this.#flow.id) this.reached.add(item.step)
    for (const verdict of walked.verdicts) if (!this.verdicts.has(verdict)) this.verdicts.set(verdict, entries)
  }

  taken(): ReadonlySet<string> {
    const own = `${this.#flow.id}/`
    return new Set([...this.edges].filter((edge) => edge.startsWith(own)).map((edge) => edge.slice(own.length)))
  }
}

/** What the second walk took and the first did not. A call's edge stands before those of the flow that came back. */
function edgesAdded(before: readonly Edge[], after: readonly Edge[]): readonly Edge[] {
  const left = new Map<Edge, number>()
  for (const edge of before) left.set(edge, (left.get(edge) ?? 0) + 1)
  return after.filter((edge) => {
    const count = left.get(edge) ?? 0
    if (count > 0) left.set(edge, count - 1)
    return count === 0
  })
}

/** Goes backwards from the outcomes: what is not met leads to none. */
function withoutOutcome(graph: ReadonlyMap<string, readonly Transition[]>, ended: ReadonlySet<string>): readonly string[] {
  const from = new Map<string, string[]>()
  for (const [key, transitions] of graph) {
    for (const { to } of transitions) {
      const list = from.get(to)
      if (list === undefined) from.set(to, [key])
      else list.push(key)
    }
  }
  const good = new Set(ended)
  const open = [...ended]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const one of from.get(key) ?? []) {
      if (good.has(one)) continue
      good.add(one)
      open.push(one)
    }
  }
  return [...graph.keys()].filter((key) => !good.has(key))
}

/** Two walks with the same key go on alike, and came by the same edge. */
function stateKey(walked: Walk, cameBy: Edge | undefined, ahead: Ahead, textsDiffer: boolean, undecided: ReadonlyMap<FactName, Undecided>): string {
  const { position, path, calls } = walked
  const valueOf = (fact: FactName): FactValue | undefined => walked.facts.get(fact)?.best.value
  const shown = (fact: FactName): FactValue | boolean | undefined => (undecided.has(fact) ? '*' : factDefinition(fact).type === 'text' && !textsDiffer ? valueOf(fact) !== undefined : valueOf(fact))
  const visits = ahead.limited.map(([name, limit]) => Math.min(limit, path.filter((item) => `${item.flow}/${item.step}` === name).length))
  const needed = textsDiffer ? [...ahead.checks.map((check) => checkDefinition(check).needs), ...ahead.fixes.map((fix) => productFixes(fix)?.needs ?? [])].flat() : []
  // Where a check really asks somebody, what was changed before makes a difference.
  const changes = textsDiffer && ahead.checks.length + ahead.fixes.length > 0 ? walked.fixes.filter(({ result }) => result === 'verified').map(({ fix }) => fix) : []
  const run = ahead.checks.map((check) => walked.checksRun.has(check))
  const fixes = ahead.fixes.map((fix) => walked.fixes.findLast((one) => one.fix === fix)?.result)
  return JSON.stringify([position.flow, position.step, position.awaits, position.fix, position.pendingChecks, calls.map(({ flow, step }) => `${flow}/${step}`), cameBy, ahead.facts.map(shown), needed.map(valueOf), visits, run, fixes, changes])
}

/** Everything that checks may find, as far as the guards ahead tell it apart. */
export function worldOfGuards(from: CompiledFlow, library: FlowLibrary, possible: Possible): World {
  const atoms = new Map<string, Guard[]>()
  const knownMatters = new Set<string>()
  // What no way from here leads to tells nothing apart: each flow more would multiply the states of all others.
  const { steps: ahead } = new LookAhead(library).from([{ flow: from.id, version: from.version, step: from.start }])
  for (const flow of library.all()) {
    for (const [id, step] of Object.entries(flow.steps)) {
      if (!ahead.has(`${flow.id}/${id}`)) continue
      if (step.kind === 'ask') knownMatters.add(step.fact)
      for (const { atom, isNegated } of atomsOf(step)) {
        const fact = factOfAtom(atom)
        if (isNegated || 'known' in atom) knownMatters.add(fact)
        const list = atoms.get(fact)
        if (list === undefined) atoms.set(fact, [atom])
        else list.push(atom)
      }
    }
  }
  const valuesOf = (fact: FactName, all: boolean): readonly (FactValue | undefined)[] => {
    const definition = factDefinition(fact)
    const about = atoms.get(fact) ?? []
    if (definition.type === 'text') return [undefined]
    const values: readonly FactValue[] = definition.type === 'closed' ? definition.values : about.flatMap(numbersAround)
    if (all) return [undefined, ...values]
    const kinds = new Map<string, FactValue>()
    for (const value of values) {
      const kind = about.map((atom) => tells(atom, value))
      // Where nothing asks whether the fact is known, "none of these" and "not known" lead the same way.
      const isLikeUnknown = !kind.includes(true) && !knownMatters.has(fact)
      if (!isLikeUnknown && !kinds.has(kind.join())) kinds.set(kind.join(), value)
    }
    return [undefined, ...kinds.values()]
  }
  return {
    textsDiffer: false,
    texts(fact, step, count) {
      if (factDefinition(fact).type !== 'text') return valuesOf(fact, true).map((value) => value ?? 1)
      // Never the same text twice: another address or portal makes the checks run again.
      return takesUnsure(step) ? [`text ${count}`, 'unsure'] : [`text ${count}`]
    },
    values: valuesOf,
    possible,
  }
}

function tells(atom: Guard, value: FactValue): boolean {
  if ('is' in atom) return atom.is === value
  if ('in' in atom) return atom.in.includes(value)
  if ('over' in atom) return typeof value === 'number' && value > atom.over
  return 'under' in atom ? typeof value === 'number' && value < atom.under : true
}

function numbersAround(atom: Guard): readonly number[] {
  if ('over' in atom) return [atom.over, atom.over + 1]
  if ('under' in atom) return [atom.under - 1, atom.under]
  return 'is' in atom && typeof atom.is === 'number' ? [atom.is] : []
}
