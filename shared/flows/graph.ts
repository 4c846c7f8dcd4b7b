import type { CompiledFlow, Next, Step, Target } from './schema'

/** The ways out of one step, `over` apart: what the linter, the walk through all states and the flow map read. */
export interface Way {
  /** The answer or result that leads there; the number of the guard in a list (`when 1`), or `else`. */
  readonly on: string
  readonly to: Target
}

export function waysOf(step: Step): readonly Way[] {
  if (step.kind === 'end') return []
  if (step.kind === 'handOver') return step.resume === undefined ? [] : [{ on: 'answered', to: step.resume }]
  return waysOfNext(step.next)
}

export function waysOfNext(next: Next): readonly Way[] {
  if (!Array.isArray(next)) return Object.entries(next).map(([on, to]) => ({ on, to }))
  return next.map((way, index) => ('else' in way ? { on: 'else', to: way.else } : { on: `when ${index + 1}`, to: way.to }))
}

/** The step of the same flow that a target names. */
export function ownStep(flow: CompiledFlow, target: Target): string | undefined {
  if (typeof target === 'string') return target
  return target.flow === flow.id ? (target.at ?? flow.start) : undefined
}

export function stepNamed(flow: CompiledFlow, id: string): Step | undefined {
  return Object.hasOwn(flow.steps, id) ? flow.steps[id] : undefined
}

/** Where a step may lead inside its own flow, `over` included. */
export function followers(flow: CompiledFlow, id: string): readonly string[] {
  const step = stepNamed(flow, id)
  if (step === undefined) return []
  const targets = waysOf(step).map((way) => way.to)
  if (step.over !== undefined) targets.push(step.over)
  return [...new Set(targets.map((target) => ownStep(flow, target)))].filter((one): one is string => one !== undefined && stepNamed(flow, one) !== undefined)
}

/** Every step that can be reached from `from`, itself included. */
export function reachableFrom(flow: CompiledFlow, from: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id) || stepNamed(flow, id) === undefined) continue
    seen.add(id)
    open.push(...followers(flow, id))
  }
  return seen
}

/** Whether the step can lead to an end, to a hand-over that waits for nobody, or on into another flow. */
export function reachesOutcome(flow: CompiledFlow, from: string): boolean {
  return [...reachableFrom(flow, from)].some((id) => {
    const step = stepNamed(flow, id)
    if (step === undefined) return false
    if (step.kind === 'end' || (step.kind === 'handOver' && step.resume === undefined)) return true
    return waysOf(step).some((way) => ownStep(flow, way.to) === undefined)
  })
}

/**
 * Rings that nothing ends: one step each. A step with a limit is, once used up, only a way to its `over`, so the graph
 * is looked at with every such step replaced by where it then leads.
 */
export function endlessRings(flow: CompiledFlow): readonly (readonly string[])[] {
  const usedUp = (id: string, seen: ReadonlySet<string> = new Set()): string | undefined => {
    const step = stepNamed(flow, id)
    if (step?.limit === undefined || step.over === undefined) return id
    if (seen.has(id)) return id
    const over = ownStep(flow, step.over)
    return over === undefined ? undefined : usedUp(over, new Set([...seen, id]))
  }
  const edges = new Map<string, readonly string[]>()
  for (const [id, step] of Object.entries(flow.steps)) {
    const own = waysOf(step).map((way) => ownStep(flow, way.to))
    const to = own.map((one) => (one === undefined ? undefined : usedUp(one))).filter((one): one is string => one !== undefined)
    // A chain of used-up steps that comes back to itself.
    if (usedUp(id) === id && step.limit !== undefined && step.over !== undefined) to.push(id)
    edges.set(id, [...new Set(to)])
  }
  const rings: (readonly string[])[] = []
  const done = new Set<string>()
  const visit = (id: string, trail: readonly string[]): void => {
    const at = trail.indexOf(id)
    if (at >= 0) {
      rings.push(trail.slice(at))
      return
    }
    if (done.has(id)) return
    for (const to of edges.get(id) ?? []) visit(to, [...trail, id])
    done.add(id)
  }
  for (const id of Object.keys(flow.steps)) visit(id, [])
  return rings
}
