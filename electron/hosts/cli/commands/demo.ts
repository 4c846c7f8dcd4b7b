import { fillText } from '@shared/domain/fillText'
import { demoPortalFaults, startDemoPortal, UnknownFaultError, type DemoPortal, type DemoPortalOptions } from '../../../demo-portal/startDemoPortal'
import { UsageProblem, type Options } from '../options'
import { exitCodes, texts, type ExitCode, type Output } from '../output'

const plans = ['off', 'standard', 'enterprise'] as const
const languages = ['en', 'ru', 'de'] as const

/** The demo portal alone. First line of stdout: its address as JSON. Stops on SIGINT and SIGTERM. */
export async function demo(options: Options, output: Output): Promise<ExitCode> {
  let portal: DemoPortal
  try {
    portal = await startDemoPortal(portalOptions(options))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new UsageProblem('portTaken', String(options.port))
    if (error instanceof UnknownFaultError) {
      const text = error.problem === 'name' ? texts.problems.unknownFault : texts.problems.badFaultArgument
      output.problem(fillText(text, { word: error.fault, names: demoPortalFaults.join(', ') }))
      return exitCodes.usage
    }
    if (error instanceof RangeError) throw new UsageProblem('badPeople', String(options.people))
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

function portalOptions({ port, people, seed, limits, faults, language, intranetInvite, onPremise, userLimit }: Options): DemoPortalOptions {
  return {
    port,
    limits: oneOf(plans, limits ?? 'off', 'unknownLimits'),
    language: oneOf(languages, language ?? 'en', 'unknownLanguage'),
    faults,
    intranetInvite,
    onPremise,
    ...(people === undefined ? {} : { people }),
    ...(seed === undefined ? {} : { seed }),
    ...(userLimit === undefined ? {} : { userLimit }),
  }
}

function oneOf<Word extends string>(known: readonly Word[], word: string, problem: string): Word {
  const found = known.find((one) => one === word)
  if (found === undefined) throw new UsageProblem(problem, word)
  return found
}
