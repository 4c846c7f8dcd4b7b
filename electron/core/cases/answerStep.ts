import { AppFailure } from '@shared/contract/appError'
import type { Params } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import type { EventName, NewEvent } from '@shared/domain/events'
import { factDefinition, type FactName, type FactValue } from '@shared/domain/facts'
import type { Step } from '@shared/flows/schema'
import type { CoreContext } from '../context'
import { assertContinues, changeCase } from './changeCase'
import { pathItem, type Replay } from './replayCase'

/** As people type them: spaces around, a scheme before a host, a whole address bar. The value itself is never corrected. */
export function normaliseFact(fact: FactName, value: FactValue): FactValue {
  if (typeof value === 'number') return value
  const definition = factDefinition(fact)
  if (definition.type !== 'text') return value
  const trimmed = value.normalize('NFC').trim()
  if (definition.format === 'host') return trimmed.replace(/^[a-z]+:\/\//i, '').replace(/[/?#].*$/s, '').toLowerCase()
  return definition.format === 'text' ? trimmed : trimmed.replace(/\s+/gu, ' ')
}

/** Throws badAnswer where the value is none of the step's. */
function checkedValue(fact: FactName, value: FactValue): FactValue {
  const definition = factDefinition(fact)
  const normal = normaliseFact(fact, value)
  const fits =
    definition.type === 'closed' ? typeof normal === 'string' && definition.values.includes(normal)
    : definition.type === 'text' ? typeof normal === 'string' && normal !== '' && normal.length <= definition.maxLength
    : typeof normal === 'number' && Number.isFinite(normal)
  if (!fits) throw new AppFailure('badAnswer', { details: { fact } })
  return normal
}

function offersUnsure(step: Step | undefined): boolean {
  return (step?.kind === 'ask' || step?.kind === 'verify') && !Array.isArray(step.next) && Object.hasOwn(step.next, 'unsure')
}

/** The live answer of a person to that step on that visit, if there is one. */
export function ownAnswers(replay: Replay, flow: string, step: string, visit: number): readonly EventName[] {
  return replay.entries.filter((entry) => entry.type === 'answer' && entry.flow === flow && entry.step === step && entry.visit === visit).map((entry) => entry.event)
}

/** Answers the step the case stands at, or changes an earlier answer: the new one supersedes the old, the walk runs again. */
export function answerStep(context: CoreContext, params: Params<'flow.answer'>): CaseView {
  return changeCase(context, params, (replay): readonly NewEvent[] => {
    assertContinues(replay)
    const item = pathItem(replay, params.step, params.visit)
    if (item === undefined || item.passedBy === 'notForRole') throw new AppFailure('stepMoved', { retry: 'now', details: { step: replay.walk.position.step } })
    const step = context.ports.flows.get(item.flow, item.version)?.steps[item.step]
    const fact = step?.kind === 'ask' ? step.fact : step?.kind === 'verify' ? step.ask : undefined
    if (fact === undefined) throw new AppFailure('badAnswer', { details: { step: params.step } })
    if (step?.kind === 'verify' && item.passedBy === 'position' && replay.walk.position.awaits === 'checks') throw new AppFailure('stepMoved', { retry: 'now' })
    const name = fact as FactName
    // "I'm not sure" is an answer to a question for a text as well, where the step offers it: a closed word.
    const unsure = params.value === 'unsure' && factDefinition(name).type === 'text' && offersUnsure(step)
    const value = unsure ? 'unsure' : checkedValue(name, params.value)
    const personal = factDefinition(name).personal && !unsure
    const superseded = ownAnswers(replay, item.flow, item.step, item.visit)
    return [
      {
        kind: 'answerGiven',
        flow: { id: item.flow, version: item.version, step: item.step },
        ...(superseded.length > 0 ? { supersedes: superseded } : {}),
        open: { fact: name, visit: item.visit, ...(personal ? {} : { value }) },
        personal: personal ? { value: String(value) } : {},
      },
    ]
  })
}
