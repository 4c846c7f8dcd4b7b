import { isCheckName, type CheckName } from '@shared/domain/checks'
import { LookAhead } from '@shared/flows/ahead'
import { coverageOf, edgesDrawn, type Coverage, type Edge } from '@shared/flows/coverage'
import { exploreStates, type Exploration } from '@shared/flows/explore'
import type { CompiledFlow } from '@shared/flows/schema'
import { planRuns, type PlannedRun, type PlanStart } from '@shared/flows/walkPlan'
import type { Entry, FlowLibrary } from '@shared/flows/walkTypes'
import { sweepFaults, type CheckUnderFault } from './checksAgainstFaults'
import { findPeople, hostsLike } from './demoPeople'
import { DemoProbe } from './demoProbe'
import { demoStarts, demoWorld, type DemoPeer, type DemoStart } from './demoWorld'
import { openDesk, type Desk } from './desk'
import { takeRun, type RealRun } from './realRun'

export interface FlowAgainstDemo {
  readonly flow: string
  readonly runs: number
  readonly outcomes: Readonly<Record<string, number>>
  readonly coverage: Coverage
  /** Edges for which no person, fault and answers were found. */
  readonly unreachable: readonly Edge[]
  readonly deviations: readonly string[]
}
export interface DemoWalk {
  readonly flows: readonly FlowAgainstDemo[]
  readonly checks: readonly CheckUnderFault[]
}

/** Runs at once: they wait for the portal more than they compute. */
const hands = 4
/** After a run went another way than planned, what is missing is planned anew. */
const mostRounds = 3
/** A flow of thirty steps has a few thousand; what is not found by then is told as not reached. */
const mostStates = 20_000
const mostLookings = 8

/** Walks flows over HTTP against demo portals of its own (flow-format, "Walk", b and c). Leaves nothing behind. */
export async function walkDemo(flows: readonly CompiledFlow[], library: FlowLibrary): Promise<DemoWalk> {
  const probe = new DemoProbe(library)
  const desks = await Promise.all(Array.from({ length: hands }, () => openDesk(library)))
  const free = [...desks]
  const waiting: ((desk: Desk) => void)[] = []
  const withDesk = async <T>(act: (desk: Desk) => Promise<T>): Promise<T> => {
    const desk = free.pop() ?? (await new Promise<Desk>((take) => waiting.push(take)))
    try {
      return await act(desk)
    } finally {
      const next = waiting.shift()
      if (next === undefined) free.push(desk)
      else next(desk)
    }
  }
  try {
    const people = await findPeople(probe, checksOf(flows))
    const sweep = await sweepFaults(probe, people)
    // The desks are shared; the flows wait for their faults together.
    const walked = await Promise.all(flows.map((flow) => walkFlow(flow, (runs) => takeRuns(flow.id, runs, withDesk, library), (start, wanted) => {
        const read = factsReadBy(flow, library)
        return explore(flow, library, probe, start, { texts: (fact) => people.values(fact, read), hosts: hostsLike(people.portalHost), faults: sweep.worlds(read) }, wanted)
      })))
    return { flows: walked, checks: sweep.runs }
  } finally {
    await Promise.all(desks.map((desk) => desk.close()))
    await probe.stop()
  }
}

async function walkFlow(flow: CompiledFlow, take: (runs: readonly PlannedRun[]) => Promise<readonly RealRun[]>, exploreFrom: (start: DemoStart, wanted: ReadonlySet<Edge>) => Promise<Exploration>): Promise<FlowAgainstDemo> {
  const drawn = edgesDrawn([flow])
  const starts = await Promise.all(demoStarts.map(async (start): Promise<PlanStart & { readonly explored: Exploration }> => ({ name: start.name, explored: await exploreFrom(start, drawn) })))
  const ahead = new Set([...drawn].filter((edge) => starts.every(({ explored }) => !explored.edges.has(edge))))
  const taken = new Set<Edge>()
  const outcomes: Record<string, number> = {}
  const deviations: string[] = []
  let count = 0
  for (let round = 0; round < mostRounds; round += 1) {
    const missing = new Set([...drawn].filter((edge) => !taken.has(edge) && !ahead.has(edge)))
    const { runs } = planRuns(starts, missing)
    if (runs.length === 0) break
    const before = taken.size
    for (const run of await take(runs)) {
      count += 1
      for (const edge of run.edges) taken.add(edge)
      if (run.deviation !== undefined) deviations.push(run.deviation)
      const outcome = run.outcome ?? 'open'
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
    if (taken.size === before) break
  }
  return { flow: flow.id, runs: count, outcomes, coverage: coverageOf(drawn, taken), unreachable: [...ahead].sort(), deviations }
}

function checksOf(flows: readonly CompiledFlow[]): readonly CheckName[] {
  const names = flows.flatMap(({ steps }) => Object.values(steps).flatMap((step) => (step.kind === 'check' ? step.run : step.kind === 'verify' && step.run !== undefined ? [step.run] : [])))
  return [...new Set(names)].filter(isCheckName)
}

/** Every fact that a guard or a proof of the flow reads, and of those it leads into. */
function factsReadBy(flow: CompiledFlow, library: FlowLibrary): ReadonlySet<string> {
  const { facts, steps } = new LookAhead(library).from([{ flow: flow.id, version: flow.version, step: flow.start }])
  const proofs = [...steps].flatMap((name) => {
    const [id = '', step = ''] = name.split('/')
    const found = library.current(id)?.steps[step]
    return found?.kind === 'verify' ? [found.ask] : []
  })
  return new Set([...facts, ...proofs])
}

/** Walks in memory what the demo company can answer, asking it for whatever turns out to be needed. */
async function explore(flow: CompiledFlow, library: FlowLibrary, probe: DemoProbe, start: DemoStart, peer: DemoPeer, wanted: ReadonlySet<Edge>): Promise<Exploration> {
  const opened: readonly Entry[] = start.isConnected ? [{ event: 'opened:1', at: 0, type: 'fact', fact: 'portal.host', value: peer.hosts[0] ?? '', giver: 'check' }] : []
  for (let looking = 1; ; looking += 1) {
    const world = demoWorld(probe, start, peer)
    const isEnough = (edges: ReadonlySet<Edge>, states: number): boolean => states >= mostStates || (world.unasked.size === 0 && [...wanted].every((edge) => edges.has(edge)))
    const exploring = exploreStates(flow, library, { door: start.door, opened, world, isEnough })
    let step = exploring.next()
    while (step.done !== true) step = exploring.next()
    if (world.unasked.size === 0 || looking === mostLookings) return step.value
    await probe.ask([...world.unasked.values()])
  }
}

type WithDesk = <T>(act: (desk: Desk) => Promise<T>) => Promise<T>

function takeRuns(flow: string, runs: readonly PlannedRun[], withDesk: WithDesk, library: FlowLibrary): Promise<readonly RealRun[]> {
  return Promise.all(runs.flatMap((run) => {
    const start = demoStarts.find(({ name }) => name === run.start)
    return start === undefined ? [] : [withDesk((desk) => takeRun(desk, library, flow, start, run))]
  }))
}
