import { AppFailure } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import { doors, outcomes, type Outcome } from '@shared/domain/stateWords'
import { coverageOf, edgesDrawn, type Edge } from '@shared/flows/coverage'
import { exploreStates, type Exploration } from '@shared/flows/explore'
import type { CompiledFlow } from '@shared/flows/schema'
import type { FlowLibrary } from '@shared/flows/walkTypes'
import type { CoreContext } from '../context'

/** Nothing else of the window waits longer than this for its turn. */
const sliceMs = 15

/** Walks every reachable state of the flows in memory, as each door (flow-format, "Walk", a). Throws flowNotFound. */
export async function walkFlows({ ports }: CoreContext, { flow: wanted }: Params<'flows.walk'>): Promise<Value<'flows.walk'>> {
  const flows = ports.flows.all().filter(({ id }) => wanted === undefined || id === wanted)
  if (flows.length === 0) throw new AppFailure('flowNotFound', { details: { flow: wanted ?? '' } })
  const walked: Value<'flows.walk'>['flows'] = []
  for (const flow of flows) walked.push(await walkFlow(flow, ports.flows))
  return { flows: walked }
}

async function walkFlow(flow: CompiledFlow, library: FlowLibrary): Promise<Value<'flows.walk'>['flows'][number]> {
  const found: Exploration[] = []
  for (const door of doors) found.push(await inSlices(exploreStates(flow, library, { door })))
  const taken = new Set<Edge>(found.flatMap(({ edges }) => [...edges]))
  const reached = new Set(found.flatMap((one) => [...one.reached]))
  const total = (outcome: Outcome): number => found.reduce((sum, one) => sum + one.outcomes[outcome], 0)
  return {
    flow: flow.id,
    version: flow.version,
    states: found.reduce((sum, { states }) => sum + states, 0),
    edges: { ...coverageOf(edgesDrawn([flow]), taken), missing: [...coverageOf(edgesDrawn([flow]), taken).missing] },
    pairs: new Set(found.flatMap(({ pairs }) => [...pairs])).size,
    outcomes: Object.fromEntries(outcomes.map((outcome) => [outcome, total(outcome)])),
    stepsNeverReached: Object.keys(flow.steps).filter((step) => !reached.has(step)),
    withoutOutcome: found.reduce((sum, { stuck }) => sum + stuck.length, 0),
  }
}

async function inSlices<T>(work: Generator<unknown, T, undefined>): Promise<T> {
  for (;;) {
    const until = performance.now() + sliceMs
    while (performance.now() < until) {
      const step = work.next()
      if (step.done === true) return step.value
    }
    await new Promise((next) => setImmediate(next))
  }
}
