import type { OperatingTime } from './operatingBudget'
import type { CallParams } from './portalAccess'
import { knownForm, own } from './refusal'

/** More commands than a batch may hold are not looked at. */
const maxCommands = 50

/** The methods whose work a call is charged with: a batch charges each of its commands (bitrix24.md §1.6). */
export function chargedMethods(method: string, params: CallParams): readonly string[] {
  return method === 'batch' ? [...new Set(commandsOf(params).map(([, name]) => name))] : [method]
}

/**
 * What an answer tells of the work it cost. `operating_reset_at` is a moment of the server's clock; it is compared with
 * the server's own `finish` (else with its `Date` header), so that a wrong clock here does no harm.
 */
export function operatingTimes(method: string, params: CallParams, answer: { readonly result: unknown; readonly time: unknown; readonly serverDate: number | undefined }): readonly OperatingTime[] {
  if (method !== 'batch') return one(method, answer.time, answer.serverDate)
  const times = objectIn(answer.result, 'result_time')
  return times === undefined ? [] : commandsOf(params).flatMap(([key, name]) => one(name, own(times, key), answer.serverDate))
}

/** The methods of a batch's commands that were refused with OPERATION_TIME_LIMIT: the batch itself is answered (bitrix24.md §1.7). */
export function refusedForTime(method: string, params: CallParams, result: unknown): readonly string[] {
  const errors = method === 'batch' ? objectIn(result, 'result_error') : undefined
  if (errors === undefined) return []
  return commandsOf(params).flatMap(([key, name]) => {
    const refusal = objectIn(errors, key)
    return refusal !== undefined && knownForm(own(refusal, 'error')) === 'OPERATION_TIME_LIMIT' ? [name] : []
  })
}

function one(method: string, time: unknown, serverDate: number | undefined): readonly OperatingTime[] {
  if (typeof time !== 'object' || time === null) return []
  const seconds = numberIn(time, 'operating')
  if (seconds === undefined || seconds < 0) return []
  const resetAt = numberIn(time, 'operating_reset_at')
  const finish = numberIn(time, 'finish') ?? (serverDate === undefined ? undefined : serverDate / 1000)
  return [{ method, seconds, resetInMs: resetAt === undefined || finish === undefined ? undefined : (resetAt - finish) * 1000 }]
}

/** `cmd` of a batch, a list or a map of `method?query` by key. */
function commandsOf(params: CallParams): readonly (readonly [key: string, method: string])[] {
  const commands = objectIn(params, 'cmd')
  if (commands === undefined) return []
  return Object.entries(commands)
    .slice(0, maxCommands)
    .flatMap(([key, command]: [string, unknown]) => (typeof command === 'string' ? [[key, command.split('?', 1)[0] ?? ''] as const] : []))
}

function objectIn(value: unknown, key: string): object | undefined {
  const inner = typeof value === 'object' && value !== null ? own(value, key) : undefined
  return typeof inner === 'object' && inner !== null ? inner : undefined
}

function numberIn(value: object, key: string): number | undefined {
  const number = own(value, key)
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
