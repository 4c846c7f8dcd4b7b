import { isCheckName, type CheckName } from '@shared/domain/checks'
import { LookAhead } from '@shared/flows/ahead'
import { coverageOf, edgesDrawn, type Coverage, type Edge } from '@shared/flows/coverage'
import { exploreStates, type Exploration, type Transition } from '@shared/flows/explore'
import type { CompiledFlow } from '@shared/flows/schema'
import { planRuns, type PlannedRun, type PlanStart } from '@shared/flows/walkPlan'
import type { Entry, FlowLibrary } from '@shared/flows/walkTypes'
import { sweepFaults, type CheckUnderFault } from './checksAgainstFaults'
import { findPeople, hostsLike } from './demoPeople'
import { DemoProbe, plain } from './demoProbe'
import { demoStarts, demoWorld, type DemoPeer, type DemoStart } from './demoWorld'
import { openDesk, type Desk } from './desk'
import { takeRun, type RealRun } from './realRun'
import { allEnded } from './within'

export interface FlowAgainstDemo {
  readonly flow: string
  readonly runs: number
  readonly outcomes: Readonly<Record<string, number>>
  /** How often each fix of the flow really ended in which way, as `fix result`. */
  readonly fixes: Readonly<Record<string, number>>
  readonly coverage: Coverage
  /** Edges for which no person, fault and answers were found. */
  readonly unreachable: readonly Edge[]
  readonly deviations: readonly string[]
}
export interface DemoWalk {
  readonly flows: readonly FlowAgainstDemo[]
  readonly checks: readonly CheckUnderFault[]
}

type Start = PlanStart & { readonly explored: Exploration }

/** Runs at once: they wait for the portal more than they compute. */
const hands = 4
/** After a run went another way than planned, what is missing is planned anew. */
const mostRounds = 3
/** A flow of thirty steps has a few thousand; what is not found by then is told as not reached. */
const mostStates = 20_000
/** Each goes one check further than the one before: nothing is walked behind a question that nobody has answered yet. */
const mostLookings = 60

/** Walks flows over HTTP against demo portals of its own (flow-format, "Walk", b and c). Leaves nothing behind. */
export async function walkDemo(flows: readonly CompiledFlow[], library: FlowLibrary): Promise<DemoWalk> {
  const probe = new DemoProbe(library)
  const desks = await Promise.all(Array.from({ length: hands }, () => openDesk(library)))
  const free = [...desks]
  const waiting: ((desk: Desk) => void)[] = []
  const withDesk: WithDesk = async (act) => {
    let desk = free.pop() ?? (await new Promise<Desk>((take) => waiting.push(take)))
    try {
      const run = await act(desk)
      if (run.isStuck) desks.push((desk = await openDesk(library)))
      return run
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
    const walked = await allEnded(flows.map((flow) => walkFlow(flow, (runs) => takeRuns(flow.id, runs, withDesk, library), (start, wanted) => {
        const read = factsReadBy(flow, library)
        return explore(flow, library, probe, start, { texts: (fact) => people.values(fact, read), hosts: hostsLike(people.portalHost), faults: start.server === 'ownServer' ? [] : sweep.worlds(read) }, wanted)
      }, (world) => probe.doubt(world))))
    return { flows: walked, checks: sweep.runs }
  } finally {
    await allEnded([...desks.map((desk) => desk.close()), probe.stop()])
  }
}

async function walkFlow(flow: CompiledFlow, take: (runs: readonly PlannedRun[]) => Promise<readonly RealRun[]>, exploreFrom: (start: DemoStart, wanted: ReadonlySet<Edge>) => Promise<Exploration>, doubt: (world: string) => void): Promise<FlowAgainstDemo> {
  const drawn = edgesDrawn([flow])
  const starts = new Map<string, Start>()
  const look = async (start: DemoStart, wanted: ReadonlySet<Edge>): Promise<void> => void starts.set(start.name, { name: start.name, explored: withEnds(flow.id, await exploreFrom(start, wanted)) })
  const notSeen = (): ReadonlySet<Edge> => new Set([...drawn].filter((edge) => [...starts.values()].every(({ explored }) => !explored.edges.has(edge))))
  for (const start of demoStarts) if (notSeen().size > 0) await look(start, notSeen())
  const taken = new Set<Edge>()
  const fixes: Record<string, number> = {}
  const outcomes: Record<string, number> = {}
  const deviations: string[] = []
  let count = 0
  for (let round = 0; round < mostRounds; round += 1) {
    const ahead = notSeen()
    const ends = [...starts.values()].flatMap(({ explored }) => [...explored.graph.values()].flatMap((ways) => ways.flatMap(({ edges }) => edges.filter((edge) => edge.includes('=')))))
    const missing = new Set([...drawn, ...ends].filter((edge) => !taken.has(edge) && !ahead.has(edge)))
    const { runs } = planRuns([...starts.values()], missing)
    if (runs.length === 0) break
    const doubted = new Map<string, Set<string>>()
    for (const { edges, ends: ended, outcome = 'open', deviation, start, worlds } of await take(runs)) {
      count += 1
      for (const edge of [...edges, ...ended]) taken.add(edge)
      for (const [step = '', result = ''] of ended.map((end) => end.split('='))) {
        const fix = flow.steps[step.slice(flow.id.length + 1)]
        if (fix?.kind === 'fix') fixes[`${fix.run} ${result}`] = (fixes[`${fix.run} ${result}`] ?? 0) + 1
      }
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      if (deviation === undefined) continue
      deviations.push(deviation)
      doubted.set(start, new Set([...(doubted.get(start) ?? []), ...worlds]))
    }
    if (doubted.size === 0 || [...missing].every((edge) => taken.has(edge))) break
    // Where runs went another way, what was assumed of their worlds is asked before the next are planned.
    await allEnded([...doubted].map(([name, worlds]) => {
      for (const world of worlds) if (world !== plain) doubt(world)
      const start = demoStarts.find((one) => one.name === name)
      return start === undefined ? Promise.resolve() : look(start, new Set([...drawn].filter((edge) => !taken.has(edge))))
    }))
  }
  return { flow: flow.id, runs: count, outcomes, fixes, coverage: coverageOf(drawn, taken), unreachable: [...notSeen()].filter((edge) => !taken.has(edge)).sort(), deviations }
}

/** Ways say where a fix led; each way it ends is to be taken as well, also where several lead alike. */
function withEnds(flow: string, explored: Exploration): Exploration {
  const graph = new Map([...explored.graph].map(([key, ways]) => [key, ways.map((way): Transition => {
    const [first] = way.edges
    return way.input.type === 'fix' && first?.startsWith(`${flow}/`) === true ? { ...way, edges: [...way.edges, `${first.slice(0, first.indexOf('|'))}=${way.input.result}`] } : way
  })]))
  return { ...explored, graph }
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
  const opened: readonly Entry[] = start.server !== undefined ? [{ event: 'opened:1', at: 0, type: 'fact', fact: 'portal.host', value: peer.hosts[0] ?? '', giver: 'check' }] : []
  for (let looking = 1; ; looking += 1) {
    const world = demoWorld(probe, start, peer)
    const isEnough = (edges: ReadonlySet<Edge>, states: number): boolean => states >= mostStates || [...wanted].every((edge) => edges.has(edge))
    const exploring = exploreStates(flow, library, { door: start.door, opened, world, isEnough })
    let step = exploring.next()
    while (step.done !== true) step = exploring.next()
    const { edges } = step.value
    const isAsked = world.unasked.size + world.unaskedFixes.size === 0
    if (isAsked || looking === mostLookings || isEnough(edges, 0)) return step.value
    await allEnded([probe.ask([...world.unasked.values()]), probe.askFixes([...world.unaskedFixes.values()])])
  }
}

type WithDesk = (act: (desk: Desk) => Promise<RealRun>) => Promise<RealRun>

function takeRuns(flow: string, runs: readonly PlannedRun[], withDesk: WithDesk, library: FlowLibrary): Promise<readonly RealRun[]> {
  return allEnded(runs.flatMap((run) => {
    const start = demoStarts.find(({ name }) => name === run.start)
    if (start === undefined) return []
    const take = (): Promise<RealRun> => withDesk((desk) => takeRun(desk, library, flow, start, run))
    // It went another way, and a check was late: once more, this computer may have been busy.
    return [take().then((first) => (first.deviation !== undefined && (first.wasLate || first.isStuck) ? take() : first))]
  }))
}
