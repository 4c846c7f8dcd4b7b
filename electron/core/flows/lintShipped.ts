import type { Value } from '@shared/contract/methods'
import { lintFlow, productRegistries } from '@shared/flows/lint'
import type { Finding } from '@shared/flows/lintTypes'
import type { CoreContext } from '../context'

/** What the linter finds in the flows as this app holds them. The words' own lines are known to the sources alone. */
export async function lintShipped({ ports }: CoreContext): Promise<Value<'flows.lint'>> {
  const flows = ports.flows.all()
  const languages = [...new Set(flows.flatMap((flow) => Object.keys(flow.words)))].sort()
  const today = new Date(ports.clock.now()).toISOString().slice(0, 10)
  const registries = productRegistries({ flow: (id) => ports.flows.current(id), languages, today, released: {} })
  const found: Finding[] = []
  for (const flow of flows) {
    found.push(...lintFlow(flow, registries))
    // The rest of the window has its turn between two flows.
    await new Promise((next) => setImmediate(next))
  }
  return { findings: found.map(({ step, args, ...finding }) => ({ ...finding, ...(step === undefined ? {} : { step }), args: { ...args } })) }
}
