import type { Value } from '@shared/contract/methods'
import { lintFlow, productRegistries } from '@shared/flows/lint'
import type { CoreContext } from '../context'

/** What the linter finds in the flows as this app holds them. The words' own lines are known to the sources alone. */
export function lintShipped({ ports }: CoreContext): Value<'flows.lint'> {
  const flows = ports.flows.all()
  const languages = [...new Set(flows.flatMap((flow) => Object.keys(flow.words)))].sort()
  const today = new Date(ports.clock.now()).toISOString().slice(0, 10)
  const registries = productRegistries({ flow: (id) => ports.flows.current(id), languages, today, released: {} })
  return { findings: flows.flatMap((flow) => lintFlow(flow, registries)).map(({ step, args, ...finding }) => ({ ...finding, ...(step === undefined ? {} : { step }), args: { ...args } })) }
}
