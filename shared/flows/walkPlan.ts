import type { Edge } from './coverage'
import type { Exploration, Transition } from './explore'
import type { Input } from './inputs'

/** One run through a flow: the inputs in order, and the edges it is to take. */
export interface PlannedRun {
  readonly start: string
  readonly inputs: readonly Input[]
  readonly edges: readonly Edge[]
}

/** Where runs may begin: a name for it, and what was explored from there. */
export interface PlanStart {
  readonly name: string
  readonly explored: Pick<Exploration, 'root' | 'graph'>
}

/** A transition that must not be planned again: it went another way when it was really taken. */
export function transitionName(start: string, from: string, index: number): string {
  return `${start} ${index} ${from}`
}

/**
 * Few runs that take every edge once (flow-format, "Walk", b): each goes from where it stands to the nearest edge that
 * nobody has taken, until there is none ahead. What no run can reach is left in `unreachable`.
 */
export function planRuns(starts: readonly PlanStart[], wanted: ReadonlySet<Edge>, avoid: ReadonlySet<string> = new Set()): { readonly runs: readonly PlannedRun[]; readonly unreachable: readonly Edge[] } {
  const missing = new Set(wanted)
  const runs: PlannedRun[] = []
  for (const { name, explored } of starts) {
    while (missing.size > 0) {
      const inputs: Input[] = []
      const edges: Edge[] = []
      let at = explored.root
      for (let way = nearest(explored.graph, at, missing, name, avoid); way !== undefined; way = nearest(explored.graph, at, missing, name, avoid)) {
        for (const { input, to, edges: taken } of way) {
          inputs.push(input)
          edges.push(...taken)
          for (const edge of taken) missing.delete(edge)
          at = to
        }
      }
      if (inputs.length === 0) break
      runs.push({ start: name, inputs, edges })
    }
  }
  return { runs, unreachable: [...missing].sort() }
}

/** The shortest way from a state to a transition that takes a missing edge, that transition included. */
function nearest(graph: Exploration['graph'], from: string, missing: ReadonlySet<Edge>, start: string, avoid: ReadonlySet<string>): readonly Transition[] | undefined {
  const cameBy = new Map<string, { readonly from: string; readonly by: Transition } | undefined>([[from, undefined]])
  const queue = [from]
  for (const key of queue) {
    for (const [index, by] of (graph.get(key) ?? []).entries()) {
      if (avoid.has(transitionName(start, key, index))) continue
      if (by.edges.some((edge) => missing.has(edge))) return [...wayTo(cameBy, key), by]
      if (!cameBy.has(by.to)) {
        cameBy.set(by.to, { from: key, by })
        queue.push(by.to)
      }
    }
  }
  return undefined
}

function wayTo(cameBy: ReadonlyMap<string, { readonly from: string; readonly by: Transition } | undefined>, key: string): readonly Transition[] {
  const way: Transition[] = []
  for (let step = cameBy.get(key); step !== undefined; step = cameBy.get(step.from)) way.unshift(step.by)
  return way
}
