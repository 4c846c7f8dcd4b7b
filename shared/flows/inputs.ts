import { checkDefinition, type CheckName } from '../domain/checks'
import { factDefinition, isFactName, type FactName, type FactValue } from '../domain/facts'
import { fixResultsOf, productFixes, type FixRegistry } from '../domain/fixes'
import { stepNamed } from './graph'
import type { Step } from './schema'
import type { Entry, FixStage, FlowLibrary, Walk } from './walkTypes'

export type Gives = Readonly<Record<string, FactValue>>

/** What may come next, apart from where: the same input can be given on another visit, in another case. */
export type Input =
  | { readonly type: 'answer'; readonly value: FactValue }
  | { readonly type: 'advice'; readonly result: 'done' | 'failed' }
  /** `world`: under which circumstances it ends so. */
  | { readonly type: 'fix'; readonly result: FixStage; readonly world?: string }
  | { readonly type: 'handOver'; readonly result: 'sent' | 'answered' }
  /** What the awaited checks find; `world` names the circumstances under which they do. */
  | { readonly type: 'checks'; readonly gives: Readonly<Partial<Record<CheckName, Gives>>>; readonly world?: string }

export function standingStep(walked: Walk, library: FlowLibrary): Step | undefined {
  const flow = library.get(walked.position.flow, walked.position.version)
  return flow === undefined ? undefined : stepNamed(flow, walked.position.step)
}

/** Every input that a person or a fix can give at the position; for checks ask somebody who knows what they find. */
export function humanInputs(walked: Walk, step: Step, texts: (fact: FactName, step: Step) => readonly FactValue[], fixes: FixRegistry = productFixes): readonly Input[] {
  switch (step.kind) {
    case 'ask':
    case 'verify': {
      const name = step.kind === 'ask' ? step.fact : step.ask
      if (!isFactName(name)) return []
      const definition = factDefinition(name)
      return (definition.type === 'closed' ? definition.values : texts(name, step)).map((value) => ({ type: 'answer', value }))
    }
    case 'advise':
      return [{ type: 'advice', result: 'done' }, { type: 'advice', result: 'failed' }]
    case 'fix': {
      const definition = fixes(step.run)
      const results: readonly FixStage[] = definition === undefined ? [] : fixResultsOf(definition)
      return results.map((result) => ({ type: 'fix', result }))
    }
    case 'handOver':
      return [{ type: 'handOver', result: walked.position.awaits === 'answer' ? 'answered' : 'sent' }]
    default:
      return []
  }
}

/** Whether a question for a text takes "I'm not sure". */
export function takesUnsure(step: Step): boolean {
  return step.kind === 'ask' && !Array.isArray(step.next) && Object.hasOwn(step.next, 'unsure')
}

/** The entries that an input becomes where the walk stands. */
export function entriesFor(input: Input, walked: Walk, step: Step, count: number, fixes: FixRegistry = productFixes): readonly Entry[] {
  const { flow, step: id, visit, pendingChecks } = walked.position
  const base = (index: number) => ({ event: `walk:${count + index + 1}`, at: 0, flow, step: id, visit }) as const
  const factsNow = (names: readonly FactName[]): Gives => {
    const now: Record<string, FactValue> = {}
    for (const name of names) {
      const value = walked.facts.get(name)?.best.value
      if (value !== undefined) now[name] = value
    }
    return now
  }
  switch (input.type) {
    case 'answer': {
      const fact = step.kind === 'ask' ? step.fact : step.kind === 'verify' ? step.ask : ''
      return isFactName(fact) ? [{ ...base(0), type: 'answer', fact, value: input.value }] : []
    }
    case 'advice':
      return [{ ...base(0), type: 'advice', result: input.result }]
    case 'fix':
      return step.kind === 'fix' ? [{ ...base(0), type: 'fix', fix: step.run, needs: factsNow(fixes(step.run)?.needs ?? []), result: input.result }] : []
    case 'handOver':
      return step.kind === 'handOver' ? [{ ...base(0), type: 'handOver', to: step.to, result: input.result }] : []
    case 'checks':
      return pendingChecks.map((check, index): Entry => {
        const gives = input.gives[check] ?? {}
        return { ...base(index), type: 'check', check, result: Object.keys(gives).length > 0 ? 'ok' : 'notRun', needs: factsNow(checkDefinition(check).needs), gives }
      })
  }
}
