import { waysOf } from './graph'
import type { CompiledFlow } from './schema'
import type { Walk } from './walkTypes'

/** One way out of one step: `flow/step|on`, as it is drawn; `flow/step|over` for a limit that is used up. */
export type Edge = string

/** Every edge that these flows draw. */
export function edgesDrawn(flows: readonly CompiledFlow[]): ReadonlySet<Edge> {
  const edges = new Set<Edge>()
  for (const flow of flows) {
    for (const [id, step] of Object.entries(flow.steps)) {
      for (const { on } of waysOf(step)) edges.add(`${flow.id}/${id}|${on}`)
      if (step.over !== undefined) edges.add(`${flow.id}/${id}|over`)
    }
  }
  return edges
}

/** The edges a walk took, in order. A call's edge stands where its flow came back. */
export function edgesTaken(path: Walk['path']): readonly Edge[] {
  return path.flatMap(({ flow, step, way, cameOver }) => [...cameOver.map((over) => `${over}|over`), ...(way === undefined ? [] : [`${flow}/${step}|${way}`])])
}

/** Two edges taken one after the other, from a step to the next and on. */
export function pairsOf(edges: readonly Edge[]): readonly string[] {
  return edges.slice(1).map((edge, index) => `${edges[index] ?? ''} > ${edge}`)
}

export interface Coverage {
  readonly drawn: number
  readonly taken: number
  readonly missing: readonly Edge[]
}

export function coverageOf(drawn: ReadonlySet<Edge>, taken: ReadonlySet<Edge>): Coverage {
  const missing = [...drawn].filter((edge) => !taken.has(edge)).sort()
  return { drawn: drawn.size, taken: drawn.size - missing.length, missing }
}
