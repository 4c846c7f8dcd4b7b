import { randomUUID } from 'node:crypto'
import { AppFailure } from '@shared/contract/appError'
import type { CaseView } from '@shared/contract/views'
import { checkNames, type CheckName } from '@shared/domain/checks'
import type { CommandId } from '@shared/domain/ids'
import { edgesTaken, type Edge } from '@shared/flows/coverage'
import type { Input } from '@shared/flows/inputs'
import type { PlannedRun } from '@shared/flows/walkPlan'
import type { FlowLibrary } from '@shared/flows/walkTypes'
import { systemClock } from '../../../assembly/machine'
import { replayCase } from '../../../core/cases/replayCase'
import type { DemoPortal } from '../../../demo-portal/startDemoPortal'
import { actByHand, isByHand } from './demoHands'
import { plain } from './demoProbe'
import type { DemoStart } from './demoWorld'
import type { Desk } from './desk'
import { NoEnd, within } from './within'

export interface RealRun {
  readonly start: string
  /** As the case log has it. */
  readonly edges: readonly Edge[]
  /** How its fixes ended, as `flow/step=result`, as the case log has it. */
  readonly ends: readonly string[]
  readonly outcome: string | undefined
  /** Where it went another way than planned, or was refused. */
  readonly deviation: string | undefined
  /** A check was not answered in time: this computer may have been busy. */
  readonly wasLate: boolean
  /** It hung: the desk is not to be used again. */
  readonly isStuck: boolean
  /** Under which circumstances its checks were run. */
  readonly worlds: readonly string[]
}

/** Longer than every check, and every fix with its proof, may take. */
const stepLimitMs = 60_000

/** Takes one run with a portal of its own: nothing that happened in another is seen here. */
export async function takeRun(desk: Desk, library: FlowLibrary, flow: string, start: DemoStart, run: PlannedRun): Promise<RealRun> {
  const { core, cases } = desk
  const worlds = run.inputs.flatMap((input) => (input.type === 'checks' && input.world !== undefined ? [input.world] : []))
  let at = 'connecting'
  const inTime = <T>(act: () => Promise<T>): Promise<T> => within(stepLimitMs, `${start.name}: ${at}`, act)
  try {
    const { server } = start
    const portal = server === undefined ? undefined : await inTime(() => desk.connect(server))
    if (portal === undefined) await inTime(() => desk.disconnect())
    let view = await inTime(() => core.call('cases.open', { commandId: newCommand(), flow, door: start.door }))
    let deviation: string | undefined
    for (const input of run.inputs) {
      at = `${view.step.flow}/${view.step.step}`
      const next = await inTime(() => give(desk, portal, view, input))
      if (typeof next === 'string') {
        deviation = `${start.name}: ${at}: ${next}`
        break
      }
      view = next
    }
    at = 'disconnecting'
    await inTime(() => desk.disconnect())
    const events = cases.events(view.case.caseId)
    const { walk } = replayCase(events, library, systemClock.now())
    const wasLate = events.some(({ kind, open }) => kind === 'checkFinished' && open['reason'] === 'timedOut')
    return { start: start.name, edges: edgesTaken(walk.path), ends: walk.path.flatMap(({ kind, flow: id, step, result }) => (kind === 'fix' && result !== undefined ? [`${id}/${step}=${result}`] : [])), outcome: walk.position.outcome, deviation, wasLate, isStuck: false, worlds }
  } catch (error) {
    if (!(error instanceof NoEnd)) throw error
    return { start: start.name, edges: [], ends: [], outcome: undefined, deviation: error.message, wasLate: false, isStuck: true, worlds }
  }
}

const newCommand = (): CommandId => randomUUID() as CommandId

/** One input; a word where the case does not take it. */
async function give(desk: Desk, portal: DemoPortal | undefined, view: CaseView, input: Input): Promise<CaseView | string> {
  const { core } = desk
  const { step } = view
  const caseId = view.case.caseId
  const awaited = input.type === 'checks' ? 'checks' : input.type === 'handOver' && input.result === 'answered' ? 'answer' : 'person'
  if (step.awaits !== awaited) return `awaits ${step.awaits}, not ${awaited}`
  const at = { caseId, commandId: newCommand(), revision: view.revision, step: step.step, visit: step.visit }
  try {
    switch (input.type) {
      case 'checks':
        return await underWorld(portal, view, input.world ?? plain, checkNames.filter((check) => input.gives[check] !== undefined), () => core.call('checks.run', { caseId, commandId: newCommand() }))
      case 'answer':
        return await core.call('flow.answer', { ...at, value: input.value })
      case 'advice':
        return await core.call('flow.tryAdvice', { ...at, result: input.result })
      case 'handOver':
        return await core.call('flow.handOver', { ...at, result: input.result, by: 'commandLine' })
      case 'fix':
        return await takeFix(desk, portal, view, input)
    }
  } catch (error) {
    if (error instanceof AppFailure) return error.code
    throw error
  }
}

/** Agreed to as its preview asks, and really run; only the case log tells how it ended. */
async function takeFix(desk: Desk, portal: DemoPortal | undefined, view: CaseView, { result, world = plain }: Extract<Input, { type: 'fix' }>): Promise<CaseView | string> {
  const { core } = desk
  const { step } = view
  if (step.fix?.state !== 'ready') return `the fix is ${step.fix?.state ?? 'none'}`
  const at = { caseId: view.case.caseId, step: step.step, visit: step.visit }
  const change = { ...at, commandId: newCommand(), revision: view.revision }
  if (result === 'skipped') return core.call('fixes.skip', change)
  if (result === 'dryRun') return core.call('fixes.skip', { ...change, reason: 'dryRun' })

  const { refusal, confirmWith, callerFirst, callerVerified } = await core.call('fixes.preview', at)
  if (refusal !== undefined) return `refused: ${refusal}`
  const why = callerFirst && !callerVerified ? { callerReason: 'A walk through the demo company' } : {}
  const done = await underWorld(portal, view, world, [], () => core.call('fixes.run', { ...change, ...why, confirm: confirmWith ?? '' }))
  if (world !== plain) await desk.reconnect()
  const stage = done.fixes.at(-1)?.stage
  return stage === result ? done : `${String(stage)}, not ${result}`
}

async function underWorld(portal: DemoPortal | undefined, view: CaseView, world: string, checks: readonly CheckName[], act: () => Promise<CaseView>): Promise<CaseView> {
  if (isByHand(world)) {
    const facts = Object.fromEntries(view.facts.map(({ fact, value }) => [fact, value]))
    if (portal !== undefined) await actByHand(portal, world, checks, facts)
    return act()
  }
  if (world !== plain) portal?.setFault(world)
  try {
    return await act()
  } finally {
    portal?.clearFaults()
  }
}
