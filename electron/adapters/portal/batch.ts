import { AppFailure, type ErrorCode } from '@shared/contract/appError'
import { phpQuery, type PhpParams } from './phpQuery'
import type { PortalCall, PortalCallOptions } from './portalClient'
import { portalFailure } from './portalErrors'
import type { BatchableMethod } from './portalMethods'
import { byStatus, refusalIn } from './refusal'
import { own, wholeNumber } from './schemas/values'

/** Commands beyond this number are refused by the portal one by one (bitrix24.md §1.6). */
export const mostCommands = 50

export interface BatchCommand<Value> {
  readonly method: BatchableMethod
  readonly params: PhpParams
  readonly read: (result: unknown) => Value
}
export type CommandOutcome<Value> =
  | { readonly ok: true; readonly value: Value; readonly total: number | undefined; readonly next: number | undefined }
  | { readonly ok: false; readonly failure: AppFailure }
type OutcomesOf<Commands extends readonly BatchCommand<unknown>[]> = {
  readonly [Index in keyof Commands]: Commands[Index] extends BatchCommand<infer Value> ? CommandOutcome<Value> : never
}

/** These speak of the whole portal or of the right to ask at all: no other command of the batch tells more. */
const portalWide: ReadonlySet<ErrorCode> = new Set([
  'webhookDead', 'tokenExpired', 'appRemoved', 'portalBlocked', 'portalGone', 'subscriptionNeeded', 'rateLimited', 'confirmationAwaited',
])

/** The name of a command in references: `$result[c0][49][ID]`. */
export function commandKey(index: number): string {
  return `c${index}`
}

/**
 * Several reads in one request. Each command ends for itself, in the order given; what concerns the portal as a whole is
 * thrown. Only reading methods compile: a batch is repeated as a whole.
 */
export async function callBatch<const Commands extends readonly BatchCommand<unknown>[]>(call: PortalCall, commands: Commands, options?: PortalCallOptions): Promise<OutcomesOf<Commands>> {
  if (commands.length === 0 || commands.length > mostCommands) throw new RangeError('a batch holds one to fifty commands')
  const cmd = Object.fromEntries(commands.map(({ method, params }, index) => [commandKey(index), commandLine(method, params)]))
  const answer = await call('batch', { halt: 0, cmd }, options)
  if (own(answer, 'result') === undefined && own(answer, 'result_error') === undefined) throw portalFailure('badAnswerFromPortal')

  const outcomes = commands.map((command, index) => outcomeOf(command, commandKey(index), answer))
  for (const outcome of outcomes) if (!outcome.ok && portalWide.has(outcome.failure.code)) throw outcome.failure
  // A map over a tuple is a list to the compiler
  return outcomes as unknown as OutcomesOf<Commands>
}

/** The value of a command, or its failure thrown. */
export function valueOf<Value>(outcome: CommandOutcome<Value>): Value {
  if (!outcome.ok) throw outcome.failure
  return outcome.value
}

function commandLine(method: BatchableMethod, params: PhpParams): string {
  const query = phpQuery(params)
  return query === '' ? method : `${method}?${query}`
}

function outcomeOf<Value>({ method, read }: BatchCommand<Value>, key: string, answer: unknown): CommandOutcome<Value> {
  // The maps are `[]` when they are empty: then nothing is in them by this name (bitrix24.md §1.6)
  const refused = own(own(answer, 'result_error'), key)
  if (refused !== undefined && refused !== null) return { ok: false, failure: refusalOf(refused, method) ?? byStatus(answered).failure }
  const result = own(own(answer, 'result'), key)
  if (result === undefined) return { ok: false, failure: portalFailure('badAnswerFromPortal', { reason: 'commandMissing' }) }
  // The scope quirk of single calls, here too: a refusal where a result is due (bitrix24.md §1.4)
  const hidden = Array.isArray(result) ? undefined : refusalOf(result, method)
  if (hidden !== undefined) return { ok: false, failure: hidden }
  try {
    return { ok: true, value: read(result), total: wholeNumber(own(own(answer, 'result_total'), key)), next: wholeNumber(own(own(answer, 'result_next'), key)) }
  } catch (error) {
    if (error instanceof AppFailure) return { ok: false, failure: error }
    throw error
  }
}

/** A batch is always answered with this, whatever is in it (bitrix24.md §1.6). */
const answered = 200

function refusalOf(value: unknown, method: BatchableMethod): AppFailure | undefined {
  return typeof value === 'object' && value !== null ? refusalIn(value, { method, status: answered })?.failure : undefined
}
