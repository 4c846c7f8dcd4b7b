import { describe, expect, it } from 'vitest'
import type { Door } from '@shared/domain/stateWords'
import { newCommand } from '../../support/appInProcess'
import { companyPeople, companySize, type Somebody } from '../../support/app/companyPeople'
import { appAt } from '../../support/app/demoApp'
import { companySeeds } from '../../support/app/seeds'
import { personOf } from '../../support/app/truthAnswers'
import { verdictOf } from '../../support/app/truthVerdicts'
import { scenarioFlows } from '../../support/app/verdictScenarios'
import { walkCase } from '../../support/app/walkCase'
import { openPortal } from '../../support/demoPortal/callPortal'

const mostQuestions = 4
/** Asked of whoever helps, not of the person with the problem. */
const ofHelpers: readonly string[] = ['caller.verified']

const problemsHere: readonly string[] = scenarioFlows

/** Everybody named with one of these problems, and one of each kind of the others. */
function peopleWithMessage(everybody: readonly Somebody[]): readonly Somebody[] {
  const kinds = new Set<string>()
  return everybody.filter(({ message, problems, kind }) => {
    if (message === undefined || !problems.some((problem) => problemsHere.includes(problem))) return false
    if (kind === undefined) return true
    return !kinds.has(kind) && kinds.add(kind).size > 0
  })
}

describe.each([[companySeeds[0] ?? 1, 0], [companySeeds[2] ?? 1, 1]])('the pasted message, in the company of seed %i', (seed, shift) => {
  it(`leads with at most four questions to what is the matter (LATCHKEY_TEST_SEED=${seed} repeats it)`, { timeout: 180_000 }, async () => {
    const portal = await openPortal({ seed, people: companySize })
    const { everybody } = await companyPeople(portal, seed, companySize)
    const app = await appAt(portal)
    const people = peopleWithMessage(everybody)
    const expected: Record<string, unknown> = {}
    const found: Record<string, unknown> = {}
    for (const [place, one] of people.entries()) {
      const { id, name, kind, message = '', problems } = one
      if (id === 12) portal.setFault('portal-blocked')
      const { matches } = await app.call('flows.match', { message })
      const matched = matches[0]?.flow ?? ''
      expect(problems, `${name}: ${message}`).toContain(matched)
      // A message about another problem: the person chooses the one that is theirs as well.
      const flow = problemsHere.includes(matched) ? matched : (problems.find((problem) => problemsHere.includes(problem)) ?? '')
      const door: Door = (place + shift) % 2 === 0 ? 'agent' : 'admin'
      const { verdicts, asked } = await walkCase(app, await app.call('cases.open', { commandId: newCommand(), flow, door, message }), personOf(one), (met) => met.length > 0)
      portal.clearFaults()
      const questions = asked.filter((fact) => !ofHelpers.includes(fact)).length
      const who = `${kind ?? name} (${id}), ${door}, ${flow}`
      expected[who] = { verdicts: [verdictOf(one)], questions: 'four at most' }
      found[who] = { verdicts, questions: questions <= mostQuestions ? 'four at most' : questions }
    }
    expect(found).toEqual(expected)
    expect(people.length).toBeGreaterThan(50)
  })
})
