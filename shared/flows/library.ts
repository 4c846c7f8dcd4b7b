import type { CompiledFlow } from './schema'
import type { FlowLibrary } from './walkTypes'

/** A library over flows that are already in memory. `all()` is every flow once, in its newest version, by id. */
export function createFlowLibrary(flows: readonly CompiledFlow[]): FlowLibrary {
  const byName = new Map(flows.map((flow) => [`${flow.id}/${flow.version}`, flow]))
  const newest = new Map<string, CompiledFlow>()
  for (const flow of flows) {
    const known = newest.get(flow.id)
    if (known === undefined || known.version < flow.version) newest.set(flow.id, flow)
  }
  const all = [...newest.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    get: (id, version) => byName.get(`${id}/${version}`),
    current: (id) => newest.get(id),
    all: () => all,
  }
}
