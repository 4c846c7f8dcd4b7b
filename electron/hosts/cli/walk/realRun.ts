import { randomUUID } from 'node:crypto'
import { AppFailure } from '@shared/contract/appError'
import type { CaseView } from '@shared/contract/views'
import type { CommandId } from '@shared/domain/ids'
import { edgesTaken, type Edge } from '@shared/flows/coverage'
import type { Input } from '@shared/flows/inputs'
import type { PlannedRun } from '@shared/flows/walkPlan'
import type { FlowLibrary } from '@shared/flows/walkTypes'
import { systemClock } from '../../../assembly/machine'
import { replayCase } from '../../../core/cases/replayCase'
import type { DemoPortal } from '../../../demo-portal/startDemoPortal'
import type { OpenCore } from '../openCore'
import type { Desk } from './desk'
import { plain, signedIn, signInFound } from './demoProbe'
import type { DemoStart } from './demoWorld'

export interface RealRun {
  /** As the case log has it. */
  readonly edges: readonly Edge[]
  readonly outcome: string | undefined
  /** Where it went another way than planned, or was refused. */
  readonly deviation: string | undefined
}

/** Takes one run with a portal of its own: nothing that happened in another is seen here. */
export async function takeRun(desk: Desk, library: FlowLibrary, flow: string, start: DemoStart, run: PlannedRun): Promise<RealRun> {
  const { core, cases } = desk
  const portal = start.isConnected ? await desk.connect() : undefined
  try {
    if (portal === undefined) await desk.disconnect()
    let view = await core.call('cases.open', { commandId: newCommand(), flow, door: start.door })
    let deviation: string | undefined
    for (const input of run.inputs) {
      const next = await give(core, portal, view, input)
      if (typeof next === 'string') {
        deviation = `${view.step.flow}/${view.step.step}: ${next}`
        break
      }
      view = next
    }
    const { walk } = replayCase(cases.events(view.case.caseId), library, systemClock.now())
    return { edges: edgesTaken(walk.path), outcome: walk.position.outcome, deviation }
  } finally {
    await desk.disconnect()
  }
}

const newCommand = (): CommandId => randomUUID() as CommandId

/** One input; a word where the case does not take it. */
async function give(core: OpenCore, portal: DemoPortal | undefined, view: CaseView, input: Input): Promise<CaseView | string> {
  const { step } = view
  const caseId = view.case.caseId
  const awaited = input.type === 'checks' ? 'checks' : input.type === 'handOver' && input.result === 'answered' ? 'answer' : 'person'
  if (step.awaits !== awaited) return `awaits ${step.awaits}, not ${awaited}`
  const at = { caseId, commandId: newCommand(), revision: view.revision, step: step.step, visit: step.visit }
  try {
    switch (input.type) {
      case 'checks':
        return await underWorld(portal, view, input.world ?? plain, () => core.call('checks.run', { caseId, commandId: newCommand() }))
      case 'answer':
        return await core.call('flow.answer', { ...at, value: input.value })
      case 'advice':
        return await core.call('flow.tryAdvice', { ...at, result: input.result })
      case 'handOver':
        return await core.call('flow.handOver', { ...at, result: input.result, by: 'commandLine' })
      case 'fix':
        return 'fix'
    }
  } catch (error) {
    if (error instanceof AppFailure) return error.code
    throw error
  }
}

async function underWorld(portal: DemoPortal | undefined, view: CaseView, world: string, act: () => Promise<CaseView>): Promise<CaseView> {
  if (world === signedIn) {
    if (portal !== undefined) signInFound(portal, Object.fromEntries(view.facts.map(({ fact, value }) => [fact, value])))
    return act()
  }
  if (world !== plain) portal?.setFault(world)
  try {
    return await act()
  } finally {
    portal?.clearFaults()
  }
}
