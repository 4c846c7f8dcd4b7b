import { AppFailure } from '@shared/contract/appError'
import type { Params, Value } from '@shared/contract/methods'
import { diffFlows } from '@shared/flows/diff'
import type { CompiledFlow } from '@shared/flows/schema'
import type { CoreContext } from '../context'

const longestText = 4000

/** What is different between two versions that ship side by side. Throws flowNotFound. */
export function diffVersions({ ports }: CoreContext, { flow, from, to }: Params<'flows.diff'>): Value<'flows.diff'> {
  const version = (number: number): CompiledFlow => {
    const found = ports.flows.get(flow, number)
    if (found === undefined) throw new AppFailure('flowNotFound', { details: { flow, version: number } })
    return found
  }
  const changes = diffFlows(version(from), version(to))
  return { flow, from, to, changes: changes.map((change) => ({ ...change, ...(change.before === undefined ? {} : { before: change.before.slice(0, longestText) }), ...(change.after === undefined ? {} : { after: change.after.slice(0, longestText) }) })) }
}
