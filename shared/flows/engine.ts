import { checkDefinition, type CheckName } from '../domain/checks'
import type { EventName } from '../domain/events'
import { factDefinition, isFactName, type FactName, type FactValue } from '../domain/facts'
import { checkLagMs, productFixes, type FixRegistry } from '../domain/fixes'
import type { FactGiver } from '../domain/stateWords'
import { FactStore } from './factStore'
import { FixRuns, type FixRun } from './fixRuns'
import { FlowError } from './flowError'
import { evaluateGuard } from './guards'
import { placeKey } from './placeKey'
import { PortalChanges } from './portalChanges'
import type { CompiledFlow, Next, Step, StepKind, Target } from './schema'
import { checkNamed, factNamed, hasKey, noWay, pushTo, verifyResult, where, type CheckEntry, type Draft, type EntryOf, type Frame, type Here, type Move, type PlacedType } from './walkParts'
import type { Entry, KnownFact, PathItem, Position, Reminder, Walk, WalkInput } from './walkTypes'

export { FlowError, type FlowErrorCode } from './flowError'

const mostMoves = 500
const deepestCall = 3

/**
 * Where a case stands (flow-format, "Semantics"): runs the flow from its start over the live entries until it needs
 * input. Pure: the same input gives the same walk, on every machine.
 */
export function walk(input: WalkInput): Walk {
  return new Walker(input).run()
}

class Walker {
  readonly #input: WalkInput
  readonly #facts = new FactStore()
  readonly #path: Draft[] = []
  readonly #verdicts: string[] = []
  /** Counts a verdict that was met twice, too: a called flow may find what its caller had found. */
  #verdictsGiven = 0
  readonly #used = new Set<EventName>()
  readonly #visits = new Map<string, number>()
  readonly #versions = new Map<string, number>()
  readonly #entered = new Map<string, EventName>()
  readonly #toRecord = new Map<string, number>()
  readonly #frames: Frame[] = []
  readonly #placed = new Map<string, Entry[]>()
  readonly #checks = new Map<CheckName, CheckEntry[]>()
  readonly #logIndex = new Map<EventName, number>()
  readonly #fixRuns = new FixRuns()
  readonly #fixes: FixRegistry
  readonly #reminders: Reminder[] = []
  /** Where in the log the last thing a person did stands: what came before it is history and is not redone. */
  readonly #frontier: number
  readonly #changes: readonly FixRun[]
  readonly #portalChanges: PortalChanges

  constructor(input: WalkInput) {
    this.#input = input
    this.#fixes = input.fixes ?? productFixes
    this.#versions.set(input.start.flow, input.start.version)
    let frontier = -1
    input.entries.forEach((entry, index) => {
      this.#logIndex.set(entry.event, index)
      if (entry.type === 'answer' || entry.type === 'advice' || entry.type === 'handOver' || entry.type === 'fix') frontier = index
    })
    this.#frontier = frontier
    for (const entry of input.entries) this.#file(entry)
    this.#changes = this.#fixRuns.changes(this.#fixes)
    this.#portalChanges = new PortalChanges(this.#changes.map((run) => Math.min(...run.events.map((event) => this.#placeOf(event)))))
  }

  run(): Walk {
    let place = { flow: this.#flow(this.#input.start.flow), step: this.#flow(this.#input.start.flow).start }
    let over: string[] = []
    for (let moves = 0; moves < mostMoves; moves += 1) {
      const here = this.#arrive(place.flow, place.step)
      if (here.step.limit !== undefined && here.visit > here.step.limit) {
        if (here.step.over === undefined) throw noWay(here, 'its limit')
        over.push(`${here.flow.id}/${here.id}`)
        place = this.#resolve(here.step.over, here.flow)
        continue
      }
      const item: Draft = { flow: here.flow.id, version: here.flow.version, step: here.id, kind: here.step.kind, visit: here.visit, passedBy: 'position', events: [], result: undefined, verdict: undefined, way: undefined, cameOver: over }
      over = []
      this.#path.push(item)
      const isForDoor = here.step.for === undefined || here.step.for.includes(this.#input.door)
      if (isForDoor && here.step.verdict !== undefined) {
        item.verdict = here.step.verdict
        this.#verdictsGiven += 1
        if (this.#verdicts.at(-1) !== here.step.verdict) this.#verdicts.push(here.step.verdict)
      }
      const move = isForDoor || here.step.kind === 'end' ? this.#play(here, item) : this.#passBy(here)
      item.events = move.events ?? []
      item.result ??= move.result
      for (const event of item.events) this.#used.add(event)
      if ('awaits' in move) return this.#finish(here, move)
      item.passedBy = move.passedBy
      item.way = move.way
      place = this.#resolve(move.to, move.in)
    }
    throw new FlowError('ringWithoutLimit', `${this.#input.start.flow}: no end after ${mostMoves} moves`)
  }

  #file(entry: Entry): void {
    switch (entry.type) {
      case 'fact':
        this.#used.add(entry.event)
        this.#facts.give(entry.fact, this.#known(entry, entry.fact, entry.value, entry.giver))
        return
      case 'flowEntered':
        if (!this.#versions.has(entry.flow)) {
          this.#versions.set(entry.flow, entry.version)
          this.#entered.set(entry.flow, entry.event)
        }
        return
      case 'check':
        pushTo(this.#checks, entry.check, entry)
        return
      case 'fix':
        this.#fixRuns.add(entry)
        return
      default:
        pushTo(this.#placed, placeKey(entry), entry)
    }
  }

  #arrive(flow: CompiledFlow, id: string): Here {
    const step = Object.hasOwn(flow.steps, id) ? flow.steps[id] : undefined
    if (step === undefined) throw new FlowError('unknownTarget', `${flow.id}/${flow.version}: no step ${id}`)
    const key = `${flow.id}/${id}`
    const visit = (this.#visits.get(key) ?? 0) + 1
    this.#visits.set(key, visit)
    return { flow, id, step, visit }
  }

  #play(here: Here, item: Draft): Move {
    const { step } = here
    switch (step.kind) {
      case 'ask':
        return this.#ask(here, step)
      case 'check':
        return this.#check(here, step)
      case 'advise':
        return this.#advise(here, step)
      case 'fix':
        return this.#fix(here, step)
      case 'verify':
        return this.#verify(here, step)
      case 'handOver':
        return this.#handOver(here, step)
      case 'call':
        return this.#call(here, step, item)
      case 'end':
        return this.#end(here, step)
    }
  }

  /** A step for other doors: passed, visibly. */
  #passBy(here: Here): Move {
    const { step } = here
    const passed = { in: here.flow, passedBy: 'notForRole', events: [], result: undefined } as const
    if (step.kind === 'handOver' || step.kind === 'end') {
      if (step.kind === 'handOver' && step.resume !== undefined) return { to: step.resume, way: 'answered', ...passed }
      throw noWay(here, 'other doors')
    }
    const keys = step.kind === 'advise' || step.kind === 'fix' ? ['done'] : []
    for (const key of [...keys, 'else', 'unsure', 'unknown']) {
      const chosen = this.#choose(step.next, key)
      if (chosen !== undefined) return { ...chosen, ...passed }
    }
    throw noWay(here, 'other doors')
  }

  #ask(here: Here, step: Extract<Step, { kind: 'ask' }>): Move {
    const fact = factNamed(here, step.fact)
    const own = this.#latest(here, 'answer', (entry) => entry.fact === fact)
    if (own !== undefined) {
      const isText = factDefinition(fact).type === 'text'
      // "I'm not sure" where a name, an address or a host was asked for: an answer, but no value.
      const isUnsure = isText && own.value === 'unsure' && !Array.isArray(step.next) && Object.hasOwn(step.next, 'unsure')
      if (!isUnsure) this.#facts.give(fact, this.#known(own, fact, own.value, 'person'))
      return this.#go(here, step.next, isText && !isUnsure ? undefined : String(own.value), 'entry', [own.event])
    }
    if (step.again !== true) this.#input.onRead?.(fact, this.#path.length - 1)
    const best = this.#facts.best(fact)
    if (step.again !== true && best?.fresh === true) {
      return this.#go(here, step.next, factDefinition(fact).type === 'text' ? undefined : String(best.value), 'known', [best.event])
    }
    return { awaits: 'person' }
  }

  #check(here: Here, step: Extract<Step, { kind: 'check' }>): Move {
    const names = step.run.map((name) => checkNamed(here, name))
    const events: EventName[] = []
    const missing: CheckName[] = []
    for (const name of names) {
      const entry = this.#usable(name, this.#checks.get(name) ?? [])
      if (entry === undefined) missing.push(name)
      else {
        this.#take(entry)
        events.push(entry.event)
      }
    }
    if (missing.length > 0) return { awaits: 'checks', pendingChecks: missing, events }
    return this.#go(here, step.next, undefined, 'checks', events)
  }

  #verify(here: Here, step: Extract<Step, { kind: 'verify' }>): Move {
    const fact = factNamed(here, step.ask)
    const events: EventName[] = []
    if (step.run !== undefined) {
      const name = checkNamed(here, step.run)
      const key = placeKey({ flow: here.flow.id, step: here.id, visit: here.visit })
      const entry = this.#usable(name, (this.#checks.get(name) ?? []).filter((one) => placeKey(one) === key))
      if (entry === undefined) return { awaits: 'checks', pendingChecks: [name] }
      this.#take(entry)
      events.push(entry.event)
      const told = Object.hasOwn(entry.gives, fact) ? entry.gives[fact] : undefined
      if (told !== undefined) return this.#go(here, step.next, verifyResult(told), 'checks', events)
      this.#remind(here, name, entry.at, checkLagMs(name))
    }
    const answer = this.#latest(here, 'answer', (entry) => entry.fact === fact)
    if (answer === undefined) return { awaits: 'person', events }
    this.#facts.give(fact, this.#known(answer, fact, answer.value, 'person'))
    return this.#go(here, step.next, verifyResult(answer.value), 'entry', [...events, answer.event])
  }

  #handOver(here: Here, step: Extract<Step, { kind: 'handOver' }>): Move {
    const entries = this.#at(here, 'handOver')
    const last = entries.at(-1)
    if (last === undefined) return { awaits: 'person' }
    const sent = entries.findLast((entry) => entry.result === 'sent')
    const events = sent === undefined || sent === last ? [last.event] : [sent.event, last.event]
    if (step.resume === undefined) return { awaits: 'nothing', outcome: 'handedOver', events, result: last.result }
    if (last.result === 'sent') return { awaits: 'answer', events, result: 'sent' }
    return { to: step.resume, in: here.flow, passedBy: 'entry', events, result: 'answered', way: 'answered' }
  }

  #call(here: Here, step: Extract<Step, { kind: 'call' }>, item: Draft): Move {
    if (this.#frames.length >= deepestCall) throw new FlowError('callTooDeep', `${where(here)}: more than ${deepestCall} calls inside each other`)
    this.#frames.push({ flow: here.flow, next: step.next, item, verdictsBefore: this.#verdictsGiven })
    const flow = this.#enter(step.call.flow)
    const entered = this.#entered.get(flow.id)
    return { to: step.call.at ?? flow.start, in: flow, passedBy: 'entry', events: entered === undefined ? [] : [entered], result: undefined }
  }

  #end(here: Here, step: Extract<Step, { kind: 'end' }>): Move {
    const frame = this.#frames.pop()
    if (frame === undefined) return { awaits: 'nothing', outcome: step.outcome, result: step.outcome }
    const verdict = this.#verdictsGiven > frame.verdictsBefore ? this.#verdicts.at(-1) : undefined
    const names = !Array.isArray(frame.next) && verdict !== undefined && Object.hasOwn(frame.next, verdict)
    const result = names ? verdict : step.outcome
    const chosen = this.#choose(frame.next, result)
    if (chosen === undefined) throw noWay(here, `the caller for ${result}`)
    frame.item.way = chosen.way
    frame.item.result = names || verdict === undefined ? result : hasKey(frame.next, step.outcome) ? step.outcome : verdict
    return { to: chosen.to, in: frame.flow, passedBy: 'entry', events: [], result: step.outcome }
  }

  #advise(here: Here, step: Extract<Step, { kind: 'advise' }>): Move {
    const entry = this.#latest(here, 'advice')
    return entry === undefined ? { awaits: 'person' } : this.#go(here, step.next, entry.result, 'entry', [entry.event])
  }

  /** Never runs anything: a person agrees, the core runs it, and the result stands from then on. */
  #fix(here: Here, step: Extract<Step, { kind: 'fix' }>): Move {
    const definition = this.#fixes(step.run)
    if (definition === undefined) throw new FlowError('unknownName', `${where(here)}: no fix ${step.run}`)
    const place = { flow: here.flow.id, step: here.id, visit: here.visit }
    const run = this.#fixRuns.standing(place, step.run, definition, (needed, needs) => this.#facts.areNow(needed, needs))
    const partial = this.#fixRuns.partial(place, step.run)
    if (run === undefined) return { awaits: 'person', fix: 'ready', events: partial }
    // Sent, and nobody knows what came of it.
    if (run.stage === 'intended' || run.stage === 'answered') return { awaits: 'person', fix: 'lookFirst', events: [...partial, ...run.events] }
    for (const part of FixRuns.partsOf(run, this.#changes)) this.#portalChanges.meet(Math.max(...part.events.map((event) => this.#placeOf(event))))
    if (run.stage === 'unknown' && definition.recheck !== undefined) this.#remind(here, definition.recheck, run.at, definition.recheckMayLagMs)
    return this.#go(here, step.next, run.stage, placeKey(run) === placeKey(place) ? 'entry' : 'known', [...partial, ...run.events])
  }

  #remind(here: Here, check: CheckName, lookedAt: number, lagMs: number): void {
    if (lagMs > 0) this.#reminders.push({ flow: here.flow.id, step: here.id, visit: here.visit, check, dueAt: lookedAt + lagMs })
  }

  #go(here: Here, next: Next, result: string | undefined, passedBy: PathItem['passedBy'], events: readonly EventName[]): Move {
    const chosen = this.#choose(next, result)
    if (chosen === undefined) throw noWay(here, result ?? 'what is known')
    return { ...chosen, in: here.flow, passedBy, events, result }
  }

  #choose(next: Next, key: string | undefined): { readonly to: Target; readonly way: string } | undefined {
    if (!Array.isArray(next)) {
      for (const way of [key, 'else']) {
        const to = way !== undefined && Object.hasOwn(next, way) ? next[way] : undefined
        if (way !== undefined && to !== undefined) return { to, way }
      }
      return undefined
    }
    for (const [index, way] of next.entries()) {
      if ('else' in way) return { to: way.else, way: 'else' }
      if (evaluateGuard(way.when, (fact) => this.#read(fact)) === true) return { to: way.to, way: `when ${index + 1}` }
    }
    return undefined
  }

  #read(fact: string): FactValue | undefined {
    this.#input.onRead?.(fact, this.#path.length - 1)
    return this.#facts.freshValue(fact)
  }

  #resolve(target: Target, from: CompiledFlow): { readonly flow: CompiledFlow; readonly step: string } {
    if (typeof target === 'string') return { flow: from, step: target }
    // Another flow without coming back: whoever called this one is not returned to.
    this.#frames.length = 0
    const flow = this.#enter(target.flow)
    return { flow, step: target.at ?? flow.start }
  }

  #enter(id: string): CompiledFlow {
    const entered = this.#entered.get(id)
    if (entered !== undefined) this.#used.add(entered)
    if (!this.#versions.has(id)) {
      const current = this.#input.library.current(id)
      if (current === undefined) throw new FlowError('unknownFlow', `no flow ${id}`)
      this.#versions.set(id, current.version)
      this.#toRecord.set(id, current.version)
    }
    return this.#flow(id)
  }

  #flow(id: string): CompiledFlow {
    const version = this.#versions.get(id)
    const flow = version === undefined ? undefined : this.#input.library.get(id, version)
    if (flow === undefined) throw new FlowError('unknownFlow', `no flow ${id}/${version ?? 'any'}`)
    return flow
  }

  /** The latest run of a check that speaks about the facts as they are; none where that one has gone stale. */
  #usable(name: CheckName, entries: readonly CheckEntry[]): CheckEntry | undefined {
    const fitting = entries.filter((one) => this.#facts.fits(name, one.needs))
    const entry = checkDefinition(name).right === 'lookUp' ? this.#portalChanges.latest(fitting, (one) => this.#placeOf(one.event)) : fitting.at(-1)
    return entry !== undefined && this.#isFresh(entry, checkDefinition(name).freshForMs) ? entry : undefined
  }

  #take(entry: CheckEntry): void {
    this.#used.add(entry.event)
    const gives = new Map<FactName, KnownFact>()
    for (const [fact, value] of Object.entries(entry.gives)) if (isFactName(fact)) gives.set(fact, this.#known(entry, fact, value, 'check'))
    this.#facts.giveFromCheck(entry.check, entry.needs, gives)
  }

  #known(entry: Entry, fact: FactName, value: FactValue, giver: FactGiver): KnownFact {
    return { value, giver, event: entry.event, at: entry.at, fresh: giver !== 'check' || this.#isFresh(entry, factDefinition(fact).freshForMs) }
  }

  #placeOf(event: EventName): number {
    return this.#logIndex.get(event) ?? -1
  }

  #isFresh(entry: Entry, freshForMs: number): boolean {
    return entry.at + freshForMs >= this.#input.now || this.#placeOf(entry.event) < this.#frontier
  }

  #at<T extends PlacedType>(here: Here, type: T): readonly EntryOf<T>[] {
    const entries = this.#placed.get(placeKey({ flow: here.flow.id, step: here.id, visit: here.visit })) ?? []
    return entries.filter((entry): entry is EntryOf<T> => entry.type === type)
  }

  #latest<T extends PlacedType>(here: Here, type: T, fits: (entry: EntryOf<T>) => boolean = () => true): EntryOf<T> | undefined {
    return this.#at(here, type).findLast(fits)
  }

  #finish(here: Here, stop: Extract<Move, { awaits: Position['awaits'] }>): Walk {
    const kind: StepKind = here.step.kind
    const reminders = stop.outcome === 'solved' ? [] : this.#reminders
    const remindAt = reminders.length === 0 ? undefined : Math.min(...reminders.map((one) => one.dueAt))
    return {
      path: this.#path,
      position: { flow: here.flow.id, version: here.flow.version, step: here.id, visit: here.visit, kind, awaits: stop.awaits, pendingChecks: stop.pendingChecks ?? [], outcome: stop.outcome, fix: stop.fix, remindAt },
      facts: this.#facts.table(),
      verdicts: this.#verdicts,
      used: this.#used,
      unused: this.#input.entries.map((entry) => entry.event).filter((event) => !this.#used.has(event)),
      calls: this.#frames.map(({ item }) => ({ flow: item.flow, version: item.version, step: item.step })),
      checksRun: new Set([...this.#checks].flatMap(([name, entries]) => (this.#usable(name, entries) === undefined ? [] : [name]))),
      reminders,
      fixes: this.#fixRuns.list(this.#fixes, this.#used),
      toRecord: [...this.#toRecord].map(([flow, version]) => ({ flow, version })),
    }
  }
}
