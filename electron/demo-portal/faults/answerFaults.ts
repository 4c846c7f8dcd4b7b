import type { PhpValue } from '../php/phpValue'
import { isList, isMap } from '../php/phpValue'
import { secondMs } from '../portalTime'
import { RestError } from '../restError'
import type { Fault } from './fault'
import { singleByteText } from './singleByteText'

const defaultSkewSeconds = 600

/** The portal answers, and the answer is not what it should be. */
export const answerFaults: readonly Fault[] = [
  {
    name: 'clock-skew',
    does: "the portal's clock is 600 s ahead, or the given number of seconds (below zero: behind)",
    argument: 'seconds',
    reaches: 'everything',
    clockAheadMs: (argument) => (argument === '' ? defaultSkewSeconds : Number(argument)) * secondMs,
  },
  {
    name: 'result-holds-error',
    does: 'status 200, and the error object is inside `result`',
    reaches: 'rest',
    reshape: (answer, method) => (method === 'batch' ? answer : { result: new RestError('insufficient_scope').toAnswer(), time: answer.time }),
  },
  {
    name: 'missing-total',
    does: 'lists come without `total`',
    reaches: 'rest',
    reshape: ({ result, next, time }) => ({ result, ...(next === undefined ? {} : { next }), time }),
  },
  {
    name: 'unknown-fields',
    does: 'a newer portal: users, objects, the time block and the envelope carry keys nobody knows',
    reaches: 'rest',
    reshape: (answer, method) => ({
      ...answer,
      result: method === 'batch' ? answer.result : withUnknown(answer.result),
      time: { ...answer.time, queued: 0.002 },
      steps: ['queued', 'started', 'finished'],
    }),
  },
  { name: 'truncated', does: 'the JSON ends in the middle', argument: 'count', reaches: 'rest', rewriteText: (json) => json.slice(0, Math.floor(json.length / 2)) },
  { name: 'bom', does: 'a byte order mark stands before the JSON', argument: 'count', reaches: 'rest', rewriteText: (json) => `\uFEFF${json}` },
  {
    name: 'wrong-encoding',
    does: 'the answer says UTF-8 and holds the bytes of an old code page, one a letter; plain English is the same in both',
    argument: 'count',
    reaches: 'rest',
    encode: singleByteText,
  },
]

function withUnknown(result: PhpValue): PhpValue {
  if (isList(result)) return result.map((row) => (isMap(row) ? withUnknown(row) : row))
  return isMap(result) ? { ...result, UF_USR_1790000000001: 'added later', COLLABORATION: { STATE: 'NEW', STEPS: [1, 2] } } : result
}
