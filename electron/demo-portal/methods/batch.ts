import { parseForm } from '../php/parseForm'
import type { PhpMap, PhpValue } from '../php/phpValue'
import { asMap, fromEntries, isList, isMap, isTrue, toText, upperCaseKeys } from '../php/phpValue'
import { RestError } from '../restError'
import type { CallAnswer, RestMethod } from './restMethod'

/** Commands beyond this number are refused one by one (bitrix24.md 1.6). */
const mostCommands = 50

type Collected = Readonly<Record<'result' | 'total' | 'next' | 'time' | 'error', [string, PhpValue][]>>

/** Runs commands in order; each may use what earlier ones found. Always HTTP 200: errors stay inside (bitrix24.md 1.6). */
export const batch: RestMethod = {
  name: 'batch',
  scopes: [],
  run: ({ params, callAnother }) => {
    const { CMD: commands, HALT: halt } = upperCaseKeys(params)
    const collected: Collected = { result: [], total: [], next: [], time: [], error: [] }
    for (const [index, [key, command]] of Object.entries(asMap(commands) ?? {}).entries()) {
      const outcome = index < mostCommands ? runCommand(toText(command), collected, callAnother) : refusal('ERROR_BATCH_LENGTH_EXCEEDED')
      collect(collected, key, outcome)
      if (!outcome.ok && isTrue(halt)) break
    }
    return {
      result: {
        result: fromEntries(collected.result),
        result_error: fromEntries(collected.error),
        result_total: fromEntries(collected.total),
        result_next: fromEntries(collected.next),
        result_time: fromEntries(collected.time),
      },
    }
  },
}

function runCommand(command: string, collected: Collected, callAnother: (name: string, params: PhpMap) => CallAnswer): CallAnswer {
  const [address = ''] = command.split('#')
  const cut = address.indexOf('?')
  const name = cut < 0 ? address : address.slice(0, cut)
  if (name.toLowerCase() === 'batch') return refusal('ERROR_BATCH_METHOD_NOT_ALLOWED')
  const query = parseForm(cut < 0 ? '' : address.slice(cut + 1))
  return callAnother(name, Object.fromEntries(Object.entries(query).map(([key, value]) => [key, resolve(value, collected)])))
}

function refusal(code: 'ERROR_BATCH_LENGTH_EXCEEDED' | 'ERROR_BATCH_METHOD_NOT_ALLOWED'): CallAnswer {
  return { ok: false, code, description: new RestError(code).description }
}

function collect(collected: Collected, key: string, outcome: CallAnswer): void {
  if (!outcome.ok) {
    // the documented batch answers leave this one text empty
    const description = outcome.code === 'insufficient_scope' ? '' : outcome.description
    collected.error.push([key, { error: outcome.code, error_description: description }])
    return
  }
  const { result, total, next, time } = outcome.answer
  collected.result.push([key, result])
  collected.time.push([key, time])
  if (total !== undefined) collected.total.push([key, total])
  if (next !== undefined) collected.next.push([key, next])
}

/** Puts `$result[key][0][ID]` in: alone it keeps its type, within a text it must be a text itself. */
function resolve(value: PhpValue, collected: Collected): PhpValue {
  if (isList(value)) return value.map((one) => resolve(one, collected))
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, collected)]))
  if (typeof value !== 'string') return value
  const whole = lookUp(value, collected)
  if (whole !== undefined) return whole
  return value.replace(/\$(?:result|total|next|error|time)(?:\[[^\]\s]+\])+/g, (reference) => {
    const found = lookUp(reference, collected)
    return typeof found === 'string' ? found : reference
  })
}

function lookUp(reference: string, collected: Collected): PhpValue | undefined {
  const [, list = '', path = ''] = /^\$(result|total|next|error|time)((?:\[[^\]\s]+\])+)$/.exec(reference) ?? []
  if (!isCollectedName(list)) return undefined
  let found: PhpValue = fromEntries(collected[list])
  for (const [, key = ''] of path.matchAll(/\[([^\]]+)\]/g)) {
    const inner: PhpMap | undefined = asMap(found)
    const next = inner !== undefined && Object.hasOwn(inner, key) ? inner[key] : undefined
    // what is not there is empty; the command then runs without it
    if (next === undefined || next === null) return ''
    found = next
  }
  return found
}

function isCollectedName(name: string): name is keyof Collected {
  return name === 'result' || name === 'total' || name === 'next' || name === 'time' || name === 'error'
}
