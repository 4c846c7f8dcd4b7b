import { AppFailure } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import { buildLink, isLinkName, links } from '@shared/domain/links'
import { textFact } from '../cases/projectCase'
import { replayCase } from '../cases/replayCase'
import type { CoreContext } from '../context'

/**
 * Opens a place the present step names. A portal's page opens by itself only where this app is connected to that portal;
 * a host that came with pasted text is shown instead. Demo links lead nowhere and are shown.
 */
export async function openLink(context: CoreContext, { caseId, link }: Params<'app.openLink'>): Promise<Value<'app.openLink'>> {
  if (!isLinkName(link)) throw new AppFailure('unsafeLink')
  const replay = replayCase(context.ports.cases.events(caseId), context.ports.flows, context.ports.clock.now())
  const { position } = replay.walk
  const step = context.ports.flows.get(position.flow, position.version)?.steps[position.step]
  if (!(step?.links ?? []).includes(link)) throw new AppFailure('stepMoved', { retry: 'now' })
  const address = buildLink(link, { portal: textFact(replay, 'portal.host'), user: textFact(replay, 'person.id') })
  if (address === undefined) throw new AppFailure('unsafeLink')
  const view = context.connection.view()
  const { kind } = links[link]
  if (kind === 'portal' && view.state === 'demo') return { opened: false, address }
  const portalHosts = view.state === 'portal' && view.portal !== undefined ? [view.portal] : []
  const opened = await context.ports.links.open(address, kind, portalHosts)
  return { opened, address }
}
