import { AppFailure } from '@shared/contract/appError'
import { fillText } from '@shared/domain/fillText'
import type { HostArguments } from '../../arguments'
import { errorText } from '../../assembly/errorText'
import { casesList } from './commands/casesList'
import { demo } from './commands/demo'
import { doctor } from './commands/doctor'
import { flowsDiff } from './commands/flowsDiff'
import { flowsLint } from './commands/flowsLint'
import { flowsList } from './commands/flowsList'
import { flowsPrint } from './commands/flowsPrint'
import { flowsWalk } from './commands/flowsWalk'
import { match } from './commands/match'
import { runFlow } from './commands/runFlow'
import { createOutput, exitCodeOf, exitCodes, texts, type ExitCode, type Output } from './output'
import { readOptions, UsageProblem, type Options } from './options'

export interface Command {
  (options: Options, output: Output): Promise<ExitCode>
}

const commands: Readonly<Record<string, Command>> = { 'flows list': flowsList, 'flows lint': flowsLint, 'flows walk': flowsWalk, 'flows diff': flowsDiff, 'flows print': flowsPrint, match, run: runFlow, 'cases list': casesList, demo, doctor }

/** The core without a window, for administrators, schedulers and tests. Never prompts. */
export async function runHost(args: HostArguments): Promise<void> {
  process.exitCode = await runCommand(args.words, args.dataDir)
}

export async function runCommand(words: readonly string[], dataDir: string): Promise<ExitCode> {
  const json = words.includes('--json')
  const output = createOutput(json)
  try {
    const options = readOptions(words, dataDir)
    if (options.help) {
      output.line(texts.usage)
      return exitCodes.fine
    }
    const [first, second] = options.words
    if (first === undefined) throw new UsageProblem('noCommand', '')
    const name = [`${first} ${second ?? ''}`, first].find((one) => Object.hasOwn(commands, one))
    const command = name === undefined ? undefined : commands[name]
    if (command === undefined || name === undefined) throw new UsageProblem('unknownCommand', [first, second].filter(Boolean).join(' '))
    return await command({ ...options, words: options.words.slice(name.split(' ').length) }, output)
  } catch (error) {
    if (error instanceof UsageProblem) {
      reportUsageError(error.problem, error.word)
      return exitCodes.usage
    }
    if (error instanceof AppFailure) {
      const appError = error.toAppError()
      output.problem(errorText(appError, dataDir))
      if (json) output.data({ error: appError })
      return exitCodeOf(appError)
    }
    throw error
  }
}

/** What is wrong, with what, and how it goes. */
export function reportUsageError(problem: string, word: string): void {
  const known: Readonly<Record<string, string>> = texts.problems
  process.stderr.write(`${fillText(known[problem] ?? '', { word })}\n\n${texts.usage}\n`)
}
