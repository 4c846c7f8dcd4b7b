import type { Door } from '@shared/domain/stateWords'
import type { DemoPortal } from '../../../electron/demo-portal/startDemoPortal'
import { newCommand, type AppInProcess } from '../appInProcess'
import type { Somebody } from './companyPeople'
import type { Scenario } from './scenario'
import { walkCase, type Walked } from './walkCase'

/** Takes somebody's case until as many verdicts were met as the scenario has. */
export async function meetVerdict(app: AppInProcess, portal: DemoPortal, scenario: Scenario, one: Somebody, door: Door): Promise<Walked> {
  if (scenario.fault !== undefined) portal.setFault(scenario.fault)
  try {
    const opened = await app.call('cases.open', { commandId: newCommand(), flow: scenario.flow, door, message: scenario.message(one) })
    return await walkCase(app, opened, scenario.person?.(one) ?? { answers: {} }, (verdicts) => verdicts.length >= scenario.verdicts.length)
  } finally {
    portal.clearFaults()
  }
}
