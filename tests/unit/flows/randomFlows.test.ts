import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDefinition } from '@shared/domain/checks'
import type { FactName } from '@shared/domain/facts'
import { coverageOf, edgesDrawn, edgesTaken } from '@shared/flows/coverage'
import { walk } from '@shared/flows/engine'
import { exploreStates, type Exploration } from '@shared/flows/explore'
import { entriesFor, humanInputs, type Input } from '@shared/flows/inputs'
import { createFlowLibrary } from '@shared/flows/library'
import type { CompiledFlow } from '@shared/flows/schema'
import type { Entry, Walk } from '@shared/flows/walkTypes'
import { walkOf, sampleFixes } from './flowSupport'
import { choicesArbitrary, findingOf, flowsArbitrary, type Choice } from './randomFlows'

const human: ReadonlySet<string> = new Set(['answer', 'advice', 'handOver'])
const place = (item: { readonly flow: string; readonly step: string; readonly visit: number }): string => `${item.flow}/${item.step}/${item.visit}`
const plain = (walked: Walk): unknown => ({ ...walked, facts: [...walked.facts], used: [...walked.used], checksRun: [...walked.checksRun] })

/** A case that is played by choices: a log, and every walk along the way. */
class Play {
  entries: readonly Entry[] = []
  readonly fixesRun: string[] = []
  readonly #library: ReturnType<typeof createFlowLibrary>
  #count = 0

  constructor(readonly flows: readonly CompiledFlow[]) {
    this.#library = createFlowLibrary(flows)
  }

  get walked(): Walk {
    return walkOf(this.flows, this.entries)
  }

  /** One move; false where the case has come to its end. */
  move({ pick, kind }: Choice): boolean {
    const walked = this.walked
    if (kind === 'back' && this.back(walked)) return true
    if (kind === 'change' && this.change(walked, pick)) return true
    if (walked.position.awaits === 'nothing') return false
    const step = this.#library.get(walked.position.flow, walked.position.version)!.steps[walked.position.step]!
    const inputs: readonly Input[] = walked.position.awaits === 'checks' ? [{ type: 'checks', gives: Object.fromEntries(walked.position.pendingChecks.map((check, index) => [check, findingOf(check, pick + index)])) }] : humanInputs(walked, step, () => [`somebody${pick % 3}@harbourpine.example`], sampleFixes)
    expect(inputs.length, `nothing can be done at ${place(walked.position)}`).toBeGreaterThan(0)
    const input = inputs[pick % inputs.length]!
    if (step.kind === 'fix' && (input.type !== 'fix' || (input.result !== 'skipped' && input.result !== 'dryRun'))) {
      const needs: readonly FactName[] = sampleFixes(step.run)!.needs
      this.fixesRun.push(JSON.stringify([step.run, needs.map((fact) => walked.facts.get(fact)?.best.value)]))
    }
    this.add(entriesFor(input, walked, step, this.#count, sampleFixes))
    return true
  }

  /** The last thing a person did on the way here is taken back. */
  back(walked: Walk): boolean {
    const names = new Set(this.entries.filter((entry) => human.has(entry.type)).map((entry) => entry.event))
    const last = walked.path.toReversed().map((item) => item.events.filter((event) => names.has(event))).find((events) => events.length > 0)
    if (last === undefined) return false
    this.entries = this.entries.filter((entry) => !last.includes(entry.event))
    return true
  }

  change(walked: Walk, pick: number): boolean {
    const answers = this.entries.filter((entry) => entry.type === 'answer' && walked.used.has(entry.event) && entry.fact !== 'person.address' && entry.fact !== 'login.works')
    const answer = answers[pick % Math.max(1, answers.length)]
    if (answer?.type !== 'answer') return false
    this.entries = this.entries.filter((entry) => entry !== answer)
    this.add([{ ...answer, value: 'unsure' }])
    return true
  }

  add(entries: readonly Entry[]): void {
    this.entries = [...this.entries, ...entries.map((entry): Entry => ({ ...entry, event: `writer:${(this.#count += 1)}` }))]
  }
}

describe('random flows, played at random', () => {
  it('always stand somewhere, wait for somebody or have an outcome, and the same entries stand at the same place', () => {
    fc.assert(
      fc.property(flowsArbitrary, choicesArbitrary, (flows, choices) => {
        const play = new Play(flows)
        for (const choice of choices) {
          const { walked } = play
          expect(plain(play.walked)).toEqual(plain(walked))
          expect(walked.position.awaits === 'nothing').toBe(walked.position.outcome !== undefined)
          expect(walked.position.awaits === 'checks').toBe(walked.position.pendingChecks.length > 0)
          if (!play.move(choice)) break
        }
      }),
      { numRuns: 300 },
    )
  })

  it('come to an outcome when somebody only goes on', () => {
    fc.assert(
      fc.property(flowsArbitrary, fc.array(fc.nat(), { minLength: 1, maxLength: 20 }), (flows, picks) => {
        const play = new Play(flows)
        let moves = 0
        while (play.move({ pick: picks[moves % picks.length]! + moves, kind: 'on' })) expect((moves += 1)).toBeLessThan(400)
        expect(play.walked.position.outcome).toBeDefined()
      }),
      { numRuns: 300 },
    )
  })

  it('stand where they stood after going back and answering the same again', () => {
    fc.assert(
      fc.property(flowsArbitrary, choicesArbitrary, (flows, choices) => {
        const play = new Play(flows)
        for (const choice of choices) {
          if (!play.move({ ...choice, kind: 'on' })) break
          const before = play.walked
          const all = play.entries
          if (!human.has(all.at(-1)!.type)) continue
          play.back(before)
          const taken = all.filter((entry) => !play.entries.includes(entry))
          expect(taken.length).toBeGreaterThan(0)
          play.entries = [...play.entries, ...taken]
          expect(plain(play.walked)).toEqual(plain(before))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('ask nobody for what is known and fresh, unless the step says again', () => {
    fc.assert(
      fc.property(flowsArbitrary, choicesArbitrary, (flows, choices) => {
        const play = new Play(flows)
        for (const choice of choices) {
          const { position, facts } = play.walked
          const step = flows.find(({ id }) => id === position.flow)!.steps[position.step]!
          if (step.kind === 'ask' && step.again !== true) expect(facts.get(step.fact as FactName)?.best.fresh).not.toBe(true)
          if (!play.move(choice)) break
        }
      }),
      { numRuns: 200 },
    )
  })

  it('run no fix twice with the same facts, whatever is taken back or changed', () => {
    fc.assert(
      fc.property(flowsArbitrary, choicesArbitrary, (flows, choices) => {
        const play = new Play(flows)
        for (const choice of choices) if (!play.move(choice)) break
        expect(new Set(play.fixesRun).size).toBe(play.fixesRun.length)
        // What ran is never forgotten, used or not.
        expect(play.walked.fixes.length).toBe(play.fixesRun.length)
      }),
      { numRuns: 300 },
    )
  })

  it('take only ways that are drawn, and never a used answer of another place', () => {
    fc.assert(
      fc.property(flowsArbitrary, choicesArbitrary, (flows, choices) => {
        const play = new Play(flows)
        for (const choice of choices) if (!play.move(choice)) break
        const { path, used } = play.walked
        const drawn = edgesDrawn(flows)
        for (const edge of edgesTaken(path)) expect(drawn).toContain(edge)
        const places = new Set(path.map(place))
        for (const entry of play.entries) if (used.has(entry.event) && human.has(entry.type) && 'step' in entry) expect(places).toContain(place(entry))
      }),
      { numRuns: 200 },
    )
  })

  it('are walked in memory without a state that leads nowhere, and a play takes no edge that was not found', () => {
    const explored = (flows: readonly CompiledFlow[]): Exploration => {
      const exploring = exploreStates(flows[0]!, createFlowLibrary(flows), { door: 'agent', fixes: sampleFixes, isEnough: (_, states) => states > 3000 })
      let step = exploring.next()
      while (step.done !== true) step = exploring.next()
      return step.value
    }
    fc.assert(
      fc.property(flowsArbitrary, choicesArbitrary, (flows, choices) => {
        const found = explored(flows)
        if (found.states > 3000) return
        expect(found.stuck).toEqual([])
        const play = new Play(flows)
        for (const choice of choices) {
          if (!play.move({ ...choice, kind: 'on' })) break
        }
        const missing = coverageOf(new Set(edgesTaken(play.walked.path)), found.edges).missing
        expect(missing).toEqual([])
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

describe('a check is run again', () => {
  /** Behind the last change of the portal on this way: what was looked up before it says nothing any more. */
  const sinceChange = ({ walked, entries }: Play): number => {
    const onPath = new Set(walked.path.filter(({ kind, result }) => kind === 'fix' && ['verified', 'notVerified', 'unknown'].includes(result ?? '')).flatMap(({ events }) => events))
    return entries.findLastIndex((entry) => entry.type === 'fix' && onPath.has(entry.event) && sampleFixes(entry.fix)?.class !== 'read' && sampleFixes(entry.fix)?.class !== 'notice')
  }

  it('only when a fact it needs has changed, or the portal was', () => {
    fc.assert(
      fc.property(flowsArbitrary, choicesArbitrary, (flows, choices) => {
        const play = new Play(flows)
        for (const choice of choices) {
          const { position, facts } = play.walked
          if (position.kind === 'check') {
            for (const check of position.pendingChecks) {
              const since = checkDefinition(check).right === 'lookUp' ? sinceChange(play) : -1
              const same = play.entries.slice(since + 1).findLast((entry) => entry.type === 'check' && entry.check === check && checkDefinition(check).needs.every((fact) => entry.needs[fact] === facts.get(fact)?.best.value))
              expect(same, check).toBeUndefined()
            }
          }
          if (!play.move(choice)) break
        }
      }),
      { numRuns: 200 },
    )
  })
})

it('a library of one flow twice keeps each case on its version', () => {
  const end = (version: number, outcome: string) => ({ id: 'one', version, start: 'end', verdicts: [], steps: { end: { kind: 'end', outcome, line: 1 } } })
  const flows = [end(1, 'solved'), end(2, 'notSolved')].map((flow) => ({ ...flow, source: { page: 'test', checked: '2026-11-22', owner: 'tests' }, words: {}, sha256: '0'.repeat(64) }) as CompiledFlow)
  const at = (version: number): string | undefined => walk({ library: createFlowLibrary(flows), start: { flow: 'one', version }, entries: [], door: 'agent', now: 0 }).position.outcome
  expect([at(1), at(2)]).toEqual(['solved', 'notSolved'])
})
