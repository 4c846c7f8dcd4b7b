import cliTexts from '@shared/locales/cli.en.json'
import type { AppError } from '@shared/contract/appError'

/** Exit codes, one scheme for everything (product.md, "Command line"). */
export const exitCodes = { fine: 0, problemLeft: 1, failed: 2, stoppedEarly: 3, usage: 4 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export const texts = cliTexts

/** Everything for people goes to stderr when JSON is asked for: stdout is JSON alone. */
export interface Output {
  readonly json: boolean
  line(text: string): void
  data(value: unknown): void
  problem(text: string): void
}

export function createOutput(json: boolean, streams: { readonly out: NodeJS.WritableStream; readonly err: NodeJS.WritableStream } = { out: process.stdout, err: process.stderr }): Output {
  return {
    json,
    line: (text) => void (json ? streams.err : streams.out).write(`${text}\n`),
    data: (value) => void streams.out.write(`${JSON.stringify(value)}\n`),
    problem: (text) => void streams.err.write(`${text}\n`),
  }
}

/** A wrong word of the person is a usage error; everything else is a step that failed. */
export function exitCodeOf(error: AppError): ExitCode {
  switch (error.code) {
    case 'badArguments':
    case 'badRequest':
    case 'flowNotFound':
    case 'webhookMalformed':
    case 'webhookInsecure':
    case 'secretFound':
    case 'unknownMethod':
      return exitCodes.usage
    default:
      return exitCodes.failed
  }
}
