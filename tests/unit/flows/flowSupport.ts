import type { CheckName } from '@shared/domain/checks'
import type { EventName } from '@shared/domain/events'
import type { FactName, FactValue } from '@shared/domain/facts'
import type { FixDefinition, FixRegistry } from '@shared/domain/fixes'
import type { Door, FactGiver, HandOverRole } from '@shared/domain/stateWords'
import { walk } from '@shared/flows/engine'
import { createFlowLibrary } from '@shared/flows/library'
import { compiledFlowSchema, type CompiledFlow } from '@shared/flows/schema'
import type { Entry, FixStage, FlowLibrary, Walk } from '@shared/flows/walkTypes'
import { compileFlows } from '../../../electron/adapters/flowFiles/compileResources'

export const today = '2026-11-22'
export const minute = 60_000

type PlainStep = Readonly<Record<string, unknown>>

/** A small flow for one test; words are left out unless a test is about them. */
export function flowOf(steps: Readonly<Record<string, PlainStep>>, own: { readonly id?: string; readonly version?: number; readonly start?: string; readonly verdicts?: readonly string[] } = {}): CompiledFlow {
  return compiledFlowSchema.parse({
    id: own.id ?? 'small',
    version: own.version ?? 1,
    start: own.start ?? Object.keys(steps)[0],
    verdicts: own.verdicts ?? [],
    source: { page: 'test', checked: today, owner: 'tests' },
    steps: Object.fromEntries(Object.entries(steps).map(([id, step], index) => [id, { line: index + 1, ...step }])),
    words: {},
    sha256: '0'.repeat(64),
  })
}

const plain = { callerFirst: false, reverseWithinMs: undefined, probed: false } as const

/** Fixes that exist in tests only: they plug in where the product's go. */
export const samples: Readonly<Record<string, FixDefinition>> = {
  mend: { ...plain, needs: [], right: 'administer', class: 'repeatable', preview: [], recheck: 'account-active', undo: 'break', recheckMayLagMs: 0, source: 'test' },
  break: { ...plain, needs: [], right: 'administer', class: 'repeatable', preview: [], recheck: 'account-active', undo: 'mend', recheckMayLagMs: 0, source: 'test' },
  invite: { ...plain, needs: ['person.address'], right: 'administer', class: 'onceOnly', preview: [], recheck: 'invitation-accepted', undo: undefined, recheckMayLagMs: 30 * minute, source: 'test' },
  notify: { ...plain, needs: [], right: 'message', class: 'notice', preview: [], recheck: undefined, undo: undefined, recheckMayLagMs: 0, source: 'test' },
  unproven: { ...plain, needs: [], right: 'message', class: 'repeatable', preview: [], recheck: undefined, undo: undefined, recheckMayLagMs: 0, source: 'test' },
  look: { ...plain, needs: [], right: 'message', class: 'read', preview: [], recheck: undefined, undo: undefined, recheckMayLagMs: 0, source: 'test' },
}
export const sampleFixes: FixRegistry = (name) => (Object.hasOwn(samples, name) ? samples[name] : undefined)

export const solved: PlainStep = { kind: 'end', outcome: 'solved' }
export const stop: PlainStep = { kind: 'end', outcome: 'notSolved' }

export interface Place {
  readonly flow?: string
  readonly step: string
  readonly visit?: number
}

/** A log of entries in the order they were written; each gets the next event name. */
export class Log {
  readonly entries: Entry[] = []
  #at = 0
  #count = 0

  constructor(readonly flow = 'small') {}

  /** The clock of the next entries. */
  time(at: number): this {
    this.#at = at
    return this
  }

  fact(fact: FactName, value: FactValue, giver: FactGiver = 'paste'): this {
    return this.#add((base) => ({ ...base, type: 'fact', fact, value, giver }))
  }

  answer(place: Place, fact: FactName, value: FactValue): this {
    return this.#add((base) => ({ ...base, ...this.#place(place), type: 'answer', fact, value }))
  }

  check(place: Place, check: CheckName, gives: Readonly<Record<string, FactValue>> = {}, needs: Readonly<Record<string, FactValue>> = {}): this {
    return this.#add((base) => ({ ...base, ...this.#place(place), type: 'check', check, result: 'ok', needs, gives }))
  }

  advice(place: Place, result: 'done' | 'failed' = 'done'): this {
    return this.#add((base) => ({ ...base, ...this.#place(place), type: 'advice', result }))
  }

  fix(place: Place, result: FixStage, own: { readonly fix?: string; readonly undoes?: string; readonly needs?: Readonly<Record<string, FactValue>>; readonly left?: number } = {}): this {
    return this.#add((base) => ({ ...base, ...this.#place(place), type: 'fix', fix: own.fix ?? 'mend', ...(own.undoes === undefined ? {} : { undoes: own.undoes }), ...(own.needs === undefined ? {} : { needs: own.needs }), ...(own.left === undefined ? {} : { left: own.left }), result }))
  }

  handOver(place: Place, result: 'sent' | 'answered', to: HandOverRole = 'admin'): this {
    return this.#add((base) => ({ ...base, ...this.#place(place), type: 'handOver', to, result }))
  }

  entered(flow: string, version: number): this {
    return this.#add((base) => ({ ...base, type: 'flowEntered', flow, version }))
  }

  get last(): EventName {
    return this.entries.at(-1)!.event
  }

  #place({ flow = this.flow, step, visit = 1 }: Place): { readonly flow: string; readonly step: string; readonly visit: number } {
    return { flow, step, visit }
  }

  #add(make: (base: { readonly event: EventName; readonly at: number }) => Entry): this {
    this.#count += 1
    this.entries.push(make({ event: `writer:${this.#count}`, at: this.#at }))
    return this
  }
}

export function walkOf(flows: CompiledFlow | readonly CompiledFlow[], log: Log | readonly Entry[], options: { readonly door?: Door; readonly now?: number } = {}): Walk {
  const all: readonly CompiledFlow[] = 'steps' in flows ? [flows] : flows
  const first = all[0]!
  return walk({ library: createFlowLibrary(all), start: { flow: first.id, version: first.version }, entries: log instanceof Log ? log.entries : log, door: options.door ?? 'agent', now: options.now ?? 0, fixes: sampleFixes })
}

/** The path as `step:passedBy`, for short expectations. */
export function trail(walked: Walk): readonly string[] {
  return walked.path.map((item) => `${item.step}:${item.passedBy}`)
}

const compiled = compileFlows('resources/flows', today)

/** The flows that ship, compiled from resources/flows. */
export const shipped: readonly CompiledFlow[] = compiled.flows.map(({ flow }) => flow)
export const shippedFindings = compiled.findings
export const shippedLibrary: FlowLibrary = createFlowLibrary(shipped)
export const wrongPassword: CompiledFlow = shippedLibrary.get('wrong-password', 1)!
