import type { Params } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import type { CoreContext } from '../context'
import { changeCase } from './changeCase'

/** A note is added to whatever the case is by then: another window's change does not refuse it. */
export function addNote(context: CoreContext, params: Params<'cases.addNote'>): CaseView {
  return changeCase(context, { caseId: params.caseId, commandId: params.commandId }, () => [{ kind: 'noteAdded', open: {}, personal: { note: params.note } }])
}

export function setCaseState(context: CoreContext, params: Params<'cases.setState'>): CaseView {
  return changeCase(context, params, () => [
    { kind: 'caseStateSet', open: { state: params.state, ...(params.outcome === undefined ? {} : { outcome: params.outcome }) }, personal: params.reason === undefined ? {} : { reason: params.reason } },
  ])
}

/** The latest word about whether it helped counts. */
export function giveFeedback(context: CoreContext, params: Params<'cases.giveFeedback'>): CaseView {
  return changeCase(context, { caseId: params.caseId, commandId: params.commandId }, (replay) => {
    const earlier = replay.events.filter((event) => event.kind === 'feedbackGiven' && !replay.dead.has(event.name)).map((event) => event.name)
    return [{ kind: 'feedbackGiven', ...(earlier.length > 0 ? { supersedes: earlier } : {}), open: { helped: params.helped }, personal: params.comment === undefined ? {} : { comment: params.comment } }]
  })
}
