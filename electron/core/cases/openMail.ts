import { AppFailure } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import { contactsFor } from '@shared/domain/companyCard'
import { mailDraft } from '@shared/domain/mailDraft'
import { companyCard } from '../company/companyCard'
import type { CoreContext } from '../context'
import { assertStandsAt } from './changeCase'
import { replayCase } from './replayCase'

/** Opens the hand-over's message as a draft to one of the card's contacts. Nothing is sent and nothing recorded by this. */
export async function openMail(context: CoreContext, { caseId, step, visit, contact, subject, message }: Params<'flow.openMail'>): Promise<Value<'flow.openMail'>> {
  const { ports } = context
  const replay = replayCase(ports.cases.events(caseId), ports.flows, ports.clock.now())
  assertStandsAt(replay, step, visit)
  const { position } = replay.walk
  const here = ports.flows.get(position.flow, position.version)?.steps[position.step]
  if (here?.kind !== 'handOver') throw new AppFailure('badAnswer', { details: { step } })
  const address = contactsFor(companyCard(ports), here.to)[contact]?.address
  if (address === undefined) throw new AppFailure('badAnswer', { details: { field: 'contact' } })
  const draft = mailDraft(address, subject, message)
  if (draft === undefined) return { opened: false, reason: 'tooLong' }
  return (await ports.links.open(draft, 'mail', [])) ? { opened: true } : { opened: false, reason: 'noProgram' }
}
