import { AppFailure } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import { flowHealth, flowRate, recentRuns, recentSince } from '@shared/flows/flowHealth'
import type { CompiledFlow } from '@shared/flows/schema'
import { sourceAddress } from '@shared/flows/sourcePage'
import { flowWordsIn } from '@shared/flows/words'
import type { CoreContext } from '../context'

/** Every flow with where its facts come from, how old that is, and how its recent cases ended. */
export function listFlows(context: CoreContext): Value<'flows.list'> {
  const now = context.ports.clock.now()
  // What people try out in the demo company says nothing about a real portal, and the other way round.
  const demo = context.connection.view().state === 'demo'
  return { flows: context.ports.flows.all().map((flow) => rowOf(context, flow, now, demo)) }
}

function rowOf(context: CoreContext, flow: CompiledFlow, now: number, demo: boolean): Value<'flows.list'>['flows'][number] {
  const words = flowWordsIn(flow, context.language())?.words
  const { page, checked, owner } = flow.source
  const rate = flowRate(context.ports.cases.endedRuns({ problem: flow.id, demo, since: recentSince(now), limit: recentRuns }), now)
  const address = sourceAddress(page)
  return {
    flow: flow.id,
    version: flow.version,
    name: words?.name ?? flow.id,
    summary: words?.summary ?? '',
    verdicts: flow.verdicts.length,
    steps: Object.keys(flow.steps).length,
    source: page,
    ...(address === undefined ? {} : { sourceAddress: address }),
    checked,
    owner,
    health: flowHealth({ checked, today: new Date(now).toISOString().slice(0, 10), rate }),
    rate,
  }
}

/** Opens the page that a flow's facts come from. Throws flowNotFound, and unsafeLink where it is no page of Bitrix24's. */
export async function openSource({ ports }: CoreContext, { flow: id }: Params<'flows.openSource'>): Promise<Value<'flows.openSource'>> {
  const flow = ports.flows.current(id)
  if (flow === undefined) throw new AppFailure('flowNotFound', { details: { flow: id } })
  const address = sourceAddress(flow.source.page)
  if (address === undefined) throw new AppFailure('unsafeLink')
  return { opened: await ports.links.open(address, 'help', []), address }
}
