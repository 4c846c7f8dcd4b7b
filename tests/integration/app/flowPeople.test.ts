import { describe, expect, it } from 'vitest'
import type { Door } from '@shared/domain/stateWords'
import { newCommand } from '../../support/appInProcess'
import { companyPeople, companySize, type CompanyPeople, type Somebody } from '../../support/app/companyPeople'
import { demoApp, type DemoApp } from '../../support/app/demoApp'
import { throwaway, throwawayDomain } from '../../support/app/mailScenarios'
import type { Scenario } from '../../support/app/scenario'
import { companySeeds, pick } from '../../support/app/seeds'
import { scenarioFlows, verdictScenarios } from '../../support/app/verdictScenarios'
import { walkCase, type Walked } from '../../support/app/walkCase'
import { call } from '../../support/demoPortal/callPortal'
import { shippedLibrary } from '../../unit/flows/flowSupport'

const helpers: readonly Door[] = ['agent', 'admin']

interface Met {
  readonly flow: string
  readonly door: Door
  readonly who: string
  readonly verdicts: readonly string[]
}
const metBy = (flow: string, door: Door, { id, name }: Somebody, verdicts: readonly string[]): Met => ({ flow, door, who: `${name} (${id})`, verdicts })

/** Each scenario with the same somebody in all its doors. */
async function meet({ app, portal }: DemoApp, people: CompanyPeople, scenario: Scenario, one: Somebody, door: Door): Promise<Walked> {
  if (scenario.fault !== undefined) portal.setFault(scenario.fault)
  try {
    const opened = await app.call('cases.open', { commandId: newCommand(), flow: scenario.flow, door, message: scenario.message(one) })
    return await walkCase(app, opened, scenario.person?.(one) ?? { answers: {} }, (verdicts) => verdicts.length >= scenario.verdicts.length)
  } finally {
    portal.clearFaults()
  }
}

describe.each(companySeeds)('the company of seed %i (LATCHKEY_TEST_SEED repeats the last one)', (seed) => {
  it('has somebody for every verdict of every flow, in each door where it is met', { timeout: 60_000 }, async () => {
    const demo = await demoApp({ seed, people: companySize })
    const people = await companyPeople(demo.portal, seed, companySize)
    const expected: Met[] = []
    const met: Met[] = []
    for (const [place, scenario] of verdictScenarios.entries()) {
      const one = pick(scenario.who(people, demo.portal), seed, place)
      for (const door of scenario.doors ?? helpers) {
        expected.push(metBy(scenario.flow, door, one, scenario.verdicts))
        const t0 = Date.now(); const w = await meet(demo, people, scenario, one, door).catch((e: unknown) => { console.error(String(e)); return undefined }); met.push(metBy(scenario.flow, door, one, w?.verdicts ?? [])); console.error(scenario.flow, scenario.verdicts, door, w?.verdicts, one.id, Date.now() - t0)
      }
    }
    expect(met).toEqual(expected)
  })
})
