import { AppFailure } from '@shared/contract/appError'
import type { Params } from '@shared/contract/methods'
import type { CaseView } from '@shared/contract/views'
import type { NewEvent } from '@shared/domain/events'
import { isFactName, type FactName } from '@shared/domain/facts'
import type { CaseId } from '@shared/domain/ids'
import type { FactGiver } from '@shared/domain/stateWords'
import type { CompiledFlow } from '@shared/flows/schema'
import { matchMessage } from '@shared/flows/match'
import { companyCard } from '../company/companyCard'
import type { CoreContext } from '../context'
import { normaliseFact } from './answerStep'
import { followUps } from './replayCase'
import { viewCase } from './viewCase'

/**
 * Opens a case. Its id is the command's: both are random UUIDs, and so the same command sent twice opens one case.
 * What the pasted message carries is lifted into facts, so that nobody is asked for it again.
 */
export function openCase(context: CoreContext, params: Params<'cases.open'>, entry: 'paste' | 'menu' | 'commandLine' = params.message === undefined ? 'menu' : 'paste'): CaseView {
  const { ports, connection } = context
  const flow = ports.flows.current(params.flow)
  if (flow === undefined) throw new AppFailure('flowNotFound', { details: { flow: params.flow } })
  const caseId = params.commandId as unknown as CaseId
  const at = ports.clock.now()
  const view = connection.view()

  const outcome = ports.cases.append({ commandId: params.commandId, caseId, role: params.door, at }, (events) => {
    if (events.length > 0) throw new AppFailure('badRequest', { details: { field: 'commandId' } })
    const opened: NewEvent = {
      kind: 'caseOpened',
      open: { door: params.door, entry, flow: flow.id, flowVersion: flow.version, language: context.language(), demo: view.state === 'demo' },
      personal: { ...(view.portal === undefined ? {} : { portal: view.portal }), ...(ports.operator === undefined ? {} : { operator: ports.operator }) },
    }
    const captured = params.message === undefined ? {} : matchMessage(params.message, ports.messages).captured
    const given: { fact: FactName; value: string | undefined; giver: FactGiver }[] = [
      { fact: 'error.message', value: params.message, giver: 'paste' },
      { fact: capturedFact(flow, 'name', 'person.name'), value: captured.name, giver: 'paste' },
      { fact: capturedFact(flow, 'address', 'person.address'), value: captured.address, giver: 'paste' },
      { fact: 'person.name', value: params.person?.name, giver: 'person' },
      { fact: 'person.address', value: params.person?.address, giver: 'person' },
      // The connected portal is the one meant, unless the message names another.
      { fact: 'portal.host', value: params.person?.portal ?? captured.portal ?? view.portal, giver: params.person?.portal !== undefined ? 'person' : captured.portal !== undefined ? 'paste' : 'check' },
      // Else the company card says which it is, as a file does: the least trusted giver.
      ...(params.person?.portal === undefined && captured.portal === undefined && view.portal === undefined ? [{ fact: 'portal.host' as const, value: companyCard(ports)?.portal, giver: 'file' as const }] : []),
    ]
    const facts = given.flatMap(({ fact, value, giver }): NewEvent[] => {
      const text = value === undefined ? '' : String(normaliseFact(fact, value))
      return text === '' ? [] : [{ kind: 'factGiven', open: { fact, giver }, personal: { value: text } }]
    })
    const decided = [opened, ...facts]
    return [...decided, ...followUps([], decided, ports.flows, params.door, at)]
  })
  if (outcome.written) ports.publisher.publish({ type: 'caseChanged', data: { caseId, revision: outcome.events.length } })
  return viewCase(context, outcome.events)
}

/** A message can name somebody else than the person: then the flow says which facts its parts are. */
function capturedFact(flow: CompiledFlow, part: 'name' | 'address', own: FactName): FactName {
  const named = flow.captures?.[part]
  return named !== undefined && isFactName(named) ? named : own
}
