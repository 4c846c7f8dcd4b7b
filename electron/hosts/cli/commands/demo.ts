import { fillText } from '@shared/domain/fillText'
import { startDemoPortal, demoPortalFaults, type DemoPortal, type DemoPortalOptions } from '../../../demo-portal/startDemoPortal'
import { UsageProblem, type Options } from '../options'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

const plans = ['off', 'standard', 'enterprise'] as const

/** The demo portal alone. First line of stdout: its address as JSON. Stops on SIGINT and SIGTERM. */
export async function demo(options: Options, output: Output): Promise<ExitCode> {
  const limits = plans.find((plan) => plan === (options.limits ?? 'off'))
  if (limits === undefined) throw new UsageProblem('unknownLimits', options.limits ?? '')
  for (const fault of options.faults) if (!demoPortalFaults.includes(fault.split('=')[0] ?? '')) throw new UsageProblem('unknownFault', fault)
  const wanted: DemoPortalOptions = {
    port: options.port,
    limits,
    faults: options.faults,
    ...(options.people === undefined ? {} : { people: options.people }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  }
  let portal: DemoPortal
  try {
    portal = await startDemoPortal(wanted)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new UsageProblem('portTaken', String(options.port))
    throw error
  }
  const { url, webhook, adminWebhook, people } = portal
  output.data({ url, webhook, adminWebhook, people })
  output.problem(fillText(texts.demoReady, { url }))
  await new Promise<void>((stop) => {
    process.once('SIGINT', () => stop())
    process.once('SIGTERM', () => stop())
  })
  await portal.stop()
  return exitCodes.fine
}
